package count

import (
	"fmt"
	"math/big"
	"slices"
)

// Told is one figure that no step of a rulebook makes: how many there are of something, how many
// together, what part of others. It has no sentence: the shell says it in the words of its reader.
type Told struct {
	What     string // it is called, such as "collected"
	Own      Said   // likewise, of a table of the rulebook, which has its name from there
	Axes, At []string
	How      Way
	Exact    *big.Rat // nil without a value
	Printed  string   // "" without a value
	Rounded  Said     // how the exact figure became the printed one; empty where nothing was rounded
	Filled   Said     // what the filling to 100 did, of such a figure
	Part     Said     // what tells it from the other parts of a number, on its axis "part"; empty of all others
	Ruled    Said     // the sentence, of what the rulebook made of the others
	From     []int    // the figures before it that it was made of, counted from 0
}

// Way is how a figure of a chain came about.
type Way string

// The ways. Of Less and Share the order of what they were made of says what is what.
const (
	Counted Way = "counted" // one by one
	Among   Way = "among"   // likewise, of the other
	AddedUp Way = "added"   // the sum of the others
	Less    Way = "less"    // the first without the rest
	Most    Way = "most"    // the largest of the others: the same people came each time
	Share   Way = "share"   // the first in percent of the second
	Filled  Way = "filled"  // the first in percent of the second, filled to 100 with its neighbours
	Average Way = "average" // the mean of the others
	Unknown Way = "unknown" // nobody said it, and that is not zero

	Elsewhere Way = "elsewhere" // it is explained by itself
	Ruling    Way = "ruling"    // the rulebook made it of the others, and says how
)

// Place says which one of several figures of a name is meant.
type Place struct{ Axes, At []string }

// With is the place further along one more axis; the same place for no label.
func (p Place) With(axis, label string) Place {
	if label == "" {
		return p
	}
	return Place{append(slices.Clone(p.Axes), axis), append(slices.Clone(p.At), label)}
}

// Chain is figures, each below those that it was made of. Whoever adds one gets its number; the
// last one is what was asked for.
type Chain struct{ Told []Told }

// Last is the figure that was asked for.
func (c *Chain) Last() Told { return c.Told[len(c.Told)-1] }

// add tells each figure once.
func (c *Chain) add(t Told, at Place) int {
	known := func(other Told) bool {
		return other.What == t.What && slices.Equal(other.Axes, at.Axes) && slices.Equal(other.At, at.At)
	}
	if i := slices.IndexFunc(c.Told, known); i >= 0 {
		return i
	}
	t.Axes, t.At = at.Axes, at.At
	c.Told = append(c.Told, t)
	return len(c.Told) - 1
}

// Count adds what was counted one by one.
func (c *Chain) Count(what string, at Place, n int) int {
	exact := big.NewRat(int64(n), 1)
	return c.add(Told{What: what, How: Counted, Exact: exact, Printed: plain(exact)}, at)
}

// Among adds what was counted one by one of another count.
func (c *Chain) Among(what string, at Place, n, whole int) int {
	exact := big.NewRat(int64(n), 1)
	return c.add(Told{What: what, How: Among, Exact: exact, Printed: plain(exact), From: []int{whole}}, at)
}

// Printed adds a figure that is explained elsewhere, as it is printed there.
func (c *Chain) Printed(what string, at Place, exact *big.Rat, text string) int {
	return c.add(Told{What: what, How: Elsewhere, Exact: exact, Printed: text}, at)
}

// PrintedOf is Printed for a figure of a table, with what that is called.
func (c *Chain) PrintedOf(table string, name Said, at Place, exact *big.Rat, text string) int {
	return c.add(Told{What: table, Own: name, How: Elsewhere, Exact: exact, Printed: text}, at)
}

// Rule adds a number that the rulebook made of others, in its own words.
func (c *Chain) Rule(what string, at Place, n int, how Said, parts ...int) int {
	exact := big.NewRat(int64(n), 1)
	return c.add(Told{What: what, How: Ruling, Exact: exact, Printed: plain(exact), Ruled: how, From: parts}, at)
}

// Unknown adds a count that nobody gave.
func (c *Chain) Unknown(what string, at Place) int {
	return c.add(Told{What: what, How: Unknown}, at)
}

// Sum adds what some figures come to together; one of them that is not known leaves no sum.
func (c *Chain) Sum(what string, at Place, parts ...int) int {
	return c.made(Told{What: what, How: AddedUp}, at, parts, func(sum, part *big.Rat) { sum.Add(sum, part) })
}

// Less adds the first of some figures without the rest.
func (c *Chain) Less(what string, at Place, parts ...int) int {
	return c.made(Told{What: what, How: Less}, at, parts, func(sum, part *big.Rat) { sum.Sub(sum, part) })
}

// Most adds the largest of some figures.
func (c *Chain) Most(what string, at Place, parts ...int) int {
	return c.made(Told{What: what, How: Most}, at, parts, func(most, part *big.Rat) {
		if part.Cmp(most) > 0 {
			most.Set(part)
		}
	})
}

