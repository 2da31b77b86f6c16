package count

import (
	"errors"
	"fmt"
	"math/big"
)

// A bonus is added, up to a cap, and the whole up to a limit. Who has no bonus
// keeps the figure; who has no figure gets none by a bonus.
func bonusKind() kind {
	return kind{"bonus", []string{"of", "add"}, []string{"cap", "at_most"}, func(f *form) work {
		return f.readAdjust("add", "at_most", 1)
	}}
}

// A deduction is taken off, up to a cap, and not below a limit.
func deductionKind() kind {
	return kind{"deduction", []string{"of", "subtract"}, []string{"cap", "at_least"}, func(f *form) work {
		return f.readAdjust("subtract", "at_least", -1)
	}}
}

type adjust struct {
	of         string
	by         []string
	cap, limit *big.Rat // nil without
	sign       int
}

func (f *form) readAdjust(key, limit string, sign int) work {
	of := f.of()
	s := &adjust{of: of.name, sign: sign}
	f.out.axes = of.axes
	f.out.keeps(of)
	tables := []*shape{of}
	for _, kid := range f.list(f.n.get(key), 1) {
		t := f.table(kid)
		tables = append(tables, t)
		f.fits(kid, t, of.axes)
		f.out.keeps(t)
		s.by = append(s.by, t.name)
	}
	f.once(f.n.get(key), "")
	if n := f.n.get("cap"); n != nil {
		if s.cap = f.number(n); s.cap.Sign() < 0 {
			f.wrong(n.path, "Write 0 or more", "a cap cannot be negative")
		}
		if s.cap.Sign() == 0 && !f.n.has(limit) && !f.n.has("round") && !f.all.kept {
			f.wrong(n.path, "Write more than 0, or leave the step out", "with a cap of 0 no figure changes")
		}
	}
	if n := f.n.get(limit); n != nil {
		s.limit = f.number(n)
		if sign > 0 && s.limit.Sign() < 0 && !f.all.kept {
			f.wrong(n.path, "Write 0 or more", "the limit of a bonus is below 0")
		}
	}
	f.out.grid = gridOfTables(tables, s.cap, s.limit)
	return s
}

// total adds up the adjustments of a cell, before they are capped.
func (s *adjust) total(r *run, out *Table, cell int) (total *big.Rat, uses []use, err error) {
	total = new(big.Rat)
	position := out.position(cell, nil)
	for _, name := range s.by {
		t := r.tables[name]
		at := r.look(t, out.axes).cell(position)
		value := t.at(at)
		if value == nil {
			continue
		}
		if value.Sign() < 0 {
			return nil, nil, &NegativeError{[]Adjustment{{name, t.labelsOf(at)}}, r.name(out, cell)}
		}
		total.Add(total, value)
		uses = append(uses, use{t, at})
	}
	return total, uses, nil
}

// capped is a total as it counts.
func (s *adjust) capped(total *big.Rat) *big.Rat {
	if s.cap != nil && total.Cmp(s.cap) > 0 {
		return s.cap
	}
	return total
}

// adjusted is a figure with a total added or taken off, before it is kept within the limit.
func (s *adjust) adjusted(value, total *big.Rat) *big.Rat {
	if s.sign < 0 {
		return new(big.Rat).Sub(value, total)
	}
	return new(big.Rat).Add(value, total)
}

// limits reports whether the limit stands in the place of a figure.
func (s *adjust) limits(value *big.Rat) bool { return s.limit != nil && value.Cmp(s.limit) == s.sign }

// Adjustment is where a bonus or a deduction stands: its table, and a label for each of the axes.
type Adjustment struct {
	Table string
	At    []string
}

// NegativeError names the bonuses and deductions that have a sign, so that whoever read them from
// a file can name its rows.
type NegativeError struct {
	Places []Adjustment
	first  string
}

// Error names the first of them, in English.
func (e *NegativeError) Error() string {
	return fmt.Sprintf("%s: %s is negative there; a bonus and a deduction are written without a sign", e.first, e.Places[0].Table)
}

func (s *adjust) run(r *run, out *Table) error {
	of := r.tables[s.of]
	var negative *NegativeError
	for cell := range out.size() {
		value := of.at(cell)
		if value == nil {
			continue
		}
		total, _, err := s.total(r, out, cell)
		var found *NegativeError
		switch {
		case errors.As(err, &found) && negative == nil:
			negative = found
			continue
		case found != nil:
			negative.Places = append(negative.Places, found.Places...)
			continue
		case err != nil:
			return err
		}
		out.rats[cell] = s.adjusted(value, s.capped(total))
		if s.limits(out.rats[cell]) {
			out.rats[cell] = s.limit
		}
	}
	if negative != nil {
		return negative
	}
	return nil
}

func (s *adjust) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of]
	total, uses, err := s.total(r, out, cell)
	if err != nil {
		return telling{}
	}
	t := telling{uses: append([]use{{of, cell}}, uses...)}
	value, capped := of.at(cell), s.capped(total)
	if value == nil { // by a veto, or without a vote
		t.zh = fmt.Sprintf("“%s”没有数值，不再加减分", r.book.inChinese(s.of))
		t.en = fmt.Sprintf("%s has no figure to add to or to deduct from", r.book.NameIn("en", s.of))
		return t
	}
	t.zh, t.en = "%s + 加分 %s", "%s + a bonus of %s"
	if s.sign < 0 {
		t.zh, t.en = "%s − 扣分 %s", "%s − a deduction of %s"
	}
	t.zh, t.en = fmt.Sprintf(t.zh, of.shown(value), plain(capped)), fmt.Sprintf(t.en, of.shown(value), plain(capped))
	switch {
	case s.cap == nil:
	case capped == total:
		t.zh, t.en = fmt.Sprintf("%s；合计不超过 %s", t.zh, plain(s.cap)), fmt.Sprintf("%s; not over %s in all", t.en, plain(s.cap))
	default:
		t.zh = fmt.Sprintf("%s；合计是 %s，超过 %s，按 %s 计", t.zh, plain(total), plain(s.cap), plain(s.cap))
		t.en = fmt.Sprintf("%s; %s in all is over %s, so %s counts", t.en, plain(total), plain(s.cap), plain(s.cap))
	}
	if s.limit != nil {
		s.tellLimit(&t, s.adjusted(value, capped))
	}
	return t
}

// tellLimit says what the limit did to a figure.
func (s *adjust) tellLimit(t *telling, value *big.Rat) {
	limit, zh, en := plain(s.limit), [2]string{"加后不超过", "超过"}, "over"
	if s.sign < 0 {
		zh, en = [2]string{"扣后不低于", "低于"}, "below"
	}
	if !s.limits(value) {
		t.zh, t.en = fmt.Sprintf("%s；%s %s", t.zh, zh[0], limit), fmt.Sprintf("%s; the result is not %s %s", t.en, en, limit)
		return
	}
	t.zh = fmt.Sprintf("%s；得 %s，%s %s，按 %s 计", t.zh, about(value), zh[1], limit, limit)
	t.en = fmt.Sprintf("%s; %s is %s %s, so %s counts", t.en, about(value), en, limit, limit)
}
