package app

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/display"
	"pingyi/voting"
)

// selfPacedRules ask the same of both units on one form.
func selfPacedRules() string {
	return strings.NewReplacer(`"mode":"stage"`, `"mode":"self-paced"`, `,"reveal":"revealed"`, "").Replace(phoneRulebook())
}

const choiceRules = `{"title":"评选","mode":"self-paced, one evening","secrecy":"secret",
"ballot":{"best":{"at_most":1},"worst":{"at_most":1},"over_vote":"the whole ballot is void","under_vote":"valid"},
"score":["meeting share = best ticks / valid ballots x 100, round half up 2 places",
"online share = votes / votes of the top candidate x 100, round half up 2 places","60 % meeting + 40 % online, round half up 2 places"],
"ten_best":"the one highest scores, all tied at the cut go in","ten_worst":"the one with most worst ticks, all tied at the cut go in"}`

// formPlace is a published session of one form.
func formPlace(t *testing.T, rules string, more map[string]string) *place {
	t.Helper()
	p := servePlace(t, nil)
	p.desk = p.organizer()
	fields := map[string]string{"units": deskUnits, "roster": phoneRoster(), "rulebook": rules, "rehearsal": "1"}
	for field, value := range more {
		fields[field] = strings.ReplaceAll(value, "+1h", p.clock.Now().Add(time.Hour).Format(time.RFC3339))
	}
	var made struct{ ID string }
	answer := p.desk.upload("application/json", fields)
	if answer.status != http.StatusCreated {
		t.Fatalf("status %d: %s", answer.status, answer.body)
	}
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	return p
}

func (p *place) results() display.Results {
	p.t.Helper()
	var r display.Results
	p.desk.json("/desk/s/"+p.session+"/results.json").json(p.t, &r)
	return r
}

func TestFormIsFilledInAndCounted(t *testing.T) {
	p := formPlace(t, selfPacedRules(), nil)
	free, recused := p.cards()
	one, other, own := p.holding(free[0]), p.holding(free[1]), p.holding(recused[0])
	p.act(stage1, `{"act":"open","item":1}`)
	wantRefusal(t, "marks for one unit", one.post("/v/ballot", ballotJSON(1, 1, 1, "", "0")), http.StatusBadRequest, "marks-invalid")
	wantRefusal(t, "one's own department", own.post("/v/ballot", ballotJSON(2, 1, 1, "", "00")), http.StatusForbidden, "recused")
	receiptOf(t, "the first form", one.post("/v/ballot", ballotJSON(3, 1, 1, "", "01")))
	receiptOf(t, "the second form", other.post("/v/ballot", ballotJSON(4, 1, 1, "", "0-")))
	receiptOf(t, "the others of a form", own.post("/v/ballot", ballotJSON(5, 1, 1, "", "-0")))
	if me := meOf(t, one); me.Ballot == nil || me.Ballot.Marks != "01" {
		t.Errorf("the first form is recorded as %+v", me.Ballot)
	}
	if page := one.page("/v"); page.status != http.StatusOK || strings.Contains(page.body, `name="marks"`) {
		t.Errorf("the page of a form: status %d, or it asks for one grade", page.status)
	}
	p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
	r := p.results()
	if len(r.Units) != 2 || r.Units[0].Expected != 2 || r.Units[1].Expected != 3 || r.Units[0].Ballots != 3 || r.Units[0].Score != "100.00" || r.Units[0].Rank != 1 {
		t.Errorf("the results are %+v", r)
	}
	if body := p.desk.page("/desk/s/" + p.session + "/results").body; !strings.Contains(body, "市民政局窗口") {
		t.Error("the page of results lacks a unit")
	}
}

