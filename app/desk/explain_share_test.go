package desk

import (
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"pingyi/display"
	"pingyi/display/chart"
	"pingyi/voting/count"
)

// TestPercentagesAreExplainedAsTheyArePrinted: whatever the counts are, a share that is filled is the
// one on the screens, and one that is rounded by itself the one on the page of results. The
// filled ones are counted here another way: each tenth goes to whom it is owed most.
func TestPercentagesAreExplainedAsTheyArePrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 60), 1, 7).Draw(t, "counts")
		screens, owed := display.Permille(counts), naiveTenths(counts)
		for which, n := range counts {
			var c count.Chain
			var parts []int
			for i, m := range counts {
				parts = append(parts, c.Count("marks", count.Place{}.With("grade", strconv.Itoa(i)), m))
			}
			all := c.Sum("marks", count.Place{}, parts...)
			c.Share("share", count.Place{}, parts[which], all, 1, count.HalfUp)
			alone := c.Last()
			c.Fill("filled", count.Place{}, parts, all, which, 1)
			filled := c.Last()
			if filled.Printed != display.Percent(screens[which]) || filled.Printed != display.Percent(owed[which]) {
				t.Fatalf("%d of %v is told as %s, on screens it is %s, owed %s", which, counts, filled.Printed, display.Percent(screens[which]), display.Percent(owed[which]))
			}
			total, _ := strconv.Atoi(c.Told[all].Printed)
			if total > 0 {
				share := new(big.Rat).SetFrac64(int64(100*n), int64(total))
				shares := chart.Shares{Grades: []chart.Grade{{Tone: "0"}, {Tone: "1"}}, Rows: []chart.ShareRow{{Counts: []int{n, total - n}}}}
				if page := shares.Draw().Table.Rows[0][3]; alone.Printed != page || alone.Exact.Cmp(share) != 0 || filled.Exact.Cmp(share) != 0 {
					t.Fatalf("%d of %d is told as %s, exactly %v, and on the page it is %s", n, total, alone.Printed, alone.Exact, page)
				}
			} else if alone.Exact != nil || alone.Printed != "" || filled.Printed != "0.0" {
				t.Fatalf("of nothing there is %+v and %+v", alone, filled)
			}
		}
	})
}

// naiveTenths gives out the thousand tenths one by one, the whole ones first, each to the grade that lacks most of
// what is its own.
func naiveTenths(counts []int) []int {
	total, given := 0, make([]int, len(counts))
	for _, n := range counts {
		total += n
	}
	for range 1000 {
		most := 0
		for i, n := range counts {
			if n*1000-given[i]*total > counts[most]*1000-given[most]*total {
				most = i
			}
		}
		if total > 0 {
			given[most]++
		}
	}
	return given
}
