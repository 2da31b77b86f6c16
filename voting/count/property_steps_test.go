package count_test

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

// TestPercentagesAddUp: of few grades or many, by either rule what is printed adds up to 100, none
// of it is below 0, and no figure is further from the truth than the rule allows.
func TestPercentagesAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		grades, places := rapid.IntRange(2, 60).Draw(rt, "grades"), rapid.IntRange(0, 2).Draw(rt, "places")
		book := parse(t, []byte(filledGrades(grades, places)))
		in := input(t, book, unitsOf(1))
		least, most := rapid.IntRange(0, 1).Draw(rt, "least"), rapid.SampledFrom([]int{1, 5000}).Draw(rt, "most")
		for i, g := range book.Labels("grade") {
			if err := in.Add("marks", int64(rapid.IntRange(max(least, 1-i), most).Draw(rt, g)), "甲", g); err != nil {
				t.Fatal(err)
			}
		}
		res, unit := result(t, book, in), math.Pow10(-places)
		checkFilled(rt, res, "余", unit*float64(grades+1)/2)
		checkFilled(rt, res, "得分", unit)
	})
}

// filledGrades is a rulebook that fills the shares of so many grades by both rules.
func filledGrades(grades, places int) string {
	var labels []string
	for i := range grades {
		labels = append(labels, fmt.Sprintf(`{"label": "等%d", "points": %d}`, i, i))
	}
	fill := func(name, by, mode string) string {
		return fmt.Sprintf(`{"name": %q, "do": "fill to 100", "of": "率", "over": "grade", "by": %q, "round": {"places": %d, "mode": %q}}`, name, by, places, mode)
	}
	return form(`{"sheet": "one unit", "grades": [`+strings.Join(labels, ", ")+"]}", `{"name": "率", "do": "share", "of": "marks", "grades": "each", "base": "all marks"},`+
		fill("余", "residual", "half up")+","+fill("得分", "largest remainder", "truncated"))
}

// checkFilled checks what a filling printed, which may be so far from the shares themselves.
func checkFilled(rt *rapid.T, res *count.Result, name string, allowed float64) {
	total := new(big.Rat)
	for _, g := range res.Table(name).Labels("grade") {
		printed, _ := res.Table(name).Cell("甲", g)
		exact, _ := res.Table("率").Cell("甲", g)
		total.Add(total, printed.Value)
		if off, _ := new(big.Rat).Sub(printed.Value, exact.Value).Float64(); math.Abs(off) > allowed {
			rt.Fatalf("%s of %s is %s, exactly %s", name, g, printed.Text, exact.Text)
		}
		if printed.Value.Sign() < 0 {
			rt.Fatalf("%s of %s is %s", name, g, printed.Text)
		}
	}
	if total.Cmp(big.NewRat(100, 1)) != 0 {
		rt.Fatalf("%s adds up to %s", name, total.FloatString(2))
	}
}

// TestNobodyIsLost: whatever is vetoed, tied, decided or cut, every unit has one
// place or none, the places are those of so many units, and lists neither share
// nor lose anybody.
func TestNobodyIsLost(t *testing.T) {
	text := scored(`{"name": "留", "do": "veto", "of": "分"}`,
		`{"name": "名次", "do": "rank", "of": "留", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]}`,
		`{"name": "均", "do": "rank", "of": "留", "inside": "all", "style": "average", "first": "high"}`,
		`{"name": "全进", "do": "cut", "of": "留", "inside": "all", "first": "high", "take": 3, "tied_at_the_cut": "expand"}`,
		`{"name": "全不进", "do": "cut", "of": "留", "inside": "all", "first": "high", "take": 3, "tied_at_the_cut": "shrink"}`,
		`{"name": "抽签", "do": "cut", "of": "留", "inside": "all", "first": "high", "take": 3, "tied_at_the_cut": "break", "ties": ["lot"]}`,
		`{"name": "得分", "do": "cut", "of": "留", "inside": "all", "first": "low", "take": 3, "tied_at_the_cut": "expand", "not_on": ["全进"]}`)
	rapid.Check(t, func(rt *rapid.T) {
		scores := drawScores(rt)
		res, left := vetoedAndDrawn(t, rt, text, scores)
		sum := new(big.Rat)
		on := map[string]int{}
		for _, l := range letters[:len(scores)] {
			if c, _ := res.Table("均").Cell(l); c.Has() {
				sum.Add(sum, c.Value)
			}
			for _, list := range []string{"全进", "全不进", "抽签", "得分"} {
				if res.Table(list).Text(l) == "1" {
					on[list]++
				}
			}
			if res.Table("全进").Text(l) == "1" && res.Table("得分").Text(l) == "1" {
				rt.Fatalf("%s is on both lists", l)
			}
			if res.Table("全不进").Text(l) == "1" && res.Table("抽签").Text(l) != "1" || res.Table("抽签").Text(l) == "1" && res.Table("全进").Text(l) != "1" {
				rt.Fatalf("%s: who is in by the strict rule is in by the mild one", l)
			}
		}
		if want := big.NewRat(int64(left*(left+1)), 2); sum.Cmp(want) != 0 {
			rt.Fatalf("the average places of %d units add up to %s, want %s", left, sum.RatString(), want.RatString())
		}
		if on["抽签"] != min(3, left) || on["全进"] < min(3, left) || on["全不进"] > 3 || on["得分"] < min(3, left-on["全进"]) {
			rt.Fatalf("of %d units the lists have %v", left, on)
		}
		if len(res.Pending()) != 0 {
			rt.Fatalf("a draw was recorded, but %v wait", res.Pending())
		}
	})
}

