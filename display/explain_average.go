package display

import (
	"math/big"
	"slices"

	"pingyi/voting"
)

// explainAverage tells how the average of a unit's class came about that a scene sets it against. It is
// made of what is printed, as on the screen, and so tells nothing more exactly than that.
func explainAverage(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	if (figure != voting.Figure{Count: figure.Count, Unit: figure.Unit, Criterion: figure.Criterion}) {
		return Explanation{}, false
	}
	o, board := output{picture: picture{State: s}}, s.BoardOf(version)
	at := slices.IndexFunc(board, func(row voting.Row) bool { return row.Unit.ID == figure.Unit })
	if at < 0 || figure.Criterion != "" && (s.Session.Rulebook.Criteria == nil || !s.Session.Rulebook.Rows()) {
		return Explanation{}, false
	}
	own, m, what := board[at], o.metricOf("", board[at].Unit), "score"
	if figure.Criterion != "" {
		m, what = metric{of: o.criterionOf(figure.Criterion)}, "criterion score"
	}
	var chain voting.Chain
	var parts []int
	for _, row := range board {
		text := o.printed(board, row, m)
		value, ok := new(big.Rat).SetString(text)
		if ok && row.Unit.Class == own.Unit.Class {
			place := voting.Place{}.With("unit", string(row.Unit.ID)).With("criterion", figure.Criterion)
			parts = append(parts, chain.Printed(what, place, value, text))
		}
	}
	if parts == nil {
		return Explanation{}, false
	}
	place := voting.Place{}.With("class", string(own.Unit.Class)).With("criterion", figure.Criterion)
	chain.Mean(figure.Count, place, decimalsOf(o.printed(board, own, m)), parts...)
	return Explanation{Figure: figure, Row: own, Printed: chain.Last().Printed, Told: chain.Told}, true
}
