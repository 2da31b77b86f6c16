package count_test

import (
	"fmt"
	"testing"

	"pingyi/voting/count"
)

// TestAMeanOfVeryManyVotesIsExact: votes times points may be more than a machine number holds.
func TestAMeanOfVeryManyVotesIsExact(t *testing.T) {
	var units []count.Unit
	for i := range 2300 {
		units = append(units, count.Unit{Label: fmt.Sprintf("U%d", i)})
	}
	book := parse(t, []byte(form(`{"sheet": "one unit", "grades": [{"label": "好", "points": 4194303}, {"label": "差", "points": 0}]}`,
		`{"name": "合", "do": "sum", "of": "marks", "over": "unit", "inside": "all"}, {"name": "得分", "do": "mean", "of": "合"}`)))
	in := input(t, book, units)
	for _, u := range units {
		if err := in.Add("marks", 1_000_000_000, u.Label, "好"); err != nil {
			t.Fatal(err)
		}
	}
	if got := result(t, book, in).Table("得分").Text(); got != "4194303" {
		t.Errorf("the mean is %s", got)
	}
}