// A ballot that would be void comes back with the list and the numbers, and is taken
// when its sender says so.
func TestVoidBallotOfAChoiceIsHandedInOnPurposeOnly(t *testing.T) {
	p := formPlace(t, choiceRules, nil)
	var cards []placeCard
	p.desk.json("/desk/s/"+p.session+"/cards.json").json(t, &cards)
	one, other := p.holding(cards[0]), p.holding(cards[1])
	p.act(stage1, open1)
	if page := one.page("/v").body; !strings.Contains(page, "最满意") || !strings.Contains(page, "最不满意") || strings.Contains(page, "worst") {
		t.Error("the phone calls a list by its key")
	}
	refused := one.post("/v/ballot", ballotJSON(1, 1, 1, "", "00--"))
	wantRefusal(t, "two best", refused, http.StatusBadRequest, "ballot-over-vote")
	if !strings.Contains(refused.body, "最满意: 2 \\u003e 1") {
		t.Errorf("the refusal says %s", refused.body)
	}
	english := one.post("/v/ballot", ballotJSON(1, 1, 1, "", "00--"), "Accept-Language", "en")
	if wantRefusal(t, "two best", english, http.StatusBadRequest, "ballot-over-vote"); !strings.Contains(english.body, "(Best: 2 \\u003e 1)") {
		t.Errorf("the refusal says %s to a reader of English", english.body)
	}
	void := strings.TrimSuffix(ballotJSON(2, 1, 1, "", "00--"), "}") + `,"void_ok":true}`
	receiptOf(t, "a void ballot", one.post("/v/ballot", void))
	receiptOf(t, "nobody is the best", other.post("/v/ballot", ballotJSON(3, 1, 1, "", "----")))
	p.act(close1)
	if body := p.desk.page("/desk/s/" + p.session).body; !strings.Contains(body, "全票作废 1 张") {
		t.Error("the desk does not say that a ballot is void")
	}
	p.act(`{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
	r := p.results()
	if len(r.Units) != 2 || r.Units[0].Ballots != 2 || r.Units[0].Void != 1 || len(r.Units[0].Criteria) != 2 || r.Units[0].Criteria[0].Criterion != "best" {
		t.Errorf("the results are %+v", r)
	}
	if page := p.desk.page("/desk/s/" + p.session + "/results").body; !strings.Contains(unlinked(page), `<p class="said">全票作废的原因：所选单位多于规定 1 张</p>`) {
		t.Error("the page of results, which is printed, does not say why a ballot is void")
	}
	if page := p.desk.page("/desk/s/" + p.session + "/results").body; !strings.Contains(page, `<th scope="col" class="num">最满意</th>`) || strings.Contains(page, ">best<") {
		t.Error("the page of results calls a list by its key")
	}
	for lang, want := range map[string][]string{"en": {"Best", "Worst"}, "zh": {"最满意", "最不满意"}} {
		body := csvOf(t, p.desk.json("/desk/s/"+p.session+"/results.zip?lang="+lang).body)
		if !strings.Contains(body, want[0]) || !strings.Contains(body, want[1]) || strings.Contains(body, "最满意") != (lang == "zh") {
			t.Errorf("in %s the file has %s", lang, body)
		}
	}
	if body := p.desk.json("/desk/s/" + p.session + "/results.json").body; !strings.HasPrefix(body, `{"unannounced":true,"void_by_reason":[{"reason":"over-vote","ballots":1}],"format":7,`) {
		t.Errorf("the JSON begins with %.120s", body)
	}
}

// Hours come with the files, and the form then keeps them.
func TestFormTakesItsHoursWithItsFiles(t *testing.T) {
	p := formPlace(t, selfPacedRules(), map[string]string{"closes": "+1h"})
	closes := p.clock.Now().Add(time.Hour).Unix()
	p.act(stage1)
	if body := p.desk.page("/desk/s/" + p.session).body; !strings.Contains(body, `name="until" type="datetime-local" value="20`) {
		t.Error("the desk does not offer the announced closing time")
	}
	p.act(`{"act":"open","item":1}`)
	if got := p.deadline(); got != closes {
		t.Errorf("the form closes at %d, want %d", got, closes)
	}
	_, revision := p.records()
	until := p.clock.Now().Add(30 * 24 * time.Hour).Unix()
	extend, _ := json.Marshal(map[string]any{"act": "extend", "item": 1, "until": until, "revision": revision})
	p.act(string(extend))
	if got := p.deadline(); got != until {
		t.Errorf("extended to %d, want %d", got, until)
	}
}

func (p *place) deadline() (at int64) {
	p.t.Helper()
	if err := p.live().Look(func(s *voting.State) { at = s.Item(1).Deadline }); err != nil {
		p.t.Fatal(err)
	}
	return at
}

func TestHoursThatCannotBeKeptAreRefusedInWords(t *testing.T) {
	p := servePlace(t, nil)
	desk := p.organizer()
	past := p.clock.Now().Add(-time.Hour).Format(time.RFC3339)
	for code, fields := range map[string]map[string]string{
		"not-self-paced": {"rulebook": phoneRulebook(), "closes": "2126-01-01T09:00"},
		"form-hours":     {"rulebook": selfPacedRules(), "closes": past},
		"bad-request":    {"rulebook": selfPacedRules(), "opens": "tomorrow"},
	} {
		upload := map[string]string{"units": deskUnits, "roster": phoneRoster(), "rehearsal": "1"}
		for field, value := range fields {
			upload[field] = value
		}
		wantRefusal(t, code, desk.upload("application/json", upload), http.StatusBadRequest, code)
	}
}

// csvOf is all that the files of an archive say.
func csvOf(t *testing.T, packed string) string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
