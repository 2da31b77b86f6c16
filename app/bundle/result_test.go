package bundle

import (
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// resultOf folds events and gives the one unit.
func resultOf(t *testing.T, events []voting.Event) display.UnitResult {
	t.Helper()
	state := voting.NewState()
	for _, e := range events {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return display.ResultsOf(state).Units[0]
}

// Beside totals and score a hidden category could be solved for. A rehearsal has
// nobody to tell on.
func TestUnitWithASmallCategoryShowsNone(t *testing.T) {
	for rehearsal, want := range map[bool]struct {
		exact  string
		counts int
	}{false: {"", 0}, true: {"304/5", 2}} {
		got := resultOf(t, evening(t, rehearsal))
		if got.Exact != want.exact || len(got.Counts) != want.counts || got.Score == "" || got.Ballots != 7 || got.Expected != 7 {
			t.Errorf("rehearsal %t: %+v", rehearsal, got)
		}
	}
}
