package desk

import (
	"slices"
	"testing"

	"pingyi/voting"
)

func TestBreakdownHidesSmallCategories(t *testing.T) {
	tally := func(ballots ...int) voting.Tally {
		t := voting.NewTally(len(ballots), 1, 2)
		for i, n := range ballots {
			t.Ballots[i], t.Counts[i][0][0] = n, n
		}
		return t
	}
	for _, test := range []struct {
		name   string
		tally  voting.Tally
		secret bool
		hidden []int
	}{
		{"all large", tally(5, 60, 7), true, nil},
		{"two small hide each other", tally(4, 60, 1), true, []int{0, 2}},
		{"one small takes the next smallest along", tally(4, 60, 7), true, []int{0, 2}},
		{"nobody voted is no secret", tally(0, 60, 7), true, nil},
		{"one small alone", tally(3, 0, 0), true, []int{0}},
		{"an open session hides nothing", tally(1, 2, 60), false, nil},
	} {
		var hidden []int
		for i, cell := range breakdown(test.tally, test.secret) {
			if cell.Hidden {
				hidden = append(hidden, i)
			}
		}
		if !slices.Equal(hidden, test.hidden) {
			t.Errorf("%s: hides %v, want %v", test.name, hidden, test.hidden)
		}
	}
}
