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

// TestMarksAreRoundedOneByOne: the engine moves how often from number to number; its twin goes
// through the votes, rounds the digits of each as they are written, and takes the highest and the
// lowest away by hand.
func TestMarksAreRoundedOneByOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		places, mode := rapid.IntRange(0, 2).Draw(rt, "places"), rapid.SampledFrom([]string{"half up", "half even", "truncated"}).Draw(rt, "mode")
		text := fmt.Sprintf(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "numbers": {"from": 0, "to": 10, "step": 0.05}}, "steps": [
			{"name": "整", "do": "round marks", "of": "marks", "round": {"places": %d, "mode": %q}},
			{"name": "去", "do": "trim", "of": "整", "high": 1, "low": 1, "least": 3, "below_least": "leave all"},
			{"name": "得分", "do": "mean", "of": "去"}], "result": {"score": "得分", "rounded": "整"}}`, places, mode)
		book := kept(t, []byte(text)) // with 2 places nothing is rounded
		in := input(t, book, unitsOf(1))
		given := rapid.SliceOfN(rapid.IntRange(0, 200), 1, 12).Draw(rt, "marks")
		var rounded []int // in hundredths
		for _, m := range given {
			mark := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", m/20, m%20*5), "0"), ".")
			if err := in.Add("marks", 1, "甲", mark); err != nil {
				t.Fatal(err)
			}
			rounded = append(rounded, byDigits(m*5, places, mode))
		}
		res := result(t, book, in)
		for _, value := range rounded {
			often := len(slices.DeleteFunc(slices.Clone(rounded), func(other int) bool { return other != value }))
			label := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", value/100, value%100), "0"), ".")
			if got := res.Table("整").Text("甲", label); got != fmt.Sprint(often) {
				rt.Fatalf("%s is there %s times, want %d of %v", label, got, often, rounded)
			}
		}
		slices.Sort(rounded)
		if len(rounded) >= 3 {
			rounded = rounded[1 : len(rounded)-1]
		}
		sum := 0
		for _, value := range rounded {
			sum += value
		}
		want := big.NewRat(int64(sum), int64(100*len(rounded)))
		if got := valueOf(t, res, "得分"); got.Cmp(want) != 0 {
			rt.Fatalf("the mean of %v is %s, want %s", rounded, got.RatString(), want.RatString())
		}
	})
}

func valueOf(t testing.TB, res *count.Result, table string) *big.Rat {
	c, err := res.Table(table).Cell("甲")
	if err != nil || !c.Has() {
		t.Fatal(table, err)
	}
	return c.Value
}

// byDigits rounds hundredths by looking at their last digits, as one does on paper.
func byDigits(hundredths, places int, mode string) int {
	unit := []int{100, 10, 1}[places]
	last := hundredths % unit
	down := hundredths - last
	half := 2*last == unit
	if mode == "half up" && 2*last >= unit || mode == "half even" && (2*last > unit || half && down/unit%2 == 1) {
		return down + unit
	}
	return down
}

// What a mean of rounded marks is made of is told down to the marks as they were given.
func TestRoundedMarksAreTold(t *testing.T) {
	book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "numbers": {"from": 80, "to": 90, "step": 0.05}}, "steps": [
		{"name": "一位", "do": "round marks", "of": "marks", "round": {"places": 1, "mode": "half up"}},
		{"name": "得分", "do": "mean", "of": "一位"}], "result": {"score": "得分"}}`))
	in := input(t, book, unitsOf(1))
	for mark, n := range map[string]int64{"85.25": 2, "85.3": 1, "88": 1} {
		if err := in.Add("marks", n, "甲", mark); err != nil {
			t.Fatal(err)
		}
	}
	lines := chain(t, result(t, book, in), "score", "甲")
	for _, sentence := range []string{
		"一位（甲 · 85.3）：3。逐个四舍五入，保留 1 位小数，这样为此数的：85.25 × 2、85.3 × 1。",
		"一位 (甲 · 85.3): 3. Each rounded half up to 1 place, these come to it: 85.25 × 2, 85.3 × 1.",
		"评议票（甲 · 85.25）：2。计票所得。", "(3 × 85.3 + 1 × 88) ÷ 4",
	} {
		if !said(lines, sentence) {
			t.Errorf("nothing says %q in %+v", sentence, lines)
		}
	}
}
