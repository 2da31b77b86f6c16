package count

import (
	"fmt"
	"math/big"
	"slices"
)

// axis is one direction of a table: its labels in order and what belongs to
// each label. Grades and numbers have points; criteria, categories and axes of
// the rulebook's own may have weights.
type axis struct {
	name     string
	labels   []string
	points   []*big.Rat // nil where a grade has none
	inBase   []bool
	headline []bool
	weights  []*big.Rat // nil without weights
	numer    []int64    // points × denom, nil when they do not fit
	denom    int64
	places   map[string]int // of the labels
	broken   bool           // its labels were told to be wrong
	unsure   bool           // so was something else about it
}

// index remembers where each label stands.
func (a *axis) index() {
	a.places = make(map[string]int, len(a.labels))
	for i, label := range a.labels {
		a.places[label] = i
	}
}

// place is where a label stands, -1 when it does not.
func (a *axis) place(label string) int {
	if i, ok := a.places[label]; ok {
		return i
	}
	return -1
}

// Table holds one value, or none, for every combination of the labels of its
// axes, in the order of the axes. Counts are kept as integers, everything else
// as exact rationals. No value is nil; it is not zero.
type Table struct {
	name   string
	axes   []*axis
	stride []int
	ints   []int64    // counts, or
	rats   []*big.Rat // figures
	exact  []*big.Rat // figures before the step rounded them
	parts  []*big.Rat // of figures that the step has filled: the parts as they were; else nil
	round  *rounding
	places int      // with how many its figures are written at least
	words  []string // what a verdict says: the figure is the index
	own    *world
}

func newTable(name string, axes []*axis) *Table {
	t := &Table{name: name, axes: axes, stride: make([]int, len(axes))}
	size := 1
	for k := len(axes) - 1; k >= 0; k-- {
		t.stride[k] = size
		size *= len(axes[k].labels)
	}
	return t
}

// size is the number of cells.
func (t *Table) size() int {
	size := 1
	for _, a := range t.axes {
		size *= len(a.labels)
	}
	return size
}

// Name is the name that the rulebook gives the table.
func (t *Table) Name() string { return t.name }

// Axes lists the names of the axes in order.
func (t *Table) Axes() []string {
	names := make([]string, len(t.axes))
	for k, a := range t.axes {
		names[k] = a.name
	}
	return names
}

// Labels lists the labels of an axis in order; nil when there is no such axis.
func (t *Table) Labels(name string) []string {
	if k := t.axisIndex(name); k >= 0 {
		return slices.Clone(t.axes[k].labels)
	}
	return nil
}

func (t *Table) axisIndex(name string) int {
	return slices.IndexFunc(t.axes, func(a *axis) bool { return a.name == name })
}

// at is the value of a cell, nil when there is none. Nobody may change it.
func (t *Table) at(cell int) *big.Rat {
	if t.ints != nil {
		return new(big.Rat).SetInt64(t.ints[cell])
	}
	return t.rats[cell]
}

// position writes the position of a cell on each axis.
func (t *Table) position(cell int, into []int) []int {
	into = into[:0]
	for k := range t.axes {
		into = append(into, cell/t.stride[k]%len(t.axes[k].labels))
	}
	return into
}

// Cell is one value of a table.
type Cell struct {
	Exact   *big.Rat // before the step rounded it; nil when there is no value
	Value   *big.Rat // what later steps read; nil when there is no value
	Text    string   // as it is printed; "" when there is no value
	Rounded bool
	Part    *big.Rat // of one that was filled to 100: the part as it was, neither rounded nor filled; else nil
	Bare    string   // as Text, without the places of a step before: so results before format 5 print it
}

// Before is the figure before it was rounded, and before it was filled.
func (c Cell) Before() *big.Rat {
	if c.Part != nil {
		return c.Part
	}
	return c.Exact
}

// Has reports whether there is a value at all.
func (c Cell) Has() bool { return c.Value != nil }

// Cell is the value at the given labels, one for each axis in order.
func (t *Table) Cell(labels ...string) (Cell, error) {
	cell, err := t.find(labels)
	if err != nil {
		return Cell{}, err
	}
	return t.cell(cell), nil
}

// Text is the printed value at the given labels, "" when there is none or no
// such place.
func (t *Table) Text(labels ...string) string {
	c, _ := t.Cell(labels...)
	return c.Text
}

// Each calls do for every cell that can have a value, the last axis fastest, until
// do returns false. A unit with three pledges has no fourth.
func (t *Table) Each(do func(labels []string, c Cell) bool) {
	var position []int
	for cell := range t.size() {
		position = t.position(cell, position)
		if t.own.exists(t, position) && !do(t.labelsOf(cell), t.cell(cell)) {
			return
		}
	}
}

func (t *Table) cell(cell int) Cell {
	value := t.at(cell)
	if value == nil {
		return Cell{}
	}
	c := Cell{Exact: new(big.Rat).Set(value), Value: new(big.Rat).Set(value), Text: t.text(cell), Rounded: t.round != nil}
	c.Bare = c.Text
	if t.round == nil && t.words == nil {
		c.Bare = plain(value)
	}
	if t.exact != nil && t.exact[cell] != nil {
		c.Exact.Set(t.exact[cell])
	}
	if t.parts != nil {
		c.Part = new(big.Rat).Set(t.parts[cell])
	}
	return c
}

func (t *Table) text(cell int) string {
	value := t.at(cell)
	switch {
	case value == nil:
		return ""
	case t.words != nil:
		return t.words[value.Num().Int64()]
	case t.round != nil, hasPlaces(value, t.places):
		return fixed(value, t.places)
	}
	return plain(value)
}

// find is the cell at the given labels.
func (t *Table) find(labels []string) (int, error) {
	if len(labels) != len(t.axes) {
		return 0, fmt.Errorf("%s: want a label for each of %q, got %q", t.name, t.Axes(), labels)
	}
	cell, unit := 0, -1
	for k, a := range t.axes {
		i := a.place(labels[k])
		if a.name == axisCriterion && unit >= 0 && t.own.book.ballot.ownCriteria {
			i = slices.Index(t.own.units[unit].Criteria, labels[k])
		}
		if i < 0 {
			return 0, fmt.Errorf("%s: %q is no %s", t.name, labels[k], a.name)
		}
		if a.name == axisUnit {
			unit = i
		}
		cell += i * t.stride[k]
	}
	return cell, nil
}

// labelsOf names a cell: its label on every axis.
func (t *Table) labelsOf(cell int) []string {
	names, position := make([]string, len(t.axes)), t.position(cell, nil)
	for k := range t.axes {
		names[k] = t.labelAt(k, position)
	}
	return names
}

// labelAt is the label on one axis. A criterion that belongs to one unit is named
// as the unit names it.
func (t *Table) labelAt(axis int, position []int) string {
	a, i := t.axes[axis], position[axis]
	if a.name == axisCriterion && t.own.book.ballot.ownCriteria && axis > 0 && t.axes[0].name == axisUnit {
		if own := t.own.units[position[0]].Criteria; i < len(own) {
			return own[i]
		}
	}
	return a.labels[i]
}

// roundBy rounds every value and keeps the exact ones for those who ask why.
func (t *Table) roundBy(r *rounding) {
	if r == nil {
		return
	}
	t.round, t.exact = r, make([]*big.Rat, t.size())
	for cell := range t.exact {
		t.exact[cell] = t.at(cell)
	}
	t.ints, t.rats = nil, make([]*big.Rat, len(t.exact))
	for cell, value := range t.exact {
		if value != nil {
			t.rats[cell] = r.of(value)
		}
	}
}
