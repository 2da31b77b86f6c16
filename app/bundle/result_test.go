package bundle

import (
	"reflect"
	"testing"

	"pingyi/voting"
)

func TestSmallCategoriesAreHiddenAndNeverOneAlone(t *testing.T) {
	for _, c := range []struct {
		ballots []int
		hidden  []bool
	}{
		{[]int{5, 9, 30}, []bool{false, false, false}},
		{[]int{4, 9, 30}, []bool{true, true, false}},
		{[]int{4, 1, 30}, []bool{true, true, false}},
		{[]int{0, 9, 4}, []bool{false, true, true}},
		{[]int{4, 0, 0}, []bool{true, false, false}},
		{[]int{0, 0}, []bool{false, false}},
	} {
		if got := small(c.ballots); !reflect.DeepEqual(got, c.hidden) {
			t.Errorf("of %v ballots %v are hidden, want %v", c.ballots, got, c.hidden)
		}
	}
}

// resultOf folds events and gives the one unit.
func resultOf(t *testing.T, events []voting.Event, kind Kind) UnitResult {
	t.Helper()
	state := voting.NewState()
	for _, e := range events {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return ResultOf(state, kind).Units[0]
}

// With two categories hidden and the exact score given, their counts could be
// solved for. A rehearsal has nobody to tell on.
func TestExactScoreIsGivenWhereNothingIsHidden(t *testing.T) {
	for _, c := range []struct {
		rehearsal bool
		kind      Kind
		exact     string
		counts    int
	}{
		{false, Scrutineer, "304/5", 0}, {false, Public, "", 0}, {true, Public, "304/5", 2},
	} {
		got := resultOf(t, evening(t, c.rehearsal), c.kind)
		if got.Exact != c.exact || len(got.Counts) != c.counts || got.Score == "" || got.Ballots != 7 || got.Expected != 7 {
			t.Errorf("rehearsal %t, %s: %+v", c.rehearsal, c.kind, got)
		}
	}
}
