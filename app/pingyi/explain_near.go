package main

import (
	"slices"
	"strconv"
	"strings"

	"pingyi/app/tally"
	"pingyi/display"
	"pingyi/voting"
	"pingyi/voting/count"
)

// mostNear is how many figures are named to who asks for one that there is not.
const mostNear = 20

// near is what is wrong with a question, and what could be asked instead.
type near struct{ wrong, instead *tally.Trouble }

// Error is the sentence in English.
func (n near) Error() string { return n.Message("en") }

// Message is the sentence in one language.
func (n near) Message(lang string) string {
	return n.wrong.Message(lang) + "\n" + n.instead.Message(lang)
}

// withNear adds to what is wrong which figures there are, those that are written almost
// like the question first.
func (q question) withNear(state *voting.State, version int, wrong *tally.Trouble) near {
	type candidate struct {
		said string
		far  int
	}
	var all []candidate
	for _, f := range append(state.Figures(version), display.CountFigures(state, version)...) {
		one := candidate{written(f), count.EditDistance(q.of, written(f))}
		for _, said := range spellings(state, f) {
			one.far = min(one.far, count.EditDistance(q.of, said))
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.far - b.far })
	var named []string
	for _, one := range all[:min(len(all), mostNear)] {
		named = append(named, one.said)
	}
	return near{wrong, tally.NewTrouble("figure.near", "n", strconv.Itoa(len(all)), "names", strings.Join(named, ", "))}
}

// spellings are the other ways to write a figure: by the step that gives it, or in Chinese, and by
// the name of its unit.
func spellings(state *voting.State, f voting.Figure) (all []string) {
	if f.Count == voting.FigureGiven {
		f.Count = ""
	}
	said := [][2]string{{f.Count, f.Result}, {tally.ToldName("zh", f.Count), state.Session.Rulebook.ResultTable(f.Result)}}
	for _, words := range said {
		for _, unit := range []string{string(f.Unit), state.Unit(f.Unit).Name} {
			all = append(all, joined(words[0], unitAndResult(f, unit, words[1]), besides(f)))
		}
	}
	return all
}

// written is how a figure is asked for.
func written(f voting.Figure) string {
	if f.Count == voting.FigureGiven { // it is asked for by the name of its table
		f.Count = ""
	}
	return joined(f.Count, unitAndResult(f, string(f.Unit), f.Result), besides(f))
}

// besides is what else tells a figure apart.
func besides(f voting.Figure) string {
	return joined(string(f.Other), string(f.Class), runOf(f), f.Criterion, f.Category, f.Grade, f.Reason, strings.ReplaceAll(f.Label, "\n", " "))
}

// unitAndResult puts a result before its unit, and behind it where a figure beside the result is meant.
func unitAndResult(f voting.Figure, unit, result string) string {
	if f.Count == "" {
		return joined(result, unit)
	}
	return joined(unit, result)
}

// joined puts what there is of some words behind each other.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " ")
}

func runOf(f voting.Figure) string {
	if f.Run == 0 {
		return ""
	}
	return strconv.Itoa(int(f.Run))
}
