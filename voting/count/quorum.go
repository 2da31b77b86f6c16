package count

import (
	"math/big"
	"slices"
)

// Quorum is how many must take part before a figure counts: a bound on those who are
// there, or on the ballots that come back, as a share of those who could.
type Quorum struct {
	Of, Base  string   // inputs, such as "checked in" and "membership"
	Bound     *big.Rat // in percent
	Inclusive bool     // the bound itself is enough: at least, and not above
}

// Quorums lists what the steps of kind "only" ask of the turnout of all categories together.
func (b *Rulebook) Quorums() []Quorum {
	var all []Quorum
	for _, st := range b.steps {
		kept, ok := st.work.(*only)
		if !ok {
			continue
		}
		for _, c := range kept.onlyIf {
			of, base := b.turnout(c.table)
			for _, t := range c.tests {
				if of != "" && (t.how == "at_least" || t.how == "above") {
					all = append(all, Quorum{of, base, new(big.Rat).Set(t.bound), t.how == "at_least"})
				}
			}
		}
	}
	return all
}

// turnout is what a share is of, where both are people or ballots of all categories
// together; else "".
func (b *Rulebook) turnout(table string) (of, base string) {
	for _, st := range b.steps {
		if s, ok := st.work.(*share); ok && st.name == table && !slices.Contains(st.shape.axes, axisCategory) {
			of, base = b.summed(s.of), b.summed(s.base)
		}
	}
	if !slices.Contains([]string{tableCheckedIn, tableCollected}, of) || !slices.Contains([]string{tableMembership, tableIssued, tableCheckedIn}, base) {
		return "", ""
	}
	return of, base
}

// summed is the input that a table adds up over the categories, or the table itself.
func (b *Rulebook) summed(table string) string {
	for _, st := range b.steps {
		if s, ok := st.work.(*sum); ok && st.name == table && s.of != nil && s.over == axisCategory {
			return s.of.name
		}
	}
	return table
}
