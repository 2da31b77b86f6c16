package count

import (
	"fmt"
	"slices"
)

// Decide records the outcome of a fresh vote or of a draw.
func (in *Input) Decide(d Decision) error {
	if !slices.Contains(in.book.Steps(), d.Step) {
		return fmt.Errorf("a decision for %q: there is no such step", d.Step)
	}
	if d.Kind != decisionVote && d.Kind != decisionLot {
		return fmt.Errorf("a decision by %q: want %q or %q", d.Kind, decisionVote, decisionLot)
	}
	for i, u := range d.Order {
		if slices.Contains(d.Order[:i], u) {
			return fmt.Errorf("a decision for %q names %q twice", d.Step, u)
		}
		if !slices.ContainsFunc(in.units, func(known Unit) bool { return known.Label == u }) {
			return fmt.Errorf("a decision for %q names %q: there is no such unit", d.Step, u)
		}
	}
	if err := in.checkWhere(d); err != nil {
		return err
	}
	if err := in.book.CheckLevel(d.Step, d.Kind, d.Order, d.Level); err != nil {
		return err
	}
	d.Where, d.Order, d.Level = slices.Clone(d.Where), slices.Clone(d.Order), slices.Clone(d.Level)
	in.decisions = append(in.decisions, d)
	return nil
}

// checkWhere wants a label for each axis along which the step has ties, or none at all: a decision
// that was recorded before there were any holds everywhere.
func (in *Input) checkWhere(d Decision) error {
	axes := in.book.TieAxes(d.Step)
	if d.Where != nil && len(d.Where) != len(axes) {
		return fmt.Errorf("a decision for %q: want a label for each of %q, got %q", d.Step, axes, d.Where)
	}
	for k, label := range d.Where {
		if in.axes[axes[k]].place(label) < 0 {
			return fmt.Errorf("a decision for %q: %q is no %s", d.Step, label, axes[k])
		}
	}
	return nil
}

// CheckLevel wants groups of units that stand together in the order of a decision, and something in
// the chain of ties that can tell them apart, or says that they share a place.
func (b *Rulebook) CheckLevel(step, kind string, order []string, level [][]string) error {
	if level == nil {
		return nil
	}
	if !b.GoesOn(step, kind) {
		return fmt.Errorf("a decision for %q leaves units level, and nothing comes after %q in its ties: let it tell all of them apart", step, kind)
	}
	from := 0
	for _, group := range level {
		if len(group) < 2 {
			return fmt.Errorf("a decision for %q leaves %q level: want two units or more", step, group)
		}
		at := slices.Index(order[from:], group[0]) + from
		if at < from || at+len(group) > len(order) || !slices.Equal(order[at:at+len(group)], group) {
			return fmt.Errorf("a decision for %q leaves %q level, who do not stand together in its order", step, group)
		}
		from = at + len(group)
	}
	return nil
}
