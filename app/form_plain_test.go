package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/voting"
)

// to sends a form of a page and gives the address that follows.
func (h *handset) to(path string, pairs ...string) string {
	h.t.Helper()
	values := url.Values{"item": {"1"}, "run": {"1"}}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	answer := h.form(path, values)
	if answer.status != http.StatusSeeOther {
		h.t.Fatalf("%s %v: status %d %s", path, pairs, answer.status, answer.body)
	}
	return answer.header.Get("Location")
}

func wantOnPage(t *testing.T, what, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("%s: the page lacks %s", what, part)
		}
	}
}

// Without a script a form is filled in unit by unit, saved by every button, looked
// through and handed in; and may be handed in again.
func TestFormIsFilledInWithoutAScript(t *testing.T) {
	p, one, _ := formIn(t)
	cover := one.page("/v").body
	wantOnPage(t, "the cover", cover, `href="/v/form"`, `href="/v/form?at=review"`, "只有提交了才算数", "截止")
	first := one.page("/v/form").body
	wantOnPage(t, "the first unit", first, "<h1>市民政局窗口</h1>", "第 1 个 / 共 2 个", "已评 0 / 2", "<legend>廉洁</legend>", `name="marks2" value="3"`)
	if at := one.to("/v/form", "at", "1", "marks0", "0", "marks2", "3", "go", "next"); at != "/v/form?at=2" {
		t.Fatalf("after the first unit: %s", at)
	}
	wantDraft(t, "after the first unit", one, "0-3---")
	wantOnPage(t, "the second unit", one.page("/v/form?at=2").body, "市&lt;b&gt;税务&lt;/b&gt;局窗口", "已保存，尚未提交", ">检查并提交<")
	if at := one.to("/v/form", "at", "2", "go", "contents"); at != "/v/form?at=contents" {
		t.Errorf("to the contents: %s", at)
	}
	wantOnPage(t, "the contents", one.page("/v/form?at=contents").body, "审批类 0/1", `href="/v/form?at=1"`, "2/3", "未评")
	wantOnPage(t, "going on", one.page("/v/form").body, "<h1>市民政局窗口</h1>", `value="3" checked`)
	if at := one.to("/v/form", "at", "1", "marks0", "0", "go", "clear"); at != "/v/form?at=1" {
		t.Errorf("clearing: %s", at)
	}
	wantDraft(t, "cleared", one, "")
	one.to("/v/form", "at", "1", "marks0", "0", "marks1", "0", "marks2", "0", "go", "next")
	if at := one.to("/v/form", "at", "2", "marks1", "2", "go", "next"); at != "/v/form?at=review" {
		t.Errorf("after the last unit: %s", at)
	}
	review := one.page("/v/form?at=review").body
	wantOnPage(t, "the review", review, "只评了一部分：1", "已经评完：1", `name="marks" value="000-2-"`, `action="/v/ballot"`)
	if tally := p.forms(); tally != 0 {
		t.Errorf("%d ballots before anything is handed in", tally)
	}
	if at := one.to("/v/ballot", "unit", "", "marks", "000-2-"); at != "/v" {
		t.Errorf("handing in: %s", at)
	}
	wantOnPage(t, "after it", one.page("/v").body, `<p class="done">已记录</p>`, "回执")
	if m := meOf(t, one); m.Ballot == nil || m.Ballot.Marks != "000-2-" || m.Form.Marks != "" {
		t.Errorf("it stands as %+v with %+v", m.Ballot, m.Form)
	}
	one.to("/v/form", "at", "2", "marks0", "1", "marks1", "2", "go", "next")
	wantOnPage(t, "a change", one.page("/v/form?at=review").body, "改动已保存，尚未提交", `name="marks" value="00012-"`)
	one.to("/v/ballot", "unit", "", "marks", "00012-")
	if p.forms() != 1 || meOf(t, one).Ballot.Marks != "00012-" {
		t.Error("the change is not what stands")
	}
	p.act(close1)
	if answer := one.page("/v/form?at=1"); answer.status != http.StatusSeeOther || answer.header.Get("Location") != "/v" {
		t.Errorf("after the close: status %d", answer.status)
	}
	wantOnPage(t, "closed", one.page("/v").body, "已截止", "没有提交的内容不计入")
}

// forms is how many ballots stand for the form.
func (p *place) forms() (n int) {
	p.t.Helper()
	if err := p.live().Look(func(s *voting.State) { n = s.Item(1).Tally.Total() }); err != nil {
		p.t.Fatal(err)
	}
	return n
}

func TestOnesOwnUnitHasNoPage(t *testing.T) {
	_, _, own := formIn(t)
	wantOnPage(t, "the only unit", own.page("/v/form?at=1").body, "市&lt;b&gt;税务&lt;/b&gt;局窗口", "第 1 个 / 共 1 个")
	own.to("/v/form", "at", "1", "marks0", "0", "go", "next")
	wantDraft(t, "its first mark", own, "---0--")
	if body := own.page("/v/form?at=review").body; strings.Contains(body, "市民政局窗口") {
		t.Error("the review names one's own unit")
	}
}

func TestFormWithNothingOnItGoesBackToTheReview(t *testing.T) {
	_, one, _ := formIn(t)
	if at := one.to("/v/ballot", "unit", "", "marks", "------"); at != "/v/form?at=review" {
		t.Fatalf("an empty form: %s", at)
	}
	wantOnPage(t, "the review", one.page("/v/form?at=review").body, `<p class="failed">没有选择等次`)
}

