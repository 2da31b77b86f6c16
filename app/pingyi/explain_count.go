package main

import (
	"slices"
	"strconv"

	"pingyi/app/tally"
	"pingyi/display"
	"pingyi/static"
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
		if told := beside(f.Count, tally.ToldName(q.lang, f.Count)); !slices.Contains(all, told) {
			all = append(all, told)
			write(f.Count, what)
			write(tally.ToldName("zh", f.Count), what)
			write(tally.ToldName("en", f.Count), what)
		}
	}
	rb := state.Session.Rulebook
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

// counted reads what says more closely which count is meant: unit, result and class, criterion or list,
// category, grade, reason, those that are given in this order.
func (q question) counted(state *voting.State, f voting.Figure, rest string) (voting.Figure, *tally.Trouble) {
	unit, class, run := "", "", ""
	for _, part := range []struct {
		of    *string
		names func() map[string]string
	}{
		{&unit, func() map[string]string { return unitNames(state) }},
		{&f.Result, func() map[string]string { return resultNames(state, f.Count) }},
		{&class, func() map[string]string { return classNames(state, f.Count) }},
		{&run, func() map[string]string { return runNames(state, f.Count) }},
		{&f.Criterion, func() map[string]string { return criterionNames(state, voting.UnitID(unit)) }},
		{&f.Category, func() map[string]string { return categoryNames(state) }},
		{&f.Grade, func() map[string]string { return gradeNames(state) }},
		{&f.Reason, func() map[string]string { return reasonNames(state) }},
	} {
		names := part.names()
		if name, after := longest(rest, names); name != "" && *part.of == "" {
			*part.of, rest = names[name], after
		}
	}
	number, _ := strconv.ParseUint(run, 10, 16) // none is 0
	f.Run = uint16(number)
	if f.Unit, f.Class = voting.UnitID(unit), voting.Class(class); rest != "" {
		return f, tally.NewTrouble("figure.count", "asked", q.of, "rest", rest, "units", examples(state.Session.Units))
	}
	return f, nil
}

// resultNames are the results of which there is a figure besides, by what may be written: of a margin, the lists.
func resultNames(state *voting.State, count string) map[string]string {
	names := make(map[string]string)
	rb := state.Session.Rulebook
	for _, result := range rb.ListResults() {
		if count == voting.FigureMargin {
			table := rb.ResultTable(result)
			names[result], names[table], names[rb.NameIn("en", table)] = result, result, result
		}
	}
	return names
}

// runNames are the numbers of the runs that were set aside.
func runNames(state *voting.State, count string) map[string]string {
	names := make(map[string]string)
	for _, f := range state.CountFigures() {
		if run := strconv.Itoa(int(f.Run)); f.Run > 0 && count == voting.FigureSetAside {
			names[run] = run
		}
	}
	return names
}

// classNames are the classes, each of which may have a list for itself.
func classNames(state *voting.State, count string) map[string]string {
	names := make(map[string]string)
	for _, unit := range state.Session.Units {
		if count == voting.FigureMargin {
			names[string(unit.Class)] = string(unit.Class)
		}
	}
	return names
}

// criterionNames are the criteria of a unit by what may be written; of a choice they are its lists.
func criterionNames(state *voting.State, unit voting.UnitID) map[string]string {
	names := make(map[string]string)
	rb := state.Session.Rulebook
	if unit == "" || !rb.Rows() && rb.Lists == nil {
		return names
	}
	for _, c := range rb.CriteriaOf(state.Unit(unit)) {
		names[c.Key()], names[c.Label] = c.Key(), c.Key()
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

// reasonNames are the reasons for which ballots are void, as the desk calls them too.
func reasonNames(state *voting.State) map[string]string {
	names := make(map[string]string)
	for _, why := range state.VoidBy() {
		names[why.Reason] = why.Reason
		for _, lang := range []string{"zh-CN", "en"} {
			if words, err := static.WordsOf(lang); err == nil {
				names[words["export.value.void."+why.Reason]] = why.Reason
			}
		}
	}
	return names
}
