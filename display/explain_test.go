package display

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestAFigureIsExplainedFromTheCountsUp: every line stands below those that it
// was made of, the first ones hold counts and the last one is the figure.
func TestAFigureIsExplainedFromTheCountsUp(t *testing.T) {
	h := newHall(t, plan{})
	h.whole(1, 12, 4)
	h.whole(2, 20)
	for _, want := range []struct {
		figure  voting.Figure
		printed string
		lines   int
	}{
		{voting.Figure{Result: "score", Unit: "A"}, "95.00", 3},
		{voting.Figure{Result: "rank", Unit: "A"}, "2", 4},
		{voting.Figure{Result: "rank in class", Unit: "A"}, "1", 4},
	} {
		e, found := Explain(h.state, want.figure, 1)
		if !found || e.Printed != want.printed || len(e.Lines) != want.lines || e.Why != "" || e.Refused != "" {
			t.Fatalf("%v: got %+v, want %s from %d lines", want.figure, e, want.printed, want.lines)
		}
		for n, line := range e.Lines {
			for _, from := range line.From {
				if from >= n {
					t.Errorf("%v: line %d is made of line %d, which stands below it", want.figure, n, from)
				}
			}
		}
		if last := e.Lines[len(e.Lines)-1]; last.Printed != want.printed || len(last.From) == 0 {
			t.Errorf("%v ends with %+v", want.figure, last)
		}
		if how := e.Lines[0].How.Chinese; !strings.Contains(how, "满意 6 × 100 + 基本满意 2 × 80") {
			t.Errorf("%v begins with %q, want the counts of the first category", want.figure, how)
		}
	}
}

// TestEveryFigureThatIsListedIsExplained, of each pledge too, and none is listed of a unit
// that is not confirmed.
func TestEveryFigureThatIsListedIsExplained(t *testing.T) {
	h := pledgeHall(t, voting.RevealHeld)
	h.stage(1)
	h.open(1)
	h.votePledges(20, "01")
	h.close(1)
	if figures := h.state.Figures(1); len(figures) > 0 {
		t.Errorf("before anything is confirmed there are %v", figures)
	}
	h.reveal(1)
	figures := h.state.Figures(1)
	for _, figure := range figures {
		if _, found := Explain(h.state, figure, 1); !found {
			t.Errorf("%+v is listed and not explained", figure)
		}
	}
	if !slices.Contains(figures, voting.Figure{Result: "criterion score", Unit: "A", Criterion: "A-2"}) || !slices.Contains(figures, voting.Figure{Result: "score", Unit: "A"}) {
		t.Errorf("the figures are %v", figures)
	}
	if other := h.state.Figures(2); other != nil {
		t.Errorf("a version that is not there has %v", other)
	}
}

// TestOnlyFiguresOfTheResultsAreExplained: what nobody may see has no explanation,
// and what is no figure has none.
func TestOnlyFiguresOfTheResultsAreExplained(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealLive})
	h.whole(1, 30)
	h.stage(2)
	h.open(2)
	h.votes(29)
	h.close(2)
	for what, figure := range map[string]voting.Figure{
		"closed and not confirmed": {Result: "score", Unit: "B"}, "never on stage": {Result: "score", Unit: "C"},
		"no unit": {Result: "score", Unit: "X"}, "no result": {Result: "points", Unit: "A"}, "a step": {Result: "类内平均", Unit: "A"},
		"a criterion where there is one score": {Result: "score", Unit: "A", Criterion: "总体评价"},
	} {
		if e, found := Explain(h.state, figure, 1); found {
			t.Errorf("%s: explained by %+v", what, e)
		}
	}
	h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: 2})
	if e, found := Explain(h.state, voting.Figure{Result: "score", Unit: "B"}, 1); !found || e.Printed != "100.00" {
		t.Errorf("confirmed: %+v, want 100.00", e)
	}
}

// TestHiddenCountsAreNotToldByAnExplanation: a unit that is not broken down by
// category has no chain, neither for its score nor for its place.
func TestHiddenCountsAreNotToldByAnExplanation(t *testing.T) {
	h := newHall(t, plan{})
	h.whole(1, 3, 4) // four ballots in one category and three in the other
	h.whole(2, 20)
	for _, result := range []string{"score", "rank", "rank in class"} {
		e, found := Explain(h.state, voting.Figure{Result: result, Unit: "A"}, 1)
		if !found || e.Why != WithheldUnit || e.Lines != nil || e.Printed == "" {
			t.Errorf("%s: got %+v, want the figure alone", result, e)
		}
	}
	if e, _ := Explain(h.state, voting.Figure{Result: "rank", Unit: "B"}, 1); e.Why != "" || len(e.Lines) == 0 {
		t.Errorf("the place of the other is explained by %+v", e)
	}
}

