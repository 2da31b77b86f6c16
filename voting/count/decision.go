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
	Step   string     // the step whose tie it decides
	Kind   string     // "re-vote" or "lot"
	Where  []string   // a label for each of TieAxes of the step; nil of one that was recorded when it held everywhere
	Order  []string   // the units, the first one first
	Level  [][]string // those whom it left level with each other, in their order: the next link tells them apart
	Author string     // who conducted it
	Record string     // where it is recorded
}

// Pending is a tie that waits for a decision. Until there is one the units share
// their place, or stay below the cut.
type Pending struct {
	Step  string
	Kind  string
	Where []string // a label for each of TieAxes of the step
	Units []string
}

// Same reports whether both are one tie.
func (p Pending) Same(q Pending) bool {
	return p.Step == q.Step && p.Kind == q.Kind && slices.Equal(p.Where, q.Where) && slices.Equal(p.Units, q.Units)
}

// decide tells tied cells apart by a recorded decision, or notes that there is
// none. A decision counts only when it names every one of the tied: half of a
// draw decides nothing. Those whom it leaves level go on to the next link together.
func (r *run) decide(kind string, of *Table, tied []int) [][]int {
	p := r.tie(kind, of, tied)
	for n, d := range r.in.decisions {
		if d.meets(p) {
			r.settle(decided{n, p})
			return d.apart(p.Units, tied)
		}
	}
	r.wait(p)
	return [][]int{tied}
}

// tie is the tie of some cells, as people read it.
func (r *run) tie(kind string, of *Table, tied []int) Pending {
	p := Pending{Step: r.stage.name, Kind: kind, Where: of.beside(tied[0])}
	for _, cell := range tied {
		p.Units = append(p.Units, unitLabel(r, of, cell))
	}
	return p
}

// meets reports whether a decision is about a tie, and names every one of the tied.
func (d Decision) meets(p Pending) bool {
	return d.Step == p.Step && d.Kind == p.Kind && (d.Where == nil || slices.Equal(d.Where, p.Where)) &&
		!slices.ContainsFunc(p.Units, func(u string) bool { return !slices.Contains(d.Order, u) })
}

// apart puts the cells of some of its units in order, those whom it left level together.
func (d Decision) apart(units []string, cells []int) (groups [][]int) {
	before := -1 // the group of the one before
	for _, u := range d.Order {
		i := slices.Index(units, u)
		if i < 0 {
			continue
		}
		group := d.levelOf(u)
		if group < 0 || group != before {
			groups = append(groups, nil)
		}
		groups[len(groups)-1], before = append(groups[len(groups)-1], cells[i]), group
	}
	return groups
}

// levelOf is in which group of level units one is, -1 where it has a place of its own.
func (d Decision) levelOf(unit string) int {
	return slices.IndexFunc(d.Level, func(group []string) bool { return slices.Contains(group, unit) })
}

// Among is the decision as far as it is about units that are known.
func (d Decision) Among(known func(unit string) bool) Decision {
	unknown := func(unit string) bool { return !known(unit) }
	d.Order = slices.DeleteFunc(slices.Clone(d.Order), unknown)
	var level [][]string
	for _, group := range d.Level {
		if group = slices.DeleteFunc(slices.Clone(group), unknown); len(group) > 1 {
			level = append(level, group)
		}
	}
	d.Level = level
	return d
}

// Said is the order as people write it: something between those who come one after the other, and
// "=" between those who were left level.
func (d Decision) Said(between string) string {
	return d.Called(between, func(unit string) string { return unit })
}

// Called is Said by what readers call the units.
func (d Decision) Called(between string, name func(unit string) string) string {
	var text strings.Builder
	for i, u := range d.Order {
		switch {
		case i == 0:
		case d.levelOf(u) >= 0 && d.levelOf(u) == d.levelOf(d.Order[i-1]):
			text.WriteString("=")
		default:
			text.WriteString(between)
		}
		text.WriteString(name(u))
	}
	return text.String()
}

