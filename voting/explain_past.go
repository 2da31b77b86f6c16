package voting

// FigureSetAside is how many ballots there were in a run of an item that was set aside.
const FigureSetAside = "ballots set aside"

// setAside tells of the ballots of a run that was set aside, in all: by category no result shows them.
func (t *counted) setAside(f Figure) bool {
	for i := range t.Items {
		item := &t.Items[i]
		for _, run := range item.Past {
			if (f == Figure{Count: FigureSetAside, Unit: item.Unit, Run: run.Run}) {
				t.Count(f.Count, Place{}.With("unit", string(f.Unit)), run.Tally.Total())
				return true
			}
		}
	}
	return false
}

// pastFigures lists the runs that were set aside.
func (s *State) pastFigures() (all []Figure) {
	for i := range s.Items {
		for _, run := range s.Items[i].Past {
			all = append(all, Figure{Count: FigureSetAside, Unit: s.Items[i].Unit, Run: run.Run})
		}
	}
	return all
}
