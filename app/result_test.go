package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pingyi/display"
)

// resultRulebook is one by which people add to the counts: a daily record beside the
// hall, a draw among equals, and a veto.
const resultRulebook = `{"rulebook": 2, "title": "公开评议", "mode": "stage", "secrecy": "secret", "one_vote": "last before the close counts", "reveal": "live",
"ballot": {"sheet": "one unit", "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}]},
"categories": [{"label": "企业代表", "seats": 10, "weight": 60}, {"label": "居民代表", "seats": 10, "weight": 40}],
"imported": [{"name": "日常", "axes": ["unit"]}],
"steps": [
	{"name": "类内平均", "do": "mean", "of": "marks"},
	{"name": "现场", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
	{"name": "综合", "do": "weighted mean", "parts": [{"of": "现场", "weight": 70}, {"of": "日常", "weight": 30}], "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
	{"name": "得分", "do": "veto", "of": "综合"},
	{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]}],
"result": {"score": "得分", "rank": "名次"}}`

const resultUnits = "编号,参评窗口,主管部门,类别\nW1,民政窗口,,\nW2,税务窗口,,\nW3,供水窗口,,\n"

// concluded is an evening that is over, with its organizer and its scrutineer. Nobody
// voted: the score is what people enter.
func concluded(t *testing.T, rehearsal bool) (session string, organizer, scrutineer *browser) {
	t.Helper()
	return concludedBy(t, rehearsal, resultRulebook)
}

// concludedBy is such an evening by another rulebook.
func concludedBy(t *testing.T, rehearsal bool, rulebook string) (session string, organizer, scrutineer *browser) {
	t.Helper()
	server := deskServer(t)
	organizer, scrutineer = loggedIn(t, server, "zhang"), loggedIn(t, server, "li")
	fields := map[string]string{"units": resultUnits, "roster": deskRoster(), "rulebook": rulebook}
	if rehearsal {
		fields["rehearsal"] = "1"
	}
	answer := organizer.upload(plainJSON, fields)
	var made struct{ ID string }
	answer.json(t, &made)
	if answer.status != http.StatusCreated {
		t.Fatalf("creating a session: status %d: %s", answer.status, answer.body)
	}
	organizer.must(made.ID, `{"act":"issue"}`, `{"act":"publish"}`)
	for item := 1; item <= 3; item++ {
		for _, act := range []string{"stage", "open", "close", "confirm", "reveal"} {
			by := organizer
			if act == "confirm" && !rehearsal {
				by = scrutineer
			}
			by.must(made.ID, fmt.Sprintf(`{"act":%q,"item":%d,"seconds":600}`, act, item))
		}
	}
	organizer.must(made.ID, `{"act":"end"}`)
	return made.ID, organizer, scrutineer
}

