package static

import (
	"strings"
	"testing"
)

func openPage(lang string) PhonePage {
	return PhonePage{
		Lang: lang, Page: "ballot", Title: "市直部门单位服务窗口公开评议", Grades: []string{"满意", "基本满意", "不满意", "不了解"}, NoOpinion: "3",
		Item: &PhoneItem{ID: 37, Of: 100, Run: 2, Phase: "open", Deadline: 1_790_000_000, Unit: PhoneUnit{
			ID: "W037", Name: "市国有资产监督管理委员会综合受理窗口", Department: "市国有资产监督管理委员会", Class: "行政审批类",
		}},
		Frame: `{"revision":88,"session":{"id":"s1","title":"市直部门单位服务窗口公开评议","rehearsal":false},"phase":"running",` +
			`"item":{"id":37,"of":100,"run":2,"phase":"open","deadline":1790000000,"unit":{"id":"W037","name":"市国有资产监督管理委员会综合受理窗口",` +
			`"department":"市国有资产监督管理委员会","class":"行政审批类"}},"grades":["满意","基本满意","不满意","不了解"]}`,
	}
}

func mustPhone(t *testing.T, site *Site, p PhonePage) string {
	t.Helper()
	page, err := site.Phone(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func wantIn(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("want %s in the page", part)
		}
	}
}

func wantNone(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(page, part) {
			t.Errorf("want no %s in the page", part)
		}
	}
}

func TestAnOpenItemIsAFormThatWorksByItself(t *testing.T) {
	site := mustSite(t)
	page := mustPhone(t, site, openPage("zh-CN"))
	wantIn(t, page, `<html lang="zh-CN">`, `<form method="post" action="/v/ballot"`,
		`<input type="hidden" name="item" value="37"><input type="hidden" name="run" value="2"><input type="hidden" name="unit" value="W037">`,
		`<input type="radio" name="marks" value="0" required><span class="face">满意</span>`, `name="marks" value="3"`,
		"第 37 项 / 共 100 项", "市国有资产监督管理委员会 · 行政审批类", `<fieldset id="grades">`, `<div class="bar" id="bar">`)
	wantNone(t, page, "http-equiv=\"refresh\"", " checked", "style=", `id="stage" data-wait`)
}

func TestEnglishPagesAreEnglish(t *testing.T) {
	site := mustSite(t)
	page := mustPhone(t, site, openPage("en"))
	wantIn(t, page, `<html lang="en">`, "Item 37 of 100", ">Submit</button>", `href="/v?lang=zh-CN" lang="zh-CN"`)
	wantNone(t, page, "提交")
}

func TestWaitingPagesFetchThemselvesWithoutScript(t *testing.T) {
	site := mustSite(t)
	for phase, headline := range map[string]string{
		"on-stage": "尚未开始", "waiting": "尚未开始", "closed": "已截止", "confirmed": "已截止", "revealed": "已截止", "void": "本轮已作废",
	} {
		p := openPage("zh-CN")
		p.Item.Phase = phase
		page := mustPhone(t, site, p)
		wantIn(t, page, `<noscript><meta http-equiv="refresh" content="15"></noscript>`, ">"+headline+"</h2>", `<fieldset id="grades" hidden>`, `id="bar" hidden`, `id="stage" data-wait`)
	}
}

func TestWithoutAnItemThePageSaysWhatIsToCome(t *testing.T) {
	site := mustSite(t)
	for phase, headline := range map[string]string{"published": "尚未开始", "running": "请稍候", "closed": "评议已结束"} {
		p := openPage("zh-CN")
		p.Item, p.Frame = nil, `{"revision":1,"phase":"`+phase+`","item":null}`
		wantIn(t, mustPhone(t, site, p), `tabindex="-1">`+headline+"</h1>", `id="stage" data-wait`)
	}
}

func TestTheCodePageNeedsNothingElse(t *testing.T) {
	site := mustSite(t)
	page := mustPhone(t, site, PhonePage{Lang: "zh-CN", Page: "code"})
	wantIn(t, page, `<form method="post" action="/v/redeem">`, `name="code"`, "history.replaceState")
	wantNone(t, page, "type=\"module\"", `id="stage"`, `name="take_over"`, "refresh")
}

func TestACardInUseElsewhereCanBeTakenOverWithoutScript(t *testing.T) {
	site := mustSite(t)
	page := mustPhone(t, site, PhonePage{
		Lang: "zh-CN", Page: "code", Elsewhere: true, Code: "ABCD", Notice: &PhoneNotice{Kind: "refused", Code: "card-elsewhere", Text: "used elsewhere"},
	})
	wantIn(t, page, `<button class="second" name="take_over" value="1">在本机继续</button>`, `value="ABCD"`, "used elsewhere")
	p := openPage("zh-CN")
	p.Elsewhere = true
	page = mustPhone(t, site, p)
	wantIn(t, page, `<section class="sheet lost" id="elsewhere">`, `<section class="sheet open" id="stage" data-card="elsewhere" hidden>`)
	p.Elsewhere, p.Notice = false, &PhoneNotice{Kind: "refused", Code: "card-elsewhere"}
	wantIn(t, mustPhone(t, site, p), `<section class="sheet lost" id="elsewhere">`)
}

