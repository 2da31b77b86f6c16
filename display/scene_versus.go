package display

import (
	"math/big"
	"slices"
	"strings"

	"pingyi/onair"
	"pingyi/voting"
)

// VersusScene sets two units against each other, or one against the average of its class.
type VersusScene struct {
	Hidden     bool   `json:"hidden"`
	Metric     string `json:"metric"` // the figure, as the rulebook calls it
	Left       Side   `json:"left"`
	Right      Side   `json:"right"`
	Difference string `json:"difference"`
	Lead       string `json:"lead"` // left, right, none
}

// Side is one of the two. The average has no name: Sub is whose it is, and Average says that.
type Side struct {
	Name     string `json:"name"`
	Sub      string `json:"sub"`
	Value    string `json:"value"`
	Permille int    `json:"permille"`
	Average  bool   `json:"average"`
}

// metric is a figure that units have: their score, one criterion, or another result.
type metric struct {
	name   string
	result string // of what is neither the score nor a criterion
	of     func(voting.Row) (result string, cell voting.Score)
}

// metricOf finds a figure by the name in a cue; none is the score.
func (o output) metricOf(name string, unit voting.Unit) metric {
	rb := o.State.Session.Rulebook
	if name == "" || name == "score" {
		return metric{name: o.called(rb.ResultTable("score")), of: func(row voting.Row) (string, voting.Score) { return "score", row.Score }}
	}
	for _, criterion := range rb.CriteriaOf(unit) {
		if criterion.Key() == name {
			return metric{name: criterion.Label, of: o.criterionOf(name)}
		}
	}
	return o.resultMetric(name)
}

// resultMetric is a result of the rulebook, by its name or that of its table.
func (o output) resultMetric(name string) metric {
	rb := o.State.Session.Rulebook
	table := rb.ResultTable(name)
	if table == "" {
		table = name
	}
	result := slices.IndexFunc(rb.Results(), func(result string) bool { return rb.ResultTable(result) == table })
	m := metric{name: o.called(table), of: func(row voting.Row) (string, voting.Score) {
		for _, named := range row.Named {
			if named.Table == table && !named.List && named.Cell.Text != "" && figure(named.Cell) {
				return named.Name, named.Cell
			}
		}
		return "", voting.Score{}
	}}
	if result >= 0 {
		m.result = rb.Results()[result]
	}
	return m
}

// compares reports whether units have, now or later, the figure that a cue names. One that is about whoever is on stage
// may name a criterion of any unit.
func (o output) compares(cue onair.Cue) bool {
	units, rb := o.State.Session.Units, o.State.Session.Rulebook
	if about := o.subject(cue); about.unit.ID != "" {
		units = []voting.Unit{about.unit}
	}
	asked := func(unit voting.Unit) bool {
		return slices.ContainsFunc(rb.CriteriaOf(unit), func(c voting.Criterion) bool { return c.Key() == cue.List })
	}
	if cue.List == "score" || rb.ResultTable("criterion score") != "" && slices.ContainsFunc(units, asked) {
		return true
	}
	return slices.ContainsFunc(rb.Results(), func(result string) bool {
		_, list := rb.Listing(result)
		mine := result == cue.List || rb.ResultTable(result) == cue.List
		return mine && !list && !rb.SaysWords(result) && !ownField(result) && slices.Equal(rb.ResultAxes(result), []string{"unit"})
	})
}

// ownField reports whether a result has a field of its own in the row of a unit: places are compared by no picture.
func ownField(result string) bool {
	return slices.Contains([]string{"score", "rank", "rank in class", "criterion score"}, result)
}

// figure tells a number from the word that a verdict is.
func figure(cell voting.Score) bool { _, ok := new(big.Rat).SetString(cell.Text); return ok }

// criterionOf gives the score of a criterion by its name: units may have others, or it elsewhere.
func (o output) criterionOf(key string) func(voting.Row) (string, voting.Score) {
	return func(row voting.Row) (string, voting.Score) {
		for k, criterion := range o.State.Session.Rulebook.CriteriaOf(row.Unit) {
			if criterion.Key() == key && k < len(row.Criteria) {
				return "criterion score", row.Criteria[k]
			}
		}
		return "criterion score", voting.Score{}
	}
}

// printed is a figure of a unit as it may be given out; "" without one.
func (o output) printed(board []voting.Row, row voting.Row, m metric) string {
	result, cell := m.of(row)
	if !cell.Has() {
		return ""
	}
	return Printed(&o.State.Session, board, row, result, cell)
}

