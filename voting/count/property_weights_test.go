package count_test

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

// summed is the twin: whoever passes weight on is thought to have what the others have
// on the average, copy by copy, and then everything is simply added.
func summed(values []*big.Rat, weights []int) *big.Rat {
	var copies []*big.Rat
	some := false
	for i, v := range values {
		some = some || v != nil
		for range weights[i] {
			copies = append(copies, v)
		}
	}
	total, n := new(big.Rat), int64(0)
	for _, v := range copies {
		if v != nil {
			total.Add(total, v)
			n++
		}
	}
	if !some || n == 0 && len(copies) > 0 {
		return nil
	}
	for _, v := range copies {
		if v == nil {
			total.Add(total, new(big.Rat).Quo(total, big.NewRat(n, 1)))
			n++
		}
	}
	return total
}

// TestAWeightedSumPassesOnTheWeightOfWhatIsMissing: the same by parts and along an axis,
// and with nothing missing no word about missing figures changes it.
func TestAWeightedSumPassesOnTheWeightOfWhatIsMissing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		weights := make([]int, 3)
		values, whole := make([]*big.Rat, 3), true
		for i := range weights {
			weights[i] = rapid.IntRange(0, 4).Draw(rt, "weight")
			if rapid.IntRange(0, 2).Draw(rt, "missing") > 0 {
				values[i] = big.NewRat(int64(rapid.IntRange(-20, 200).Draw(rt, "value")), 2)
			}
			whole = whole && values[i] != nil
		}
		weights[2]++ // not all of them are 0
		text := fmt.Sprintf(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"},
			"axes": [{"name": "季", "labels": [{"label": "0", "weight": %d}, {"label": "1", "weight": %d}, {"label": "2", "weight": %d}]}],
			"imported": [{"name": "季分", "axes": ["unit", "季"]}, {"name": "p0", "axes": ["unit"]}, {"name": "p1", "axes": ["unit"]}, {"name": "p2", "axes": ["unit"]}],
			"steps": [{"name": "得分", "do": "weighted sum", "of": "季分", "over": "季", "missing": "renormalise"},
			{"name": "零", "do": "weighted sum", "of": "季分", "over": "季", "missing": "zero"},
			{"name": "项", "do": "weighted sum", "parts": [{"of": "p0", "weight": %[1]d}, {"of": "p1", "weight": %[2]d}, {"of": "p2", "weight": %[3]d}], "missing": "renormalise"}],
			"result": {"score": "得分", "zero": "零", "parts": "项"}}`, weights[0], weights[1], weights[2])
		book := kept(t, []byte(text))
		in := input(t, book, unitsOf(1))
		for i, v := range values {
			if v == nil {
				continue
			}
			if err := in.Set("季分", v, "甲", fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
			if err := in.Set(fmt.Sprintf("p%d", i), v, "甲"); err != nil {
				t.Fatal(err)
			}
		}
		res := result(t, book, in)
		want := summed(values, weights)
		for _, name := range []string{"得分", "项"} {
			if c, _ := res.Table(name).Cell("甲"); c.Has() != (want != nil) || c.Has() && c.Value.Cmp(want) != 0 {
				rt.Fatalf("%s of %v by %v is %s, the twin has %v", name, values, weights, c.Text, want)
			}
		}
		if whole && textOf(res, "得分") != textOf(res, "零") {
			rt.Fatalf("with nothing missing %s is not %s", textOf(res, "得分"), textOf(res, "零"))
		}
	})
}

func textOf(res *count.Result, table string) string { return res.Table(table).Text("甲") }
