package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// threeRules ask three questions of every unit on one form.
const threeRules = `{"rulebook":2,"title":"双评","mode":"self-paced","secrecy":"secret","one_vote":"last before the close counts",
"recusal":"a representative whose employer is the unit's department has no row for it",
"ballot":{"sheet":"all units","grades":[{"label":"满意","points":100},{"label":"基本满意","points":80},{"label":"不满意","points":30},{"label":"不了解","in_base":false}],
"criteria":[{"label":"履职","weight":1},{"label":"服务","weight":1},{"label":"廉洁","weight":1}]},
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"steps":[{"name":"类内","do":"mean","of":"marks"},{"name":"指标","do":"weighted mean","of":"类内","over":"category","missing":"renormalise"},
{"name":"得分","do":"weighted mean","of":"指标","over":"criterion","missing":"renormalise"},
{"name":"名次","do":"rank","of":"得分","inside":"all","style":"1224","first":"high"}],"result":{"score":"得分","rank":"名次"}}`

// formIn is a form of two units with three criteria each, open, with somebody who
// may mark all of it and somebody who may not mark the first unit.
func formIn(t *testing.T) (p *place, one, own *handset) {
	t.Helper()
	p = formPlace(t, threeRules, nil)
	free, recused := p.cards()
	one, own = p.holding(free[0]), p.holding(recused[0])
	p.act(stage1, `{"act":"open","item":1}`)
	return p, one, own
}

func draftJSON(from int, marks string) string {
	return fmt.Sprintf(`{"item":1,"run":1,"from":%d,"marks":%q}`, from, marks)
}

func wantSaved(t *testing.T, what string, answer reply) {
	t.Helper()
	if answer.status != http.StatusOK || answer.body != `{"saved":true}` {
		t.Errorf("%s: status %d %s", what, answer.status, answer.body)
	}
}

// wantDraft compares what a phone is told of its own form.
func wantDraft(t *testing.T, what string, h *handset, marks string) {
	t.Helper()
	if m := meOf(t, h); m.Form == nil || m.Form.Marks != marks {
		t.Errorf("%s: the phone is told %+v, want %q", what, m.Form, marks)
	}
}

func TestMarksOfAFormAreSavedStretchByStretch(t *testing.T) {
	p, one, _ := formIn(t)
	records, _ := p.records()
	wantDraft(t, "before anything", one, "")
	wantSaved(t, "the second unit", one.post("/v/draft", draftJSON(3, "01-")))
	wantSaved(t, "one mark of the first", one.post("/v/draft", draftJSON(1, "2")))
	wantDraft(t, "two stretches", one, "-2-01-")
	if after, _ := p.records(); after != records || meOf(t, one).Ballot != nil {
		t.Error("marks that are not handed in are in the log, or are a ballot")
	}
	receiptOf(t, "the form", one.post("/v/ballot", ballotJSON(1, 1, 1, "", "-2-01-")))
	wantDraft(t, "handed in", one, "")
	wantSaved(t, "a change", one.post("/v/draft", draftJSON(0, "0")))
	wantDraft(t, "a change of what was handed in", one, "02-01-")
	if m := meOf(t, one); m.Ballot == nil || m.Ballot.Marks != "-2-01-" {
		t.Errorf("meanwhile there stands %+v", m.Ballot)
	}
}

func TestFormGoesOnOnAnotherPhone(t *testing.T) {
	p, one, _ := formIn(t)
	free, _ := p.cards()
	wantSaved(t, "on the first phone", one.post("/v/draft", draftJSON(0, "01")))
	other := p.handset()
	if answer := other.redeem(free[0].Token, true); answer.status != http.StatusOK {
		t.Fatalf("taking over: %s", answer.body)
	}
	if m := meOf(t, other); m.Form == nil || m.Form.Marks != "01----" || !m.Form.Other {
		t.Errorf("the second phone is told %+v", m.Form)
	}
	wantRefusal(t, "the first phone", one.post("/v/draft", draftJSON(2, "0")), http.StatusConflict, "card-elsewhere")
	if m := meOf(t, one); m.Form != nil && m.Form.Marks != "" {
		t.Errorf("the first phone is still told %+v", m.Form)
	}
	wantSaved(t, "on the second phone", other.post("/v/draft", draftJSON(5, "2")))
	if m := meOf(t, other); m.Form.Marks != "01---2" || m.Form.Other {
		t.Errorf("after its own mark it is told %+v", m.Form)
	}
}

