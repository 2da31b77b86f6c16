package display

import (
	"reflect"
	"strings"
	"testing"

	"pingyi/voting"
)

// pledgeHall is an evening of two departments with pledges of their own.
func pledgeHall(t *testing.T, reveal voting.RevealPolicy) *hall {
	return newHall(t, plan{
		reveal: reveal, cards: 30,
		criteria: `"each pledge of the unit, equal weights"`,
		steps: `"mean over votes with an opinion inside each category", "weighted mean over categories with such a vote",
			"round half up, 2 places, per pledge", "mean over the unit's pledges", "round half up, 2 places"`,
		units: []voting.Unit{
			{ID: "A", Name: "市公安局", Class: "执法", Criteria: []voting.Criterion{{ID: "A-1", Label: "公示", Group: "上年承诺"}, {ID: "A-2", Label: "延时"}}},
			{ID: "B", Name: "市统计局", Class: "执法", Criteria: []voting.Criterion{{ID: "B-1", Label: "告知"}}},
		},
	})
}

// votePledges lets so many cards mark the pledges of the open item alike.
func (h *hall) votePledges(cards int, marks string) {
	h.t.Helper()
	parsed, err := voting.ParseMarks(marks)
	if err != nil {
		h.t.Fatal(err)
	}
	for n := range cards {
		h.cast(n, parsed)
	}
}

// The phones read the pledges of the unit on stage, in their own words.
func TestPhoneFrameHasThePledgesOfTheUnitOnStage(t *testing.T) {
	h := pledgeHall(t, voting.RevealHeld)
	phone := func() []Criterion { return decode[PhoneFrame](t, h.bytes(Phone)).Criteria }
	if got := phone(); got != nil {
		t.Errorf("before the first item: %v", got)
	}
	h.stage(1)
	if want := []Criterion{{"公示", "上年承诺"}, {"延时", ""}}; !reflect.DeepEqual(phone(), want) {
		t.Errorf("got %v, want %v", phone(), want)
	}
	h.stage(2)
	if want := []Criterion{{"告知", ""}}; !reflect.DeepEqual(phone(), want) {
		t.Errorf("got %v, want %v", phone(), want)
	}
	one := newHall(t, plan{})
	one.stage(1)
	if strings.Contains(string(one.bytes(Phone)), "criteria") {
		t.Error("where one thing is asked the frame names criteria")
	}
}

// Live bars count the marks of all pledges together; the score card has each.
func TestScoreCardHasTheScoreOfEachPledge(t *testing.T) {
	h := pledgeHall(t, voting.RevealLive)
	h.stage(1)
	h.open(1)
	h.votePledges(20, "02")
	frame := h.screen()
	if frame.Item.Ballots != 20 || frame.Bars[0].Count != 20 || frame.Bars[2].Count != 20 || frame.Bars[0].Share != "50.0" {
		t.Errorf("live bars of 20 ballots on two pledges are %+v", frame.Bars)
	}
	if frame.Result != nil {
		t.Errorf("an open item has the result %+v on the screen", frame.Result)
	}
	h.votePledges(20, "0-")
	h.close(1)
	h.reveal(1)
	want := &Result{Score: "100.00", Rank: 1, Of: 1, RankInClass: 1, OfClass: 1, Criteria: []CriterionScore{{Criterion{"公示", "上年承诺"}, "100.00"}, {Criterion{"延时", ""}, ""}}}
	if got := h.screen().Result; !reflect.DeepEqual(got, want) {
		t.Errorf("the score card is %+v, want %+v", got, want)
	}
}

// Criteria that all units share have scores too, with the decimals that the steps
// gave them.
func TestCriteriaThatAllUnitsShareHaveScores(t *testing.T) {
	h := newHall(t, plan{
		criteria: `[{"label": "作风", "weight": 60}, {"label": "效率", "weight": 40}]`,
		steps: `"mean over votes with an opinion inside each category", "weighted mean over categories with such a vote",
			"round half up, 4 places, per dimension", "weighted mean over dimensions", "round half up, 2 places"`,
	})
	h.stage(1)
	h.open(1)
	h.votePledges(20, "01")
	h.close(1)
	h.reveal(1)
	want := []CriterionScore{{Criterion{"作风", ""}, "100.0000"}, {Criterion{"效率", ""}, "80.0000"}}
	if got := h.screen().Result; got.Score != "92.00" || !reflect.DeepEqual(got.Criteria, want) {
		t.Errorf("the score card is %+v", got)
	}
	if got := ResultsOf(h.state).Units[0].Criteria; got[0].Score != "100.0000" || got[1].Exact != "80" {
		t.Errorf("the results have %+v", got)
	}
}
