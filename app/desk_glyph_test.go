package app

import (
	"net/http"
	"strings"
	"testing"
)

func TestADraftNamesWhatTheDisplaysCannotDraw(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	fields := map[string]string{
		"units":    strings.Replace(deskUnits, "市民政局窗口", "张𪛖工作室", 1),
		"roster":   deskRoster(),
		"rulebook": strings.Replace(deskRulebook, `"不了解"`, `"😀"`, 1),
	}
	answer := b.upload("application/json", fields)
	var made struct {
		ID       string
		Warnings []string
	}
	answer.json(t, &made)
	if answer.status != http.StatusCreated || len(made.Warnings) != 2 || !strings.Contains(made.Warnings[0], "units.csv第 2 行") {
		t.Fatalf("status %d, warnings %q", answer.status, made.Warnings)
	}
	page := strings.ReplaceAll(b.page("/desk/s/"+made.ID).body, "&#43;", "+")
	for _, want := range []string{
		"<li>参评单位 W1 · 张𪛖工作室 · <strong>𪛖 U+2A6D6</strong></li>", "<li>等次 · 😀 · <strong>😀 U+1F600</strong></li>", "核准的简称",
	} {
		if strings.Count(page, want) != 1 {
			t.Errorf("the draft's page has %q %d times, want once", want, strings.Count(page, want))
		}
	}
	if !strings.Contains(b.page("/desk/s/"+made.ID+"?lang=en").body, "<li>unit W1 · 张𪛖工作室 · ") {
		t.Error("the English page does not name the unit")
	}
	if plain := b.page("/desk/s/" + b.create(true)).body; strings.Contains(plain, "屏幕上画不出") {
		t.Error("a draft without such characters speaks of them")
	}
}

// TestADraftNamesTheUnitsThatListsDoNotShowWhole: before the evening, and by what a row has room for and not by bytes.
func TestADraftNamesTheUnitsThatListsDoNotShowWhole(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	made := func(first, second string) string {
		units := strings.NewReplacer("市民政局窗口", first, "市<b>税务</b>局窗口", second).Replace(deskUnits)
		var made struct{ ID string }
		b.upload("application/json", map[string]string{"units": units, "roster": deskRoster(), "rulebook": deskRulebook}).json(t, &made)
		return "/desk/s/" + made.ID
	}
	thirty := strings.Repeat("某市政务服务综合窗口", 3)
	at := made(thirty, thirty+"甲")
	for lang, want := range map[string]string{"zh-CN": "在榜单上显示不全的单位", "en": "Units that lists do not show whole"} {
		page := b.page(at + "?lang=" + lang).body
		if !strings.Contains(page, want) || !strings.Contains(page, " W2 · "+thirty+"甲</li>") || strings.Contains(page, " W1 · ") {
			t.Errorf("in %s a name of thirty-one characters is not told alone", lang)
		}
	}
	if page := b.page(made("Municipal Housing Bureau Service Centre 2", thirty) + "?lang=en").body; strings.Contains(page, "Units that lists do not") {
		t.Error("names that fit are told of")
	}
}

// TestAnybodyMayHaveTheFont: a picture may stand in the page of another program,
// where a browser loads a font only if its owner lets it.
func TestAnybodyMayHaveTheFont(t *testing.T) {
	p := servePlace(t, nil)
	h := p.handset()
	got := h.send("GET", p.app.site.Prefix()+"fonts/latin.woff2", "", "Accept-Encoding", "gzip, br")
	for name, want := range map[string]string{
		"Content-Type": "font/woff2", "Cache-Control": "public, max-age=31536000, immutable",
		"Access-Control-Allow-Origin": "*", "Content-Encoding": "", "X-Content-Type-Options": "nosniff",
	} {
		if got.header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.header.Get(name), want)
		}
	}
	if got.status != http.StatusOK || !strings.HasPrefix(got.body, "wOF2") {
		t.Errorf("status %d, %d bytes", got.status, len(got.body))
	}
}
