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

// The twins below count in another way than the engine: vote by vote instead of
// by histogram, by counting instead of sorting, on digits instead of fractions.

var letters = []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"}

func unitsOf(n int) (units []count.Unit) {
	for _, l := range letters[:n] {
		units = append(units, count.Unit{Label: l})
	}
	return units
}

// scored makes a rulebook whose steps work on an imported table "分".
func scored(steps ...string) string {
	return toldAll(`{"rulebook": 2, "title": "例", "ballot": ` + ballotOf("") + `, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [` + strings.Join(steps, ",") + `], "result": {"score": "得分"}}`)
}

func withScores(t testing.TB, text string, scores []*big.Rat) *count.Result {
	return ofScores(t, parse(t, []byte(text)), scores)
}

func ofScores(t testing.TB, book *count.Rulebook, scores []*big.Rat) *count.Result {
	in := input(t, book, unitsOf(len(scores)))
	for i, s := range scores {
		if s == nil {
			continue
		}
		if err := in.Set("分", s, letters[i]); err != nil {
			t.Fatal(err)
		}
	}
	return result(t, book, in)
}

func drawScores(t *rapid.T) (scores []*big.Rat) {
	for range rapid.IntRange(1, len(letters)).Draw(t, "units") {
		if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			scores = append(scores, nil)
		} else {
			scores = append(scores, big.NewRat(int64(rapid.IntRange(-3, 3).Draw(t, "score")), 2))
		}
	}
	return scores
}

type ballotOfMany struct {
	category int
	grades   []int // by unit; -1 blank
}

func drawBallots(t *rapid.T, units int) (ballots []ballotOfMany) {
	for range rapid.IntRange(0, 25).Draw(t, "ballots") {
		b := ballotOfMany{category: rapid.IntRange(0, 2).Draw(t, "category")}
		for range units {
			b.grades = append(b.grades, rapid.IntRange(-1, 3).Draw(t, "grade"))
		}
		ballots = append(ballots, b)
	}
	return ballots
}

const weighedBook = `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [{"label": "0", "points": 100},
	{"label": "1", "points": 62.5}, {"label": "2", "points": -3}, {"label": "3", "in_base": false}]},
	"categories": [{"label": "0", "weight": W0}, {"label": "1", "weight": W1}, {"label": "2", "weight": W2}],
	"steps": [{"name": "类内", "do": "mean", "of": "marks"},
	{"name": "得分", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"}], "result": {"score": "得分"}}`

func weighedBy(w [3]int) string {
	return strings.NewReplacer("W0", fmt.Sprint(w[0]), "W1", fmt.Sprint(w[1]), "W2", fmt.Sprint(w[2])).Replace(weighedBook)
}

func feed(t testing.TB, in *count.Input, ballots []ballotOfMany) {
	for _, b := range ballots {
		var sheet count.Ballot
		sheet.Category = fmt.Sprint(b.category)
		for u, g := range b.grades {
			row := count.Row{Unit: letters[u]}
			if g >= 0 {
				row.Grades = []string{fmt.Sprint(g)}
			}
			sheet.Rows = append(sheet.Rows, row)
		}
		if _, err := in.AddBallot(sheet); err != nil {
			t.Fatal(err)
		}
	}
}

// votes is the twin: it walks over the votes and lets each weigh w ÷ n.
func votes(ballots []ballotOfMany, unit int, w [3]int) *big.Rat {
	points := []int64{1000, 625, -30}
	var n [3]int64
	for _, b := range ballots {
		if g := b.grades[unit]; g >= 0 && g < 3 {
			n[b.category]++
		}
	}
	above, below := new(big.Rat), int64(0)
	for c, weight := range w {
		if n[c] > 0 {
			below += int64(weight)
		}
	}
	for _, b := range ballots {
		if g := b.grades[unit]; g >= 0 && g < 3 {
			above.Add(above, big.NewRat(points[g]*int64(w[b.category]), 10*n[b.category]))
		}
	}
	if below == 0 {
		return nil
	}
	return above.Quo(above, big.NewRat(below, 1))
}

// TestWeighedScores: the engine agrees with the twin; the order of ballots, the
// split of a file in two and the scale of the weights change nothing.
func TestWeighedScores(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		units := rapid.IntRange(1, 4).Draw(rt, "units")
		ballots := drawBallots(rt, units)
		w := [3]int{rapid.IntRange(0, 5).Draw(rt, "w0"), rapid.IntRange(0, 5).Draw(rt, "w1"), rapid.IntRange(1, 5).Draw(rt, "w2")}
		run := func(w [3]int, parts ...[]ballotOfMany) *count.Result {
			book := kept(t, []byte(weighedBy(w))) // with weights of 0 among them
			in := input(t, book, unitsOf(units))
			for _, part := range parts {
				feed(t, in, part)
			}
			return result(t, book, in)
		}
		cutAt := rapid.IntRange(0, len(ballots)).Draw(rt, "cut")
		results := []*count.Result{
			run(w, ballots), run(w, rapid.Permutation(ballots).Draw(rt, "order")), run(w, ballots[cutAt:], ballots[:cutAt]),
			run([3]int{7 * w[0], 7 * w[1], 7 * w[2]}, ballots),
		}
		for u := range units {
			want := ""
			if score := votes(ballots, u, w); score != nil {
				want = score.RatString()
			}
			for i, res := range results {
				got := ""
				if c, _ := res.Table("score").Cell(letters[u]); c.Has() {
					got = c.Value.RatString()
				}
				if got != want {
					rt.Fatalf("%s has %q in result %d, the twin has %q", letters[u], got, i, want)
				}
			}
		}
	})
}

