package display

import (
	"math/big"
	"slices"
	"strings"

	"pingyi/voting"
)

// explainCompared tells how a number came about that a scene makes of units beside each other: the average of
// a unit's class, or how far the unit is from that or from another unit. It is made of what is printed, as on
// the screen, and so tells nothing more exactly than that.
func explainCompared(s *voting.State, figure voting.Figure, version int) (Explanation, bool) {
	c, found := comparisonOf(s, figure, version)
	if !found {
		return Explanation{}, false
	}
	return c.explain(figure)
}

// explain makes the chain of what was asked for.
func (c *comparison) explain(figure voting.Figure) (Explanation, bool) {
	found := false
	if figure.Count == voting.FigureAverage {
		found = c.average()
	} else {
		found = c.difference(figure.Other)
	}
	if !found {
		return Explanation{}, false
	}
	return Explanation{Figure: figure, Row: c.own, Printed: c.Last().Printed, Told: c.Told}, true
}

// comparison is a chain of what is printed of several units.
type comparison struct {
	voting.Chain
	output
	board     []voting.Row
	own       voting.Row
	metric    metric
	text      func(voting.Row) string // what is printed of a unit; "" for nothing
	what      string                  // the figure is called
	called    voting.Said
	criterion string
}

// comparisonOf finds the unit and the figure that a question is about; false where units have no such figure.
func comparisonOf(s *voting.State, figure voting.Figure, version int) (*comparison, bool) {
	asked := voting.Figure{Count: figure.Count, Unit: figure.Unit, Criterion: figure.Criterion, Result: figure.Result, Other: figure.Other}
	if figure != asked || figure.Criterion != "" && figure.Result != "" || figure.Other != "" && figure.Count != voting.FigureDifference {
		return nil, false
	}
	c := &comparison{output: output{picture: picture{State: s}}, board: s.BoardOf(version), criterion: figure.Criterion}
	at := slices.IndexFunc(c.board, func(row voting.Row) bool { return row.Unit.ID == figure.Unit })
	if at < 0 {
		return nil, false
	}
	c.own = c.board[at]
	c.text = func(row voting.Row) string { return c.printed(c.board, row, c.metric) }
	rb := s.Session.Rulebook
	switch {
	case figure.Criterion != "":
		c.metric, c.what = metric{of: c.criterionOf(figure.Criterion)}, "criterion score"
		return c, rb.Criteria != nil && rb.Rows()
	case figure.Result != "" && figure.Result != "score":
		table := rb.ResultTable(figure.Result)
		c.metric, c.what = c.resultMetric(figure.Result), table
		c.called = voting.Said{Chinese: rb.NameIn("zh-CN", table), English: rb.NameIn("en", table)}
		return c, slices.Contains(comparedResults(rb), figure.Result)
	}
	c.metric, c.what = c.metricOf("", c.own.Unit), "score"
	return c, true
}

// comparedResults are the results besides the score that a scene may compare units by: other figures of a
// unit, no words, lists and places.
func comparedResults(rb voting.Rulebook) []string {
	return slices.DeleteFunc(slices.Clone(rb.ResultNames()), func(result string) bool {
		_, list := rb.Listing(result)
		return list || rb.SaysWords(result) || ownField(result) || !slices.Equal(rb.ResultAxes(result), []string{"unit"})
	})
}

// figure adds what is printed of a unit; false where nothing is, or no number.
func (c *comparison) figure(row voting.Row) (n int, ok bool) {
	text := c.text(row)
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	place := voting.Place{}.With("unit", string(row.Unit.ID)).With("criterion", c.criterion)
	if c.called != (voting.Said{}) {
		return c.PrintedOf(c.what, c.called, place, value, text), true
	}
	return c.Printed(c.what, place, value, text), true
}

// average adds the mean of the class, with as many decimals as the unit's own figure.
func (c *comparison) average() bool {
	var parts []int
	for _, row := range c.board {
		if row.Unit.Class == c.own.Unit.Class {
			if n, ok := c.figure(row); ok {
				parts = append(parts, n)
			}
		}
	}
	if parts == nil {
		return false
	}
	place := voting.Place{}.With("class", string(c.own.Unit.Class)).With("criterion", c.criterion)
	c.Mean(voting.FigureAverage, place, decimalsOf(c.text(c.own)), parts...)
	return true
}

// difference adds how far the unit is from the average of its class, or from another unit.
func (c *comparison) difference(other voting.UnitID) bool {
	at := slices.IndexFunc(c.board, func(row voting.Row) bool { return row.Unit.ID == other })
	if other == c.own.Unit.ID || other != "" && at < 0 {
		return false
	}
	own, ok := c.figure(c.own)
	if !ok {
		return false
	}
	against := 0
	if other != "" {
		against, ok = c.figure(c.board[at])
	} else if ok = c.average(); ok {
		against = len(c.Told) - 1
	}
	if !ok {
		return false
	}
	printed := Margin(c.Told[own].Printed, c.Told[against].Printed)
	if printed == "" { // of a fraction no screen has a difference
		return false
	}
	place := voting.Place{}.With("unit", string(c.own.Unit.ID)).With("criterion", c.criterion)
	c.Apart(voting.FigureDifference, place, own, against, decimalsOf(printed))
	return true
}

// comparedFigures lists them, of the units of a version.
func comparedFigures(s *voting.State, version int) (all []voting.Figure) {
	rb, board := s.Session.Rulebook, s.BoardOf(version)
	o := output{picture: picture{State: s}}
	add := func(result, criterion string, m metric) {
		classes := make(map[voting.Class]bool) // in which somebody has the figure
		printed := make([]string, len(board))
		for i, row := range board {
			printed[i] = o.printed(board, row, m)
			classes[row.Unit.Class] = classes[row.Unit.Class] || printed[i] != ""
		}
		for i, row := range board {
			if classes[row.Unit.Class] {
				all = append(all, voting.Figure{Count: voting.FigureAverage, Unit: row.Unit.ID, Result: result, Criterion: criterion})
			}
			if printed[i] != "" && !strings.Contains(printed[i], "/") {
				all = append(all, voting.Figure{Count: voting.FigureDifference, Unit: row.Unit.ID, Result: result, Criterion: criterion})
			}
		}
	}
	add("", "", o.metricOf("", voting.Unit{}))
	for _, result := range comparedResults(rb) {
		add(result, "", o.resultMetric(result))
	}
	if rb.Criteria != nil && rb.Rows() && rb.ResultTable("criterion score") != "" {
		for _, criterion := range rb.CriteriaOf(voting.Unit{}) {
			add("", criterion.Key(), metric{of: o.criterionOf(criterion.Key())})
		}
	}
	return all
}
