package count

import (
	"fmt"
	"math/big"
)

// noValue leaves a cell empty where one of two figures is missing.
const noValue = "no value"

// A difference takes one table from another, cell by cell: this year and last
// year. A missing figure is not 0, so that the rulebook says what happens then.
func differenceKind() kind {
	return kind{"difference", []string{"of", "minus", "missing"}, nil, func(f *form) work {
		of, minus := f.of(), f.needed(f.table(f.n.get("minus")))
		f.out.axes = f.book.joined(of, minus)
		f.out.keeps(of, minus)
		f.out.grid = gridOfTables([]*shape{of, minus})
		return &difference{of.name, minus.name, f.oneOf(f.n.get("missing"), refuse, noValue)}
	}}
}

type difference struct{ of, minus, missing string }

// both finds the two cells of a difference.
func (s *difference) both(r *run, out *Table) func(cell int) [2]use {
	of, minus := r.tables[s.of], r.tables[s.minus]
	one, other := r.look(of, out.axes), r.look(minus, out.axes)
	var position []int
	return func(cell int) [2]use {
		position = out.position(cell, position)
		return [2]use{{of, one.cell(position)}, {minus, other.cell(position)}}
	}
}

func (s *difference) run(r *run, out *Table) error {
	both := s.both(r, out)
	for cell := range out.size() {
		var values [2]*big.Rat
		for i, u := range both(cell) {
			if values[i] = u.table.at(u.cell); values[i] == nil && s.missing == refuse {
				return fmt.Errorf("%s: there is no value for %s, and the rulebook refuses to count without", r.name(out, cell), u.table.name)
			}
		}
		if values[0] != nil && values[1] != nil {
			out.rats[cell] = new(big.Rat).Sub(values[0], values[1])
		}
	}
	return nil
}

func (s *difference) tell(r *run, out *Table, cell int) telling {
	both := s.both(r, out)(cell)
	t := telling{uses: both[:]}
	for _, u := range both {
		if u.table.at(u.cell) == nil {
			t.zh, t.en = fmt.Sprintf("“%s”没有数值，不能相减", r.book.inChinese(u.table.name)), fmt.Sprintf("%s has no value to be taken from or off", r.book.NameIn("en", u.table.name))
			return t
		}
	}
	text := fmt.Sprintf("%s − %s", both[0].table.shown(both[0].table.at(both[0].cell)), both[1].table.shown(both[1].table.at(both[1].cell)))
	t.zh, t.en = "相减："+text, "the difference: "+text
	return t
}
