package main

import (
	"slices"
	"strconv"
	"strings"

	"pingyi/app/tally"
	"pingyi/display"
	"pingyi/voting"
)

// countNames adds to what may be written the names of what was counted, in both languages: that of a
// grade, or of a list of a choice, asks for its marks as the heading of its column does. Names of
// the author's, which are there already, go before them. It lists one for each as people are told.
func (q question) countNames(state *voting.State, names map[string]voting.Figure) []string {
	var all []string
	write := func(name string, figure voting.Figure) {
		if _, taken := names[name]; !taken && name != "" {
			names[name] = figure
		}
	}
	for _, f := range display.CountFigures(state, q.shown(state)) {
		what := voting.Figure{Count: f.Count}
		if f.Count == voting.FigureGiven {
			continue // it is asked for by the name of its table
		}
		if told := beside(f.Count, tally.ToldName(q.lang, f.Count)); !slices.Contains(all, told) {
			all = append(all, told)
			write(f.Count, what)
			write(tally.ToldName("zh", f.Count), what)
			write(tally.ToldName("en", f.Count), what)
		}
	}
	rb := state.Session.Rulebook
	if len(rb.ListResults()) > 0 { // of each list, be it that no page prints the number
		for _, what := range []string{voting.FigurePlaces, voting.FigureListed, voting.FigureBarred, voting.FigureNext} {
			cut := voting.Figure{Count: what}
			write(what, cut)
			write(tally.ToldName("zh", what), cut)
			write(tally.ToldName("en", what), cut)
		}
	}
	for _, table := range state.Session.Imported() {
		what := voting.Figure{Count: voting.FigureGiven, Result: table.Name}
		write(table.Name, what)
		write(rb.NameIn("en", table.Name), what)
		all = append(all, rb.NameIn(q.lang, table.Name))
	}
	for _, grade := range rb.Grades {
		write(grade.Label, voting.Figure{Count: voting.FigureMarks, Grade: grade.Label})
	}
	for _, list := range rb.Lists {
		write(list.Label, voting.Figure{Count: voting.FigureTicks, Criterion: list.Label})
		write(list.Name, voting.Figure{Count: voting.FigureTicks, Criterion: list.Label})
		write(list.English, voting.Figure{Count: voting.FigureTicks, Criterion: list.Label})
	}
	return all
}

// counted reads what says more closely which count is meant, in any order: a unit, another that it is set
// against, a result, a class, a run, a criterion or list, a category, a grade, a reason, and labels on axes of
// the rulebook's own.
func (q question) counted(state *voting.State, f voting.Figure, rest string) (voting.Figure, *tally.Trouble) {
	unit, other, class, run := "", "", "", ""
	units := unitNames(state)
	slots := []tally.Slot{{Said: &unit, Words: units}}
	switch f.Count {
	case voting.FigureDifference:
		slots = append(slots, tally.Slot{Said: &other, Words: units}, tally.Slot{Said: &f.Result, Words: comparedNames(state)}, tally.Slot{Said: &f.Criterion, Words: criterionNames(state)})
	case voting.FigureAverage:
		slots = append(slots, tally.Slot{Said: &f.Result, Words: comparedNames(state)}, tally.Slot{Said: &f.Criterion, Words: criterionNames(state)}, tally.Slot{Said: &class, Words: classNames(state)})
	case voting.FigureMargin, voting.FigurePlaces, voting.FigureListed, voting.FigureBarred, voting.FigureNext:
		slots = append(slots, tally.Slot{Said: &f.Result, Words: listNames(state)}, tally.Slot{Said: &class, Words: classNames(state)})
	case voting.FigureSetAside:
		slots = append(slots, tally.Slot{Said: &run, Words: runNames(state)})
	case voting.FigureGiven:
		return q.given(state, f, rest)
	default:
		slots = append(slots, tally.Slot{Said: &f.Criterion, Words: criterionNames(state)}, tally.Slot{Said: &f.Category, Words: categoryNames(state)},
			tally.Slot{Said: &f.Grade, Words: gradeNames(state)}, tally.Slot{Said: &f.Reason, Words: reasonNames()})
	}
	if !tally.Fill(rest, slots...) {
		return f, tally.NewTrouble("figure.count", "asked", q.of, "rest", unread(rest, slots), "units", examples(state.Session.Units))
	}
	if f.Count == voting.FigureAverage && unit == "" {
		unit, class = q.ofClass(state, class), ""
	}
	number, _ := strconv.ParseUint(run, 10, 16) // none is 0
	f.Criterion = ownCriterion(state, voting.UnitID(unit), f.Criterion)
	f.Run, f.Unit, f.Other, f.Class = uint16(number), voting.UnitID(unit), voting.UnitID(other), voting.Class(class)
	return f, q.unanswered(state, f)
}