// figures sends a file with a table of figures, as a script or as a person does.
func (b *browser) figures(session, accept string, fields map[string]string, name, file string) reply {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, text := range fields {
		if err := w.WriteField(field, text); err != nil {
			b.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("figures", name)
	if err == nil {
		_, err = io.WriteString(part, file)
	}
	if err != nil || w.Close() != nil {
		b.t.Fatal(err)
	}
	return b.do("POST", "/desk/s/"+session+"/figures", accept, w.FormDataContentType(), &body)
}

func (b *browser) results(session, query string) display.Results {
	b.t.Helper()
	var r display.Results
	b.json("/desk/s/"+session+"/results.json"+query).json(b.t, &r)
	return r
}

// placed says which unit has which place and score.
func placed(r display.Results) string {
	var all []string
	for _, u := range r.Units {
		all = append(all, fmt.Sprintf("%s %d %s", u.Unit, u.Rank, u.Score))
	}
	return strings.Join(all, ", ")
}

func TestScriptBringsAResultFromItsFiguresToItsCertification(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	answer := organizer.figures(session, plainJSON, map[string]string{"source": "市统计局函"}, "daily.csv", "\uFEFF编号,日常得分\nW1,90\nW2,\"1,088.5\"\nW3,90\n")
	var done struct {
		Table                          string
		Figures, Places, Revision, Seq int
		Warnings                       []string
	}
	answer.json(t, &done)
	if answer.status != http.StatusOK || done.Table != "日常" || done.Figures != 3 || done.Places != 3 || done.Revision == 0 || len(done.Warnings) != 0 {
		t.Fatalf("status %d: %s", answer.status, answer.body)
	}
	organizer.must(session, `{"act":"figures","table":"日常","source":"市统计局更正函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":"88.5"},{"at":["W3"],"value":"90"}]}`)
	if got := placed(organizer.results(session, "")); got != "W1 1 90.00, W2 3 88.50, W3 1 90.00" {
		t.Errorf("with the figures: %s", got)
	}
	organizer.must(session, `{"act":"decision","step":"名次","kind":"lot","order":["W3","W1"],"author":"监票人李明","record":"抽签记录一"}`,
		`{"act":"veto","unit":"W2","author":"市纪委监委","reason":"重大责任事故"}`)
	if got := placed(organizer.results(session, "")); got != "W1 2 90.00, W2 0 , W3 1 90.00" {
		t.Errorf("with the draw and the veto: %s", got)
	}
	organizer.must(session, `{"act":"lift-veto","unit":"W2","reason":"复核不成立"}`, `{"act":"confirm-result"}`, `{"act":"announce"}`,
		`{"act":"notice","days":7}`, `{"act":"certify"}`, `{"act":"correct","reason":"来函更正"}`)
	r := organizer.results(session, "")
	if r.Version != 1 || r.Phase != "certified" || len(r.Versions) != 1 || len(r.Versions[0].Steps) != 4 || len(r.Sources) != 1 || r.Sources[0].Source != "市统计局更正函" {
		t.Errorf("the certified result is %+v", r)
	}
}

func TestWhatIsWrongWithAFileOfFiguresIsSaidRowByRow(t *testing.T) {
	session, organizer, scrutineer := concluded(t, true)
	answer := organizer.figures(session, plainJSON, map[string]string{"table": "日常", "source": "函"}, "daily.csv", "编号,日常\nW1,九十\nW9,1\nW2,2\nW2,3\n")
	var wrong struct {
		Code string
		Rows []struct {
			Row  int
			Code string
		}
	}
	answer.json(t, &wrong)
	if got := fmt.Sprint(wrong); answer.status != http.StatusBadRequest || got != "{figures-file-invalid [{2 not-a-number} {3 unit-unknown} {5 figure-twice}]}" {
		t.Errorf("status %d: %s", answer.status, got)
	}
	for what, c := range map[string]struct {
		by     *browser
		fields map[string]string
		status int
		code   string
	}{
		"no source":        {organizer, nil, 400, "source-missing"},
		"another table":    {organizer, map[string]string{"table": "网络", "source": "函"}, 400, "table-unknown"},
		"an older picture": {organizer, map[string]string{"source": "函", "revision": "1"}, 409, "stale"},
		"a scrutineer":     {scrutineer, map[string]string{"source": "函"}, 403, "forbidden"},
	} {
		answer := c.by.figures(session, plainJSON, c.fields, "daily.csv", "编号,日常\nW1,90\n")
		wantRefusal(t, what, answer, c.status, c.code)
	}
	if r := organizer.results(session, ""); len(r.Missing) != 1 || len(r.Sources) != 0 {
		t.Errorf("something was entered: %+v", r)
	}
}

// The scrutineer's word about the result is the scrutineer's alone, all else the
// organizer's.
func TestRolesAreKeptApartAboutAResult(t *testing.T) {
	session, organizer, scrutineer := concluded(t, false)
	for _, act := range []string{"figures", "decision", "veto", "lift-veto", "announce", "notice", "certify", "correct", "abandon-correction"} {
		if answer := scrutineer.act(session, fmt.Sprintf(`{"act":%q}`, act)); answer.status != http.StatusForbidden {
			t.Errorf("the scrutineer's %s: status %d, want 403", act, answer.status)
		}
	}
	if answer := organizer.act(session, `{"act":"confirm-result","reason":"有未了事项"}`); answer.status != http.StatusForbidden {
		t.Errorf("the organizer confirms a result: status %d, want 403", answer.status)
	}
	wantRefusal(t, "something is outstanding", scrutineer.act(session, `{"act":"confirm-result"}`), http.StatusConflict, "result-outstanding")
	scrutineer.must(session, `{"act":"confirm-result","reason":"日常得分另行公布"}`)
	organizer.must(session, `{"act":"announce"}`, `{"act":"notice","days":5}`)
	wantRefusal(t, "the notice runs", organizer.act(session, `{"act":"certify"}`), http.StatusConflict, "notice-running")
	var r display.Results
	if err := json.Unmarshal([]byte(organizer.json("/desk/s/"+session+"/results.json").body), &r); err != nil || r.Phase != "notice" {
		t.Errorf("the result is %s, %v", r.Phase, err)
	}
}

// revision is the picture that the page of the result was made of.
func revision(t *testing.T, page string) string {
	t.Helper()
	_, after, _ := strings.Cut(page, `name="revision" value="`)
	number, _, found := strings.Cut(after, `"`)
	if !found {
		t.Fatal("the page has no form")
	}
	return number
}

// A person sees what figures change before they are entered, and what was decided on
// an older picture is not carried out.
func TestPersonSeesWhatFiguresChangeBeforeTheyAreEntered(t *testing.T) {
	session, organizer, scrutineer := concluded(t, true)
	life := "/desk/s/" + session + "/life"
	seen := revision(t, organizer.page(life).body)
	preview := organizer.figures(session, html, map[string]string{"table": "日常", "source": "函", "revision": seen}, "daily.csv", "编号,日常,备注\nW1,90\nW2,80\n")
	for _, want := range []string{"新增 2", "只有 2 个数，应有 3 个", "供水窗口 W3", "以下列没有使用：备注", `<strong>90</strong>`} {
		if preview.status != http.StatusOK || !strings.Contains(preview.body, want) {
			t.Errorf("status %d, the page lacks %q:\n%s", preview.status, want, preview.body)
		}
	}
	if r := organizer.results(session, ""); len(r.Sources) != 0 {
		t.Fatalf("looking at figures entered them: %+v", r.Sources)
	}
	enter := url.Values{"act": {"figures"}, "table": {"日常"}, "source": {"函"}, "revision": {seen}, "cells": {`[{"at":["W1"],"value":"90"},{"at":["W2"],"value":"80"}]`}}
	if answer := organizer.form("/desk/s/"+session+"/figures", enter); answer.status != http.StatusSeeOther || answer.location != life+"#tables" {
		t.Fatalf("status %d to %q: %s", answer.status, answer.location, answer.body)
	}
	if answer := organizer.form("/desk/s/"+session+"/figures", enter); answer.status != http.StatusConflict || !strings.Contains(answer.body, "role=\"alert\"") {
		t.Errorf("once more on the old picture: status %d", answer.status)
	}
	typed := url.Values{"act": {"preview-figures"}, "table": {"日常"}, "source": {"函二"}, "at": {"W1", "W2", "W3"}, "value": {"", "85", "70"}}
	answer := organizer.form("/desk/s/"+session+"/figures", typed)
	if answer.status != http.StatusOK || !strings.Contains(answer.body, "新增 1 · 改动 1 · 不变 0 · 去掉 1") {
		t.Errorf("typed figures: status %d: %s", answer.status, answer.body)
	}
	typed["value"] = []string{"", "85"}
	if answer := organizer.form("/desk/s/"+session+"/figures", typed); answer.status != http.StatusBadRequest {
		t.Errorf("more labels than figures: status %d", answer.status)
	}
	if answer := scrutineer.form("/desk/s/"+session+"/figures", enter); answer.status != http.StatusForbidden {
		t.Errorf("a scrutineer's figures: status %d", answer.status)
	}
	if sheet := organizer.page("/desk/s/" + session + "/figures.csv?table=日常"); sheet.body != "\uFEFF编号,参评窗口,日常\r\nW1,民政窗口,90\r\nW2,税务窗口,80\r\nW3,供水窗口,\r\n" {
		t.Errorf("the table to fill in is %q", sheet.body)
	}
}

// TestEveryVersionOfAResultCanBeSeen: the old one stays what it was, on every page
// and in the file, and what is not there is said to be unknown.
func TestEveryVersionOfAResultCanBeSeen(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	enter := func(w2 string) string {
		return fmt.Sprintf(`{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":%q}]}`, w2)
	}
	organizer.must(session, enter("80"), `{"act":"confirm-result"}`, `{"act":"announce"}`, `{"act":"correct","reason":"来函更正"}`, enter("95"))
	base := "/desk/s/" + session
	for query, want := range map[string]string{"": "1 80.00", "?version=1": "1 80.00", "?version=2": "2 95.00", "?version=last": "2 95.00"} {
		r := organizer.results(session, query)
		if got := fmt.Sprint(r.Version, " ", r.Units[1].Score); got != want {
			t.Errorf("results%s: %s, want %s", query, got, want)
		}
	}
	for path, want := range map[string]string{
		"/life": "第 2 版", "/life?version=1": "第 1 版，只能查看", "/results?version=2": `explain?of=score&amp;unit=W2&amp;version=2">95`,
		"/explain?of=score&unit=W2": ">80<", "/explain?of=score&unit=W2&version=2": ">95<", "/explain.json?of=score&unit=W2&version=2": `"version":2`,
	} {
		if page := organizer.page(base + path); page.status != http.StatusOK || !strings.Contains(page.body, want) {
			t.Errorf("%s: status %d, the page lacks %q", path, page.status, want)
		}
	}
	if page := organizer.page(base + "/life?version=1"); strings.Contains(page.body, `action="`+base) {
		t.Error("the page of an old version offers to change it")
	}
	for _, path := range []string{"/life?version=3", "/life?version=0", "/results.json?version=3", "/results.json?version=x", "/explain?of=score&unit=W2&version=3"} {
		if answer := organizer.json(base + path); answer.status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, answer.status)
		}
	}
}

