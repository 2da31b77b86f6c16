package count

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
)

// Bounds of one table, so that a rulebook cannot ask for more memory or time than
// a machine has. A count takes 8 bytes, a figure some 100.
const (
	maxCounts  = 1 << 24
	maxFigures = 1 << 21
)

// Input is what one event has given so far: counts of its own, figures from
// elsewhere and the acts of people. It has one owner. A run takes a copy, so that
// counting may go on while a result is shown.
type Input struct {
	*world
	tables    map[string]*Table
	sources   map[string]string
	decisions []Decision
	vetoes    []Veto
	spoilt    []Spoilt
}

// Veto takes a unit out of the result: an act with an author and a reason, never
// a score.
type Veto struct {
	Unit   string
	Author string
	Reason string
}

// NewInput makes empty tables of the right shape for these units.
func (b *Rulebook) NewInput(units []Unit) (*Input, error) {
	w, err := newWorld(b, units)
	if err != nil {
		return nil, err
	}
	in := &Input{world: w, tables: make(map[string]*Table), sources: make(map[string]string)}
	for _, name := range b.inputs {
		if in.tables[name], err = w.empty(b.tables[name]); err != nil {
			return nil, err
		}
	}
	for _, a := range b.axes {
		if a.weights != nil {
			t := w.figures(a.weightTable(), []string{a.name})
			t.rats = a.weights
			in.tables[t.name] = t
		}
	}
	return in, nil
}

// Add counts n more in a table of counts ("marks", "ticks", "valid"), at one
// label for each axis in order. n may be negative to take back. What was issued,
// and who checked in, may be said without a unit: it is the same for each of them.
func (in *Input) Add(table string, n int64, at ...string) error {
	t := in.tables[table]
	if t == nil || t.ints == nil {
		return fmt.Errorf("there is no table of counts %q", table)
	}
	if sameForAll(t) && len(at) == len(t.axes)-1 {
		for _, u := range in.units {
			if err := in.Add(table, n, append([]string{u.Label}, at...)...); err != nil {
				return err
			}
		}
		return nil
	}
	cell, err := t.find(at)
	if err != nil {
		return err
	}
	return in.addAt(t, cell, n)
}

// sameForAll tells the tables that may be given without a unit.
func sameForAll(t *Table) bool {
	return (t.name == tableIssued || t.name == tableCheckedIn) && t.axisIndex(axisUnit) == 0
}

func (in *Input) addAt(t *Table, cell int, n int64) error {
	if after := t.ints[cell] + n; after < 0 || after > 1_000_000_000 {
		return fmt.Errorf("%s at %q: the count would be %d", t.name, t.labelsOf(cell), after)
	}
	t.ints[cell] += n
	return nil
}

// Counts is a table of counts as one slice, for those who count millions: the
// cell of a place is the sum of position × stride over the axes in order. The
// marks of one place lie side by side. It is nil when there is no such table.
func (in *Input) Counts(table string) (cells []int64, axes []string, strides []int) {
	t := in.tables[table]
	if t == nil || t.ints == nil {
		return nil, nil, nil
	}
	return t.ints, t.Axes(), slices.Clone(t.stride)
}

// Set writes a figure that comes from elsewhere.
func (in *Input) Set(table string, value *big.Rat, at ...string) error {
	t := in.tables[table]
	if !slices.Contains(in.book.imported, table) {
		return fmt.Errorf("there is no imported table %q; the rulebook has %q", table, in.book.imported)
	}
	cell, err := t.find(at)
	if err != nil {
		return err
	}
	t.rats[cell] = new(big.Rat).Set(value)
	return nil
}

// SetText is Set with a plain decimal number.
func (in *Input) SetText(table, value string, at ...string) error {
	if !decimal.MatchString(value) {
		return fmt.Errorf("%s: %q is no plain decimal number", table, value)
	}
	number, _ := new(big.Rat).SetString(value)
	return in.Set(table, number, at...)
}

// Source says where an imported table comes from; explanations repeat it.
func (in *Input) Source(table, provenance string) { in.sources[table] = provenance }

// Veto takes a unit out. The step "veto" says from which table.
func (in *Input) Veto(v Veto) error {
	if v.Author == "" || v.Reason == "" {
		return errors.New("a veto has an author and a reason")
	}
	if !slices.ContainsFunc(in.units, func(u Unit) bool { return u.Label == v.Unit }) {
		return fmt.Errorf("a veto against %q: there is no such unit", v.Unit)
	}
	in.vetoes = append(in.vetoes, v)
	return nil
}

// copied is the input as it stands now.
func (in *Input) copied() *Input {
	c := &Input{
		world: in.world, tables: make(map[string]*Table, len(in.tables)), sources: maps.Clone(in.sources),
		decisions: slices.Clone(in.decisions), vetoes: slices.Clone(in.vetoes), spoilt: slices.Clone(in.spoilt),
	}
	for name, t := range in.tables {
		own := *t
		own.ints, own.rats = slices.Clone(t.ints), slices.Clone(t.rats)
		c.tables[name] = &own
	}
	return c
}
