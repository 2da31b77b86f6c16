package voting

import (
	"fmt"

	"pingyi/voting/count"
)

// Criterion is one question asked of a unit (指标). A pledge (承诺事项) is a
// criterion of one unit alone: it has a number of its own, and Group says under
// which heading it stands, such as 上年承诺.
type Criterion struct {
	ID    string `json:"id,omitempty"`
	Label string `json:"label"`
	Group string `json:"group,omitempty"`
}

// MaxCriteria bounds what one ballot asks.
const MaxCriteria = 200

// Key is the name by which a criterion is counted.
func (c Criterion) Key() string {
	if c.ID != "" {
		return c.ID
	}
	return c.Label
}

// counted is a unit as the engine knows it.
func (u Unit) counted() count.Unit {
	unit := count.Unit{Label: string(u.ID), Class: string(u.Class), Session: string(u.Sitting)}
	for _, criterion := range u.Criteria {
		unit.Criteria = append(unit.Criteria, criterion.Key())
	}
	return unit
}

// checkCriteria wants criteria where the rulebook leaves them to the units, and
// none where it asks the same of everybody.
func (s Session) checkCriteria() error {
	units := make([]count.Unit, len(s.Units))
	for i, unit := range s.Units {
		if (s.Rulebook.Criteria == nil) != (len(unit.Criteria) > 0) || len(unit.Criteria) > MaxCriteria {
			return refuse(RefusedSession, fmt.Sprintf("units[%d].criteria: the rulebook wants 1 to %d for each unit, or none at all", i, MaxCriteria))
		}
		for k, c := range unit.Criteria {
			if !named(c.ID) || !pledged(c.Label) || !text(c.Group) {
				return refuse(RefusedSession, fmt.Sprintf("units[%d].criteria[%d]: a field is missing, too long or not UTF-8", i, k))
			}
		}
		units[i] = unit.counted()
	}
	if _, err := s.Rulebook.book.NewInput(units); err != nil { // two of a name, or more than can be counted
		return refuse(RefusedSession, err.Error())
	}
	return nil
}
