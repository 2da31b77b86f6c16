package display

import (
	"slices"

	"pingyi/voting"
)

// Explanation is a figure of the results with how it came about, or with why that
// is not told.
type Explanation struct {
	Figure  voting.Figure
	Row     voting.Row
	Printed string              // "" without a value; as the results print it
	Lines   []voting.Line       // the counts first, the figure last
	Told    []voting.Told       // likewise, of a figure that was counted and has no lines
	Why     Withheld            // why there are no lines
	Given   *voting.GivenFigure // of a figure from elsewhere, which has no lines but those; Why is then about them
	Refused string              // what the rulebook refuses to go on with, which is why there are none
}

// Withheld says what keeps a figure from being explained.
type Withheld string

// The reasons, each a question that Breakdown answered with no.
const (
	WithheldUnit   Withheld = "unit"   // the unit's own counts by category are not shown
	WithheldOthers Withheld = "others" // those of a unit that it is measured against are not
)

// Explain tells how a figure of a version of the results came about, of what was
// confirmed and of nothing else; false when there is no such figure. What the results
// do not show by category has no explanation either: it begins with those counts.
func Explain(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	if figure.Count != "" {
		return explainCount(s, figure, version)
	}
	lines, found, err := s.Explain(figure, version)
	if !found {
		return Explanation{}, false
	}
	board := s.BoardOf(version)
	row := board[slices.IndexFunc(board, func(row voting.Row) bool { return row.Unit.ID == figure.Unit })]
	e := Explanation{Figure: figure, Row: row}
	if err != nil {
		e.Refused = err.Error()
		return e, true
	}
	e.Printed = lines[0].Printed
	switch {
	case !Breakdown(&s.Session, row.Tally):
		e.Why = WithheldUnit
	case !Exactly(&s.Session, board, row, figure.Result):
		e.Why = WithheldOthers
	default:
		e.Lines = countsFirst(lines)
	}
	if e.Why != "" {
		e.Printed = printedOf(s, board, row, figure, e.Printed)
	}
	return e, true
}

// printedOf is a figure that is not explained, as it may be given out.
func printedOf(s *voting.State, board []voting.Row, row voting.Row, figure voting.Figure, text string) string {
	for k, criterion := range s.Session.Rulebook.CriteriaOf(row.Unit) {
		if figure.Result == "criterion score" && criterion.Key() == figure.Criterion && row.Criteria != nil {
			return Printed(&s.Session, board, row, figure.Result, row.Criteria[k])
		}
	}
	for _, named := range row.Named {
		if named.Name == figure.Result && named.List {
			return text // who is on a list is announced
		}
		if named.Name == figure.Result {
			return Printed(&s.Session, board, row, figure.Result, named.Cell)
		}
	}
	if figure.Result == "score" {
		return Printed(&s.Session, board, row, figure.Result, row.Score)
	}
	return text
}

// countsFirst turns lines around, so that each stands below all that it was made
// of, and numbers them anew.
func countsFirst(lines []voting.Line) []voting.Line {
	turned := make([]voting.Line, 0, len(lines))
	place := make([]int, len(lines)) // of each line in what comes out, counted from 1
	var follow func(n int)
	follow = func(n int) {
		if place[n] > 0 {
			return
		}
		line := lines[n]
		line.From = make([]int, len(lines[n].From))
		for i, from := range lines[n].From {
			follow(from)
			line.From[i] = place[from] - 1
		}
		turned = append(turned, line)
		place[n] = len(turned)
	}
	follow(0)
	return turned
}
