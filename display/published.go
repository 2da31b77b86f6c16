package display

import (
	"math/big"
	"slices"
	"strconv"

	"pingyi/voting"
)

// WithheldPublic is why a figure is not explained from what a result prints: it rests on ballots, cards or
// check-ins, which the public does not have.
const WithheldPublic Withheld = "public"

// WithheldHidden is why a figure that compares units is not: the counts of some are not told by category.
const WithheldHidden Withheld = "hidden"

// Published explains the figures of a result from what the result itself prints of counts, where no ballot
// is to be seen. What is worked out must be what is printed.
type Published struct {
	state   *voting.State
	results Results
	hidden  bool // some unit is
}

// NewPublished takes what a result prints into a state that was folded without ballots, cards and
// check-ins.
func NewPublished(state *voting.State, r Results) (*Published, error) {
	p := &Published{state: state, results: r}
	rb := state.Session.Rulebook
	people := make([]voting.Turnout, len(rb.Categories))
	for i, category := range rb.Categories {
		for _, one := range r.Categories {
			if one.Label == category.Label {
				people[i] = voting.Turnout{Issued: one.Issued, CheckedIn: one.CheckedIn}
			}
		}
	}
	var units []voting.PrintedUnit
	for _, u := range r.Units {
		p.hidden = p.hidden || u.Hidden
		units = append(units, printedUnit(rb, u))
	}
	return p, state.TakePrinted(people, units)
}

// printedUnit is what a result prints of the counts of a unit. Where it is asked one thing alone its own
// counts are those of the row.
func printedUnit(rb voting.Rulebook, u UnitResult) voting.PrintedUnit {
	printed := voting.PrintedUnit{Unit: u.Unit, Issued: u.Issued, CheckedIn: u.CheckedIn, Expected: u.Expected, Collected: u.Ballots, Void: u.Void}
	rows := u.Criteria
	if rows == nil {
		rows = []CriterionResult{{Counts: u.Counts, ByGrade: u.ByGrade}}
	}
	for _, row := range rows {
		printed.ByGrade = append(printed.ByGrade, row.ByGrade)
	}
	for _, category := range rb.Categories {
		if u.Hidden {
			break
		}
		var marks [][]int
		for _, row := range rows {
			marks = append(marks, row.Counts[category.Label])
		}
		printed.ByCategory = append(printed.ByCategory, marks)
	}
	return printed
}

// Version is the version of the result.
func (p *Published) Version() int { return p.results.Version }

// unit is what the result prints of one.
func (p *Published) unit(id voting.UnitID) (UnitResult, bool) {
	at := slices.IndexFunc(p.results.Units, func(u UnitResult) bool { return u.Unit == id })
	if at < 0 {
		return UnitResult{}, false
	}
	return p.results.Units[at], true
}

// row is a unit on the board, for what stands above an explanation.
func (p *Published) row(id voting.UnitID) voting.Row {
	for _, row := range p.state.BoardOf(p.Version()) {
		if row.Unit.ID == id {
			return row
		}
	}
	return voting.Row{Unit: p.state.Unit(id)}
}

// Explain tells how a figure came about, as Explain does; differs where what the counts come to is not what
// is printed.
func (p *Published) Explain(f voting.Figure) (e Explanation, found, differs bool) {
	switch f.Count {
	case "":
		e, found = p.explainResult(f)
	case voting.FigureAverage, voting.FigureDifference:
		e, found = p.compared(f)
	case voting.FigureMargin:
		e, found = explainMarginOf(p.state, f, p.results.Selections)
	case voting.FigurePlaces, voting.FigureListed, voting.FigureBarred, voting.FigureNext:
		e, found = p.places(f)
	case voting.FigureGiven:
		if e, found = explainGiven(p.state, f, p.Version()); found && f.Unit != "" {
			if why := p.withheld(voting.Figure{Result: e.Given.Into, Unit: f.Unit}); why != "" {
				e.Why, e.Given.Lines = why, nil
			}
		}
	default:
		e, found = p.counted(f)
	}
	if !found || e.Why != "" {
		return e, found, false
	}
	text, known := p.printed(f)
	return e, true, known && !sameFigure(text, e.Printed)
}

// withheld says what keeps a result of a unit from being worked out, "" for nothing.
func (p *Published) withheld(f voting.Figure) Withheld {
	u, confirmed := p.unit(f.Unit)
	rb := p.state.Session.Rulebook
	switch {
	case !confirmed || f.Result == "":
		return ""
	case u.Hidden:
		return WithheldUnit
	case rb.RestsOnUnprinted(f.Result):
		return WithheldPublic
	case p.hidden && rb.Compares(f.Result):
		return WithheldHidden
	}
	return ""
}

// explainResult is about what a step of the rulebook makes.
func (p *Published) explainResult(f voting.Figure) (Explanation, bool) {
	why := p.withheld(f)
	if why == "" {
		e, found := Explain(p.state, f, p.Version())
		if e.Refused != "" && p.results.Refused == "" {
			e.Refused, e.Why = "", WithheldPublic
		}
		return e, found
	}
	text, _ := p.printed(f)
	return Explanation{Figure: f, Row: p.row(f.Unit), Printed: text, Why: why}, slices.Contains(p.state.Figures(p.Version()), f)
}

