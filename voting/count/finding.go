package count

import (
	"math/big"
	"slices"
)

// Finding is a result that turns a figure of a unit into a word, with the bound that
// the first word asks for: whoever shows the question shows beforehand how much is enough.
type Finding struct {
	Result    string // its name in "result"
	Table     string
	Of        string   // the table whose figure is judged
	Share     bool     // which is a percentage
	OfMarks   bool     // of the first grade among all marks, as a bar of counts shows it
	Label     string   // the first word
	Bound     *big.Rat // nil where the first word asks for something else than a lower bound
	Inclusive bool     // the bound itself is enough: at least, and not above
	Each      bool     // it is said of each criterion of a unit, and not of the unit
}

// Findings lists the findings on units and on their criteria in the order of their names in "result".
func (b *Rulebook) Findings() []Finding {
	var names []string
	for name := range b.results {
		names = append(names, name)
	}
	slices.Sort(names)
	var all []Finding
	for _, name := range names {
		for _, st := range b.steps {
			bands, ok := st.work.(*bands)
			if ok && st.name == b.results[name] && st.shape.words != nil && (slices.Equal(st.shape.axes, []string{axisUnit}) || slices.Equal(st.shape.axes, []string{axisUnit, axisCriterion})) {
				all = append(all, b.finding(name, st, bands))
			}
		}
	}
	return all
}

// firstOfAll reports whether a share is that of the first grade among all marks.
func (b *Rulebook) firstOfAll(s *share) bool {
	if s.folded != axisGrade || !slices.Equal(s.chosen, []int{0}) {
		return false
	}
	return s.base == baseAllMarks || s.base == baseOpinion && !slices.Contains(b.axisOf(axisGrade).inBase, false)
}

func (b *Rulebook) finding(name string, st stage, s *bands) Finding {
	v := Finding{Result: name, Table: st.name, Of: s.of.name, Label: st.shape.words[0], Each: len(st.shape.axes) > 1}
	for _, other := range b.steps {
		if share, ok := other.work.(*share); ok && other.name == s.of.name {
			v.Share, v.OfMarks = true, b.firstOfAll(share)
		}
	}
	for _, c := range s.when[0] {
		for _, t := range c.tests {
			if c.table == s.of.name && (t.how == "at_least" || t.how == "above") {
				v.Bound, v.Inclusive = new(big.Rat).Set(t.bound), t.how == "at_least"
			}
		}
	}
	return v
}
