package count_test

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// inWholeUnits is the twin of a fraction: it takes one unit after the other as long
// as the rule wants one more, on whole numbers.
func inWholeUnits(fraction string, percent, units int) (taken int) {
	for {
		missing := percent*units - 100*taken // hundredths of a unit that are still to come
		switch {
		case missing >= 100, fraction == "round up" && missing > 0, fraction == "half up" && missing >= 50,
			fraction == "half even" && (missing > 50 || missing == 50 && taken%2 == 1):
			taken++
		default:
			return taken
		}
	}
}

// TestCutsByCounting: who is in by a number or by a percentage follows from how
// many are better and how many are alike, without putting anybody in order; those
// with a figure are as many as a count says.
func TestCutsByCounting(t *testing.T) {
	fractions := []string{"round up", "half up", "half even", "truncated"}
	rapid.Check(t, func(rt *rapid.T) {
		scores := drawScores(rt)
		percent, fraction := rapid.IntRange(0, 100).Draw(rt, "percent"), rapid.SampledFrom(fractions).Draw(rt, "fraction")
		if rapid.Bool().Draw(rt, "a round percentage") {
			percent -= percent % 25 // exact halves
		}
		take := fmt.Sprintf(`"take_percent": %d, "fraction": %q`, percent, fraction)
		wanted := func(units int) int { return inWholeUnits(fraction, percent, units) }
		if rapid.Bool().Draw(rt, "by number") {
			n := rapid.IntRange(1, len(letters)).Draw(rt, "take")
			take, wanted = fmt.Sprintf(`"take": %d`, n), func(int) int { return n }
		}
		high := rapid.Bool().Draw(rt, "high first")
		step := func(name, tied string) string {
			return fmt.Sprintf(`{"name": %q, "do": "cut", "of": "分", "inside": "all", "first": %q, %s, "tied_at_the_cut": %q}`,
				name, map[bool]string{true: "high", false: "low"}[high], take, tied)
		}
		res := ofScores(t, kept(t, []byte(scored(step("全进", "expand"), step("得分", "shrink"), `{"name": "个数", "do": "count", "of": "分", "over": "unit", "inside": "all"}`))), scores) // 0 % is counted where it was voted by
		units := 0
		for _, s := range scores {
			if s != nil {
				units++
			}
		}
		same(t, "how many", res.Table("个数").Text(), fmt.Sprint(units))
		for i, s := range scores {
			wantAll, wantNone := "", ""
			if s != nil {
				before, alike := beside(scores, s, high)
				wantAll, wantNone = inOrOut(before < wanted(units)), inOrOut(before+alike <= wanted(units))
			}
			if all, none := res.Table("全进").Text(letters[i]), res.Table("得分").Text(letters[i]); all != wantAll || none != wantNone {
				rt.Fatalf("%s of %v with %s is in by %q and %q, want %q and %q", letters[i], scores, take, all, none, wantAll, wantNone)
			}
		}
	})
}

// beside counts those who stand before a score, and those who have it.
func beside(scores []*big.Rat, s *big.Rat, high bool) (before, alike int) {
	for _, other := range scores {
		switch {
		case other == nil:
		case other.Cmp(s) == 0:
			alike++
		case high == (other.Cmp(s) > 0):
			before++
		}
	}
	return before, alike
}

func inOrOut(in bool) string { return map[bool]string{true: "1", false: "0"}[in] }
