package count

import (
	"math/big"
	"slices"
)

// grid is on which figures those of a table can lie: whole numbers of votes and places, two
// places behind the point where a step rounds to them. The zero grid is for any figure at all.
type grid struct {
	by     *big.Rat // every figure is so many times this, above 0; nil where nothing is known
	unsure bool     // figures from elsewhere are among them, and may be whole numbers or not
}

// wholeNumbers is the grid of votes, places and counts.
func wholeNumbers() grid { return grid{by: big.NewRat(1, 1)} }

// gridOf is the grid of figures that are some of these, or what they add up to.
func gridOf(all ...grid) (joined grid) {
	for _, g := range all {
		if g.by == nil && !g.unsure {
			return grid{}
		}
		joined.unsure = joined.unsure || g.unsure
		joined.by = commonDivisor(joined.by, g.by)
	}
	return joined
}

// gridOfTables is gridOf the figures of tables, and of numbers that may stand for them.
func gridOfTables(tables []*shape, numbers ...*big.Rat) grid {
	var all []grid
	for _, t := range tables {
		all = append(all, t.grid)
	}
	for _, number := range numbers {
		if number != nil && number.Sign() != 0 {
			all = append(all, grid{by: new(big.Rat).Abs(number)})
		}
	}
	return gridOf(all...)
}

// times is the grid of its figures when each is multiplied.
func (g grid) times(factor *big.Rat) grid {
	if g.by != nil {
		g.by = new(big.Rat).Mul(g.by, new(big.Rat).Abs(factor))
	}
	return g
}

// rounded is the grid of its figures when they are rounded; wider ones stay as they are.
func (g grid) rounded(places int) grid {
	fine := new(big.Rat).SetFrac(big.NewInt(1), tenTo(places))
	if g.by != nil && !g.unsure && new(big.Rat).Quo(g.by, fine).IsInt() {
		return g
	}
	return grid{by: fine}
}

// commonDivisor is the largest number of which both are multiples; nil is none.
func commonDivisor(x, y *big.Rat) *big.Rat {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	a, b := new(big.Int).Mul(x.Num(), y.Denom()), new(big.Int).Mul(y.Num(), x.Denom())
	return new(big.Rat).SetFrac(new(big.Int).GCD(nil, nil, a, b), new(big.Int).Mul(x.Denom(), y.Denom()))
}

// on is what a table is checked on whose bounds these are; nil for any figure. Who writes 89.99
// for figures from elsewhere has figures of two places.
func (g grid) on(bounds []*big.Rat) *big.Rat {
	if !g.unsure {
		return g.by
	}
	for places := 1; places <= maxPlaces; places++ {
		if !slices.ContainsFunc(bounds, func(b *big.Rat) bool { return !hasPlaces(b, places) }) {
			if !slices.ContainsFunc(bounds, func(b *big.Rat) bool { return !b.IsInt() }) {
				return nil
			}
			return commonDivisor(g.by, new(big.Rat).SetFrac(big.NewInt(1), tenTo(places)))
		}
	}
	return nil
}

// trials are figures of the grid on every bound, between any two and beyond the last ones, in order.
func trialsOn(by *big.Rat, bounds []*big.Rat) (all []*big.Rat) {
	if by == nil || len(bounds) == 0 {
		return around(bounds)
	}
	for _, bound := range bounds {
		steps := new(big.Rat).Quo(bound, by)
		floor := new(big.Int).Div(steps.Num(), steps.Denom())
		for more := int64(-1); more <= 1; more++ {
			at := new(big.Rat).SetInt(new(big.Int).Add(floor, big.NewInt(more)))
			all = append(all, at.Mul(at, by))
		}
	}
	slices.SortFunc(all, (*big.Rat).Cmp)
	return slices.CompactFunc(all, func(x, y *big.Rat) bool { return x.Cmp(y) == 0 })
}

// product is the grid of what two tables make when one is multiplied by the other; what is
// divided is on none.
func product(of, by grid, divide bool) grid {
	switch {
	case of == grid{} || by == grid{} || divide:
		return grid{}
	case of.unsure || by.unsure:
		return grid{unsure: true}
	}
	return of.times(by.by)
}