// The page of a result says what its numbers are of, and what the screens have.
func TestThePageOfAResultSaysWhatIsAddedUpAndWhatTheScreensHave(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	life := "/desk/s/" + session + "/life?lang=zh-CN"
	page := organizer.page(life).body
	if !strings.Contains(page, "有效 合计") || !strings.Contains(page, "大屏只有现场计出的结果") || strings.Contains(page, "大屏与公开结果用这一版") {
		t.Errorf("before the announcement:\n%s", page)
	}
	organizer.must(session, `{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":"80"}]}`, `{"act":"confirm-result"}`, `{"act":"announce"}`)
	if page = organizer.page(life).body; strings.Contains(page, "大屏只有现场计出的结果") || !strings.Contains(page, "大屏与公开结果用这一版") {
		t.Errorf("after it:\n%s", page)
	}
}

// Whoever opens, prints or downloads a version that was corrected sees that it holds no longer,
// by which one, since when and why, and has nothing to sign.
func TestAVersionThatWasReplacedSaysSo(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	enter := func(w2 string) string {
		return fmt.Sprintf(`{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":%q}]}`, w2)
	}
	organizer.must(session, enter("80"), `{"act":"confirm-result"}`, `{"act":"announce"}`, `{"act":"correct","reason":"来函更正"}`, enter("95"))
	base := "/desk/s/" + session
	if page := organizer.page(base + "/results?version=1&lang=zh-CN"); strings.Contains(page.body, "取代") {
		t.Error("a correction that is being prepared is said to have replaced it")
	}
	organizer.must(session, `{"act":"confirm-result"}`, `{"act":"announce"}`)
	page := organizer.page(base + "/results?version=1&lang=zh-CN").body
	if !strings.Contains(page, "已被第 2 版取代（20") || !strings.Contains(page, "来函更正") || strings.Contains(page, `class="signatures"`) {
		t.Errorf("the page of version 1 does not say that it was replaced, or is still to be signed:\n%s", page)
	}
	if now := organizer.page(base + "/results?lang=zh-CN").body; strings.Contains(now, "取代") || !strings.Contains(now, `class="signatures"`) {
		t.Error("the version that holds is said to be replaced, or has no lines to sign")
	}
	if body := organizer.json(base + "/results.json?version=1").body; !strings.Contains(body, `"replaced"`) || !strings.Contains(body, "来函更正") {
		t.Errorf("results.json of version 1: %s", body)
	}
	if file := organizer.json(base + "/results.xlsx?version=1"); !strings.Contains(file.header.Get("Content-Disposition"), "-v1-replaced.xlsx") {
		t.Errorf("the workbook of version 1 is called %q", file.header.Get("Content-Disposition"))
	}
}

