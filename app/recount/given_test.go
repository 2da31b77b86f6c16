package recount

import (
	"testing"

	"pingyi/tests/evenings"
	"pingyi/voting"
)

// After every record of an evening with figures, draws, vetoes and a correction the
// second count comes to what the screens may show; at the end it comes to every
// version there was.
func TestEveryVersionOfAResultIsCountedAgain(t *testing.T) {
	_, c := countedAgain(t, "result")
	if first, last := c.ResultOf(1), c.Result(); first.Units[0].Rank != 2 || last.Version != 2 || last.Units[0].Rank != 1 || last.Units[1].Rank != 0 {
		t.Errorf("the versions are %+v and %+v", first, last)
	}
}

// What was entered for a correction that was given up counts in it alone.
func TestACorrectionThatWasGivenUpCountsForNoOther(t *testing.T) {
	state, c := countedAgain(t, "abandoned")
	if given, last := c.ResultOf(2), c.Result(); len(state.Versions) != 4 || last.Version != 4 || given.Units[0].Score != "73.00" || last.Units[0].Score != "97.00" {
		t.Errorf("the versions are %+v and %+v", given, last)
	}
}

func countedAgain(t *testing.T, log string) (*voting.State, *Count) {
	t.Helper()
	state, c := voting.NewState(), &Count{}
	for n, e := range evenings.Events(t, log) {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		c.Follow(e)
		if lines := Differences(c.Result(), Shown(state), "the server", false); len(lines) != 0 {
			t.Errorf("after record %d, %s: %q", n, voting.Kind(e), lines)
		}
	}
	for _, v := range state.Versions {
		counted := c.ResultOf(v.Number)
		if counted.Version != v.Number || counted.Phase != string(v.Phase()) {
			t.Errorf("version %d, %s is counted as version %d, %s", v.Number, v.Phase(), counted.Version, counted.Phase)
		}
		for i, row := range state.BoardOf(v.Number) {
			if u := counted.Units[i]; u.Score != row.Score.Text || u.Rank != row.Rank {
				t.Errorf("version %d: %s has %s, rank %d; counted again %s, rank %d", v.Number, u.Unit, row.Score.Text, row.Rank, u.Score, u.Rank)
			}
		}
	}
	return state, c
}

const ofThosePresent = `{"rulebook": 2, "title": "到场", "secrecy": "secret",
"ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
"categories": [{"label": "代表"}],
"steps": [{"name": "票", "do": "sum", "of": "collected", "over": "category"},
 {"name": "得分", "do": "share", "of": "票", "base": "checked in"}, {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
"result": {"score": "得分", "rank": "名次"}}`

// A share of those present is one of those who were there when the item closed.
func TestThePresentAreThoseAtTheClose(t *testing.T) {
	rb, err := voting.ParseRulebook([]byte(ofThosePresent))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "A", Name: "甲"}}
	session := voting.Session{ID: "s", Title: "评议", Rulebook: rb, Units: units, Rundown: voting.RundownOf(rb, units), Roster: []voting.Representative{{ID: "R1"}}}
	came := func(n byte) voting.Event {
		return &voting.CardRedeemed{Card: voting.CardID{n}, Device: voting.Device(n)}
	}
	state, c := voting.NewState(), &Count{}
	for _, e := range []voting.Event{
		&voting.SessionCreated{Session: session},
		&voting.CardsIssued{Cards: []voting.Card{{ID: voting.CardID{1}}, {ID: voting.CardID{2}}, {ID: voting.CardID{3}}}},
		&voting.SessionPublished{RulebookHash: rb.Hash()}, came(1), came(2),
		&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1}, ballot(1, 0, 0),
		&voting.ItemClosed{Item: 1}, &voting.ItemSealed{Item: 1, Seal: voting.Seal{Size: 9}}, &voting.ItemConfirmed{Item: 1},
		came(3), &voting.CardVoided{Card: voting.CardID{1}},
	} {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		c.Follow(e)
	}
	counted := c.Result()
	if lines := Differences(counted, Shown(state), "the server", false); len(lines) != 0 {
		t.Errorf("differs in %q", lines)
	}
	if u := counted.Units[0]; u.Score != "50" || u.Issued != 3 || u.CheckedIn != 2 {
		t.Errorf("of 2 present 1 voted, which is %s; %d cards, %d shown", u.Score, u.Issued, u.CheckedIn)
	}
}
