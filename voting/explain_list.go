package voting

// CountFigures lists the figures that ExplainCount tells of: those of the session, then unit by unit.
func (s *State) CountFigures() []Figure {
	rows := s.rows(0, Tally{}, []ItemPhase{PhaseConfirmed, PhaseRevealed})
	categories := s.categoriesTold()
	var all []Figure
	for _, what := range []string{FigureIssued, FigureCheckedIn, FigureCheckInRate} {
		for _, category := range categories {
			all = append(all, Figure{Count: what, Category: category})
		}
	}
	all = append(all, s.pastFigures()...)
	if len(rows) == 0 {
		return all
	}
	for _, what := range []string{FigureConfirmed, FigureExpected, FigureCollected, FigureValid, FigureVoid, FigureTurnoutRate, FigureValidRate} {
		all = append(all, Figure{Count: what})
	}
	for _, why := range s.VoidBy() {
		all = append(all, Figure{Count: FigureVoid, Reason: why.Reason})
	}
	for _, row := range rows {
		all = append(all, s.countsOf(row, categories)...)
	}
	return all
}

// categoriesTold are the categories that are told apart, and before them "" for all together.
func (s *State) categoriesTold() []string {
	all := []string{""}
	if categories := s.Session.Rulebook.Categories; len(categories) > 1 {
		for _, category := range categories {
			all = append(all, category.Label)
		}
	}
	return all
}

// countsOf are those of one unit.
func (s *State) countsOf(row Row, categories []string) []Figure {
	var all []Figure
	for _, what := range []string{FigureIssued, FigureCheckedIn, FigureCheckInRate, FigureCollected, FigureValid, FigureVoid, FigureValidRate} {
		for _, category := range categories {
			all = append(all, Figure{Count: what, Unit: row.Unit.ID, Category: category})
		}
	}
	all = append(all, Figure{Count: FigureExpected, Unit: row.Unit.ID}, Figure{Count: FigureTurnoutRate, Unit: row.Unit.ID})
	m := marked{counted: &counted{State: s}, Row: row, criteria: s.Session.Rulebook.CriteriaOf(row.Unit), grades: s.Session.Rulebook.Grades}
	criteria := []string{""}
	for _, c := range m.criteria {
		if m.told() {
			criteria = append(criteria, c.Key())
		}
	}
	if s.Session.Rulebook.Lists != nil {
		for _, list := range criteria[1:] {
			for _, category := range categories {
				all = append(all, Figure{Count: FigureTicks, Unit: row.Unit.ID, Criterion: list, Category: category})
			}
		}
		return all
	}
	for _, criterion := range criteria {
		all = append(all, Figure{Count: FigureBlank, Unit: row.Unit.ID, Criterion: criterion})
		for _, category := range categories {
			all = append(all, m.distribution(Figure{Unit: row.Unit.ID, Criterion: criterion, Category: category})...)
		}
	}
	for _, grade := range m.grades {
		if !s.Item(row.Item).Whole() {
			all = append(all, Figure{Count: FigureScreenShare, Unit: row.Unit.ID, Grade: grade.Label})
		}
	}
	return all
}

// distribution are the counts and shares of all grades at one place.
func (m marked) distribution(at Figure) (all []Figure) {
	figure := func(what, grade string) {
		f := at
		f.Count, f.Grade = what, grade
		all = append(all, f)
	}
	figure(FigureMarks, "")
	figure(FigureOpinions, "")
	for _, grade := range m.grades {
		figure(FigureMarks, grade.Label)
		if grade.InBase {
			figure(FigureShare, grade.Label)
		}
	}
	return all
}
