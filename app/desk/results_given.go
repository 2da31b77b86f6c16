package desk

import (
	"fmt"
	"strings"

	"pingyi/beijing"
	"pingyi/display"
	"pingyi/voting"
)

// givenView is what people added to the counts, what is still outstanding, and how
// the result went its way.
type givenView struct {
	Ties      []givenTie
	Missing   []string // imported tables without a figure
	Left      string   // items without a confirmed tally
	Sources   []givenSource
	Decisions []givenDecision
	Vetoes    []givenVeto
	Way       []wayLine
}

// Outstanding reports whether the result is not final.
func (g givenView) Outstanding() bool { return g.Ties != nil || g.Missing != nil || g.Left != "" }

// By reports whether people added anything.
func (g givenView) By() bool { return g.Sources != nil || g.Decisions != nil || g.Vetoes != nil }

// givenTie is units that nothing tells apart so far.
type givenTie struct {
	Step, Kind, Units string
	Lists             string // that rest on the step, and are not settled either
	Results           string // likewise, and of which units
}

// openResults names the places, words and figures that rest on a tie.
func (v *resultsView) openResults(state *voting.State, tie display.Tie) string {
	var names []string
	for _, one := range state.Session.Rulebook.OpenResults([]voting.Tie{voting.Tie(tie)}, state.Session.Units) {
		names = append(names, state.Session.Rulebook.NameIn(v.Lang, one.Table))
	}
	return strings.Join(names, v.T("and"))
}

// signedBy says who did something, and when.
type signedBy struct{ By, At string }

type givenSource struct {
	Table, Source string
	signedBy
	Figures []givenFigure
}

// givenFigure is one figure from elsewhere, with the address that explains it.
type givenFigure struct{ Where, Value, Why string }

type givenDecision struct {
	Step, Kind, Order, Author, Record string
	signedBy
}

type givenVeto struct {
	Unit, Author, Reason string
	signedBy
}

// wayLine is one thing that became of a version.
type wayLine struct {
	Version int
	Phase   string // "corrected" for the beginning of a correction
	Said    string
	signedBy
}

// leftShown is how many items are named one by one.
const leftShown = 8

// given tells what the results say besides figures.
func (v *resultsView) given(state *voting.State, r display.Results) givenView {
	var g givenView
	names := func(units []voting.UnitID) string {
		var all []string
		for _, unit := range units {
			all = append(all, state.Unit(unit).Name)
		}
		return strings.Join(all, v.T("and"))
	}
	named := func(unit string) string { return state.Unit(voting.UnitID(unit)).Name }
	for _, tie := range r.Pending {
		var lists []string
		for _, w := range state.Session.Rulebook.Waiting(tie.Step) {
			lists = append(lists, state.Session.Rulebook.NameIn(v.Lang, w.List))
		}
		g.Ties = append(g.Ties, givenTie{v.stepAt(state.Session.Rulebook, tie.Step, tie.Where), tie.Kind, names(tie.Units), strings.Join(lists, v.T("and")), v.openResults(state, tie)})
	}
	for _, table := range r.Missing {
		g.Missing = append(g.Missing, state.Session.Rulebook.NameIn(v.Lang, table))
	}
	g.Left = v.left(state, r.Left)
	for _, s := range r.Sources {
		g.Sources = append(g.Sources, givenSource{state.Session.Rulebook.NameIn(v.Lang, s.Table), s.Source, v.signed(s.Signed), v.figuresOf(state, s)})
	}
	for _, d := range r.Decisions {
		g.Decisions = append(g.Decisions, givenDecision{v.stepAt(state.Session.Rulebook, d.Step, d.Where), d.Kind, d.Counted().Called(v.T("and"), named), d.Author, d.Record, v.stamped(d.Stamp)})
	}
	for _, veto := range r.Vetoes {
		g.Vetoes = append(g.Vetoes, givenVeto{state.Unit(veto.Unit).Name, veto.Author, veto.Reason, v.stamped(veto.Stamp)})
	}
	for _, line := range r.Versions {
		g.Way = append(g.Way, v.way(line)...)
	}
	return g
}

// figuresOf are the figures of a table from elsewhere, in the order in which they were entered.
func (v *resultsView) figuresOf(state *voting.State, s display.Source) (all []givenFigure) {
	axes, names := state.Session.Rulebook.TableAxes(s.Table), v.namesOf(state, "")
	for _, cell := range s.Cells {
		why := explains(v.ID, voting.GivenAt(s.Table, axes, cell.At), v.asked)
		all = append(all, givenFigure{names.place(axes, cell.At), cell.Value, why})
	}
	return all
}

// left names items that have no confirmed tally.
func (v *resultsView) left(state *voting.State, items []voting.ItemID) string {
	var all []string
	for _, id := range items[:min(len(items), leftShown)] {
		all = append(all, fmt.Sprint(id)+" "+nameOf(state, state.Item(id)))
	}
	said := strings.Join(all, v.T("and"))
	if len(items) > leftShown {
		said += v.T("results.left.more", "n", len(items))
	}
	return said
}

// way tells what became of a version.
func (v *resultsView) way(line display.VersionLine) []wayLine {
	var all []wayLine
	if line.Opened != nil {
		all = append(all, wayLine{line.Number, "corrected", line.Reason, v.signed(*line.Opened)})
	}
	for _, step := range line.Steps {
		said := step.Reason
		if step.Days > 0 {
			said = v.T("results.way.until", "n", step.Days, "day", lastDay(step.Until))
		}
		all = append(all, wayLine{line.Number, string(step.Phase), said, v.signed(step.Signed)})
	}
	return all
}

func (p deskPage) signed(s display.Signed) signedBy {
	return p.stamped(voting.Stamp{By: s.By, Role: s.Role, At: s.At})
}

func (p deskPage) stamped(s voting.Stamp) signedBy {
	by := s.By
	if role := p.T("role." + string(s.Role)); role != "" {
		by = strings.TrimSpace(by + " " + role)
	}
	return signedBy{by, beijing.Minute(s.At)}
}
