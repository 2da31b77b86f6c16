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

// chained is units with the same few figures, a chain of ties and what people decided, some of it
// about some of the units only.
type chained struct {
	figures   []map[string]int // by unit, "分" and "次"
	links     []string         // "re-vote", "lot" or "次"
	shares    bool
	decisions []count.Decision
}

func drawChained(t *rapid.T) (c chained) {
	units := rapid.IntRange(1, len(letters)).Draw(t, "units")
	for range units {
		c.figures = append(c.figures, map[string]int{"分": rapid.IntRange(0, 1).Draw(t, "figure"), "次": rapid.IntRange(0, 1).Draw(t, "other")})
	}
	c.links = rapid.SliceOfN(rapid.SampledFrom([]string{"re-vote", "lot", "次"}), 1, 4).Draw(t, "links")
	c.shares = rapid.Bool().Draw(t, "shares")
	for range rapid.IntRange(0, 4).Draw(t, "decisions") {
		d := count.Decision{Step: "得分", Kind: rapid.SampledFrom([]string{"re-vote", "lot"}).Draw(t, "kind"), Author: "监票人", Record: "一"}
		order := rapid.Permutation(slices.Clone(letters[:units])).Draw(t, "order")
		d.Order = order[:rapid.IntRange(units/2, units).Draw(t, "named")]
		if c.goesOn(d.Kind) {
			d.Level = drawLevel(t, d.Order)
		}
		c.decisions = append(c.decisions, d)
	}
	return c
}

// goesOn reports whether a decision of a kind is followed by something.
func (c chained) goesOn(kind string) bool {
	return slices.Contains(c.links, kind) && (c.shares || c.links[len(c.links)-1] != kind)
}

// drawLevel leaves some who follow on each other level.
func drawLevel(t *rapid.T, order []string) (level [][]string) {
	for at := 0; at < len(order); {
		n := min(rapid.SampledFrom([]int{1, 1, 2, 3}).Draw(t, "level"), len(order)-at)
		if n > 1 {
			level = append(level, order[at:at+n])
		}
		at += n
	}
	return level
}

func (c chained) text() string {
	ties := make([]string, len(c.links))
	for i, link := range c.links {
		ties[i] = fmt.Sprintf("%q", link)
		if link == "次" {
			ties[i] = `{"by": "次", "first": "high"}`
		}
	}
	if c.shares {
		ties = append(ties, `"shared"`)
	}
	return `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}, {"name": "次", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": [` + strings.Join(ties, ", ") + `]}], "result": {"score": "得分"}}`
}

// numbered gives each unit a number for each link, the less the better; those with the same numbers
// are level. It puts nobody in order.
func (c chained) numbered() (numbers []string, waits int) {
	level := func(i int) (all []string) {
		for k := range numbers {
			if numbers[k] == numbers[i] {
				all = append(all, letters[k])
			}
		}
		return all
	}
	for _, f := range c.figures {
		numbers = append(numbers, fmt.Sprint(1-f["分"]))
	}
	for _, link := range c.links {
		next := make([]string, len(numbers))
		for i := range numbers {
			next[i] = numbers[i] + fmt.Sprint(1-c.figures[i]["次"])
			if link == "次" {
				continue
			}
			at, decided := c.decided(link, level(i), letters[i])
			if next[i] = fmt.Sprint(numbers[i], at); !decided {
				waits++
			}
		}
		numbers = next
	}
	return numbers, waits
}

// decided is which number a unit has by the first decision that is about all who are level with it.
func (c chained) decided(kind string, level []string, unit string) (at int, decided bool) {
	if len(level) == 1 {
		return 0, true
	}
	for _, d := range c.decisions {
		all := true
		for _, one := range level {
			all = all && slices.Contains(d.Order, one)
		}
		number := func(u string) int {
			for _, group := range d.Level {
				if slices.Contains(group, u) {
					return slices.Index(d.Order, group[0])
				}
			}
			return slices.Index(d.Order, u)
		}
		if d.Kind == kind && all {
			return number(unit), true
		}
	}
	return 0, false
}

// TestChainsOfDecisionsByNumbers: places follow from numbers that nobody has put in order, whatever is
// decided, of whom and how far; no unit is lost or there twice, and a further link orders those who
// were level and nobody else.
func TestChainsOfDecisionsByNumbers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChained(rt)
		book := kept(t, []byte(c.text()))
		in := input(t, book, unitsOf(len(c.figures)))
		for i, f := range c.figures {
			for table, value := range f {
				if err := in.Set(table, big.NewRat(int64(value), 1), letters[i]); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, d := range c.decisions {
			if err := in.Decide(d); err != nil {
				rt.Fatalf("%v of %+v", err, c)
			}
		}
		res := result(t, book, in)
		numbers, waits := c.numbered()
		for i := range numbers {
			better := 0
			for k := range numbers {
				if numbers[k] < numbers[i] {
					better++
				}
			}
			if got := cellText(res, "得分", letters[i]); got != fmt.Sprint(better+1) {
				rt.Fatalf("%s has place %s, by numbers %d, in %+v", letters[i], got, better+1, c)
			}
		}
		asked := make(map[string]bool)
		for _, p := range res.Pending() {
			for _, unit := range p.Units {
				asked[unit] = true
			}
		}
		if (waits > 0) != (len(asked) > 0) {
			rt.Fatalf("%d wait by numbers, %v are asked for, in %+v", waits, res.Pending(), c)
		}
	})
}

// TestADecisionThatCannotBeFollowed is not taken: it leaves units level where nothing comes after it,
// or those who do not stand together, or it is of no such place.
func TestADecisionThatCannotBeFollowed(t *testing.T) {
	book := kept(t, []byte(chained{links: []string{"re-vote", "lot"}}.text()))
	in := input(t, book, unitsOf(3))
	for what, d := range map[string]count.Decision{
		"a draw at the end leaves two level":      {Kind: "lot", Order: letters[:3], Level: [][]string{letters[:2]}},
		"one is level with nobody":                {Kind: "re-vote", Order: letters[:3], Level: [][]string{letters[:1]}},
		"the first is level with the last":        {Kind: "re-vote", Order: letters[:3], Level: [][]string{{letters[0], letters[2]}}},
		"one is in two groups":                    {Kind: "re-vote", Order: letters[:3], Level: [][]string{letters[:2], letters[1:3]}},
		"somebody is level who is not in order":   {Kind: "re-vote", Order: letters[:2], Level: [][]string{letters[1:3]}},
		"it is of a criterion, and there is none": {Kind: "re-vote", Order: letters[:3], Where: []string{"履职"}},
	} {
		if d.Step = "得分"; in.Decide(d) == nil {
			t.Errorf("%s, and it is taken", what)
		}
	}
}
