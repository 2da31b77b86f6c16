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
	of := f.ofVotes()
	s := &share{of: of.name}
	if of.broken {
		return s
	}
	f.toldApart(of)
	f.out.axes, f.out.percent = of.axes, true
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
		s.chosen = f.labelsOf(n, a)
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
	t := f.votes(n)
	if f.out.has(t.marks()) { // each would be measured by itself, and be 100
		t = f.figures(n, t)
	}
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
	there, base := r.look(of, out.axes), s.denominator(r, of, out).total(r)
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

// denominator is the base, to be added up over every axis that the share does not have.
func (s *share) denominator(r *run, of, out *Table) addition {
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
		return addition{of, without(keep, marks.name), marks.name, chosen}
	case baseTicks:
		return addition{of, without(keep, axisUnit), axisList, s.chosen}
	}
	return addition{r.tables[s.base], keep, "", nil}
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

// addition adds a table up over all axes but those to keep, and of one axis takes
// only the chosen labels. What units have by class stays by class.
type addition struct {
	of     *Table
	keep   []string
	axis   string
	chosen []int
}

// total is what it comes to.
func (a addition) total(r *run) *Table {
	var axes []string
	for _, own := range a.of.axes {
		if slices.Contains(a.keep, own.name) || r.groups[own.name] != nil && slices.Contains(a.keep, axisUnit) {
			axes = append(axes, own.name)
		}
	}
	total := r.figures(a.of.name, axes)
	a.each(r, total, func(at, cell int) {
		if total.rats[at] == nil {
			total.rats[at] = new(big.Rat)
		}
		total.rats[at].Add(total.rats[at], a.of.at(cell))
	})
	return total
}

// each calls do with every cell that has a value and the cell of the total to which
// it belongs.
func (a addition) each(r *run, total *Table, do func(at, cell int)) {
	there, along := r.look(total, a.of.axes), a.of.axisIndex(a.axis)
	var position []int
	for cell := range a.of.size() {
		position = a.of.position(cell, position)
		if a.of.at(cell) != nil && (along < 0 || slices.Contains(a.chosen, position[along])) {
			do(there.cell(position), cell)
		}
	}
}

func (s *share) tell(r *run, out *Table, cell int) telling {
	over, under := s.prepare(r, out)(cell)
	zh, en := r.book.inChinese(s.of), r.book.NameIn("en", s.of)
	if s.chosen != nil {
		var labels []string
		for _, i := range s.chosen {
			labels = append(labels, r.axes[s.folded].labels[i])
		}
		en = quoted(labels)
		for i, label := range labels {
			labels[i] = besideNumber(r.book.listNames(s.folded, []string{label})[0], "“%s”")
		}
		zh = strings.Join(labels, "＋")
	}
	switch {
	case over == nil:
		return telling{zh: zh + " 没有数值，没有比例", en: en + " has no figure to have a share of", uses: s.uses(r, out, cell)}
	case under == nil || under.Sign() == 0:
		return telling{zh: fmt.Sprintf("%s是 0，没有比例", r.book.inChinese(s.base)), en: fmt.Sprintf("of %s there are none, and no share of them", s.base), uses: s.uses(r, out, cell)}
	}
	return telling{
		zh:   fmt.Sprintf("%s %s ÷ %s %s × 100", zh, plain(over), r.book.inChinese(s.base), plain(under)),
		en:   fmt.Sprintf("%s %s ÷ %s %s × 100", en, plain(over), s.base, plain(under)),
		uses: s.uses(r, out, cell),
	}
}

// uses are the figures that were added up above and below. Ticks that were only
// counted are left out below, where every unit has some.
func (s *share) uses(r *run, out *Table, cell int) (uses []use) {
	of, position := r.tables[s.of], out.position(cell, nil)
	first := r.look(of, out.axes).cell(position)
	cells := []int{first}
	if s.chosen != nil {
		cells = nil
		for _, i := range s.chosen {
			cells = append(cells, first+i*of.stride[of.axisIndex(s.folded)])
		}
	}
	uses = of.filled(cells)
	below := s.denominator(r, of, out)
	if s.base == baseTicks && !r.made(of) {
		return uses
	}
	total := below.total(r)
	under := r.look(total, out.axes).cell(position)
	cells = nil
	below.each(r, total, func(at, cell int) {
		if at == under {
			cells = append(cells, cell)
		}
	})
	return append(uses, below.of.filled(cells)...)
}