// Too many ticks are refused with the list and the numbers, and stay ticked; as void
// they are handed in by whoever ticks that box.
func TestTooManyTicksAreToldWithoutAScript(t *testing.T) {
	p := formPlace(t, strings.Replace(choiceRules, `"best":{"at_most":1}`, `"best":{"at_most":1,"at_least":1}`, 1), nil)
	var cards []placeCard
	p.desk.json("/desk/s/"+p.session+"/cards.json").json(t, &cards)
	h := p.holding(cards[0])
	p.act(stage1, open1)
	wantOnPage(t, "the first list", h.page("/v/form").body, "<h1>最满意</h1>", "选 1 个，不能多也不能少", `type="checkbox" name="marks1" value="0"`, "已选 0 / 最多 1")
	if at := h.to("/v/form", "at", "1", "marks0", "0", "marks1", "0", "go", "next"); at != "/v/form?at=1" {
		t.Fatalf("two instead of one: %s", at)
	}
	page := h.page("/v/form?at=1").body
	wantOnPage(t, "the list again", page, "“最满意”选了 2 个，超过最多 1 个。 最多选 1 个。要改选，请先取消一个。", "已选 2 / 最多 1")
	if strings.Count(page, " checked>") != 2 {
		t.Error("what was ticked is gone")
	}
	if at := h.to("/v/form", "at", "1", "go", "next"); at != "/v/form?at=2" {
		t.Errorf("too few may be finished later: %s", at)
	}
	h.to("/v/form", "at", "2", "marks0", "0", "go", "next")
	review := h.page("/v/form?at=review").body
	wantOnPage(t, "the review of too few", review, "“最满意”选了 0 个，不足 1 个。 这样的票全票作废", `name="void_ok" value="1"`, `name="marks" value="--0-"`)
	if at := h.to("/v/ballot", "unit", "", "marks", "--0-"); at != "/v/form?at=review" || p.forms() != 0 {
		t.Fatalf("a void ballot is taken unawares: %s", at)
	}
	wantOnPage(t, "the refusal", h.page("/v/form?at=review").body, "全票作废", `<p class="failed">`)
	if at := h.to("/v/ballot", "unit", "", "marks", "--0-", "void_ok", "1"); at != "/v" || p.forms() != 1 {
		t.Errorf("a void ballot that is meant: %s, %d ballots", at, p.forms())
	}
	h.to("/v/form", "at", "1", "marks0", "0", "go", "next")
	wantOnPage(t, "one unit on both lists", h.page("/v/form?at=review").body, "“市民政局窗口”同时在两张名单上。规则允许")
}

// A choice of nobody is valid, and whoever hands it in reads before that it chooses nobody.
func TestAChoiceOfNobodySaysSoBeforeItIsHandedIn(t *testing.T) {
	p := formPlace(t, choiceRules, nil)
	var cards []placeCard
	p.desk.json("/desk/s/"+p.session+"/cards.json").json(t, &cards)
	h := p.holding(cards[0])
	p.act(stage1, open1)
	wantOnPage(t, "the review of nothing", h.page("/v/form?at=review").body, "一个单位也没有选。可以这样提交，算一张什么也没有选的有效票。")
	if page := h.page("/v/form?at=review&lang=en").body; !strings.Contains(page, "valid and chooses nobody") {
		t.Errorf("in English:\n%s", page)
	}
	h.to("/v/form", "at", "1", "marks0", "0", "go", "next")
	if page := h.page("/v/form?at=review").body; strings.Contains(page, "一个单位也没有选") {
		t.Error("with one unit chosen it says that there is none")
	}
}

// Where nothing can be saved, the page keeps what was marked and says so, and the
// form can be handed in all the same.
func TestFormWithoutAScriptSaysWhatIsNotSaved(t *testing.T) {
	p, one, _ := formIn(t)
	breakDrafts(t, p)
	answer := one.form("/v/form", url.Values{"item": {"1"}, "run": {"1"}, "at": {"1"}, "marks1": {"2"}, "go": {"next"}})
	if answer.status != http.StatusOK {
		t.Fatalf("status %d", answer.status)
	}
	wantOnPage(t, "the same unit", answer.body, "<h1>市民政局窗口</h1>", "没有保存下来", `name="marks1" value="2" checked`)
	wantRefusal(t, "with a script", one.post("/v/draft", draftJSON(0, "0")), http.StatusServiceUnavailable, "unsaved")
	receiptOf(t, "the form", one.post("/v/ballot", ballotJSON(1, 1, 1, "", "-2----")))
}

// breakDrafts puts a file that is none in the place of the drafts.
func breakDrafts(t *testing.T, p *place) {
	t.Helper()
	broken := 0
	err := filepath.WalkDir(p.app.cfg.Dir, func(path string, _ os.DirEntry, err error) error {
		if file, ok := strings.CutSuffix(path, "item.1.1.key"); ok && err == nil {
			broken++
			return os.WriteFile(file+"item.1.1.drafts.db", []byte(strings.Repeat("none", 2000)), 0o600)
		}
		return err
	})
	if err != nil || broken != 1 {
		t.Fatalf("%d files are broken, %v", broken, err)
	}
}
