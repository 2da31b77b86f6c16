package tally_test

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/app/tally"
)

// TestManySheetsOfManyGrades: counts that share a word do not run into each
// other, however many sheets there are, and more than ten grades have letters.
func TestManySheetsOfManyGrades(t *testing.T) {
	for _, grades := range []int{2, 8, 10, 11, 16} {
		for _, sheets := range []int{1, 31, 32, 63, 64, 127, 128, 129, 300} {
			f := newFolder(t)
			var labels []string
			for i := range grades {
				labels = append(labels, fmt.Sprintf(`{"label": "g%d", "points": %d}`, i, i))
			}
			var text strings.Builder
			last := "0123456789abcdefghijklmnopqrstuvwxyz"[grades-1 : grades]
			for i := range sheets {
				fmt.Fprintf(&text, "V%d %s%s\n", i, last, []string{"0", "-"}[i%2])
			}
			job := tally.Job{
				Rulebook: f.write("r.json", `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "grades": [`+strings.Join(labels, ",")+`]},
					"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`),
				Units: f.write("u.csv", "编号\nW1\nW2\n"), Ballots: []string{f.write("b.txt", text.String())},
			}
			for _, cell := range strings.Split(column(t, printed(t, job, "marks"), "unit", "grade", "marks"), "; ") {
				var unit, grade string
				var got, want int
				if _, err := fmt.Sscan(cell, &unit, &grade, &got); err != nil {
					t.Fatal(err)
				}
				switch {
				case unit == "W1" && grade == fmt.Sprintf("g%d", grades-1):
					want = sheets
				case unit == "W2" && grade == "g0":
					want = (sheets + 1) / 2
				}
				if got != want {
					t.Errorf("%d grades, %d sheets: %s, want %d", grades, sheets, cell, want)
				}
			}
		}
	}
}
