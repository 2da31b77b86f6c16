package count_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

// contender is a unit with what decides its place, as plain numbers.
type contender struct {
	class     string
	score     int // -1 without
	tieBreak  int // -1 without, which comes last
	drawnLast int // its place in the draw
}

func drawContenders(t *rapid.T) []contender {
	drawn := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7}).Draw(t, "draw")
	all := make([]contender, rapid.IntRange(1, len(letters)).Draw(t, "units"))
	for i := range all {
		all[i] = contender{
			rapid.SampledFrom([]string{"窗口", "机关"}).Draw(t, "class"), rapid.IntRange(-1, 2).Draw(t, "score"),
			rapid.IntRange(-1, 1).Draw(t, "tie break"), drawn[i],
		}
	}
	return all
}

// contest feeds the contenders as "分" and "次", and the draw to some steps.
func contest(t testing.TB, all []contender, drawFor []string, steps ...string) *count.Result {
	text := `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}, {"name": "次", "axes": ["unit"]}],
		"steps": [` + strings.Join(steps, ", ") + `], "result": {"score": "得分"}}`
	book := kept(t, []byte(text))
	var units []count.Unit
	order := make([]string, len(letters))
	for i, c := range all {
		units = append(units, count.Unit{Label: letters[i], Class: c.class})
		order[c.drawnLast] = letters[i]
	}
	in := input(t, book, units)
	for i, c := range all {
		for table, value := range map[string]int{"分": c.score, "次": c.tieBreak} {
			if value < 0 {
				continue
			}
			if err := in.Set(table, big.NewRat(int64(value), 1), letters[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	order = slices.DeleteFunc(order, func(label string) bool { return label == "" })
	for _, step := range drawFor {
		if err := in.Decide(count.Decision{Step: step, Kind: "lot", Order: order}); err != nil {
			t.Fatal(err)
		}
	}
	return result(t, book, in)
}

// duels counts whom a contender loses to by a rule, and who is its equal by it.
func duels(all []contender, me int, beats func(x, y contender) bool) (lost, equal int) {
	for i, other := range all {
		switch {
		case other.score < 0 || other.class != all[me].class:
		case beats(other, all[me]):
			lost++
		case i == me || !beats(all[me], other):
			equal++
		}
	}
	return lost, equal
}

// TestChainsOfTiesByDuels: inside a class, by low scores first, then another table,
// then a draw. A place is one more than the duels that are lost; nobody is put in
// order for it.
func TestChainsOfTiesByDuels(t *testing.T) {
	step := func(name, style, ties string) string {
		return fmt.Sprintf(`{"name": %q, "do": "rank", "of": "分", "inside": "class", "style": %q, "first": "low"%s}`, name, style, ties)
	}
	const byTable = `, "ties": [{"by": "次", "first": "high"}`
	byScore := func(x, y contender) bool { return x.score < y.score }
	byChain := func(x, y contender) bool { return byScore(x, y) || x.score == y.score && x.tieBreak > y.tieBreak }
	byDraw := func(x, y contender) bool {
		return byChain(x, y) || x.score == y.score && x.tieBreak == y.tieBreak && x.drawnLast < y.drawnLast
	}
	rapid.Check(t, func(rt *rapid.T) {
		all := drawContenders(rt)
		res := contest(t, all, []string{"得分"}, step("并列", "average", ""), step("次序", "1224", byTable+"]"), step("待抽", "1224", byTable+`, "lot"]`), step("得分", "1224", byTable+`, "lot"]`))
		waiting := 0
		for i, c := range all {
			want := map[string]string{"并列": "", "次序": "", "待抽": "", "得分": ""}
			if c.score >= 0 {
				lost, equal := duels(all, i, byScore)
				want["并列"] = big.NewRat(int64(2*lost+equal+1), 2).RatString()
				lost, equal = duels(all, i, byChain)
				want["次序"], want["待抽"] = fmt.Sprint(lost+1), fmt.Sprint(lost+1)
				if equal > 1 {
					waiting++
				}
				lost, _ = duels(all, i, byDraw)
				want["得分"] = fmt.Sprint(lost + 1)
			}
			for name, place := range want {
				if got := cellText(res, name, letters[i]); got != place {
					rt.Fatalf("%s of %+v has %q in %s, by duels %q", letters[i], all, got, name, place)
				}
			}
		}
		asked := 0
		for _, p := range res.Pending() {
			if p.Step != "待抽" {
				rt.Fatalf("a draw that was held waits: %v", p)
			}
			asked += len(p.Units)
		}
		if asked != waiting {
			rt.Fatalf("%d units wait for a draw, %d have an equal", asked, waiting)
		}
	})
}

// TestTrimmedFiguresBySlicing: the figures of a class are sorted and the ends are
// sliced off. Who of several equal ones goes does not change what is left.
func TestTrimmedFiguresBySlicing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := drawContenders(rt)
		high, low := rapid.IntRange(0, 2).Draw(rt, "high"), rapid.IntRange(0, 2).Draw(rt, "low")
		least := high + low + rapid.IntRange(1, 2).Draw(rt, "least")
		below := rapid.SampledFrom([]string{"leave all", "no value"}).Draw(rt, "below")
		res := contest(t, all, nil, fmt.Sprintf(`{"name": "去", "do": "trim", "of": "分", "over": "unit", "inside": "class", "high": %d, "low": %d, "least": %d, "below_least": %q}`, high, low, least, below),
			`{"name": "得分", "do": "mean", "of": "去", "over": "unit", "inside": "class", "missing": "renormalise"}`)
		for _, class := range []string{"窗口", "机关"} {
			var scores []int
			there := false
			for _, c := range all {
				if there = there || c.class == class; c.class == class && c.score >= 0 {
					scores = append(scores, c.score)
				}
			}
			if !there {
				continue
			}
			slices.Sort(scores)
			switch {
			case len(scores) >= least:
				scores = scores[low : len(scores)-high]
			case below == "no value":
				scores = nil
			}
			want, sum := "", int64(0)
			for _, s := range scores {
				sum += int64(s)
				want = big.NewRat(sum, int64(len(scores))).RatString()
			}
			if got := cellText(res, "得分", class); got != want {
				rt.Fatalf("the mean of %s in %+v is %q, sliced %q", class, all, got, want)
			}
		}
	})
}

// cellText is the exact value of a cell, "" without one.
func cellText(res *count.Result, table, label string) string {
	c, err := res.Table(table).Cell(label)
	if err != nil || !c.Has() {
		return ""
	}
	return c.Value.RatString()
}
