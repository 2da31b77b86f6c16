package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pingyi/voting"
)

// pledgePlace is an evening on which every department answers for its pledges.
func pledgePlace(t *testing.T) *place {
	t.Helper()
	p := servePlace(t, nil)
	p.desk = p.organizer()
	rules := strings.NewReplacer(
		`"criteria":[{"label":"总体评价","weight":1}]`, `"criteria":"each pledge of the unit, equal weights"`,
		`"weighted mean over categories, weights renormalised over the categories that have such a vote","round once, half up, 2 places"`,
		`"weighted mean over categories with such a vote","round half up, 2 places, per pledge","mean over the unit's pledges","round half up, 2 places"`,
	).Replace(phoneRulebook())
	answer := p.desk.upload("application/json", map[string]string{
		"units": deskUnits, "roster": phoneRoster(), "rulebook": rules, "rehearsal": "1",
		"pledges": "承诺编号,部门编号,年度,承诺事项\nW1-1,W1,上年承诺,收费<项目>公示\nW1-2,W1,,一次性告知\nW1-3,W1,,延时服务\nW2-1,W2,,告知\n",
	})
	var made struct{ ID string }
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	return p
}

func (p *place) marks(item voting.ItemID) (grades [][]int, blanks int) {
	p.t.Helper()
	err := p.live().Look(func(s *voting.State) {
		tally := s.Item(item).Tally
		for i := range tally.Criteria() {
			grades = append(grades, tally.CriterionByGrade(i))
		}
		blanks = tally.Blanks()
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return grades, blanks
}

// The form has a fieldset for each pledge, in its own words, and works without a
// script: a row that is left out is blank, and a ballot can be sent again.
func TestFormOfPledgesWorksByItself(t *testing.T) {
	p := pledgePlace(t)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1, open1)
	page := h.page("/v")
	for _, part := range []string{
		`<fieldset class="row"><legend>收费&lt;项目&gt;公示 <span class="hint">上年承诺</span></legend>`, `<legend>一次性告知</legend>`,
		`name="marks0" value="0"`, `name="marks2" value="2"`, "phone/ballot-rows.js",
	} {
		if !strings.Contains(page.body, part) {
			t.Errorf("the form lacks %s", part)
		}
	}
	if strings.Contains(page.body, `name="marks3"`) || strings.Contains(page.body, " required>") {
		t.Error("the form has a row too many, or wants every row filled in")
	}
	vote := url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks0": {"0"}, "marks2": {"1"}}
	h.form("/v/ballot", vote)
	if me := meOf(t, h); me.Ballot == nil || me.Ballot.Marks != "0-1" || !strings.Contains(h.page("/v").body, "已记录") {
		t.Fatalf("recorded as %+v", me.Ballot)
	}
	if grades, blanks := p.marks(1); blanks != 1 || grades[0][0] != 1 || grades[2][1] != 1 {
		t.Errorf("counted %v and %d blank", grades, blanks)
	}
	vote.Set("marks1", "2")
	h.form("/v/ballot", vote)
	if grades, blanks := p.marks(1); blanks != 0 || grades[1][2] != 1 {
		t.Errorf("after the change counted %v and %d blank", grades, blanks)
	}
	h.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"000"}})
	if me := meOf(t, h); me.Ballot.Marks != "021" {
		t.Errorf("a form without a mark in any row is recorded as %s", me.Ballot.Marks)
	}
}

// What a phone sends by script is held to the rows of the unit on stage.
func TestBallotOfPledgesHasOneMarkForEachRow(t *testing.T) {
	p := pledgePlace(t)
	free, _ := p.cards()
	h := p.holding(free[0])
	p.act(stage1, open1)
	wantRefusal(t, "marks for another unit", h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")), http.StatusBadRequest, "marks-invalid")
	wantRefusal(t, "nothing marked", h.post("/v/ballot", ballotJSON(2, 1, 1, "W1", "---")), http.StatusBadRequest, "marks-empty")
	receiptOf(t, "three marks", h.post("/v/ballot", ballotJSON(3, 1, 1, "W1", "-02")))
	if me := meOf(t, h); me.Ballot.Marks != "-02" {
		t.Errorf("recorded as %s", me.Ballot.Marks)
	}
}

func TestSessionOfPledgesWantsTheirList(t *testing.T) {
	p := servePlace(t, nil)
	rules := strings.Replace(phoneRulebook(), `[{"label":"总体评价","weight":1}]`, `"each pledge of the unit, equal weights"`, 1)
	rules = strings.Replace(rules, `"round once, half up, 2 places"`, `"round half up, 2 places, per pledge","mean over the unit's pledges","round half up, 2 places"`, 1)
	answer := p.organizer().upload("application/json", map[string]string{"units": deskUnits, "roster": phoneRoster(), "rulebook": rules})
	if answer.status != http.StatusBadRequest || !strings.Contains(answer.body, "pledges-missing") {
		t.Errorf("without the list of pledges: status %d, %s", answer.status, answer.body)
	}
}
