package desk

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// counted is a session of two units in which everybody of every category marked
// the same on the first: so many ballots, by category. Nobody voted on the second.
func counted(t *testing.T, secrecy voting.Secrecy, rehearsal bool, ballots ...int) *voting.State {
	t.Helper()
	var categories []string
	for i := range ballots {
		categories = append(categories, fmt.Sprintf(`{"label":"类别%d","seats":10,"weight":%d}`, i, 10+i))
	}
	rulebook, err := voting.ParseRulebook([]byte(`{"title":"评议","mode":"stage","secrecy":"` + string(secrecy) + `","one_vote":"last before the close counts",
"grades":[{"label":"满意","points":100},{"label":"不满意","points":30}],"criteria":[{"label":"总体评价","weight":1}],"categories":[` + strings.Join(categories, ",") + `],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories, weights renormalised over the categories that have such a vote","round once, half up, 2 places"],
"places":2,"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "W1", Name: "窗口一"}, {ID: "W2", Name: "窗口二"}}
	session := voting.Session{ID: "s", Title: "评议", Rehearsal: rehearsal, Rulebook: rulebook, Units: units, Rundown: voting.RundownOf(rulebook, units)}
	events := []voting.Event{
		&voting.SessionCreated{Session: session}, &voting.SessionPublished{RulebookHash: rulebook.Hash()},
		&voting.ItemStaged{Item: 1, Run: 1}, &voting.ItemOpened{Item: 1, Run: 1, Deadline: 60},
	}
	for category, n := range ballots {
		for i := range n {
			ballot := &voting.BallotCast{Item: 1, Run: 1, Category: voting.CategoryID(category), Tag: voting.Tag{1, byte(category), byte(i)}, Marks: voting.Marks("\x00")}
			if secrecy == voting.Open {
				ballot.Holder = "R1"
			}
			events = append(events, ballot)
		}
	}
	events = append(events, &voting.ItemClosed{Item: 1})
	seal := voting.Seal{Size: uint64(len(events)), Root: "root", Code: "code", Note: "note"}
	state := voting.NewState()
	for _, e := range append(events, &voting.ItemSealed{Item: 1, Seal: seal}, &voting.ItemConfirmed{Item: 1}) {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return state
}

// TestBreakdownOfAUnitIsShownWholeOrNotAtAll reads the page and the file, which
// must not differ in what they hide.
func TestBreakdownOfAUnitIsShownWholeOrNotAtAll(t *testing.T) {
	for _, test := range []struct {
		name      string
		secrecy   voting.Secrecy
		rehearsal bool
		ballots   []int
		hidden    bool
	}{
		{"five in each", voting.Secret, false, []int{5, 60, 7}, false},
		{"four in one", voting.Secret, false, []int{5, 60, 4}, true},
		{"one in two", voting.Secret, false, []int{1, 60, 1}, true},
		{"one category of two has nobody", voting.Secret, false, []int{0, 60}, false},
		{"few in all", voting.Secret, false, []int{3, 0, 0}, true},
		{"an open session names everybody in any case", voting.Open, false, []int{1, 2, 60}, false},
		{"a rehearsal has nobody to tell on", voting.Secret, true, []int{1, 2, 60}, false},
	} {
		state := counted(t, test.secrecy, test.rehearsal, test.ballots...)
		var page resultsView
		page.fold(state)
		file := display.ResultsOf(state).Units[0]
		row := page.Units[0]
		shown := len(test.ballots)
		if test.hidden {
			shown = 0
		}
		if row.Hidden != test.hidden || len(row.Cells) != shown || len(file.Counts) != shown || (file.Exact == "") != test.hidden {
			t.Errorf("%s: the page shows %v, the file %v and the exact score %q", test.name, row.Cells, file.Counts, file.Exact)
		}
		if row.Score != "100.00" || file.Score != "100.00" || file.Ballots != row.Collected || row.Counts[0] != row.Collected {
			t.Errorf("%s: totals and score are for everybody: %+v, %+v", test.name, row, file)
		}
		if text, err := json.Marshal(file); err != nil || test.hidden && strings.Contains(string(text), "类别") {
			t.Errorf("%s: %s %v", test.name, text, err)
		}
	}
}
