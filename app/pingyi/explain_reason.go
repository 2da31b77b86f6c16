package main

import (
	"cmp"
	"slices"
	"strings"

	"pingyi/app/tally"
	"pingyi/display"
	"pingyi/voting"
	"pingyi/voting/count"
)

// compared are the results by which scenes set units against each other.
func (q question) compared(state *voting.State) (results []string) {
	for _, f := range display.CountFigures(state, q.shown(state)) {
		result := cmp.Or(f.Result, "score")
		if f.Count == voting.FigureAverage && !slices.Contains(results, result) {
			results = append(results, result)
		}
	}
	return results
}

// uncompared is the trouble with a result of which no average and no difference is made, such as a place.
func (q question) uncompared(state *voting.State, result string, compared []string) *tally.Trouble {
	rb := state.Session.Rulebook
	var may []string
	for _, name := range compared {
		may = append(may, rb.NameIn(q.lang, rb.ResultTable(name)))
	}
	called := rb.NameIn(q.lang, rb.ResultTable(result))
	return tally.NewTrouble("figure.uncompared", "asked", q.of, "result", called, "names", strings.Join(may, ", "), "example", called+" "+string(state.Session.Units[0].ID))
}

// ofClass is a unit by which the average of a class is found, the first one with a confirmed result; "" where the
// question leaves open which class is meant.
func (q question) ofClass(state *voting.State, class string) string {
	classes := classNames(state)
	for _, row := range state.BoardOf(q.shown(state)) {
		if class == "" && len(classes) == 1 || class != "" && string(row.Unit.Class) == class {
			return string(row.Unit.ID)
		}
	}
	return ""
}

// unanswered says why a question that is understood has no answer, as far as that lies in what it leaves out or adds; nil
// where it does not.
func (q question) unanswered(state *voting.State, f voting.Figure) *tally.Trouble {
	unit, compares := string(state.Session.Units[0].ID), f.Count == voting.FigureAverage || f.Count == voting.FigureDifference
	if compares && f.Result != "" {
		if compared := q.compared(state); !slices.Contains(compared, f.Result) {
			return q.uncompared(state, f.Result, compared)
		}
	}
	if f.Reason != "" {
		return q.unreasoned(state, f)
	}
	switch {
	case f.Category != "" && (f.Count == voting.FigureExpected || f.Count == voting.FigureTurnoutRate):
		var may []string
		for _, what := range []string{voting.FigureIssued, voting.FigureCheckedIn, voting.FigureCheckInRate, voting.FigureCollected, voting.FigureValid} {
			may = append(may, tally.ToldName(q.lang, what))
		}
		return tally.NewTrouble("figure.category", "asked", q.of, "what", tally.ToldName(q.lang, f.Count), "names", strings.Join(may, ", "))
	case f.Unit == "" && f.Count == voting.FigureAverage:
		return tally.NewTrouble("figure.average", "asked", q.of, "unit", unit)
	case f.Unit == "" && f.Count == voting.FigureDifference:
		return tally.NewTrouble("figure.difference", "asked", q.of, "unit", unit, "what", tally.ToldName(q.lang, f.Count))
	}
	return nil
}

// unreasoned says why a question about ballots that are void for a reason has no answer; nil where it has one.
func (q question) unreasoned(state *voting.State, f voting.Figure) *tally.Trouble {
	var there []string
	for _, why := range state.VoidBy() {
		there = append(there, tally.ToldName(q.lang, voting.FigureVoid)+" "+tally.Say(q.lang, why.Reason))
	}
	alone := f == voting.Figure{Count: voting.FigureVoid, Reason: f.Reason}
	known := slices.ContainsFunc(state.VoidBy(), func(why voting.VoidBallots) bool { return why.Reason == f.Reason })
	switch {
	case q.public != nil || alone && known: // who has no ballots says so, and not that there are none
		return nil
	case there == nil:
		return tally.NewTrouble("figure.reason.none", "asked", q.of)
	}
	return tally.NewTrouble("figure.reason", "asked", q.of, "names", strings.Join(there, ", "))
}

// reasonNames are the reasons for which ballots are void, as the desk and the count call them too.
func reasonNames() map[string]string {
	names := make(map[string]string)
	for _, reason := range count.Faults() {
		names[reason] = reason
		for _, lang := range []string{"zh", "en"} {
			names[tally.Say(lang, reason)], names[tally.Say(lang, "told.reason."+reason)] = reason, reason
		}
	}
	return names
}
