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
	Label     string   // the first word
	Bound     *big.Rat // nil where the first word asks for something else than a lower bound
	Inclusive bool     // the bound itself is enough: at least, and not above
}

// Findings lists the findings on units in the order of their names in "result".
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
			if ok && st.name == b.results[name] && st.shape.words != nil && slices.Equal(st.shape.axes, []string{axisUnit}) {
				all = append(all, b.finding(name, st, bands))
			}
		}
	}
	return all
}

func (b *Rulebook) finding(name string, st stage, s *bands) Finding {
	v := Finding{Result: name, Table: st.name, Of: s.of.name, Label: st.shape.words[0]}
	for _, other := range b.steps {
		_, share := other.work.(*share)
		v.Share = v.Share || share && other.name == s.of.name
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