// A correction that changes nothing is asked about before it is confirmed and before it is announced.
func TestACorrectionThatChangesNothingIsAskedAbout(t *testing.T) {
	session, organizer, scrutineer := concluded(t, true)
	enter := func(w2 string) string {
		return fmt.Sprintf(`{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":%q}]}`, w2)
	}
	asks := func(who *browser) bool {
		page := who.page("/desk/s/" + session + "/life?lang=zh-CN").body
		says, checks := strings.Contains(page, "与已公布的第 1 版没有任何不同"), strings.Contains(page, `<input id="next-same" type="checkbox" required>`)
		if says != checks {
			t.Errorf("it says so: %t, and asks: %t", says, checks)
		}
		return says
	}
	organizer.must(session, enter("80"))
	first := asks(organizer)
	organizer.must(session, `{"act":"confirm-result"}`, `{"act":"announce"}`, `{"act":"correct","reason":"来函更正"}`)
	unchanged := asks(scrutineer)
	organizer.must(session, enter("80.0"), `{"act":"confirm-result"}`)
	confirmed := asks(organizer)
	organizer.must(session, `{"act":"announce"}`, `{"act":"correct","reason":"再次更正"}`, enter("95"), `{"act":"confirm-result"}`)
	if first || !unchanged || !confirmed || asks(organizer) {
		t.Errorf("asked of the first: %t, of one that changes nothing: %t and %t, of one that changes a figure: %t", first, unchanged, confirmed, asks(organizer))
	}
}

