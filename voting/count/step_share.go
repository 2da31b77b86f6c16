package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// A share is a percentage of a denominator that is named. Counts that are not
// shares of each other give more than 100, and are left so.
func shareKind() kind {
	return kind{"share", []string{"of", "base"}, []string{"grades", "list"}, func(f *form) work { return f.readShare() }}
}

// Denominators that are counted from the marks themselves.
const (
	baseOpinion  = "with an opinion" // marks of grades in the base
	baseAllMarks = "all marks"       // every mark of the row
	baseTicks    = "all ticks"       // every tick of the list, whoever got it
)

type share struct {
	of     string
	chosen []int  // on the folded axis; nil when no axis is folded, or each mark stands alone
	folded string // "grade", "number", "list" or ""
	base   string
}

func (f *form) readShare() work {
	of := f.of()
	s := &share{of: of.name}
	if of.broken {
		return s
	}
	f.out.axes = of.axes
	grades, list := f.n.get("grades"), f.n.get("list")
	switch {
	case grades != nil && of.marks() != "":
		f.readChosenGrades(s, grades, of)
	case list != nil && of.has(axisList):
		s.folded, s.chosen = axisList, []int{f.labelOf(list, f.book.axisOf(axisList))}
	case grades != nil:
		f.fail(grades.path, "Leave it out", "%q has no grades", of.name)
	case list != nil:
		f.fail(list.path, "Leave it out", "%q has no lists", of.name)
	case of.marks() != "":
		f.fail(f.n.below("grades"), `Write "grades": "headline", "each" or a list of grades`, "nothing says which grades are meant")
	case of.has(axisList):
		f.fail(f.n.below("list"), choices(f.book.axisOf(axisList).labels), "nothing says which list is meant")
	}
	if s.chosen != nil {
		f.out.axes = foldedAxes(f.book, of.axes, s.folded, "")
	}
	f.readBase(s, of)
	return s
}

func (f *form) readChosenGrades(s *share, n *node, of *shape) {
	a := f.book.axisOf(of.marks())
	s.folded = a.name
	if n.kind == '[' {
		for _, kid := range f.list(n, 1) {
			s.chosen = append(s.chosen, f.labelOf(kid, a))
		}
		return
	}
	if f.oneOf(n, "headline", "each") == "headline" {
		for i, headline := range a.headline {
			if headline {
				s.chosen = append(s.chosen, i)
			}
		}
		if s.chosen == nil && !a.unsure {
			f.fail(n.path, `Give the grades "headline": true`, "no grade is a headline")
		}
	}
}

func (f *form) readBase(s *share, of *shape) {
	var known []string
	if of.marks() != "" {
		known = append(known, baseOpinion, baseAllMarks)
	}
	if s.folded == axisList {
		known = append(known, baseTicks)
	}
	n := f.n.get("base")
	s.base = n.text
	f.across = f.across || n.text == baseTicks
	if slices.Contains(known, n.text) && n.kind == 's' {
		return
	}
	if f.book.tables[n.text] == nil && !f.book.unnamed {
		f.oneOf(n, append(known, f.book.tableNames()...)...)
		return
	}
	t := f.table(n)
	if t.counts {
		return // counts are added up over what the share does not have
	}
	f.fits(n, t, f.out.axes)
}

func (s *share) run(r *run, out *Table) error {
	both := s.prepare(r, out)
	for cell := range out.size() {
		over, under := both(cell)
		if over != nil && under != nil && under.Sign() != 0 {
			out.rats[cell] = new(big.Rat).Quo(new(big.Rat).Mul(over, big.NewRat(100, 1)), under)
		}
	}
	return nil
}

// prepare finds the way from a cell to its numerator and its denominator.
func (s *share) prepare(r *run, out *Table) func(cell int) (over, under *big.Rat) {
	of := r.tables[s.of]
	there, base := r.look(of, out.axes), s.denominator(r, of, out)
	under := r.look(base, out.axes)
	var position []int
	return func(cell int) (*big.Rat, *big.Rat) {
		position = out.position(cell, position)
		first := there.cell(position)
		over := of.at(first)
		if s.chosen != nil {
			over = of.addUp(first, s.folded, s.chosen)
		}
		return over, base.at(under.cell(position))
	}
}

// denominator is the base, added up over every axis that the share does not have.
func (s *share) denominator(r *run, of, out *Table) *Table {
	keep := out.Axes()
	switch s.base {
	case baseOpinion, baseAllMarks:
		marks := of.axes[len(of.axes)-1]
		var chosen []int
		for i := range marks.labels {
			if s.base == baseAllMarks || marks.inBase[i] {
				chosen = append(chosen, i)
			}
		}
		return r.addedUp(of, without(keep, marks.name), marks.name, chosen)
	case baseTicks:
		return r.addedUp(of, without(keep, axisUnit), axisList, s.chosen)
	}
	return r.addedUp(r.tables[s.base], keep, "", nil)
}

func without(axes []string, name string) []string {
	return slices.DeleteFunc(axes, func(a string) bool { return a == name })
}

// addUp adds some of the cells that lie on one axis behind the first.
func (t *Table) addUp(first int, axis string, chosen []int) *big.Rat {
	stride := t.stride[t.axisIndex(axis)]
	var total *big.Rat
	for _, i := range chosen {
		if value := t.at(first + i*stride); value != nil {
			if total == nil {
				total = new(big.Rat)
			}
			total.Add(total, value)
		}
	}
	return total
}

// addedUp adds a table up over all axes but those to keep, and of one axis takes
// only the chosen labels. What units have by class stays by class.
func (r *run) addedUp(t *Table, keep []string, axis string, chosen []int) *Table {
	var axes []string
	for _, a := range t.axes {
		if slices.Contains(keep, a.name) || r.groups[a.name] != nil && slices.Contains(keep, axisUnit) {
			axes = append(axes, a.name)
		}
	}
	total := r.figures(t.name, axes)
	there, along := r.look(total, t.axes), t.axisIndex(axis)
	var position []int
	for cell := range t.size() {
		position = t.position(cell, position)
		value := t.at(cell)
		if value == nil || along >= 0 && !slices.Contains(chosen, position[along]) {
			continue
		}
		at := there.cell(position)
		if total.rats[at] == nil {
			total.rats[at] = new(big.Rat)
		}
		total.rats[at].Add(total.rats[at], value)
	}
	return total
}

func (s *share) tell(r *run, out *Table, cell int) telling {
	over, under := s.prepare(r, out)(cell)
	zh, en := chinese(s.of), s.of
	if s.chosen != nil {
		var labels []string
		for _, i := range s.chosen {
			labels = append(labels, r.axes[s.folded].labels[i])
		}
		zh, en = strings.Join(labels, "＋"), quoted(labels)
	}
	return telling{
		zh: fmt.Sprintf("%s %s ÷ %s %s × 100", zh, plain(over), chinese(s.base), plain(under)),
		en: fmt.Sprintf("%s %s ÷ %s %s × 100", en, plain(over), s.base, plain(under)),
	}
}
