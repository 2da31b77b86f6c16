package count

import (
	"fmt"
	"math/big"
)

// The highest gets so many points, the others in proportion.
func shareOfTopKind() kind {
	return kind{"share of top", []string{"of", "inside", "points"}, nil, func(f *form) work {
		s := &shareOfTop{pool: f.readPool(), points: f.number(f.n.get("points"))}
		return s
	}}
}

// pool is the group of units that are measured against each other.
type pool struct {
	of     *shape
	inside string
}

func (f *form) readPool() pool {
	p := pool{of: f.of()}
	if !f.failed && !p.of.has(axisUnit) {
		f.fail(f.n.below("of"), "Name a table with units", "%q has no units to compare", p.of.name)
	}
	p.inside = f.inside(axisUnit)
	f.out.axes = p.of.axes
	return p
}

// groups lists the cells that are compared with each other and have a value.
func (p pool) groups(r *run) (of *Table, groups [][]int) {
	of = r.tables[p.of.name]
	for _, list := range r.fold(of, axisUnit, p.inside) {
		var kept []int
		for _, cell := range list {
			if of.at(cell) != nil {
				kept = append(kept, cell)
			}
		}
		if kept != nil {
			groups = append(groups, kept)
		}
	}
	return of, groups
}

// ends finds the lowest and the highest value of a group.
func (t *Table) ends(cells []int) (low, high *big.Rat) {
	for _, cell := range cells {
		value := t.at(cell)
		if low == nil || value.Cmp(low) < 0 {
			low = value
		}
		if high == nil || value.Cmp(high) > 0 {
			high = value
		}
	}
	return low, high
}

type shareOfTop struct {
	pool
	points *big.Rat
}

func (s *shareOfTop) run(r *run, out *Table) error {
	of, groups := s.groups(r)
	for _, group := range groups {
		_, top := of.ends(group)
		if top.Sign() <= 0 {
			continue // nobody got anything, so nobody has a share of it
		}
		for _, cell := range group {
			value := new(big.Rat).Mul(of.at(cell), s.points)
			out.rats[cell] = value.Quo(value, top)
		}
	}
	return nil
}

func (s *shareOfTop) tell(r *run, _ *Table, cell int) telling {
	of := r.tables[s.of.name]
	text := fmt.Sprintf("%s ÷ max × %s", of.shown(of.at(cell)), plain(s.points))
	return telling{"按最高者折算：" + text, "measured against the highest: " + text, []use{{of, cell}}}
}
