package desk

import (
	"slices"
	"testing"

	"pingyi/voting"
)

// A choice has lists and no grades: the page on which a draft is looked over calls them so, and
// says how many units each takes.
func TestTheDraftOfAChoiceNamesItsLists(t *testing.T) {
	rb, err := voting.ParseRulebook([]byte(`{"rulebook": 2, "title": "评选", "mode": "self-paced", "secrecy": "secret",
 "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "最满意", "at_least": 1, "at_most": 10}, {"list": "最不满意", "at_least": 3, "at_most": 3}]},
 "steps": [{"name": "得票率", "do": "share", "of": "ticks", "list": "最满意", "base": "valid"},
  {"name": "名次", "do": "rank", "of": "得票率", "inside": "all", "style": "1224", "first": "high"},
  {"name": "差票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["最不满意"]}], "result": {"score": "得票率", "rank": "名次", "worst": "差票"}}`))
	if err != nil {
		t.Fatal(err)
	}
	state := voting.NewState()
	units := []voting.Unit{{ID: "A", Name: "甲"}}
	session := voting.Session{ID: "s", Title: "评选", Rulebook: rb, Units: units, Roster: []voting.Representative{{ID: "R1"}}, Rundown: voting.RundownOf(rb, units)}
	if err := state.Apply(&voting.SessionCreated{Session: session}); err != nil {
		t.Fatal(err)
	}
	if v := newDraftView(state, "zh-CN"); !v.Lists || !slices.Equal(v.Grades, []string{"最满意 1–10", "最不满意 3"}) {
		t.Errorf("lists %t: %q", v.Lists, v.Grades)
	}
}