// printed is what the result prints of a figure; false where it prints none.
func (p *Published) printed(f voting.Figure) (string, bool) {
	u, there := p.unit(f.Unit)
	rb := p.state.Session.Rulebook
	switch {
	case f.Count != "":
		return p.atCut(f)
	case !there:
		return "", false
	case f.Result == "score":
		return u.Score, true
	case f.Result == "rank":
		return placeText(u.Rank), rb.ResultTable(f.Result) != ""
	case f.Result == "rank in class":
		return placeText(u.RankInClass), rb.ResultTable(f.Result) != ""
	}
	for _, one := range u.Criteria {
		if f.Result == "criterion score" && one.Criterion == f.Criterion {
			return one.Score, true
		}
	}
	for _, named := range u.Named {
		if named.Name == rb.ResultTable(f.Result) {
			return named.Text, true
		}
	}
	return "", false
}

// atCut is what the result prints at the end of a list.
func (p *Published) atCut(f voting.Figure) (string, bool) {
	for _, list := range p.results.Selections {
		if list.Result == f.Result && list.Class == f.Class {
			numbers := map[string]int{voting.FigurePlaces: list.Take, voting.FigureListed: len(list.Units), voting.FigureBarred: list.Barred, voting.FigureNext: len(list.Next)}
			n, is := numbers[f.Count]
			return strconv.Itoa(n), is
		}
	}
	return "", false
}

// placeText is a place; none is 0.
func placeText(place int) string {
	if place == 0 {
		return ""
	}
	return strconv.Itoa(place)
}

// sameFigure compares two texts as figures: a result of an earlier format has fewer places.
func sameFigure(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, alsoOK := new(big.Rat).SetString(b)
	return a == b || ok && alsoOK && x.Cmp(y) == 0
}

// places is about the numbers at the cut of a list, which rest on the figures of all units.
func (p *Published) places(f voting.Figure) (Explanation, bool) {
	e, found := explainPlaces(p.state, f, p.Version())
	if text, printed := p.atCut(f); !found && printed && p.hidden { // nobody of the class is told
		return Explanation{Figure: f, Printed: text, Why: WithheldHidden}, true
	}
	if !found {
		return e, false
	}
	rb := p.state.Session.Rulebook
	switch fixed := f.Count == voting.FigurePlaces && len(e.Told) == 1; {
	case fixed:
		return e, true
	case rb.RestsOnUnprinted(f.Result):
		e.Why = WithheldPublic
	case p.hidden:
		e.Why = WithheldHidden
	}
	if e.Why != "" {
		e.Printed, _ = p.atCut(f)
		e.Told = nil
	}
	return e, true
}

// compared is about what is made of printed figures, which the result has.
func (p *Published) compared(f voting.Figure) (Explanation, bool) {
	c, found := comparisonOf(p.state, f, p.Version())
	if !found {
		return Explanation{}, false
	}
	lacks := false
	c.text = func(row voting.Row) string {
		asked := voting.Figure{Result: f.Result, Unit: row.Unit.ID, Criterion: f.Criterion}
		switch {
		case f.Criterion != "":
			asked.Result = "criterion score"
		case f.Result == "":
			asked.Result = "score"
		}
		text, _ := p.printed(asked)
		lacks = lacks || p.hidden && text == "" // a screen rounds what the result leaves out
		return text
	}
	if e, found := c.explain(f); found && !lacks {
		return e, true
	}
	return Explanation{Figure: f, Row: c.own, Why: WithheldPublic}, lacks
}

// counted is about counts: people by category in the whole session, marks by category where they are told, and
// else what is printed of all together.
func (p *Published) counted(f voting.Figure) (Explanation, bool) {
	u, confirmed := p.unit(f.Unit)
	people := who(f.Count)
	e := Explanation{Figure: f, Row: p.row(f.Unit)}
	switch {
	case f.Reason != "" || f.Count == voting.FigureSetAside, f.Category != "" && f.Unit != "" && (people || ballots(f.Count)):
		e.Why = WithheldPublic
	case f.Category != "" && u.Hidden:
		e.Why = WithheldUnit
	}
	if e.Why != "" {
		return e, f.Unit == "" || confirmed || f.Count == voting.FigureSetAside
	}
	chain, found := p.state.ExplainCount(f, func(row voting.Row) bool {
		u, _ := p.unit(row.Unit.ID)
		return !u.Hidden
	})
	if !found {
		return e, false
	}
	e.Printed, e.Told = chain.Last().Printed, chain.Told
	return e, true
}

// ballots reports whether a figure is about ballots as a whole, and not about what they say.
func ballots(what string) bool {
	return slices.Contains([]string{voting.FigureCollected, voting.FigureValid, voting.FigureVoid, voting.FigureValidRate}, what)
}