func TestTheOutcomeOfAFormIsShown(t *testing.T) {
	site := mustSite(t)
	p := openPage("zh-CN")
	p.Notice, p.Chosen = &PhoneNotice{Kind: "recorded", Receipt: strings.Repeat("3fa29c1b", 8)}, "1"
	page := mustPhone(t, site, p)
	wantIn(t, page, `<p class="done">已记录</p>`, "3FA2 9C1B", `value="1" required checked`, `http-equiv="refresh"`)
	p.Notice, p.Chosen = &PhoneNotice{Kind: "refused", Text: "投票已截止"}, ""
	wantIn(t, mustPhone(t, site, p), `<p class="failed">投票已截止</p>`)
}

func TestRehearsalIsSaidOnThePageAndInItsTitle(t *testing.T) {
	site := mustSite(t)
	p := openPage("zh-CN")
	p.Rehearsal = true
	wantIn(t, mustPhone(t, site, p), `<p class="rehearsal" id="rehearsal">演练 REHEARSAL`, "<title>演练 REHEARSAL")
	p.Rehearsal = false
	wantIn(t, mustPhone(t, site, p), `<p class="rehearsal" id="rehearsal" hidden>`)
}

func TestEqualPagesAreEqualBytes(t *testing.T) {
	site := mustSite(t)
	first, again := mustPhone(t, site, openPage("zh-CN")), mustPhone(t, site, openPage("zh-CN"))
	if first != again {
		t.Error("two renderings of one stage differ")
	}
}

func TestNamesCannotBecomeMarkup(t *testing.T) {
	site := mustSite(t)
	p := openPage("zh-CN")
	const nasty = `</script><script>alert(1)</script><!--`
	p.Title, p.Item.Unit.Name, p.Grades[0], p.Code = nasty, nasty, nasty, `"><b>`
	p.Frame = `{"revision":1,"phase":"running","session":{"id":"s","title":"</script><script>alert(1)</script><!--"}}`
	page := mustPhone(t, site, p)
	wantNone(t, page, "<script>alert", "</script><!--", `"><b>`)
	session, _ := mustJSON(t, []byte(page), "frame")["session"].(map[string]any)
	if session["title"] != nasty {
		t.Errorf("the script reads the title %q, want %q", session["title"], nasty)
	}
}

func TestTheScriptGetsItsSentences(t *testing.T) {
	site := mustSite(t)
	for _, lang := range Languages() {
		words := mustJSON(t, []byte(mustPhone(t, site, openPage(lang))), "words")
		if words["recorded"] != site.Words(lang)["phone.recorded"] || words["scan.hint"] != nil {
			t.Errorf("%s: got %v", lang, words)
		}
	}
}

func TestPagesThatCannotBeAreRefused(t *testing.T) {
	site := mustSite(t)
	for what, p := range map[string]PhonePage{"unknown page": {Page: "other"}, "broken frame": {Page: "ballot", Frame: "{"}} {
		if _, err := site.Phone(p); err == nil {
			t.Errorf("%s is rendered", what)
		}
	}
}

func TestGradesRunFromBlueToOrangeAndGrey(t *testing.T) {
	for want, grades := range map[string]int{"0": 1, "04": 2, "014": 3, "0134": 4, "01234": 5, "012234": 6, "0112334": 7} {
		v := phoneView{PhonePage: PhonePage{Grades: make([]string, grades)}}
		var got string
		for _, grade := range v.Choices() {
			got += grade.Tone
		}
		if got != want {
			t.Errorf("%d grades: tones %s, want %s", grades, got, want)
		}
	}
	for n := 6; n <= 16; n++ {
		v := phoneView{PhonePage: PhonePage{Grades: make([]string, n)}}
		choices := v.Choices()
		for i := 1; i < n; i++ {
			if choices[i].Tone < choices[i-1].Tone || len(choices[i].Tone) != 1 || choices[i].Tone > "4" {
				t.Errorf("%d grades: tone %s follows %s", n, choices[i].Tone, choices[i-1].Tone)
			}
		}
		if choices[0].Tone != "0" || choices[n-1].Tone != "4" {
			t.Errorf("%d grades: from %s to %s", n, choices[0].Tone, choices[n-1].Tone)
		}
	}
	v := phoneView{PhonePage: openPage("en")}
	if got := v.Choices(); got[3].Tone != "none" || got[2].Tone != "4" || got[3].Mark != "3" {
		t.Errorf("got %+v", got)
	}
}

// TestNumbersStandSideBySide: a page of numbers has a sheet of its own, which the policy
// allows, and room for the words of what takes none. A page of grades has none of it.
func TestNumbersStandSideBySide(t *testing.T) {
	site := mustSite(t)
	p := openPage("zh-CN")
	render := func(grades ...string) string {
		t.Helper()
		p.Grades = grades
		page, err := site.Phone(p)
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	page, style := render("10", "9.5", "-0.5", "不了解"), string(site.parts.bare)
	for _, want := range []string{style, `<div class="bare scale">`, `class="grade t0"><input`, ` wide"><input type="radio" name="marks" value="3"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of numbers lacks %s", want)
		}
	}
	if n := strings.Count(page, " wide"); n != 1 {
		t.Errorf("%d buttons are wide", n)
	}
	for name, policy := range map[string]string{"stage": site.PhoneCSP("ballot.example"), "form": site.FormCSP("ballot.example")} {
		if hash := hashSource(strings.TrimSuffix(strings.TrimPrefix(style, "<style>"), "</style>")); !strings.Contains(policy, hash) {
			t.Errorf("%s: the policy forbids the sheet: %s", name, policy)
		}
	}
	if page = render("满意", "10", "1000.5"); strings.Contains(page, `class="scale"`) || strings.Contains(page, style) || strings.Contains(page, " wide") {
		t.Error("a page of grades looks like one of numbers")
	}
}