// decided is a tie that a decision told apart.
type decided struct {
	decision int
	tie      Pending
}

func (r *run) settle(one decided) {
	if !slices.ContainsFunc(r.decided, func(d decided) bool { return d.decision == one.decision && d.tie.Same(one.tie) }) {
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
		meant := func(p Pending) bool {
			return p.Step == d.Step && (d.Where == nil || slices.Equal(d.Where, p.Where)) &&
				slices.ContainsFunc(p.Units, func(u string) bool { return slices.Contains(d.Order, u) })
		}
		one := Idle{Number: n}
		for _, other := range r.decided {
			if meant(other.tie) {
				one.Tied, one.Before = other.tie.Units, true
			}
		}
		for _, p := range r.pending {
			if p.Kind == d.Kind && meant(p) {
				one.Tied, one.Before = p.Units, false
			}
		}
		all = append(all, one)
	}
	return all
}

// tellDecisions says which decisions of a step told a cell apart from others.
func (r *run) tellDecisions(t *telling, step string, of *Table, cell int) {
	for _, one := range r.decided {
		if d := r.in.decisions[one.decision]; one.tie.has(step, d.Kind, r, of, cell) {
			t.zh += fmt.Sprintf("；%s：%s（%s，%s）", kindInChinese(d.Kind), d.Said("、"), d.Author, d.Record)
			t.en += fmt.Sprintf("; %s: %s (%s, %s)", d.Kind, d.Said(", "), d.Author, d.Record)
		}
	}
}

// has reports whether a cell is one of those that are tied.
func (p Pending) has(step, kind string, r *run, of *Table, cell int) bool {
	return p.Step == step && p.Kind == kind && slices.Contains(p.Units, unitLabel(r, of, cell)) && slices.Equal(p.Where, of.beside(cell))
}

// wasDecided reports whether a decision of this kind told a cell apart from others.
func (r *run) wasDecided(step, kind string, of *Table, cell int) bool {
	return slices.ContainsFunc(r.decided, func(one decided) bool { return one.tie.has(step, kind, r, of, cell) })
}

// waits reports whether a tie of a cell waits for a decision of this kind.
func (r *run) waits(step, kind string, of *Table, cell int) bool {
	return slices.ContainsFunc(r.pending, func(p Pending) bool { return p.has(step, kind, r, of, cell) })
}

func (r *run) wait(p Pending) {
	if !slices.ContainsFunc(r.pending, p.Same) {
		r.pending = append(r.pending, p)
	}
}

// beside are the labels of a cell on the axes other than the unit's.
func (t *Table) beside(cell int) (labels []string) {
	for k, at := range t.position(cell, nil) {
		if a := t.axes[k]; a.name != axisUnit {
			labels = append(labels, a.labels[at])
		}
	}
	return labels
}

// chain is the order in which a step puts units; nil where it puts them in none.
func (b *Rulebook) chain(step string) *order {
	for i := range b.steps {
		if ordering, is := b.steps[i].work.(interface{ ordering() *order }); is && b.steps[i].name == step {
			return ordering.ordering()
		}
	}
	return nil
}

func (o *order) ordering() *order { return o }

// TieAxes are the axes along which a step puts units in order, each apart from the others, such as
// the criterion: a decision says of which of them it is.
func (b *Rulebook) TieAxes(step string) []string {
	o := b.chain(step)
	if o == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(o.of.axes), func(axis string) bool { return axis == axisUnit })
}

// GoesOn reports whether something comes after a decision of this kind in the chain of a step, so
// that it may leave units level.
func (b *Rulebook) GoesOn(step, kind string) bool {
	o := b.chain(step)
	return o != nil && slices.ContainsFunc(o.ties, func(t tie) bool { return t.decision == kind }) && !o.endsWith(kind)
}