// unread is what is left of the words of a question behind those that fit.
func unread(rest string, slots []tally.Slot) string {
	for {
		found, left := "", rest
		for i := range slots {
			if name, after := longest(rest, slots[i].Words); name != "" && *slots[i].Said == "" && len(name) > len(found) {
				found, left = name, after
			}
		}
		for i := range slots {
			if said, there := slots[i].Words[found]; there && *slots[i].Said == "" {
				*slots[i].Said = said
				break
			}
		}
		if found == "" || left == "" {
			return rest
		}
		rest = left
	}
}

// given reads which figure from elsewhere is meant: a label for each axis of its table.
func (q question) given(state *voting.State, f voting.Figure, rest string) (voting.Figure, *tally.Trouble) {
	for _, table := range state.Session.Imported() {
		if table.Name != f.Result {
			continue
		}
		at := make([]string, len(table.Axes))
		var slots []tally.Slot
		for k, axis := range table.Axes {
			slots = append(slots, tally.Slot{Said: &at[k], Words: labelNames(state, table, axis)})
		}
		if tally.Fill(rest, slots...) && !slices.Contains(at, "") {
			f = voting.GivenAt(table.Name, table.Axes, at)
			f.Criterion = ownCriterion(state, f.Unit, f.Criterion)
			return f, nil
		}
		var axes []string
		for _, axis := range table.Axes {
			axes = append(axes, tally.AxisIn(q.lang, axis))
		}
		return f, tally.NewTrouble("figure.given", "asked", q.of, "table", state.Session.Rulebook.NameIn(q.lang, table.Name), "axes", strings.Join(axes, ", "))
	}
	return f, tally.NewTrouble("figure.none", "asked", q.of)
}

// labelNames are what may be written for the labels of an axis of a table from elsewhere.
func labelNames(state *voting.State, table voting.Imported, axis string) map[string]string {
	names := make(map[string]string)
	switch axis {
	case "unit":
		return unitNames(state)
	case "criterion":
		return criterionNames(state)
	}
	for _, label := range table.Labels(axis, "") {
		names[label] = label
	}
	return names
}

// comparedNames are the results that a question about units beside each other may name, as they may be written; of those that
// no scene compares units by it is told.
func comparedNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	for word, figure := range deskNames(state.Session.Rulebook) {
		names[word] = figure.Result
	}
	return withResults(names, state.Session.Rulebook, state.Session.Rulebook.ResultNames())
}

// listNames are the results that are lists, by what may be written.
func listNames(state *voting.State) map[string]string {
	rb := state.Session.Rulebook
	return withResults(make(map[string]string), rb, rb.ListResults())
}

// withResults adds results by their own names, and by those of their tables in either language.
func withResults(names map[string]string, rb voting.Rulebook, results []string) map[string]string {
	for _, result := range results {
		table := rb.ResultTable(result)
		names[rb.NameIn("en", table)], names[table], names[result] = result, result, result
	}
	return names
}

// runNames are the numbers of the runs that were set aside.
func runNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	for _, f := range state.CountFigures() {
		if run := strconv.Itoa(int(f.Run)); f.Run > 0 {
			names[run] = run
		}
	}
	return names
}

// classNames are the classes, each of which may have a list for itself.
func classNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	for _, unit := range state.Session.Units {
		names[string(unit.Class)] = string(unit.Class)
	}
	return names
}

// ownCriterion is the criterion of a unit that is called as one of another unit is: two pledges may have the
// same words.
func ownCriterion(state *voting.State, unit voting.UnitID, key string) string {
	rb, called := state.Session.Rulebook, ""
	for _, u := range state.Session.Units {
		for _, c := range rb.CriteriaOf(u) {
			if c.Key() == key {
				called = c.Label
			}
		}
	}
	own := key
	for _, c := range rb.CriteriaOf(state.Unit(unit)) {
		switch {
		case unit == "" || c.Key() == key:
			return key
		case c.Label == called:
			own = c.Key()
		}
	}
	return own
}

// criterionNames are the criteria of all units by what may be written; of a choice they are its lists.
func criterionNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	rb := state.Session.Rulebook
	if !rb.Rows() && rb.Lists == nil {
		return names
	}
	for _, u := range state.Session.Units {
		for _, c := range rb.CriteriaOf(u) {
			names[c.Label] = c.Key()
		}
	}
	for _, u := range state.Session.Units { // a number goes before words that another one has
		for _, c := range rb.CriteriaOf(u) {
			names[c.Key()] = c.Key()
		}
	}
	for _, list := range rb.Lists {
		names[list.Name], names[list.English] = list.Label, list.Label
	}
	return names
}

func categoryNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	for _, c := range state.Session.Rulebook.Categories {
		names[c.Label] = c.Label
	}
	return names
}

func gradeNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	for _, g := range state.Session.Rulebook.Grades {
		names[g.Label] = g.Label
	}
	return names
}
