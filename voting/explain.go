package voting

import (
	"slices"

	"pingyi/voting/count"
)

// Line is one figure of an explanation, with the figures that it was made of.
type Line = count.Line

// Figure names one figure of a result: a name in the rulebook's "result", the
// unit, and the criterion where the result has one for each. Or it names one of what
// was counted: whatever says more closely which is left empty for all together.
type Figure struct {
	Result    string
	Count     string // FigureCollected and so on, instead of a result
	Unit      UnitID // "" for the whole session
	Criterion string // its Key; of a choice that of a list
	Category  string
	Grade     string
	Reason    string // why ballots are void
	Class     Class  // of a list that each class has for itself, beside Result
	Run       uint16 // of an item that was set aside in it
	Other     UnitID // what Unit is set against, of a difference
	Label     string // of a given figure: its labels on axes of the rulebook's own, a line for each
}

// Explain tells how a figure of a version of the result came about: the figure
// first, then those that it was made of, down to the counts. It is false when the
// result has no such figure, and an error when the rulebook refuses to go on.
//
// The counts are told by category, so that only display may ask: it knows who
// may see them.
func (s *State) Explain(f Figure, version int) ([]Line, bool, error) {
	v, rows := s.Version(version), s.worked(s.rows(0, Tally{}, []ItemPhase{PhaseConfirmed, PhaseRevealed}))
	at := slices.IndexFunc(rows, func(row Row) bool { return row.Unit.ID == f.Unit })
	if at < 0 || v == nil || f != (Figure{Result: f.Result, Unit: f.Unit, Criterion: f.Criterion}) {
		return nil, false, nil
	}
	result, err := s.run(rows, &v.Given)
	if err != nil {
		return nil, true, err
	}
	if !slices.Contains(result.Names(), f.Result) {
		return nil, false, nil
	}
	labels, ok := f.labels(result.Table(f.Result).Axes(), rows[at].Unit)
	if !ok {
		return nil, false, nil
	}
	lines, err := result.Explain(f.Result, labels...)
	for i := range lines {
		lines[i] = s.together(lines[i])
	}
	return lines, err == nil, nil // a label that the table does not have names no figure
}

// Figures lists the figures of a version of the result that Explain tells of: result
// after result in the order of their names, each by unit.
func (s *State) Figures(version int) []Figure {
	if s.Version(version) == nil {
		return nil
	}
	var all []Figure
	rows := s.rows(0, Tally{}, []ItemPhase{PhaseConfirmed, PhaseRevealed})
	for _, name := range s.Session.Rulebook.Results() {
		axes := s.Session.Rulebook.ResultAxes(name)
		for _, row := range rows {
			for _, criterion := range s.Session.Rulebook.asked(axes, row.Unit) {
				f := Figure{Result: name, Unit: row.Unit.ID, Criterion: criterion}
				if _, ok := f.labels(axes, row.Unit); ok {
					all = append(all, f)
				}
			}
		}
	}
	return all
}

// asked lists the criteria for which a result has figures of a unit: one that is "" where
// it has none by criterion.
func (rb Rulebook) asked(axes []string, unit Unit) []string {
	if !slices.Contains(axes, "criterion") {
		return []string{""}
	}
	var keys []string
	for _, c := range rb.CriteriaOf(unit) {
		keys = append(keys, c.Key())
	}
	return keys
}

// labels is the place of a figure in its table; false when it names too little or
// too much for it.
func (f Figure) labels(axes []string, unit Unit) ([]string, bool) {
	place := map[string]string{"unit": string(unit.ID), "class": string(unit.Class), "criterion": f.Criterion}
	labels, asked := make([]string, len(axes)), f.Criterion == ""
	for i, axis := range axes {
		label, has := place[axis]
		if !has {
			return nil, false
		}
		labels[i], asked = label, asked || axis == "criterion"
	}
	return labels, asked
}
