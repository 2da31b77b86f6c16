package count

import (
	"fmt"
	"math/big"
)

// Multiply and divide work on each cell, by a number or by another table.
func multiplyKind() kind {
	return kind{"multiply", []string{"of", "by"}, nil, func(f *form) work { return f.readScale(false) }}
}

func divideKind() kind {
	return kind{"divide", []string{"of", "by"}, nil, func(f *form) work { return f.readScale(true) }}
}

type scale struct {
	of, by string
	number *big.Rat // instead of a table
	divide bool
}

func (f *form) readScale(divide bool) work {
	of, by := f.ofVotes(), f.n.get("by")
	s := &scale{of: of.name, divide: divide}
	f.out.axes = of.axes
	if by.kind == 'n' {
		f.needed(f.figures(f.n.get("of"), of)) // votes that all weigh twice are the same votes
		s.number = f.number(by)
		if s.number.Sign() != 0 {
			f.out.grid = of.grid.times(s.number)
			if divide {
				f.out.grid = of.grid.times(new(big.Rat).Inv(s.number))
			}
		}
		switch {
		case divide && s.number.Sign() == 0:
			f.fail(by.path, "Write another number", "nobody can divide by 0")
		case f.all.kept:
		case s.number.Sign() == 0:
			f.fail(by.path, "Write another number, or leave the step out", "every figure would be 0")
		case s.number.Cmp(big.NewRat(1, 1)) == 0 && !f.n.has("round"):
			f.fail(by.path, "Write another number, or leave the step out", "by 1 no figure changes")
		}
		return s
	}
	t := f.table(by)
	s.by = t.name
	f.out.axes = f.book.joined(of, t)
	f.out.grid = product(of.grid, t.grid, divide)
	f.weighs(of, t)
	return s
}

func (s *scale) run(r *run, out *Table) error {
	of := r.tables[s.of]
	there := r.look(of, out.axes)
	factor := s.factor(r, out)
	var position []int
	for cell := range out.size() {
		position = out.position(cell, position)
		value, by := of.at(there.cell(position)), factor(position)
		switch {
		case value == nil || by == nil:
		case !s.divide:
			out.rats[cell] = new(big.Rat).Mul(value, by)
		case by.Sign() == 0:
			return fmt.Errorf("%s: %s is 0 there, and nobody can divide by 0", r.name(out, cell), s.by)
		default:
			out.rats[cell] = new(big.Rat).Quo(value, by)
		}
	}
	return nil
}

func (s *scale) factor(r *run, out *Table) func(position []int) *big.Rat {
	if s.number != nil {
		return func([]int) *big.Rat { return s.number }
	}
	by := r.tables[s.by]
	there := r.look(by, out.axes)
	return func(position []int) *big.Rat { return by.at(there.cell(position)) }
}

func (s *scale) tell(r *run, out *Table, cell int) telling {
	of, position := r.tables[s.of], out.position(cell, nil)
	at := r.look(of, out.axes).cell(position)
	uses := []use{{of, at}}
	sign, by := "×", plain(s.number)
	if s.divide {
		sign = "÷"
	}
	if s.number == nil {
		t := r.tables[s.by]
		there := r.look(t, out.axes).cell(position)
		uses, by = append(uses, use{t, there}), t.shown(t.at(there))
	}
	for _, u := range uses {
		if u.table.at(u.cell) == nil {
			return s.without(r, u.table, uses)
		}
	}
	text := fmt.Sprintf("%s %s %s", of.shown(of.at(at)), sign, by)
	return telling{text, text, uses}
}

// without says that a table has no figure there.
func (s *scale) without(r *run, t *Table, uses []use) telling {
	zh, en := "不能相乘", "to multiply by"
	switch {
	case s.divide && t.name == s.of:
		zh, en = "不能相除", "to be divided"
	case s.divide:
		zh, en = "不能相除", "to divide by"
	case t.name == s.of:
		en = "to be multiplied"
	}
	return telling{fmt.Sprintf("“%s”没有数值，%s", r.book.inChinese(t.name), zh), fmt.Sprintf("%s has no figure %s", r.book.NameIn("en", t.name), en), uses}
}
