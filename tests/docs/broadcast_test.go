package docs_test

import (
	"strings"
	"testing"
)

// generated are the marks between which the tables of EXPORTS.md are written.
var generated = strings.NewReplacer("<!-- tables -->", "", "<!-- end of tables -->", "")

// TestNoPageHasAPlaceholder: what is to be filled in later is seen by nobody who reads the page.
func TestNoPageHasAPlaceholder(t *testing.T) {
	for _, name := range pages(t) {
		if strings.Contains(generated.Replace(read(t, name)), "<!--") {
			t.Errorf("%s has a comment in the place of what it is to say", name)
		}
	}
}

// TestTheEngineersPageGivesAddressesForBoxes that can be copied, and says how the fill is multiplied.
func TestTheEngineersPageGivesAddressesForBoxes(t *testing.T) {
	page := read(t, "docs/BROADCAST.md")
	for _, want := range []string{"/ctl/pgm/take?k=TOKEN", "/ctl/panic?k=TOKEN", "/ctl/live?k=TOKEN", "/button/take.png?k=TOKEN", "The fill is *pre-multiplied*"} {
		if !strings.Contains(page, want) {
			t.Errorf("docs/BROADCAST.md does not say %s", want)
		}
	}
	if strings.Contains(page, "Not pre-multiplied") {
		t.Error("docs/BROADCAST.md says of the fill what it is not")
	}
}

// TestTheEngineersPageBeginsInChinese, with what to load where, and calls things as the desk does.
func TestTheEngineersPageBeginsInChinese(t *testing.T) {
	_, chinese, found := strings.Cut(read(t, "docs/BROADCAST.md"), "\n## 中文要点\n")
	chinese, _, ended := strings.Cut(chinese, "\n## Before anything else\n")
	if !found || !ended {
		t.Fatal("docs/BROADCAST.md has no part in Chinese before the English one")
	}
	for _, want := range []string{"/gfx/pgm/shell.html", "/gfx/pgm/spx.html", "/gfx/pgm/ograf.zip", "CasparCG", "OBS", "vMix", "FEEDS.md"} {
		if !strings.Contains(chinese, want) {
			t.Errorf("the Chinese part of docs/BROADCAST.md does not tell of %s", want)
		}
	}
	words := read(t, "static/words/director.zh-CN.json")
	for _, said := range []string{"没有回报", "没有页面接入", "输出设置", "测试卡", "下一步"} {
		if !strings.Contains(chinese, said) || !strings.Contains(words, `"`+said+`"`) {
			t.Errorf("%s: the Chinese part of docs/BROADCAST.md and the desk do not both say it", said)
		}
	}
}
