package count

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
)

// The axes that have a meaning of their own.
const (
	axisUnit      = "unit"
	axisClass     = "class"   // of units
	axisSession   = "session" // of units
	axisCriterion = "criterion"
	axisCategory  = "category"
	axisList      = "list" // of a choice: best, worst
	axisGrade     = "grade"
	axisNumber    = "number"
)

// Unit is what is appraised. Its class and its session may be empty when the
// rulebook asks for neither; its criteria are its own pledges.
type Unit struct {
	Label    string
	Class    string
	Session  string
	Criteria []string
}

// world is what the tables of one run have in common: the axes with all their
// labels, and which class and session each unit has.
type world struct {
	book   *Rulebook
	units  []Unit
	axes   map[string]*axis
	groups map[string][]int // "class", "session": the position of each unit there
}

func newWorld(book *Rulebook, units []Unit) (*world, error) {
	w := &world{book: book, units: slices.Clone(units), axes: make(map[string]*axis), groups: make(map[string][]int)}
	for _, a := range book.axes {
		w.axes[a.name] = a
	}
	all := &axis{name: axisUnit}
	seen := make(map[string]bool)
	for _, u := range units {
		if u.Label == "" || seen[u.Label] {
			return nil, fmt.Errorf("units: each wants a name of its own, got %q", u.Label)
		}
		seen[u.Label] = true
		for i, c := range u.Criteria {
			if c == "" || slices.Contains(u.Criteria[:i], c) {
				return nil, fmt.Errorf("%s: each criterion wants a name of its own, got %q", u.Label, c)
			}
		}
		all.labels = append(all.labels, u.Label)
	}
	all.index()
	w.axes[axisUnit] = all
	w.group(axisClass, func(u Unit) string { return u.Class })
	w.group(axisSession, func(u Unit) string { return u.Session })
	if book.ballot.ownCriteria {
		w.axes[axisCriterion] = ownCriteria(units)
	}
	return w, nil
}

// group makes an axis of what the units have, in the order they come.
func (w *world) group(name string, of func(Unit) string) {
	a := &axis{name: name}
	for _, u := range w.units {
		at := slices.Index(a.labels, of(u))
		if at < 0 {
			at = len(a.labels)
			a.labels = append(a.labels, of(u))
		}
		w.groups[name] = append(w.groups[name], at)
	}
	a.index()
	w.axes[name] = a
}

// ownCriteria numbers the criteria: the first of every unit stand together.
func ownCriteria(units []Unit) *axis {
	a := &axis{name: axisCriterion}
	for _, u := range units {
		for len(a.labels) < len(u.Criteria) {
			a.labels = append(a.labels, strconv.Itoa(len(a.labels)+1))
		}
	}
	a.index()
	return a
}

func (w *world) table(name string, axes []string) *Table {
	own := make([]*axis, len(axes))
	for k, a := range axes {
		own[k] = w.axes[a]
	}
	t := newTable(name, own)
	t.own = w
	return t
}

// empty is a table of a shape, with no figure in it or with every count 0.
func (w *world) empty(s *shape) (*Table, error) {
	most, cells := maxFigures, 1
	if s.counts {
		most = maxCounts
	}
	for _, a := range s.axes {
		if cells *= max(1, len(w.axes[a].labels)); cells > most {
			return nil, fmt.Errorf("%q would have more than %d cells; let numbers have a larger step, or leave an axis out", s.name, most)
		}
	}
	if s.counts {
		return w.counts(s.name, s.axes), nil
	}
	t := w.figures(s.name, s.axes)
	t.words = s.words
	return t, nil
}

// figures is a table of exact values without any yet.
func (w *world) figures(name string, axes []string) *Table {
	t := w.table(name, axes)
	t.rats = make([]*big.Rat, t.size())
	return t
}

// counts is a table of integers, all 0.
func (w *world) counts(name string, axes []string) *Table {
	t := w.table(name, axes)
	t.ints = make([]int64, t.size())
	return t
}

// exists tells a place that is empty from one that cannot be: a unit with three
// pledges has no fourth.
func (w *world) exists(t *Table, position []int) bool {
	if !w.book.ballot.ownCriteria {
		return true
	}
	unit, criterion := t.axisIndex(axisUnit), t.axisIndex(axisCriterion)
	return unit < 0 || criterion < 0 || position[criterion] < len(w.units[position[unit]].Criteria)
}

// look reads a table from places of other axes: a table by class is read from a
// unit, a table by category from every cell that has a category.
type look []term

type term struct {
	from   int   // which axis of the place
	stride int   // of the table that is read
	via    []int // unit to class or session; nil when the axis is the same
}

func (w *world) look(t *Table, place []*axis) look {
	var l look
	for k, a := range t.axes {
		for from, p := range place {
			if p.name == a.name {
				l = append(l, term{from, t.stride[k], nil})
			} else if p.name == axisUnit && w.groups[a.name] != nil {
				l = append(l, term{from, t.stride[k], w.groups[a.name]})
			}
		}
	}
	return l
}

func (l look) cell(position []int) int {
	cell := 0
	for _, t := range l {
		at := position[t.from]
		if t.via != nil {
			at = t.via[at]
		}
		cell += at * t.stride
	}
	return cell
}

// fold lists, for each cell that is left when one axis is folded away, the cells
// that lie on it. Units fold into their class or session when inside says so.
func (w *world) fold(t *Table, over, inside string) [][]int {
	left := w.table("", foldedAxes(w.book, t.Axes(), over, inside))
	lists := make([][]int, left.size())
	there := w.look(left, t.axes)
	position := make([]int, 0, len(t.axes))
	for cell := range t.size() {
		position = t.position(cell, position)
		if w.exists(t, position) {
			at := there.cell(position)
			lists[at] = append(lists[at], cell)
		}
	}
	return lists
}

// foldedAxes is what is left of the axes.
func foldedAxes(book *Rulebook, axes []string, over, inside string) []string {
	var left []string
	for _, a := range axes {
		if a != over {
			left = append(left, a)
		}
	}
	if inside != "" {
		left = append(left, inside)
	}
	return book.sorted(left)
}
