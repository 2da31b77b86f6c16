package count

import (
	"math/big"
	"slices"
)

// rivals are the units that are measured against each other.
type rivals struct {
	of     *shape
	inside string
}

func (f *form) readRivals() rivals {
	p := rivals{of: f.of()}
	if !p.of.has(axisUnit) {
		f.fail(f.n.below("of"), "Name a table with units", "%q has no units to compare", p.of.name)
	}
	p.inside, f.across = f.inside(axisUnit), true
	f.out.axes = p.of.axes
	return p
}

// groups lists the cells that are compared with each other and have a value.
func (p rivals) groups(r *run) (of *Table, groups [][]int) {
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

// among is the group that a cell with a value is compared in.
func (p rivals) among(r *run, cell int) (of *Table, group []int) {
	of, groups := p.groups(r)
	for _, group := range groups {
		if slices.Contains(group, cell) {
			return of, group
		}
	}
	return of, nil
}

// withValue lists those of the cells whose value it is.
func (t *Table) withValue(value *big.Rat, cells []int) (uses []use) {
	for _, cell := range cells {
		if t.at(cell).Cmp(value) == 0 {
			uses = append(uses, use{t, cell})
		}
	}
	return uses
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
