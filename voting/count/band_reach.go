package count

import (
	"math/big"
	"slices"
)

// checkReach wants a figure for every band, and between two bands no figure that is in
// none: a slip of a bound would give nobody a word, or the wrong one, in silence. What a
// band asks of other tables is left open.
func (s *bands) checkReach(f *form) {
	kids := f.n.get("bands").kids
	for i, n := range kids {
		if n.has("otherwise") || s.reached(kids, i) {
			continue
		}
		f.fail(n.path, "Put the bands with the higher bound first for at_least, or mend the bounds", "nobody gets here: who fits is in a band before, or nobody fits")
	}
	last := kids[len(kids)-1]
	exactly := slices.ContainsFunc(kids, func(n *node) bool { return n.has("is") })
	if last.has("otherwise") || exactly && s.of.grid.unsure || f.failed { // figures from elsewhere may be a list of whole numbers
		return
	}
	points, first, gap := s.trials(), false, (*big.Rat)(nil)
	for _, at := range points {
		switch in := slices.ContainsFunc(s.when, func(when []condition) bool { return s.holdsOwn(when, at) }); {
		case in && gap != nil:
			f.fail(f.n.below("bands"), `Let the bands meet, or write a last one with "otherwise": true`, "a figure of %s is in no band", plain(gap))
			return
		case in:
			first = true
		case first && gap == nil:
			gap = at
		}
	}
}

// reached reports whether some figure is in a band and in none before it that asks for
// nothing else.
func (s *bands) reached(kids []*node, i int) bool {
	return slices.ContainsFunc(s.trials(), func(at *big.Rat) bool {
		if !s.holdsOwn(s.when[i], at) {
			return false
		}
		for k := range i {
			if !kids[k].has("when") && s.holdsOwn(s.when[k], at) {
				return false
			}
		}
		return true
	})
}

// holdsOwn tests what a band asks of the figure itself.
func (s *bands) holdsOwn(when []condition, at *big.Rat) bool {
	for _, c := range when {
		if c.table == s.of.name && !c.holds(at) {
			return false
		}
	}
	return true
}

// trials are figures that the table can have on every bound, between any two and beyond the
// last ones, in order.
func (s *bands) trials() (all []*big.Rat) {
	var bounds []*big.Rat
	for _, when := range s.when {
		for _, c := range when {
			for _, t := range c.tests {
				if c.table == s.of.name {
					bounds = append(bounds, t.bound)
				}
			}
		}
	}
	return trialsOn(s.of.grid.on(bounds), bounds)
}

// around are figures on every bound, between any two and beyond the last ones, in order.
func around(bounds []*big.Rat) (all []*big.Rat) {
	slices.SortFunc(bounds, (*big.Rat).Cmp)
	one, half := big.NewRat(1, 1), big.NewRat(1, 2)
	for i, bound := range bounds {
		if i == 0 {
			all = append(all, new(big.Rat).Sub(bound, one))
		} else {
			between := new(big.Rat).Add(bounds[i-1], bound)
			all = append(all, between.Mul(between, half))
		}
		all = append(all, bound)
	}
	if len(bounds) == 0 {
		return []*big.Rat{new(big.Rat)}
	}
	return append(all, new(big.Rat).Add(bounds[len(bounds)-1], one))
}
