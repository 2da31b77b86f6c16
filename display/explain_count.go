package display

import (
	"slices"

	"pingyi/voting"
)

// explainCount tells how a count of the results came about, as far as the results show it: of a
// unit that is not broken down what is counted in all, and nothing by category.
func explainCount(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	if s.Version(version) == nil {
		return Explanation{}, false
	}
	switch figure.Count {
	case voting.FigureAverage, voting.FigureDifference:
		return explainCompared(s, figure, version)
	case voting.FigureMargin:
		return explainMargin(s, figure, version)
	case voting.FigureGiven:
		return explainGiven(s, figure, version)
	case voting.FigurePlaces, voting.FigureListed, voting.FigureBarred, voting.FigureNext:
		return explainPlaces(s, figure, version)
	}
	lifted := func(row voting.Row) bool { return Breakdown(&s.Session, row.Tally) }
	chain, found := s.ExplainCount(figure, lifted)
	if !found {
		return Explanation{}, false
	}
	e := Explanation{Figure: figure}
	if figure.Count == voting.FigureSetAside { // of a unit that has perhaps no row
		e.Row.Unit, e.Printed, e.Told = s.Unit(figure.Unit), chain.Last().Printed, chain.Told
		return e, true
	}
	if figure.Unit != "" {
		board := s.BoardOf(version)
		e.Row = board[slices.IndexFunc(board, func(row voting.Row) bool { return row.Unit.ID == figure.Unit })]
	}
	if figure.Unit != "" && figure.Category != "" && !who(figure.Count) && !lifted(e.Row) {
		e.Why = WithheldUnit
		return e, true
	}
	e.Printed, e.Told = chain.Last().Printed, chain.Told
	return e, true
}

// who reports whether a figure is about who was there, and not about what they handed in.
func who(count string) bool {
	return slices.Contains([]string{voting.FigureIssued, voting.FigureCheckedIn, voting.FigureCheckInRate}, count)
}