func TestOnesOwnDepartmentIsNotOnTheForm(t *testing.T) {
	_, one, own := formIn(t)
	if m := meOf(t, own); m.Recused || m.Form == nil || len(m.Form.Own) != 1 || m.Form.Own[0] != 0 {
		t.Errorf("somebody of the first unit's department is told %+v", m.Form)
	}
	if m := meOf(t, one); m.Form == nil || m.Form.Own != nil {
		t.Errorf("somebody else is told %+v", m.Form)
	}
	wantRefusal(t, "a mark on the own department", own.post("/v/draft", draftJSON(1, "00")), http.StatusForbidden, "recused")
	wantSaved(t, "blanks there", own.post("/v/draft", draftJSON(0, "---0")))
}

func TestDraftsThatCannotBeAreRefused(t *testing.T) {
	p, one, _ := formIn(t)
	for what, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"no JSON":         {`marks`, 400, "bad-request"},
		"no marks":        {draftJSON(0, ""), 400, "bad-request"},
		"no grade":        {draftJSON(0, "9"), 400, "marks-invalid"},
		"nonsense":        {draftJSON(0, "满"), 400, "marks-invalid"},
		"past the end":    {draftJSON(5, "00"), 400, "marks-invalid"},
		"before all":      {draftJSON(-1, "0"), 400, "marks-invalid"},
		"another run":     {strings.Replace(draftJSON(0, "0"), `"run":1`, `"run":2`, 1), 409, "item-run-changed"},
		"another item":    {strings.Replace(draftJSON(0, "0"), `"item":1`, `"item":2`, 1), 404, "item-unknown"},
		"more than ever":  {draftJSON(0, strings.Repeat("0", 17<<10)), 413, "too-large"},
		"more than a row": {draftJSON(0, strings.Repeat("0", 9000)), 400, "marks-invalid"},
	} {
		wantRefusal(t, what, one.post("/v/draft", c.body), c.status, c.code)
	}
	wantRefusal(t, "nobody", p.handset().post("/v/draft", draftJSON(0, "0")), http.StatusUnauthorized, "no-card")
	wantRefusal(t, "another site", one.send("POST", "/v/draft", draftJSON(0, "0"), "Content-Type", plainJSON, "Origin", "https://elsewhere.example"), http.StatusForbidden, "origin")
	wantDraft(t, "after all that", one, "")
	p.act(close1)
	wantRefusal(t, "after the close", one.post("/v/draft", draftJSON(0, "0")), http.StatusConflict, "item-closed")
}

func TestOneUnitOnStageHasNoDrafts(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1, open1)
	wantRefusal(t, "a draft of one grade", h.post("/v/draft", draftJSON(0, "0")), http.StatusBadRequest, "bad-request")
	if m := meOf(t, h); m.Form != nil {
		t.Errorf("the phone is told of a form: %+v", m.Form)
	}
}

func TestOneCardCannotSaveWithoutEnd(t *testing.T) {
	p, one, own := formIn(t)
	for i := range 20 {
		wantSaved(t, fmt.Sprint("stretch ", i), one.post("/v/draft", draftJSON(0, fmt.Sprint(i%3))))
	}
	wantRefusal(t, "one too many", one.post("/v/draft", draftJSON(0, "0")), http.StatusTooManyRequests, "too-many")
	wantSaved(t, "a neighbour", own.post("/v/draft", draftJSON(3, "0")))
	receiptOf(t, "the form", one.post("/v/ballot", ballotJSON(1, 1, 1, "", "0-----")))
	p.clock.move(time.Second)
	wantSaved(t, "a second later", one.post("/v/draft", draftJSON(0, "1")))
}
