package count

import (
	"math/big"
	"slices"
)

// An option is a grade that takes no number, on a ballot of numbers: 不了解, 弃权. It is
// a mark like any other, so it stands on the axis of numbers behind the last of them, with
// no points, in the base or out of it. Where it is marked the row is not blank.
type option struct {
	label  string
	path   string
	inBase bool
}

// isOption reports whether a grade beside numbers takes none.
func isOption(n *node) bool { return !n.has("from") && !n.has("to") }

// allOptions reports whether no grade has numbers of its own: the ballot asks for a number
// alone, and has no axis of grades.
func allOptions(n *node) bool {
	return len(n.kids) > 0 && !slices.ContainsFunc(n.kids, func(kid *node) bool { return !isOption(kid) })
}

func (f *ballotForm) readOption(n *node, a *axis) {
	if !isOption(n) {
		return
	}
	last := len(a.labels) - 1
	if a.headline[last] {
		f.fail(n.below("headline"), "Leave it out", "%q takes no number, so it is no headline", a.labels[last])
	}
	f.options = append(f.options, option{a.labels[last], n.get("label").place(), a.inBase[last]})
}

// addOptions puts the options behind the numbers.
func (f *ballotForm) addOptions(a *axis, grades *node) {
	a.unsure = grades != nil && f.all.within(grades.path)
	for _, o := range f.options {
		if slices.Contains(a.labels, o.label) {
			f.wrong(o.path, "Give each its own name", "%q is there twice", o.label)
		}
		a.labels, a.points, a.inBase = append(a.labels, o.label), append(a.points, nil), append(a.inBase, o.inBase)
		a.broken = a.broken || o.label == ""
	}
}

// gradeBand are the numbers that belong to a grade, none where it takes no number. That has
// to be meant: such a grade says what becomes of it in the base.
func (f *ballotForm) gradeBand(n *node) [2]*big.Rat {
	if isOption(n) && n.has("in_base") {
		return [2]*big.Rat{}
	}
	if !n.has("from") || !n.has("to") {
		f.fail(n.below("from"), `Write "from": … and "to": …, or "in_base": … if it takes no number`, "with numbers beside it, a grade says which numbers belong to it")
		return [2]*big.Rat{new(big.Rat), new(big.Rat)}
	}
	band := [2]*big.Rat{f.number(n.get("from")), f.number(n.get("to"))}
	if band[0].Cmp(band[1]) > 0 {
		f.fail(n.below("to"), "Write the lower number first", "the band is empty")
	}
	return band
}

// option is where an option stands on an axis of numbers, -1 when there is no such one.
func (a *axis) option(label string) int {
	if at := a.place(label); at >= 0 && a.points[at] == nil {
		return at
	}
	return -1
}

// Options lists the marks that take no number, on a ballot of numbers.
func (b *Rulebook) Options() []string {
	a := b.axisOf(axisNumber)
	if a == nil {
		return nil
	}
	var labels []string
	for i, label := range a.labels {
		if a.points[i] == nil {
			labels = append(labels, label)
		}
	}
	return labels
}
