package main

import (
	"slices"
	"strconv"
	"strings"

	"pingyi/app/tally"
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
	figures, rb := state.Figures(version), state.Session.Rulebook
	if len(figures) == 0 {
		return near{wrong, tally.NewTrouble("figure.nothing")}
	}
	type candidate struct {
		said string
		far  int
	}
	var all []candidate
	for _, f := range figures {
		said := strings.TrimSpace(f.Result + " " + string(f.Unit) + " " + f.Criterion)
		one := candidate{said, count.EditDistance(q.of, said)}
		for _, result := range []string{f.Result, rb.ResultTable(f.Result)} {
			for _, unit := range []string{string(f.Unit), state.Unit(f.Unit).Name} {
				one.far = min(one.far, count.EditDistance(q.of, strings.TrimSpace(result+" "+unit+" "+f.Criterion)))
			}
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