// measured is a session in which everybody is measured against the highest.
func measured(t *testing.T) *hall {
	t.Helper()
	rb, err := voting.ParseRulebook([]byte(`{"rulebook": 2, "title": "例", "secrecy": "secret", "reveal": "live",
		"ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 40}]},
		"categories": [{"label": "甲类", "weight": 1}, {"label": "乙类", "weight": 1}],
		"steps": [{"name": "类内", "do": "mean", "of": "marks"},
			{"name": "综合", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"},
			{"name": "折算", "do": "share of top", "of": "综合", "inside": "all", "points": 100, "round": {"places": 2, "mode": "half up"}},
			{"name": "名次", "do": "rank", "of": "综合", "inside": "all", "style": "1224", "first": "high"}],
		"result": {"score": "折算", "rank": "名次"}}`))
	if err != nil {
		t.Fatal(err)
	}
	return newHallOf(t, rb, plan{units: threeWindows(), cards: 30})
}

// A word that the rulebook finds of a hidden unit by all categories is what was announced; an
// explanation has it, and not its place among the words as if that were a figure.
func TestAWordAboutAHiddenUnitIsNotPrintedAsAFigure(t *testing.T) {
	rules := `{"rulebook": 2, "title": "例", "secrecy": "secret", "reveal": "live",
		"ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 40}]},
		"categories": [{"label": "甲类", "weight": 2}, {"label": "乙类", "weight": 1}],
		"steps": [{"name": "得分", "do": "weighted mean", "parts": [{"of": "合", "weight": 1}], "missing": "refuse"},
			{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"},
			{"name": "评定", "do": "bands", "of": "得分", "bands": [{"label": "优秀", "at_least": 60}, {"label": "一般", "otherwise": true}]}],
		"result": {"score": "得分", "rank": "名次", "finding": "评定"}}`
	rules = strings.Replace(rules, `"steps": [`, `"steps": [{"name": "类", "do": "mean", "of": "marks"}, {"name": "合", "do": "weighted mean", "of": "类", "over": "category", "missing": "renormalise"},
			`, 1)
	for rehearsal, want := range map[bool]string{false: "优秀", true: "优秀"} {
		h := newHall(t, plan{rules: rules, rehearsal: rehearsal})
		h.whole(1, 7, 1) // four ballots in each category: hidden, but in a rehearsal
		if e, found := Explain(h.state, voting.Figure{Result: "finding", Unit: "A"}, 1); !found || e.Printed != want || (e.Lines != nil) != rehearsal {
			t.Errorf("rehearsal %v: it is printed as %q, want %q", rehearsal, e.Printed, want)
		}
	}
}

// TestAFigureMeasuredAgainstAHiddenOneIsNotExact: a share of the highest, exactly,
// would be the score of the highest, exactly, hence an equation for its counts.
func TestAFigureMeasuredAgainstAHiddenOneIsNotExact(t *testing.T) {
	h := measured(t)
	h.whole(1, 7, 1) // four ballots in each category: hidden
	h.whole(2, 10, 10)
	score, place := voting.Figure{Result: "score", Unit: "B"}, voting.Figure{Result: "rank", Unit: "B"}
	if e, found := Explain(h.state, score, 1); !found || e.Why != WithheldOthers || e.Lines != nil || e.Printed != "75.68" {
		t.Errorf("the score: got %+v, want 75.68 alone", e)
	}
	if e, _ := Explain(h.state, place, 1); e.Why != "" || len(e.Lines) != 4 {
		t.Errorf("the place, which is no figure of theirs: got %+v", e)
	}
	file := ResultsOf(h.state)
	text, _ := json.Marshal(file)
	if b := file.Units[1]; b.Exact != "" || len(b.Counts) != 2 || b.Score != "75.68" {
		t.Errorf("the results tell the exact score, or hide what is no secret: %s", text)
	}
	h = measured(t)
	h.whole(1, 15, 1)
	h.whole(2, 10, 10)
	e, _ := Explain(h.state, score, 1)
	if e.Why != "" || !strings.Contains(e.Lines[len(e.Lines)-1].How.Chinese, "÷ 最高 96.25") || ResultsOf(h.state).Units[1].Exact == "" {
		t.Errorf("nobody is hidden, and it is still not told: %+v", e)
	}
}