func vetoedAndDrawn(t testing.TB, rt *rapid.T, text string, scores []*big.Rat) (res *count.Result, left int) {
	book := parse(t, []byte(text))
	in := input(t, book, unitsOf(len(scores)))
	for i, s := range scores {
		vetoed := rapid.IntRange(0, 4).Draw(rt, "veto") == 0
		if vetoed {
			if err := in.Veto(count.Veto{Unit: letters[i], Author: "纪委", Reason: "事故"}); err != nil {
				t.Fatal(err)
			}
		}
		if s == nil {
			continue
		}
		if !vetoed {
			left++
		}
		if err := in.Set("分", s, letters[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []string{"名次", "抽签"} {
		order := rapid.Permutation(letters[:len(scores)]).Draw(rt, "drawn")
		if err := in.Decide(count.Decision{Step: step, Kind: "lot", Order: order}); err != nil {
			t.Fatal(err)
		}
	}
	return result(t, book, in), left
}

// TestBallotsAreConserved: every ballot is valid or spoilt for one reason, and
// every row of a valid one is marked, blank or void.
func TestBallotsAreConserved(t *testing.T) {
	book := parse(t, []byte(form(ballotOf(`, "over_vote": "void row", "patterns": [{"void_if_all_equal": true}, {"at_most": {"grade": "差", "percent": 50}}]`),
		`{"name": "得分", "do": "pick", "of": "marks", "axis": "grade", "labels": ["优", "良", "差"]}`)))
	rapid.Check(t, func(rt *rapid.T) {
		in := input(t, book, unitsOf(3))
		ballots, valid, blank := 0, 0, 0
		for range rapid.IntRange(0, 12).Draw(rt, "ballots") {
			var b count.Ballot
			for _, unit := range letters[:3] {
				marks := rapid.SliceOfN(rapid.SampledFrom([]string{"优", "良", "差", "中"}), 0, 2).Draw(rt, unit)
				b.Rows = append(b.Rows, count.Row{Unit: unit, Grades: marks})
			}
			v, err := in.AddBallot(b)
			if err != nil {
				t.Fatal(err)
			}
			ballots++
			if v.Valid {
				valid++
				blank += v.Blank
			}
		}
		res := result(t, book, in)
		void, rows, marked := 0, 0, int64(0)
		for _, s := range in.Spoilt() {
			void, rows = void+s.Ballots, rows+s.Rows
		}
		for _, unit := range letters[:3] {
			c, _ := res.Table("score").Cell(unit)
			marked += c.Value.Num().Int64()
		}
		if res.Table("collected").Text() != fmt.Sprint(ballots) || res.Table("valid").Text() != fmt.Sprint(valid) || valid+void != ballots {
			rt.Fatalf("of %d ballots %d are valid and %d void", ballots, valid, void)
		}
		if int(marked)+rows+blank != 3*valid {
			rt.Fatalf("of %d rows %d are marked, %d void, %d blank", 3*valid, marked, rows, blank)
		}
	})
}

// FuzzParse: no text makes the engine panic, and what is accepted means one
// thing: its canonical form is accepted with the same hash, and it runs.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"double", "pledges", "best-worst"} {
		f.Add(string(read(f, scenario(name), "rulebook.json")))
	}
	f.Add(string(read(f, testdata(), "refused.json")))
	for _, file := range []string{"cut", "count", "bands", "rank", "trim", "fill", "majority"} {
		for line := range strings.Lines(string(read(f, testdata(), "steps/"+file+".txt"))) {
			if step, ok := strings.CutPrefix(line, "step "); ok {
				f.Add(scored(step, `{"name": "得分", "do": "sum", "parts": ["分"], "missing": "zero"}`))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		book, err := count.Parse([]byte(text))
		if err != nil {
			return
		}
		again, err := count.Parse(book.Canonical())
		if err != nil || again.Hash() != book.Hash() {
			t.Fatalf("the canonical form means something else: %v\n%s", err, book.Canonical())
		}
		in, err := book.NewInput([]count.Unit{{Label: "甲", Class: "一", Criteria: []string{"修路"}}, {Label: "乙", Session: "二"}})
		if err != nil {
			return
		}
		if res, err := book.Run(in); err == nil {
			for _, name := range res.Names() {
				if table := res.Table(name); len(table.Axes()) == 1 && table.Axes()[0] == "unit" {
					if _, err := res.Explain(name, "甲"); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}
