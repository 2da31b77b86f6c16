package count

import "slices"

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
	for _, d := range r.in.decisions {
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
		return groups
	}
	r.wait(Pending{r.stage.name, kind, units})
	return [][]int{tied}
}

func (r *run) wait(p Pending) {
	if !slices.ContainsFunc(r.pending, func(q Pending) bool {
		return q.Step == p.Step && q.Kind == p.Kind && slices.Equal(q.Units, p.Units)
	}) {
		r.pending = append(r.pending, p)
	}
}
