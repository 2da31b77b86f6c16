package app

import (
	"strings"
	"testing"
)

// The sheet has the checkpoint of its version, under which the figures from elsewhere are,
// and so has every page of it at its foot.
func TestTheSheetHasTheCheckpointOfItsVersion(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	organizer.must(session, `{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":"80"}]}`)
	address := "/desk/s/" + session
	before := organizer.page(address + "/results?lang=zh-CN").body
	organizer.must(session, `{"act":"confirm-result"}`, `{"act":"announce"}`)
	lines := organizer.results(session, "").Versions
	seal := lines[len(lines)-1].Checkpoint
	if seal == nil || seal.Root == "" || seal.Note == "" {
		t.Fatalf("results.json has no checkpoint of the version: %+v", lines)
	}
	page := organizer.page(address + "/results?lang=zh-CN").body
	if !strings.Contains(page, seal.Root) || !strings.Contains(page, "<code>"+seal.Code+"</code>") || strings.Contains(page, "不在签名之下") {
		t.Errorf("the sheet does not have the checkpoint %s:\n%s", seal.Root, page)
	}
	if strings.Contains(before, "不在签名之下") {
		t.Errorf("what is in preparation says that it is not signed:\n%s", before)
	}
	foot, plain := address+"/results.css?lang=zh-CN&version=1", strings.ReplaceAll(seal.Code, "-", `\00002d `)
	if style := organizer.page(foot + "&code=" + seal.Code).body; !strings.Contains(style, plain) {
		t.Errorf("the foot of a page has no code %s: %s", seal.Code, style)
	}
}