func (c *Chain) made(t Told, at Place, parts []int, with func(sum, part *big.Rat)) int {
	t.From = parts
	for i, part := range parts {
		switch value := c.Told[part].Exact; {
		case value == nil:
			t.Exact, t.How = nil, Unknown
			return c.add(t, at)
		case i == 0:
			t.Exact = new(big.Rat).Set(value)
		default:
			with(t.Exact, value)
		}
	}
	t.Printed = plain(t.Exact)
	return c.add(t, at)
}

// Apart adds how far two printed figures are apart, the larger without the smaller, to some places: as
// many as they have, so that nothing is rounded.
func (c *Chain) Apart(what string, at Place, a, b, places int) int {
	if c.Told[a].Exact.Cmp(c.Told[b].Exact) < 0 {
		a, b = b, a
	}
	t := Told{What: what, How: Less, From: []int{a, b}, Exact: new(big.Rat).Sub(c.Told[a].Exact, c.Told[b].Exact)}
	t.Printed = fixed(t.Exact, places)
	return c.add(t, at)
}

// Share adds one figure in percent of another, rounded to some places. Of nothing there is no share.
func (c *Chain) Share(what string, at Place, part, of, places int, mode Rounding) int {
	t := Told{What: what, How: Share, From: []int{part, of}}
	if t.Exact = c.percent(part, of); t.Exact != nil {
		r := &rounding{places, mode}
		t.Printed, t.Rounded = fixed(r.of(t.Exact), places), r.said(t.Exact)
	}
	return c.add(t, at)
}

// percent is nil where a figure is not known, or there is nothing to have a share of.
func (c *Chain) percent(part, of int) *big.Rat {
	x, y := c.Told[part].Exact, c.Told[of].Exact
	if x == nil || y == nil || y.Sign() == 0 {
		return nil
	}
	share := new(big.Rat).Quo(x, y)
	return share.Mul(share, big.NewRat(100, 1))
}

// Mean adds the mean of what is printed of some figures, rounded half up to some places; those
// without a value have no part in it.
func (c *Chain) Mean(what string, at Place, places int, parts ...int) int {
	t := Told{What: what, How: Average}
	sum := new(big.Rat)
	for _, part := range parts {
		if value := c.Told[part].Exact; value != nil {
			t.From = append(t.From, part)
			sum.Add(sum, value)
		}
	}
	if len(t.From) > 0 {
		r := &rounding{places, HalfUp}
		t.Exact = sum.Quo(sum, big.NewRat(int64(len(t.From)), 1))
		t.Printed, t.Rounded = fixed(r.of(t.Exact), places), r.said(t.Exact)
	}
	return c.add(t, at)
}

// Fill adds the share of one of some figures, in percent of all of them, filled to 100 by largest
// remainder: as a step of a rulebook fills, and told as that tells. Without anything to share out
// each has 0.
func (c *Chain) Fill(what string, at Place, parts []int, of, which, places int) int {
	t := Told{What: what, How: Filled, From: []int{parts[which], of}}
	s := &fill{round: rounding{places, Truncated}}
	shares := &Table{axes: []*axis{{labels: make([]string, len(parts))}}, stride: []int{1}}
	list := make([]int, len(parts))
	for i, part := range parts {
		list[i] = i
		shares.rats = append(shares.rats, c.percent(part, of))
	}
	if slices.Contains(shares.rats, nil) {
		t.Printed = fixed(new(big.Rat), places)
		return c.add(t, at)
	}
	filled := make([]*big.Rat, len(parts))
	left := s.alone(shares, filled, list)
	said := s.tellOwn(shares, filled, which)
	s.tellRaised(&said, shares, filled, list, left, which)
	for _, raised := range s.raised(shares, filled, list, left) {
		filled[raised] = new(big.Rat).Add(filled[raised], s.unit())
	}
	t.Exact, t.Printed, t.Filled = shares.rats[which], fixed(filled[which], places), Said{said.zh, capital(said.en)}
	return c.add(t, at)
}

// said tells how an exact figure became the printed one.
func (r *rounding) said(exact *big.Rat) Said {
	return Said{
		fmt.Sprintf("精确值 %s，%s", about(exact), r.zh()),
		fmt.Sprintf("exactly %s, %s", about(exact), r.en()),
	}
}

// zh says in Chinese what a rounding does.
func (r *rounding) zh() string {
	if r.places == 0 {
		return r.mode.zh() + "到整数"
	}
	return fmt.Sprintf("%s，保留 %d 位小数", r.mode.zh(), r.places)
}

// en says in English what a rounding does.
func (r *rounding) en() string {
	to, after := counted(r.places, "place"), "after "+counted(r.places, "place")
	if r.places == 0 {
		to, after = "a whole number", "to a whole number"
	}
	if r.mode == Truncated {
		return "cut off " + after
	}
	return "rounded " + string(r.mode) + " to " + to
}

// Plain writes an exact figure as people read it: a short decimal if it is one, else a fraction.
func Plain(exact *big.Rat) string { return plain(exact) }
