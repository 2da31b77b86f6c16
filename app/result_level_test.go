package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestWhatAFreshVoteLeavesLevelIsDrawn: on the desk a fresh vote is entered with those who stay level
// ticked, the draw is then asked for among these alone, and a draw of one category is none of another.
func TestWhatAFreshVoteLeavesLevelIsDrawn(t *testing.T) {
	session, organizer, _ := concludedBy(t, true, strings.NewReplacer(
		`"ties": ["lot"]}],`, `"ties": ["re-vote", "lot"]},
	{"name": "各类名次", "do": "rank", "of": "分类", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]},
	{"name": "名次和", "do": "sum", "of": "各类名次", "over": "category", "missing": "renormalise"}],`,
		`"imported": [`, `"imported": [{"name": "分类", "axes": ["unit", "category"]}, `, `"rank": "名次"}`, `"rank": "名次", "each": "名次和"}`).Replace(resultRulebook))
	organizer.must(session, `{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":"90"},{"at":["W3"],"value":"90"}]}`,
		`{"act":"figures","table":"分类","source":"函","cells":[{"at":["W1","企业代表"],"value":"1"},{"at":["W2","企业代表"],"value":"1"},{"at":["W1","居民代表"],"value":"2"},{"at":["W2","居民代表"],"value":"2"}]}`)
	life := "/desk/s/" + session + "/life"
	page := organizer.page(life + "?lang=zh-CN").body
	for want, times := range map[string]int{
		`name="level" value="2"> 与上一位仍并列`: 1, `name="level" value="1"`: 0, `name="where" value="企业代表"`: 1, "“各类名次 · 居民代表”并列，等待抽签": 2,
	} {
		if got := strings.Count(page, want); got != times {
			t.Errorf("the page says %d times %s, want %d", got, want, times)
		}
	}
	enter := func(kind string, order, level, where []string, step string) reply {
		return organizer.form(life, url.Values{"act": {"decision"}, "step": {step}, "kind": {kind}, "order": order, "level": level, "where": where, "author": {"监票人李明"}, "record": {"记录一"}})
	}
	if answer := enter("lot", []string{"W3", "W1", "W2"}, []string{"3"}, nil, "名次"); !strings.Contains(answer.body, "没有别的办法给仍并列的单位分先后") {
		t.Errorf("a draw that leaves two level: status %d:\n%s", answer.status, answer.body)
	}
	for _, answer := range []reply{
		enter("re-vote", []string{"W3", "W1", "W2"}, []string{"3"}, nil, "名次"), enter("lot", []string{"W2", "W1"}, nil, nil, "名次"),
		enter("lot", []string{"W2", "W1"}, nil, []string{"居民代表"}, "各类名次"),
	} {
		if answer.status != http.StatusSeeOther {
			t.Fatalf("status %d:\n%s", answer.status, answer.body)
		}
	}
	r := organizer.results(session, "")
	if got := placed(r); got != "W1 3 90.00, W2 2 90.00, W3 1 90.00" {
		t.Errorf("with the vote and the draw: %s", got)
	}
	if len(r.Pending) != 1 || r.Pending[0].Step != "各类名次" || r.Pending[0].Where[0] != "企业代表" {
		t.Errorf("what waits is %+v", r.Pending)
	}
	if results := organizer.page("/desk/s/" + session + "/results?lang=zh-CN").body; !strings.Contains(results, "名次: 供水窗口、民政窗口=税务窗口") || !strings.Contains(results, "各类名次 · 居民代表: 税务窗口、民政窗口") {
		t.Errorf("the page of results does not say how it was voted:\n%s", results)
	}
	if again := organizer.page(life + "?lang=zh-CN").body; !strings.Contains(again, `value="3" checked`) || !strings.Contains(again, "W2 · 与上一位仍并列") {
		t.Errorf("the page does not show who stayed level:\n%s", again)
	}
}
