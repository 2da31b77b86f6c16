package display

import (
	"strings"
	"testing"

	"pingyi/voting"
)

// sittingRules make the units of several sessions comparable: times the mean of all, divided
// by the mean of their own session.
const sittingRules = `{"rulebook": 2, "title": "两场", "mode": "stage", "secrecy": "secret",
 "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "中", "points": 50}, {"label": "差", "points": 0}]},
 "steps": [
  {"name": "原始分", "do": "mean", "of": "marks"},
  {"name": "场均", "do": "mean", "of": "原始分", "over": "unit", "inside": "session", "missing": "renormalise"},
  {"name": "总均", "do": "mean", "of": "原始分", "over": "unit", "inside": "all", "missing": "renormalise"},
  {"name": "系数", "do": "divide", "of": "总均", "by": "场均"},
  {"name": "得分", "do": "multiply", "of": "原始分", "by": "系数", "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "rank": "名次"}}`

// The raw means are 100, 50 and 75, that of all 75; the sessions have 100 and 62.5. Without sessions every factor is 1.
func TestScoresAreMadeComparableAcrossTheSessionsOfTheUnits(t *testing.T) {
	units := threeWindows()
	units[0].Sitting, units[1].Sitting, units[2].Sitting = "第1场", "第2场", "第2场"
	h := newHall(t, plan{rules: sittingRules, units: units})
	h.whole(1, 10)    // 100, alone in its session
	h.whole(2, 0, 10) // 50
	h.whole(3, 5, 5)  // 75
	var scores []string
	for _, u := range ResultsOf(h.state).Units {
		scores = append(scores, u.Score)
	}
	if got := strings.Join(scores, " "); got != "75.00 60.00 90.00" {
		t.Errorf("the scores are %s", got)
	}
}

// A session in which nobody knows where a unit was appraised would count something else.
func TestARulebookThatGoesBySessionsIsRefusedWhereAUnitHasNone(t *testing.T) {
	units := threeWindows()
	units[0].Sitting, units[2].Sitting = "第1场", "第2场"
	rb := rulebook(t, plan{rules: sittingRules})
	_, err := voting.Decide(voting.NewState(), voting.CreateSession{Session: voting.Session{
		ID: "evening", Title: "两场", Rulebook: rb, Units: units, Roster: []voting.Representative{{ID: "R1"}}, Rundown: voting.RundownOf(rb, units),
	}})
	if err == nil || !strings.Contains(err.Error(), "units[1].session") {
		t.Errorf("got %v", err)
	}
}