// What was typed into an act that is refused is still there to be mended.
func TestRefusedActKeepsWhatWasTyped(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	answer := organizer.form("/desk/s/"+session+"/life", url.Values{"act": {"veto"}, "unit": {"W2"}, "author": {"市纪委监委"}, "reason": {" "}})
	for _, want := range []string{`role="alert"`, `<details class="danger" id="veto" open>`, `<option value="W2" selected>`, `value="市纪委监委"`} {
		if answer.status != http.StatusBadRequest || !strings.Contains(answer.body, want) {
			t.Errorf("status %d, the page lacks %s", answer.status, want)
		}
	}
}

// Which tables may stay away stands where figures are entered: nobody is to look for a
// record that the rulebook does without.
func TestTheFormForFiguresMarksTheTablesThatMayStayAway(t *testing.T) {
	organizer := loggedIn(t, deskServer(t), "zhang")
	const optional = "可以没有</span>"
	for rules, want := range map[string]bool{
		resultRulebook: false,
		strings.Replace(resultRulebook, `"axes": ["unit"]`, `"axes": ["unit"], "optional": true`, 1): true,
	} {
		var made struct{ ID string }
		organizer.upload(plainJSON, map[string]string{"units": resultUnits, "roster": deskRoster(), "rulebook": rules}).json(t, &made)
		page := organizer.page("/desk/s/" + made.ID + "/life").body
		preview := organizer.figures(made.ID, html, map[string]string{"source": "函"}, "daily.csv", "编号,日常\nW1,90\n").body
		if got := strings.Contains(page, optional) && strings.Contains(page, "不录入，结果也算完整"); got != want || strings.Contains(page, "日常”还没有录入") == want {
			t.Errorf("a table that may stay away: %v; the page:\n%s", want, page)
		}
		if got := strings.Contains(preview, "<small>日常 · 可以没有</small>"); got != want {
			t.Errorf("a table that may stay away: %v; before it is entered:\n%s", want, preview)
		}
	}
}

// TestThePageOfAResultFollowsIt: it names the feed, its own address and the picture that it
// is of, also where it answers an act that was refused.
func TestThePageOfAResultFollowsIt(t *testing.T) {
	session, organizer, _ := concluded(t, true)
	base := "/desk/s/" + session
	organizer.must(session, `{"act":"confirm-result","reason":"r"}`, `{"act":"announce"}`, `{"act":"correct","reason":"来函更正"}`)
	refused := organizer.form(base+"/life", url.Values{"act": {"veto"}, "unit": {"W2"}, "author": {"市纪委监委"}, "reason": {" "}}).body
	for what, c := range map[string]struct{ page, address, typed string }{
		"the newest":    {organizer.page(base + "/life").body, base + "/life", ""},
		"an old one":    {organizer.page(base + "/life?version=1").body, base + "/life?version=1", ""},
		"a refused act": {refused, base + "/life", "veto"},
	} {
		want := fmt.Sprintf(`id="session" data-live="%s/live" data-page="%s" data-revision="%s" data-typed="%s"`, base, c.address, revision(t, organizer.page(base+"/life").body), c.typed)
		if !strings.Contains(c.page, want) || !strings.Contains(c.page, "desk/life.js") {
			t.Errorf("%s lacks %s, or the script", what, want)
		}
	}
}
