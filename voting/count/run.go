package count

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// run is one calculation under way.
type run struct {
	*world
	in      *Input
	tables  map[string]*Table
	stage   *stage
	pending []Pending
	decided []decided
}

// Run works through the steps. The same rulebook and input give the same result
// on every machine. The error names the step and the cell that the rulebook
// forbids to go on with.
func (b *Rulebook) Run(in *Input) (*Result, error) {
	if in == nil || in.book != b {
		return nil, errors.New("the input was made for another rulebook")
	}
	in = in.copied()
	r := &run{world: in.world, in: in, tables: maps.Clone(in.tables)}
	for i := range b.steps {
		r.stage = &b.steps[i]
		out, err := r.step(r.stage)
		if err != nil {
			return nil, fmt.Errorf("step %q: %w", r.stage.name, err)
		}
		r.tables[r.stage.name] = out
	}
	return &Result{run: r}, nil
}

func (r *run) step(st *stage) (*Table, error) {
	out, err := r.empty(st.shape)
	if err != nil {
		return nil, err
	}
	if err := st.work.run(r, out); err != nil {
		return nil, err
	}
	for cell, value := range out.rats {
		if value != nil && value.Num().BitLen()+value.Denom().BitLen() > maxBits {
			return nil, fmt.Errorf("%s: the exact figure has more than %d binary digits; round in a step before", r.name(out, cell), maxBits)
		}
	}
	out.places = st.shape.places
	out.roundBy(st.round)
	return out, nil
}

// maxBits bounds an exact figure: multiplied by itself again and again it would
// fill any machine. The mean of a thousand means stays far below.
const maxBits = 1 << 16

// name says which cell is meant.
func (r *run) name(t *Table, cell int) string { return strings.Join(t.labelsOf(cell), " · ") }

// Result is what the steps came to. It does not change.
type Result struct {
	run *run
}

// Table is a table by its own name, or by the name that the rulebook's "result"
// gives it; nil when there is none.
func (res *Result) Table(name string) *Table {
	if own, ok := res.run.book.results[name]; ok {
		name = own
	}
	return res.run.tables[name]
}

// Names lists the names in the rulebook's "result", in order of the alphabet.
func (res *Result) Names() []string { return res.run.book.Results() }

// Pending lists the ties that wait for a fresh vote or a draw. A result with any
// is not final. Those of a list that rests on another tie that waits are not among them:
// how that one is decided may change who is tied.
func (res *Result) Pending() []Pending { return res.run.asked() }

// Ties are all that wait, also those that come after others; results before format 7 had them.
func (res *Result) Ties() []Pending { return slices.Clone(res.run.pending) }

// Vetoes lists who was taken out, by whom and why.
func (res *Result) Vetoes() []Veto { return slices.Clone(res.run.in.vetoes) }
