package display

import (
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// TestACountIsToldByCategoryWhereTheResultsShowThem, and in all where they hide them: of whom the
// results hide, no explanation of anybody's count says more.
func TestACountIsToldByCategoryWhereTheResultsShowThem(t *testing.T) {
	h := newHall(t, plan{})
	h.whole(1, 3, 4) // four ballots in one category and three in the other
	h.whole(2, 20)
	for _, figure := range h.state.CountFigures() {
		e, found := Explain(h.state, figure, 1)
		if !found {
			t.Errorf("%+v is listed and not explained", figure)
			continue
		}
		hidden := figure.Unit == "A" && !who(figure.Count)
		if withheld := hidden && figure.Category != ""; withheld != (e.Why == WithheldUnit) || withheld != (e.Told == nil) || withheld != (e.Printed == "") {
			t.Errorf("%+v: withheld is %q, told are %d, printed %q", figure, e.Why, len(e.Told), e.Printed)
		}
		for _, told := range e.Told {
			if at := strings.Join(told.Axes, " "); strings.Contains(at, "category") && !who(told.What) && strings.Contains(strings.Join(told.At, " "), "A") {
				t.Errorf("%+v tells %s of %v", figure, told.What, told.At)
			}
		}
	}
	e, _ := Explain(h.state, voting.Figure{Count: voting.FigureMarks, Unit: "B", Grade: "满意"}, 1)
	if e.Printed != "20" || len(e.Told) != 3 || strings.Join(e.Told[0].Axes, " ") != "unit category grade" {
		t.Errorf("of whom nothing is hidden it tells %+v", e)
	}
}

// TestWhatIsNoCountIsNotExplained: of units that are not confirmed, or with something that the figure has not.
func TestWhatIsNoCountIsNotExplained(t *testing.T) {
	h := newHall(t, plan{})
	if e, found := Explain(h.state, voting.Figure{Count: voting.FigureIssued}, 1); !found || e.Printed == "" || e.Printed == "0" {
		t.Errorf("before anything was voted on, issued are %+v", e)
	}
	for what, figure := range map[string]voting.Figure{"nothing is confirmed": {Count: voting.FigureCollected}, "no unit is": {Count: voting.FigureMarks, Unit: "A"}} {
		if e, found := Explain(h.state, figure, 1); found {
			t.Errorf("%s: explained by %+v", what, e)
		}
	}
	h.whole(1, 20)
	for what, figure := range map[string]voting.Figure{
		"not on stage": {Count: voting.FigureMarks, Unit: "B"}, "no figure": {Count: "x", Unit: "A"}, "no grade": {Count: voting.FigureMarks, Unit: "A", Grade: "x"},
		"no category": {Count: voting.FigureMarks, Unit: "A", Category: "x"}, "no criterion": {Count: voting.FigureMarks, Unit: "A", Criterion: "x"}, "a result and a count": {Count: voting.FigureMarks, Result: "score", Unit: "A"},
		"a grade outside the base": {Count: voting.FigureShare, Unit: "A", Grade: "不了解"}, "who could vote, by category": {Count: voting.FigureExpected, Unit: "A", Category: "企业代表"}, "ticks without lists": {Count: voting.FigureTicks, Unit: "A"},
		"a result with a category": {Result: "score", Unit: "A", Category: "企业代表"}, "a reason that none is void for": {Count: voting.FigureVoid, Reason: "pattern"}, "a grade of all units": {Count: voting.FigureMarks, Grade: "满意"},
	} {
		if e, found := Explain(h.state, figure, 1); found {
			t.Errorf("%s: explained by %+v", what, e)
		}
	}
	if _, found := Explain(h.state, voting.Figure{Count: voting.FigureIssued}, 2); found {
		t.Error("a version that is not there explains what was issued")
	}
}

// TestAnAverageIsExplainedAsTheScreensHaveIt: that of every unit's class, by whatever is printed of a unit
// that is hidden; of a unit without a score it is the mean of the others.
func TestAnAverageIsExplainedAsTheScreensHaveIt(t *testing.T) {
	h := newHall(t, plan{})
	h.whole(1, 3, 4)
	h.whole(2, 20)
	board := h.state.BoardOf(1)
	o := output{picture: picture{State: h.state}}
	for _, row := range board {
		m := o.metricOf("", row.Unit)
		want := o.average(board, row, m, o.printed(board, row, m))
		e, found := Explain(h.state, voting.Figure{Count: voting.FigureAverage, Unit: row.Unit.ID}, 1)
		if !found || e.Printed != want || want == "" || len(e.Told) < 2 || e.Why != "" {
			t.Errorf("%s: it is explained by %+v, and on screens it is %s", row.Unit.ID, e, want)
		}
		for _, told := range e.Told[:len(e.Told)-1] {
			if told.What != "score" || len(told.From) > 0 {
				t.Errorf("%s: it is made of %+v, which is more than is printed", row.Unit.ID, told)
			}
		}
	}
	if e, found := Explain(h.state, voting.Figure{Count: voting.FigureAverage, Unit: "A", Criterion: "x"}, 1); found {
		t.Errorf("of a criterion that is none: %+v", e)
	}
}

// TestWhatScenesCompareUnitsByIsExplained, be it another figure than the score: the average of the class, how
// far a unit is from it, and from another unit, as the scene that sets them against each other prints it.
func TestWhatScenesCompareUnitsByIsExplained(t *testing.T) {
	h := newHall(t, plan{rules: comparedRules})
	h.whole(1, 12, 8)
	h.whole(2, 20, 3)
	asked := 0
	for _, f := range CountFigures(h.state, 1) {
		if f.Count != voting.FigureAverage && f.Count != voting.FigureDifference {
			continue
		}
		asked++
		e, found := Explain(h.state, f, 1)
		shown := scene[VersusScene](h, onair.Sealed, onair.Cue{Scene: onair.SceneVersus, Unit: f.Unit, List: f.Result})
		want := map[string]string{voting.FigureAverage: shown.Right.Value, voting.FigureDifference: shown.Difference}[f.Count]
		if !found || want == "" || e.Printed != want {
			t.Errorf("%+v: explained as %s, and the scene is %+v", f, e.Printed, shown)
		}
	}
	if asked != 8 { // two of two figures of two units
		t.Errorf("%d figures are listed", asked)
	}
	for _, result := range []string{"", "加分"} {
		e, found := Explain(h.state, voting.Figure{Count: voting.FigureDifference, Unit: "A", Other: "B", Result: result}, 1)
		shown := scene[VersusScene](h, onair.Sealed, onair.Cue{Scene: onair.SceneVersus, Unit: "A", Other: "B", List: result})
		if !found || shown.Difference == "" || e.Printed != shown.Difference || len(e.Told) != 3 {
			t.Errorf("%q: explained by %+v, and the scene is %+v", result, e, shown)
		}
	}
	for what, f := range map[string]voting.Figure{
		"from itself": {Count: voting.FigureDifference, Unit: "A", Other: "A"}, "from nobody": {Count: voting.FigureDifference, Unit: "A", Other: "Z"},
		"the average with another": {Count: voting.FigureAverage, Unit: "A", Other: "B"}, "of a place": {Count: voting.FigureAverage, Unit: "A", Result: "rank"},
		"of what is no result": {Count: voting.FigureDifference, Unit: "A", Result: "x"},
	} {
		if e, found := Explain(h.state, f, 1); found {
			t.Errorf("%s: %+v", what, e)
		}
	}
}

// comparedRules give a unit another figure beside its score.
const comparedRules = `{"rulebook": 2, "title": "例", "secrecy": "secret", "reveal": "live",
	"ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 40}]},
	"categories": [{"label": "甲类", "weight": 1}, {"label": "乙类", "weight": 1}],
	"steps": [{"name": "类内", "do": "mean", "of": "marks"},
		{"name": "得分", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
		{"name": "折算", "do": "multiply", "of": "得分", "by": 0.3, "round": {"places": 1, "mode": "half up"}},
		{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
	"result": {"score": "得分", "加分": "折算", "rank": "名次"}}`

// TestATurnoutIsExplainedAsTheScreensHaveIt, which round down.
func TestATurnoutIsExplainedAsTheScreensHaveIt(t *testing.T) {
	h := newHall(t, plan{})
	h.stage(1)
	h.open(1)
	h.votes(19)
	h.close(1)
	h.reveal(1)
	item := h.state.Item(1)
	for f, want := range map[voting.Figure]string{
		{Count: voting.FigureTurnoutRate, Unit: "A"}: Percent(voting.PartOf(item.Tally.Total(), item.Expected)),
		{Count: voting.FigureTurnoutRate}:            Percent(voting.PartOf(item.Tally.Total(), item.Expected)),
	} {
		if e, found := Explain(h.state, f, 1); !found || e.Printed != want {
			t.Errorf("%+v: explained as %s, printed as %s", f, e.Printed, want)
		}
	}
	issued, checkedIn := h.state.Issued()
	e, _ := Explain(h.state, voting.Figure{Count: voting.FigureCheckInRate}, 1)
	if want := Percent(voting.PartOf(checkedIn, issued)); e.Printed != want {
		t.Errorf("who came is explained as %s, and on screens it is %s", e.Printed, want)
	}
	groups := h.state.Turnout()
	e, _ = Explain(h.state, voting.Figure{Count: voting.FigureCheckInRate, Category: h.state.Session.Rulebook.Categories[1].Label}, 1)
	if want := Percent(voting.PartOf(groups[1].CheckedIn, groups[1].Issued)); e.Printed != want {
		t.Errorf("who came of a category is explained as %s, and on screens it is %s", e.Printed, want)
	}
}
