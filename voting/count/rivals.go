package count

import "math/big"

// rivals are the units that are measured against each other.
type rivals struct {
	of     *shape
	inside string
}

func (f *form) readRivals() rivals {
	p := rivals{of: f.of()}
	if !f.failed && !p.of.has(axisUnit) {
		f.fail(f.n.below("of"), "Name a table with units", "%q has no units to compare", p.of.name)
	}
	p.inside = f.inside(axisUnit)
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
