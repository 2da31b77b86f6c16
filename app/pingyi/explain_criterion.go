package main

import (
	"slices"
	"strings"

	"pingyi/app/tally"
	"pingyi/voting"
)

// withCriterion takes the criterion that stands beside a result and a unit. Beside the score of the unit it asks for
// that of the criterion.
func (q question) withCriterion(state *voting.State, figure voting.Figure, asked string) (voting.Figure, *tally.Trouble) {
	rb := state.Session.Rulebook
	if asked != "" && figure.Result == "score" && rb.ResultTable("criterion score") != "" {
		figure.Result = "criterion score"
	}
	var keys []string
	for _, c := range rb.CriteriaOf(state.Unit(figure.Unit)) {
		keys = append(keys, c.Key())
		if asked != "" && (asked == c.Key() || asked == c.Label) {
			figure.Criterion = c.Key()
		}
	}
	each := slices.Contains(rb.ResultAxes(figure.Result), "criterion")
	switch {
	case each && figure.Criterion == "":
		return figure, tally.NewTrouble("figure.criterion", "asked", q.of, "result", figure.Result, "criteria", strings.Join(keys, ", "))
	case !each && figure.Criterion != "":
		return figure, q.undivided(state, figure, asked)
	case !each && asked != "":
		return figure, tally.NewTrouble("figure.none", "asked", q.of)
	}
	return figure, nil
}

// undivided is the trouble with a criterion beside a figure that a unit has one of, with what may be asked of it.
func (q question) undivided(state *voting.State, f voting.Figure, criterion string) *tally.Trouble {
	rb, unit := state.Session.Rulebook, string(f.Unit)
	may := []string{rb.NameIn(q.lang, rb.ResultTable(f.Result)) + " " + unit}
	for _, result := range rb.ResultNames() {
		if slices.Contains(rb.ResultAxes(result), "criterion") {
			may = append(may, joined(rb.NameIn(q.lang, rb.ResultTable(result)), unit, criterion))
		}
	}
	counts := []string{voting.FigureMarks, voting.FigureOpinions, voting.FigureBlank}
	if rb.Lists != nil {
		counts = []string{voting.FigureTicks}
	}
	for _, what := range counts {
		may = append(may, joined(tally.ToldName(q.lang, what), unit, criterion))
	}
	return tally.NewTrouble("figure.criterion.none", "asked", q.of, "result", rb.NameIn(q.lang, rb.ResultTable(f.Result)), "names", strings.Join(may, ", "))
}
