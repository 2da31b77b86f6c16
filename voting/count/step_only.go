package count

import (
	"fmt"
	"slices"
)

// Only keeps the figures of units that are on lists, or on none of others, or
// meet conditions: the ten who came through the first round.
func onlyKind() kind {
	return kind{"only", []string{"of"}, []string{"on", "not_on", "only_if"}, func(f *form) work {
		of := f.ofVotes()
		s := &only{of: of.name, filter: f.readFilter(of.axes)}
		f.out.axes, f.out.bag = of.axes, of.bag
		f.out.keeps(of)
		f.out.grid = of.grid
		f.out.percent = of.percent
		f.chooses(of)
		if !f.n.has("on") && !f.n.has("not_on") && !f.n.has("only_if") {
			f.wrong(f.n.path, `Write "on", "not_on" or "only_if"`, "nothing says which to keep")
		}
		return s
	}}
}

// filter lets some cells through.
type filter struct {
	on, notOn []string
	onlyIf    []condition
}

func (f *form) readFilter(axes []string) filter {
	names := func(key string) (all []string) {
		n := f.n.get(key)
		if n == nil {
			return nil
		}
		for _, kid := range f.list(n, 1) {
			t := f.table(kid)
			f.fits(kid, t, axes)
			all = append(all, t.name)
		}
		return all
	}
	s := filter{names("on"), names("not_on"), f.readConditions(f.n.get("only_if"), axes)}
	f.checkFilter(s)
	f.checkAll(f.n.get("only_if"), s.onlyIf)
	return s
}

func (s filter) lets(r *run, out *Table, cell int) bool {
	position := out.position(cell, nil)
	listed := func(name string) bool {
		t := r.tables[name]
		value := t.at(r.look(t, out.axes).cell(position))
		return value != nil && value.Sign() != 0
	}
	for _, name := range s.on {
		if !listed(name) {
			return false
		}
	}
	return !slices.ContainsFunc(s.notOn, listed) && r.allHold(s.onlyIf, out, cell)
}

// tellBarred says by what a cell is kept out; false when nothing does.
func (s filter) tellBarred(r *run, out *Table, cell int, t *telling) bool {
	why, by := s.bar(r, out, cell)
	if by == "" {
		return false
	}
	t.zh, t.en = "不能列入："+why.Chinese, "not considered: it "+why.English
	table := r.tables[by]
	t.uses = append(t.uses, use{table, r.look(table, out.axes).cell(out.position(cell, nil))})
	return true
}

// bar is the first thing that keeps a cell out, as what is true of its unit, and the table by
// which it does; "" when nothing does.
func (s filter) bar(r *run, out *Table, cell int) (why Said, by string) {
	for _, name := range s.on {
		if !(filter{on: []string{name}}).lets(r, out, cell) {
			return Said{fmt.Sprintf("未列入“%s”", r.book.inChinese(name)), "is not on " + r.book.NameIn("en", name)}, name
		}
	}
	for _, name := range s.notOn {
		if !(filter{notOn: []string{name}}).lets(r, out, cell) {
			return Said{fmt.Sprintf("已列入“%s”", r.book.inChinese(name)), "is on " + r.book.NameIn("en", name)}, name
		}
	}
	for _, c := range s.onlyIf {
		if !(filter{onlyIf: []condition{c}}).lets(r, out, cell) {
			want := r.book.conditions([]condition{c})
			return Said{"不符合条件 " + want.Chinese, "does not meet the condition " + want.English}, c.table
		}
	}
	return Said{}, ""
}

type only struct {
	filter
	of string
}

func (s *only) run(r *run, out *Table) error {
	of := r.tables[s.of]
	for cell := range out.size() {
		if s.lets(r, out, cell) {
			out.rats[cell] = of.at(cell)
		}
	}
	return nil
}

func (s *only) tell(r *run, out *Table, cell int) telling {
	t := telling{"未列入", "not among those who are kept", []use{{r.tables[s.of], cell}}}
	if out.rats[cell] == nil {
		s.tellBarred(r, out, cell, &t)
	} else {
		t.zh, t.en = "列入，取"+r.book.inChinese(s.of), fmt.Sprintf("among those who are kept: %s itself", r.book.NameIn("en", s.of))
	}
	return t
}
