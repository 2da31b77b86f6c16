package voting

import "pingyi/voting/count"

// PlainDecimal reports whether a text is a number as imported figures are written:
// no exponent, no sign but a minus, no zeros in front.
func PlainDecimal(text string) bool { return count.PlainDecimal(text) }

// KnowsVetoes reports whether a veto means anything to the rulebook.
func (rb Rulebook) KnowsVetoes() bool { return rb.book.KnowsVetoes() }

// Imported is a table of figures that the rulebook wants from elsewhere, with the
// places that a figure of it may have.
type Imported struct {
	Name string
	Axes []string // "unit", "class", "criterion", or what the rulebook calls them

	Optional bool // a result is complete without it

	session Session
}

// Imported lists the tables that the rulebook wants from elsewhere, in its order.
func (s Session) Imported() []Imported {
	var all []Imported
	for _, name := range s.Rulebook.book.Imported() {
		axes, _ := s.Rulebook.book.Axes(name)
		all = append(all, Imported{Name: name, Axes: axes, Optional: s.Rulebook.book.Optional(name), session: s})
	}
	return all
}

// Labels lists what may stand on an axis, each once. Criteria are those of the
// unit, which only matters where each has its own.
func (t Imported) Labels(axis string, unit UnitID) []string {
	if axis != "criterion" || t.session.Rulebook.Criteria != nil {
		return unique(t.session.labels(axis))
	}
	var labels []string
	for _, u := range t.session.Units {
		for _, c := range u.Criteria {
			if u.ID == unit {
				labels = append(labels, c.Key())
			}
		}
	}
	return labels
}

// Places lists every place of the table, the last axis going fastest, as far as
// that many figures may be entered.
func (t Imported) Places() [][]string {
	places := [][]string{nil}
	for _, axis := range t.Axes {
		var longer [][]string
		for _, place := range places {
			unit := UnitID("")
			for i, label := range place {
				if t.Axes[i] == "unit" {
					unit = UnitID(label)
				}
			}
			for _, label := range t.Labels(axis, unit) {
				if len(longer) == maxCells {
					break
				}
				longer = append(longer, append(place[:len(place):len(place)], label))
			}
		}
		places = longer
	}
	return places
}

func unique(labels []string) []string {
	var all []string
	seen := make(map[string]bool, len(labels))
	for _, label := range labels {
		if !seen[label] {
			all = append(all, label)
		}
		seen[label] = true
	}
	return all
}