// TestRanksByCounting: 1224 is one more than those who are better, 1223 one more
// than the different figures that are better, average the middle of the places.
func TestRanksByCounting(t *testing.T) {
	style := func(name, style string) string {
		return fmt.Sprintf(`{"name": %q, "do": "rank", "of": "分", "inside": "all", "style": %q, "first": "high"}`, name, style)
	}
	text := scored(style("一", "1224"), style("二", "1223"), style("得分", "average"))
	rapid.Check(t, func(rt *rapid.T) {
		scores := drawScores(rt)
		res := withScores(t, text, scores)
		for i, s := range scores {
			if s == nil {
				same(t, "no rank", res.Table("一").Text(letters[i])+res.Table("得分").Text(letters[i]), "")
				continue
			}
			better, alike, different := int64(0), int64(0), map[string]bool{}
			for _, other := range scores {
				if other != nil && other.Cmp(s) > 0 {
					better++
					different[other.String()] = true
				} else if other != nil && other.Cmp(s) == 0 {
					alike++
				}
			}
			value := func(name string) string { c, _ := res.Table(name).Cell(letters[i]); return c.Value.RatString() }
			if got, want := value("一"), fmt.Sprint(better+1); got != want {
				rt.Fatalf("1224: %s, counted %s", got, want)
			}
			if got, want := value("二"), fmt.Sprint(len(different)+1); got != want {
				rt.Fatalf("1223: %s, counted %s", got, want)
			}
			if got, want := value("得分"), big.NewRat(2*better+alike+1, 2).RatString(); got != want {
				rt.Fatalf("average: %s, counted %s", got, want)
			}
		}
	})
}

// TestTrimBySlicing: sort the marks, slice the ends off, take the mean.
func TestTrimBySlicing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		high, low := rapid.IntRange(0, 2).Draw(rt, "high"), rapid.IntRange(0, 2).Draw(rt, "low")
		least := high + low + rapid.IntRange(1, 3).Draw(rt, "least")
		book := kept(t, []byte(form(`{"sheet": "all units", "numbers": {"from": 0, "to": 10, "step": 1}}`,
			fmt.Sprintf(`{"name": "去", "do": "trim", "of": "marks", "high": %d, "low": %d, "least": %d, "below_least": "leave all"},
			{"name": "得分", "do": "mean", "of": "去"}`, high, low, least))))
		marks := rapid.SliceOfN(rapid.IntRange(0, 10), 0, 12).Draw(rt, "marks")
		in := input(t, book, unitsOf(1))
		for _, m := range marks {
			if err := in.Add("marks", 1, "甲", fmt.Sprint(m)); err != nil {
				t.Fatal(err)
			}
		}
		slices.Sort(marks)
		if len(marks) >= least {
			marks = marks[low : len(marks)-high]
		}
		want, total := "", 0
		for _, m := range marks {
			total += m
			want = big.NewRat(int64(total), int64(len(marks))).RatString()
		}
		if c, _ := result(t, book, in).Table("score").Cell("甲"); c.Has() != (want != "") || c.Has() && c.Value.RatString() != want {
			rt.Fatalf("the mean is %s, sliced %s", c.Text, want)
		}
	})
}

// TestRoundingOnDigits rounds the decimal text by hand. Exact halves are drawn
// often, because there alone the modes differ.
func TestRoundingOnDigits(t *testing.T) {
	round := func(name, mode string) string {
		return fmt.Sprintf(`{"name": %q, "do": "round", "of": "分", "round": {"places": 1, "mode": %q}}`, name, mode)
	}
	text := scored(round("入", "half up"), round("双", "half even"), round("得分", "truncated"))
	rapid.Check(t, func(rt *rapid.T) {
		tenths := rapid.IntRange(0, 500).Draw(rt, "tenths")
		rest := rapid.SampledFrom([]int{0, 1, 49, 50, 50, 50, 51, 99}).Draw(rt, "hundredths of a tenth")
		up, even := tenths, tenths
		if rest >= 50 {
			up++
		}
		if rest > 50 || rest == 50 && strings.ContainsAny(fmt.Sprint(tenths%10), "13579") {
			even++
		}
		for _, sign := range []int{1, -1} {
			res := withScores(t, text, []*big.Rat{big.NewRat(int64(sign*(100*tenths+rest)), 1000)})
			for name, want := range map[string]int{"入": up, "双": even, "得分": tenths} {
				written := fmt.Sprintf("%d.%d", want/10, want%10)
				if sign < 0 && want != 0 {
					written = "-" + written
				}
				if got := res.Table(name).Text("甲"); got != written {
					rt.Fatalf("%d.%d%02d × %d by %s is %s, on digits %s", tenths/10, tenths%10, rest, sign, name, got, written)
				}
			}
		}
	})
}
