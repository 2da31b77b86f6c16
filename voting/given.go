package voting

import (
	"slices"

	"pingyi/voting/count"
)

// feed adds to an input what people gave. The units of a board may be some of the
// session's only; what concerns others has no place there and is passed over.
// Whatever else could be wrong was refused when it was entered.
func (g *Given) feed(in *count.Input, units []count.Unit) {
	for _, f := range g.Figures {
		in.Source(f.Table, f.Source)
		for _, cell := range f.Cells {
			_ = in.SetText(f.Table, cell.Value, cell.At...)
		}
	}
	known := func(id UnitID) bool {
		return slices.ContainsFunc(units, func(u count.Unit) bool { return u.Label == string(id) })
	}
	for _, d := range g.Decisions {
		_ = in.Decide(d.Counted().Among(func(unit string) bool { return known(UnitID(unit)) }))
	}
	for _, v := range g.Vetoes {
		_ = in.Veto(count.Veto{Unit: string(v.Unit), Author: v.Author, Reason: v.Reason})
	}
}

// Counted is the decision as it is counted by.
func (e *DecisionEntered) Counted() count.Decision {
	d := count.Decision{Step: e.Step, Kind: e.Kind, Where: e.Where, Order: labelsOf(e.Order), Author: e.Author, Record: e.Record}
	for _, group := range e.Level {
		d.Level = append(d.Level, labelsOf(group))
	}
	return d
}

func labelsOf(units []UnitID) []string {
	labels := make([]string, len(units))
	for i, id := range units {
		labels[i] = string(id)
	}
	return labels
}

// feedTurnout writes who could have voted on each row: what the close of its item
// fixed, and while it has not come to that, who is here now. A score that was
// revealed is not to move because somebody came later.
func (s *State) feedTurnout(in *count.Input, rows []Row) {
	issued, checkedIn, members := cells(in, "issued", 0), cells(in, "checked in", 0), cells(in, "membership", 0)
	for i, row := range rows {
		turnout := s.issued
		if item := s.Item(row.Item); item != nil && item.Turnout != nil {
			turnout = item.Turnout
		}
		for category, t := range turnout {
			if i == 0 || issued.unit > 0 { // a form with all units is handed out once
				issued.add(t.Issued, i, 0, category, 0)
				checkedIn.add(t.CheckedIn, i, 0, category, 0)
			}
			if i == 0 {
				members.add(s.members[category], 0, 0, category, 0)
			}
		}
	}
}

// ties are what the engine leaves to people.
func ties(pending []count.Pending) []Tie {
	var all []Tie
	for _, p := range pending {
		tie := Tie{Step: p.Step, Kind: p.Kind, Where: p.Where}
		for _, unit := range p.Units {
			tie.Units = append(tie.Units, UnitID(unit))
		}
		all = append(all, tie)
	}
	return all
}
