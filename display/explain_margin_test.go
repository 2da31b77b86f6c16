package display

import (
	"strings"
	"testing"

	"pingyi/voting"
)

// TestAMarginIsExplainedByThePrintedFiguresAtTheCut of a list, that of each class where it has its own; and no
// other figure is a margin.
func TestAMarginIsExplainedByThePrintedFiguresAtTheCut(t *testing.T) {
	apart := strings.NewReplacer(`, "not_on": ["两佳"]`, "", `"take": 2`, `"take": 1`).Replace(choiceRules)
	each := strings.Replace(choiceRules, `"of": "得票率", "inside": "all", "first": "high", "take": 2`, `"of": "得票率", "inside": "class", "first": "high", "take": {"行政审批类": 1, "执法监管类": 2}`, 1)
	for rules, margins := range map[string]int{apart: 2, each: 1} {
		h := newHall(t, plan{rules: rules})
		h.stage(1)
		h.open(1)
		h.fill("00---0", "0-0--0", "-0----")
		h.close(1)
		h.reveal(1)
		told := 0
		for _, list := range ResultsOf(h.state).Selections {
			f := voting.Figure{Count: voting.FigureMargin, Result: list.Result, Class: list.Class}
			if e, found := Explain(h.state, f, 1); found != (list.Margin != "") || e.Printed != list.Margin || found && !madeOf(e, list) {
				t.Errorf("%s: its margin is %q and explained by %+v", list.Name, list.Margin, e)
			} else if found {
				told++
			}
			for what, other := range map[string]voting.Figure{
				"a unit": {Count: f.Count, Result: f.Result, Class: f.Class, Unit: "A"}, "another class": {Count: f.Count, Result: f.Result, Class: "x"}, "no list": {Count: f.Count}, "a score": {Count: f.Count, Result: "score"},
			} {
				if e, found := Explain(h.state, other, 1); found {
					t.Errorf("%s: explained by %+v", what, e)
				}
			}
		}
		if listed := len(marginsOf(h.state)); told != margins || listed != margins {
			t.Errorf("of %d margins %d are explained and %d are listed", margins, told, listed)
		}
	}
}

// madeOf reports whether an explanation has the figures at the cut as they are printed, and no more of them.
func madeOf(e Explanation, list Selection) bool {
	for i, u := range []ListedUnit{list.Units[len(list.Units)-1], list.Next[0]} {
		if side := e.Told[i]; side.What != list.By || side.Printed != u.Value || side.At[0] != string(u.Unit) || len(side.From) > 0 {
			return false
		}
	}
	return len(e.Told) == 3 && e.Why == ""
}

func marginsOf(s *voting.State) (all []voting.Figure) {
	for _, f := range CountFigures(s, 1) {
		if f.Count == voting.FigureMargin {
			all = append(all, f)
		}
	}
	return all
}

// TestAMarginToAHiddenUnitIsNotTold: where the list does not give out the figure of one side, its margin would.
func TestAMarginToAHiddenUnitIsNotTold(t *testing.T) {
	for _, p := range []plan{{rules: unroundedRules}, {rules: unroundedRules, rehearsal: true}} {
		h := newHall(t, p)
		h.whole(1, 7, 1) // four ballots in each category: hidden
		h.whole(2, 10, 10)
		margins := marginsOf(h.state)
		if len(margins) != 1 {
			t.Fatalf("there are %+v", margins)
		}
		e, found := Explain(h.state, margins[0], 1)
		if hidden := !p.rehearsal; !found || hidden != (e.Why == WithheldOthers) || hidden != (e.Told == nil) || hidden != (e.Printed == "") {
			t.Errorf("rehearsal %t: explained by %+v", p.rehearsal, e)
		}
	}
}