func (o output) versus(cue onair.Cue) drawing {
	about := o.subject(cue)
	m := o.metricOf(cue.List, about.unit)
	s := VersusScene{Hidden: true, Metric: m.name, Lead: "none"}
	s.Left = Side{Name: about.Name, Sub: about.Place}
	rows, left, found := o.row(about.unit.ID)
	var right string
	if cue.Other != "" {
		other := o.Unit(cue.Other)
		s.Right = Side{Name: other.Name, Sub: string(other.Department)}
		_, row, known := o.row(cue.Other)
		found, right = found && known, o.printed(rows, row, m)
	} else {
		s.Right = Side{Sub: string(about.unit.Class), Average: true}
	}
	if !found || !o.tells(m.result) || cue.Other == "" && !o.classOut(rows, about.unit.Class) {
		return one(s, false, string(about.unit.ID), string(cue.Other), cue.List)
	}
	s.Hidden = false
	value := o.printed(rows, left, m)
	if cue.Other == "" {
		right = o.average(rows, left, m, value)
	}
	s.Left.Value, s.Right.Value = Approximate(value), Approximate(right)
	s.Left.Permille, s.Right.Permille = o.scaled(value), o.scaled(right)
	s.Difference, s.Lead = Margin(value, right), lead(value, right)
	return one(s, true, string(about.unit.ID), string(cue.Other), cue.List)
}

// classOut reports whether all of a class are among those whose score is out. Before that a mean is that of some, and
// is another one with the next: nobody could tell it from the mean of the class.
func (o output) classOut(rows []voting.Row, class voting.Class) bool {
	if _, whole := o.audience.ranking(o.State); whole {
		return true
	}
	out := 0
	for _, row := range rows {
		if row.Unit.Class == class {
			out++
		}
	}
	return out == sizeOf(&o.State.Session, class)
}

// average is the mean of the printed figures of a unit's class, with as many decimals as its own
// figure. It is taken of what is printed, so that it tells nothing more exactly than that.
func (o output) average(rows []voting.Row, own voting.Row, m metric, like string) string {
	sum, n := new(big.Rat), int64(0)
	for _, row := range rows {
		value, ok := new(big.Rat).SetString(o.printed(rows, row, m))
		if ok && row.Unit.Class == own.Unit.Class {
			sum.Add(sum, value)
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return sum.Quo(sum, big.NewRat(n, 1)).FloatString(decimalsOf(like))
}

// decimalsOf is how many decimals a printed figure has; a fraction is taken to have two.
func decimalsOf(printed string) int {
	_, decimals, _ := strings.Cut(printed, ".")
	if strings.Contains(printed, "/") {
		decimals = "00"
	}
	return len(decimals)
}

// scaled is a printed figure in thousandths of the highest score there can be.
func (o output) scaled(value string) int {
	if number, ok := new(big.Rat).SetString(value); ok {
		return thousandths(number, o.fullScore())
	}
	return 0
}

// lead says which of two printed figures is higher.
func lead(left, right string) string {
	a, ok := new(big.Rat).SetString(left)
	b, alsoOK := new(big.Rat).SetString(right)
	switch {
	case !ok || !alsoOK || a.Cmp(b) == 0:
		return "none"
	case a.Cmp(b) > 0:
		return "left"
	}
	return "right"
}

// DimsScene is the scores of a unit by criterion, each beside the average of its class.
type DimsScene struct {
	Hidden bool `json:"hidden"`
	Named
	Dims  []Dimension `json:"dims"`
	Focus int         `json:"focus"` // the one that is spoken of, -1 for all
}

// Dimension is one criterion of a unit.
type Dimension struct {
	Label           string `json:"label"`
	Score           string `json:"score"`
	Permille        int    `json:"permille"`
	Average         string `json:"average"`
	AveragePermille int    `json:"average_permille"`
}

func (o output) dims(cue onair.Cue) drawing {
	about := o.subject(cue)
	s := DimsScene{Hidden: true, Named: about.Named, Dims: []Dimension{}}
	rows, row, found := o.row(about.unit.ID)
	rb := o.State.Session.Rulebook
	found = found && row.Criteria != nil
	for _, criterion := range rb.CriteriaOf(about.unit) {
		dim := Dimension{Label: criterion.Label}
		if m := (metric{name: criterion.Label, of: o.criterionOf(criterion.Key())}); found {
			s.Hidden = false
			value := o.printed(rows, row, m)
			dim.Score, dim.Permille = Approximate(value), o.scaled(value)
			if rb.Criteria != nil && o.classOut(rows, row.Unit.Class) { // a pledge is of one unit alone
				dim.Average = o.average(rows, row, m, value)
				dim.AveragePermille = o.scaled(dim.Average)
			}
		}
		s.Dims = append(s.Dims, dim)
	}
	steps := len(s.Dims) + 1
	s.Focus = inside(cue.Step, steps) - 1
	return paged(s, !s.Hidden, cue.Step, steps, about.key()...)
}
