package display

import (
	"slices"

	"pingyi/voting"
)

// explainGiven tells where a figure from elsewhere came from. What it went into is told where the unit's own
// figures may be: those are exact.
func explainGiven(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	given, found := s.ExplainGiven(figure, version)
	if !found {
		return Explanation{}, false
	}
	e := Explanation{Figure: figure, Printed: given.Value, Given: &given}
	if figure.Unit == "" {
		return e, true
	}
	board := s.BoardOf(version)
	at := slices.IndexFunc(board, func(row voting.Row) bool { return row.Unit.ID == figure.Unit })
	if e.Row.Unit = s.Unit(figure.Unit); at < 0 {
		return e, true
	}
	e.Row = board[at]
	switch {
	case !Breakdown(&s.Session, e.Row.Tally):
		e.Why, given.Lines = WithheldUnit, nil
	case !Exactly(&s.Session, board, e.Row, given.Into):
		e.Why, given.Lines = WithheldOthers, nil
	}
	return e, true
}

// explainPlaces tells how a number at the cut of a list came about. It is about nobody alone, and no secret.
func explainPlaces(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	chain, found := s.ExplainPlaces(figure, version)
	if !found {
		return Explanation{}, false
	}
	return Explanation{Figure: figure, Printed: chain.Last().Printed, Told: chain.Told}, true
}
