package count

import (
	"fmt"
	"slices"
	"strings"
)

// What people can decide between units that the figures leave tied.
const (
	decisionVote = "re-vote" // a fresh vote among the tied
	decisionLot  = "lot"     // a draw
)

// Decision is an act of people that the figures could not replace: the outcome
// of a fresh vote or of a draw among tied units. It is recorded and passed in.
type Decision struct {
	Step   string   // the step whose tie it decides
	Kind   string   // "re-vote" or "lot"
	Order  []string // the units, the first one first
	Author string   // who conducted it
	Record string   // where it is recorded
}

// Pending is a tie that waits for a decision. Until there is one the units share
// their place, or stay below the cut.
type Pending struct {
	Step  string
	Kind  string
	Units []string
}

// decide tells tied cells apart by a recorded decision, or notes that there is
// none. A decision counts only when it names every one of the tied: half of a
// draw decides nothing.
func (r *run) decide(kind string, of *Table, tied []int) [][]int {
	units := make([]string, len(tied))
	unit, position := of.axisIndex(axisUnit), []int(nil)
	for i, cell := range tied {
		position = of.position(cell, position)
		units[i] = r.units[position[unit]].Label
	}
	for n, d := range r.in.decisions {
		if d.Step != r.stage.name || d.Kind != kind {
			continue
		}
		if slices.ContainsFunc(units, func(u string) bool { return !slices.Contains(d.Order, u) }) {
			continue
		}
		var groups [][]int
		for _, u := range d.Order {
			if i := slices.Index(units, u); i >= 0 {
				groups = append(groups, []int{tied[i]})
			}
		}
		r.settle(decided{n, units})
		return groups
	}
	r.wait(Pending{r.stage.name, kind, units})
	return [][]int{tied}
}

// decided is a tie that a decision told apart: which decision, and who was tied.
type decided struct {
	decision int
	units    []string
}

func (r *run) settle(one decided) {
	if !slices.ContainsFunc(r.decided, func(d decided) bool { return d.decision == one.decision && slices.Equal(d.units, one.units) }) {
		r.decided = append(r.decided, one)
	}
}

// Decisions lists the decisions that told units apart, in the order in which they
// were passed in.
func (res *Result) Decisions() (all []Decision) {
	for n, d := range res.run.in.decisions {
		if res.run.settled(n) {
			all = append(all, d)
		}
	}
	return all
}

func (r *run) settled(n int) bool {
	return slices.ContainsFunc(r.decided, func(d decided) bool { return d.decision == n })
}

// Idle is a decision that told nobody apart: its number among those passed in,
// and the tie that it meant, when there is one. Before says that another decision
// told that tie apart.
type Idle struct {
	Number int
	Tied   []string
	Before bool
}

// Idle lists the decisions that fit no tie, so that none is dropped in silence.
func (res *Result) Idle() (all []Idle) {
	r := res.run
	for n, d := range r.in.decisions {
		if r.settled(n) {
			continue
		}
		meant := func(units []string) bool {
			return slices.ContainsFunc(units, func(u string) bool { return slices.Contains(d.Order, u) })
		}
		one := Idle{Number: n}
		for _, other := range r.decided {
			if earlier := r.in.decisions[other.decision]; earlier.Step == d.Step && meant(other.units) {
				one.Tied, one.Before = other.units, true
			}
		}
		for _, p := range r.pending {
			if p.Step == d.Step && p.Kind == d.Kind && meant(p.Units) {
				one.Tied, one.Before = p.Units, false
			}
		}
		all = append(all, one)
	}
	return all
}

// tellDecisions says which decisions of a step told a unit apart from others.
func (r *run) tellDecisions(t *telling, step, unit string) {
	for _, one := range r.decided {
		d := r.in.decisions[one.decision]
		if d.Step == step && slices.Contains(one.units, unit) {
			t.zh += fmt.Sprintf("；%s：%s（%s，%s）", kindInChinese(d.Kind), strings.Join(d.Order, "、"), d.Author, d.Record)
			t.en += fmt.Sprintf("; %s: %s (%s, %s)", d.Kind, strings.Join(d.Order, ", "), d.Author, d.Record)
		}
	}
}

// wasDecided reports whether a decision of this kind told a unit apart from others.
func (r *run) wasDecided(step, kind, unit string) bool {
	return slices.ContainsFunc(r.decided, func(one decided) bool {
		d := r.in.decisions[one.decision]
		return d.Step == step && d.Kind == kind && slices.Contains(one.units, unit)
	})
}

// waits reports whether a tie of a unit waits for a decision of this kind.
func (r *run) waits(step, kind, unit string) bool {
	return slices.ContainsFunc(r.pending, func(p Pending) bool {
		return p.Step == step && p.Kind == kind && slices.Contains(p.Units, unit)
	})
}

func (r *run) wait(p Pending) {
	if !slices.ContainsFunc(r.pending, func(q Pending) bool {
		return q.Step == p.Step && q.Kind == p.Kind && slices.Equal(q.Units, p.Units)
	}) {
		r.pending = append(r.pending, p)
	}
}
