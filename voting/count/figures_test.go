package count_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// onMarks is a rulebook whose step reads how often each grade was given. What it makes is a result by
// its own name, so that nothing is refused for coming to nothing.
func onMarks(steps string) string {
	return toldAll(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [{"label": "优", "points": 100, "headline": true}, {"label": "良", "points": 80}, {"label": "差", "points": 0}],
		"over_vote": "void ballot", "choose": [{"list": "best", "at_most": 3}]},
		"categories": [{"label": "代表", "weight": 3}, {"label": "群众", "weight": 1}],
		"imported": [{"name": "分", "axes": ["unit", "category"]}, {"name": "系数", "axes": ["unit"]}, {"name": "各档分", "axes": ["grade"]}, {"name": "细", "axes": ["unit", "category", "grade"]}],
		"steps": [` + steps + `], "result": {"a": "分", "b": "系数", "c": "各档分", "d": "marks", "e": "ticks", "f": "细", "g": "category weight"}}`)
}

// votesRead are steps that know what to do with how often each grade was given.
var votesRead = []string{
	`{"name": "步", "do": "mean", "of": "marks"}`,
	`{"name": "步", "do": "mean", "of": "marks", "over": "category", "missing": "refuse"}`,
	`{"name": "步", "do": "sum", "of": "marks", "over": "category"}`,
	`{"name": "步", "do": "sum", "of": "marks", "over": "grade"}`,
	`{"name": "步", "do": "sum", "parts": ["marks"], "missing": "refuse"}`,
	`{"name": "步", "do": "weighted mean", "of": "marks", "over": "category", "missing": "refuse"}`,
	`{"name": "步", "do": "weighted sum", "of": "marks", "over": "category", "missing": "refuse"}`,
	`{"name": "步", "do": "weighted sum", "of": "marks", "over": "grade", "weights": "各档分", "missing": "refuse"}`,
	`{"name": "步", "do": "multiply", "of": "marks", "by": "category weight"}`,
	`{"name": "步", "do": "divide", "of": "marks", "by": "valid"}`,
	`{"name": "步", "do": "share", "of": "marks", "grades": "headline", "base": "with an opinion"}`,
	`{"name": "步", "do": "share", "of": "marks", "grades": "each", "base": "all marks", "round": {"places": 1, "mode": "half up"}}`,
	`{"name": "步", "do": "share", "of": "collected", "base": "marks"}`,
	`{"name": "步", "do": "pick", "of": "marks", "axis": "grade", "labels": ["优"]}`,
	`{"name": "步", "do": "trim", "of": "marks", "high": 1, "low": 1, "least": 3, "below_least": "leave all"}`,
	`{"name": "步", "do": "veto", "of": "marks"}`,
	`{"name": "步", "do": "only", "of": "marks", "only_if": [{"table": "valid", "at_least": 5}]}`,
	`{"name": "步", "do": "majority grade", "of": "marks", "of_two": "lower"}`,
	`{"name": "步", "do": "majority order", "of": "marks", "of_two": "lower", "inside": "all"}`,
}

// ofGrades would round the points of grades, which stand in the rulebook as they are to count: there
// is no rulebook of an old log that says it.
const ofGrades = `{"name": "步", "do": "round marks", "of": "marks", "round": {"places": 0, "mode": "half up"}}`

// figuresWanted are steps that would take how often for a figure, with the path that is told.
var figuresWanted = []struct{ step, path string }{
	{`{"name": "步", "do": "mean", "of": "marks", "over": "grade", "missing": "refuse"}`, "steps[0].over"},
	{`{"name": "步", "do": "weighted mean", "of": "marks", "over": "grade", "weights": "各档分", "missing": "refuse"}`, "steps[0].over"},
	{`{"name": "步", "do": "mean", "parts": ["分", "marks"], "missing": "refuse"}`, "steps[0].parts[1]"},
	{`{"name": "步", "do": "sum", "parts": ["marks", "分"], "missing": "refuse"}`, "steps[0].parts[0]"},
	{`{"name": "步", "do": "weighted sum", "parts": [{"of": "marks", "weight": 1}, {"of": "分", "weight": 2}], "missing": "refuse"}`, "steps[0].parts[0].of"},
	{`{"name": "步", "do": "weighted mean", "parts": [{"of": "分", "weight": 1}, {"of": "marks", "weight": 2}], "missing": "refuse"}`, "steps[0].parts[1].of"},
	{`{"name": "步", "do": "weighted mean", "of": "细", "over": "category", "weights": "marks", "missing": "refuse"}`, "steps[0].weights"},
	{`{"name": "步", "do": "multiply", "of": "marks", "by": 2}`, "steps[0].of"},
	{`{"name": "步", "do": "multiply", "of": "分", "by": "marks"}`, "steps[0].by"},
	{`{"name": "步", "do": "divide", "of": "marks", "by": 3, "round": {"places": 0, "mode": "half up"}}`, "steps[0].of"},
	{`{"name": "步", "do": "divide", "of": "分", "by": "marks"}`, "steps[0].by"},
	{`{"name": "步", "do": "difference", "of": "marks", "minus": "分", "missing": "refuse"}`, "steps[0].of"},
	{`{"name": "步", "do": "difference", "of": "分", "minus": "marks", "missing": "refuse"}`, "steps[0].minus"},
	{`{"name": "步", "do": "share", "of": "marks", "grades": "each", "base": "marks"}`, "steps[0].base"},
	{`{"name": "步", "do": "trim", "of": "marks", "over": "category", "high": 1, "low": 0, "least": 2, "below_least": "leave all"}`, "steps[0].of"},
	{`{"name": "步", "do": "round", "of": "marks", "round": {"places": 0, "mode": "half up"}}`, "steps[0].of"},
	{`{"name": "步", "do": "rank", "of": "marks", "inside": "all", "style": "1224", "first": "high"}`, "steps[0].of"},
	{`{"name": "步", "do": "share of top", "of": "marks", "inside": "all", "points": 100}`, "steps[0].of"},
	{`{"name": "步", "do": "pool", "of": "marks", "inside": "all", "points": 100}`, "steps[0].of"},
	{`{"name": "步", "do": "min-max", "of": "marks", "inside": "all", "from": 50, "to": 100, "all_equal": 75}`, "steps[0].of"},
	{`{"name": "步", "do": "place points", "of": "marks", "inside": "all", "first": "high", "points": [9], "shared": "best", "beyond": 1}`, "steps[0].of"},
	{`{"name": "步", "do": "bands", "of": "marks", "bands": [{"label": "高", "at_least": 60}, {"label": "低", "otherwise": true}]}`, "steps[0].of"},
	{`{"name": "步", "do": "bonus", "of": "marks", "add": ["分"]}`, "steps[0].of"},
	{`{"name": "步", "do": "deduction", "of": "marks", "subtract": ["分"]}`, "steps[0].of"},
	{`{"name": "步", "do": "cut", "of": "marks", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand"}`, "steps[0].of"},
	{`{"name": "步", "do": "only", "of": "marks", "on": ["marks"]}`, "steps[0].on[0]"},
	{`{"name": "步", "do": "only", "of": "marks", "only_if": [{"table": "marks", "at_least": 60}]}`, "steps[0].only_if[0].table"},
	{`{"name": "步", "do": "fill to 100", "of": "marks", "over": "grade", "by": "residual", "round": {"places": 1, "mode": "half up"}}`, "steps[0].of"},
	{`{"name": "步", "do": "streak", "events": [{"table": "marks", "at_least": 60}]}`, "steps[0].events[0].table"},
	{`{"name": "步", "do": "count", "of": "marks", "over": "grade"}`, "steps[0].of"},
	{`{"name": "步", "do": "count", "of": "细", "over": "category", "only_if": [{"table": "marks", "at_least": 60}]}`, "steps[0].only_if[0].table"},
}

// What is done to how often a grade was given is not done to the grade: five points more would
// be five votes more for each. Every step there is stands in one of the two tables, or in both.
func TestHowOftenAGradeWasGivenIsNoFigure(t *testing.T) {
	tried := map[string]bool{}
	for _, step := range votesRead {
		tried[does(t, step)] = true
		if _, err := count.Parse([]byte(onMarks(step))); err != nil {
			t.Errorf("%s: %v", step, err)
		}
	}
	for _, c := range figuresWanted {
		tried[does(t, c.step)] = true
		refusedVotes(t, c.step, c.path)
	}
	tried[does(t, ofGrades)] = true
	if problems := problemsOf(t, onMarks(ofGrades)); pathsOf(problems)[0] != "steps[0].of" {
		t.Errorf("the points of grades are rounded: %v", problems)
	}
	for _, do := range kindsOf(t) {
		if !tried[do] {
			t.Errorf("nothing says what %q does with how often each grade was given", do)
		}
	}
}

// Marks that were weighed, trimmed or added up are still how often each was given.
func TestWhatIsMadeOfMarksIsStillHowOften(t *testing.T) {
	for _, before := range []string{
		`{"name": "前", "do": "sum", "of": "marks", "over": "category"}`,
		`{"name": "前", "do": "pick", "of": "marks", "axis": "category", "labels": ["群众"]}`,
		`{"name": "前", "do": "trim", "of": "marks", "high": 1, "low": 1, "least": 3, "below_least": "leave all"}`,
		`{"name": "前", "do": "weighted sum", "of": "marks", "over": "category", "missing": "refuse"}`,
		`{"name": "前", "do": "mean", "of": "marks", "over": "category", "missing": "refuse"}`,
		`{"name": "前", "do": "multiply", "of": "marks", "by": "category weight"}`,
		`{"name": "前", "do": "sum", "parts": ["marks"], "missing": "refuse"}`,
		`{"name": "前", "do": "veto", "of": "marks"}`,
		`{"name": "前", "do": "only", "of": "marks", "only_if": [{"table": "valid", "at_least": 5}]}`,
	} {
		refusedVotes(t, before+`, {"name": "步", "do": "bonus", "of": "前", "add": ["系数"]}`, "steps[1].of")
	}
	for _, rounds := range []string{
		`"do": "veto", "of": "marks"`, `"do": "sum", "parts": ["marks"], "missing": "refuse"`, `"do": "divide", "of": "marks", "by": "valid"`,
		`"do": "weighted sum", "of": "marks", "over": "category", "missing": "refuse"`,
	} {
		refusedVotes(t, `{"name": "步", `+rounds+`, "round": {"places": 0, "mode": "half up"}}`, "steps[0].round")
	}
}

// Votes that all weigh alike have the mean and the shares that they had without.
func TestVotesThatAllWeighAlike(t *testing.T) {
	for _, last := range []string{
		`{"name": "步", "do": "mean", "of": "后"}`,
		`{"name": "步", "do": "majority grade", "of": "后", "of_two": "lower"}`,
		`{"name": "步", "do": "share", "of": "后", "grades": "headline", "base": "with an opinion"}`,
	} {
		alike := `{"name": "加权", "do": "multiply", "of": "marks", "by": "系数"}, {"name": "后", "do": "sum", "of": "加权", "over": "category", "missing": "refuse"}, `
		refusedVotes(t, alike+last, "steps[2].of")
		if _, err := count.Parse([]byte(onMarks(strings.Replace(alike, "系数", "category weight", 1) + last))); err != nil {
			t.Errorf("%s: %v", last, err)
		}
	}
}

// How often a unit was chosen is a figure of its own.
func TestTicksAreFigures(t *testing.T) {
	for _, step := range []string{
		`{"name": "步", "do": "share of top", "of": "票", "inside": "all", "points": 100}`,
		`{"name": "步", "do": "rank", "of": "票", "inside": "all", "style": "1224", "first": "high"}`,
		`{"name": "步", "do": "bonus", "of": "票", "add": ["系数"]}`,
		`{"name": "步", "do": "bands", "of": "票", "bands": [{"label": "高", "at_least": 60}, {"label": "低", "otherwise": true}]}`,
		`{"name": "步", "do": "pool", "of": "ticks", "inside": "all", "points": 100}`,
		`{"name": "步", "do": "divide", "of": "ticks", "by": 2, "round": {"places": 0, "mode": "half up"}}`,
	} {
		picked := `{"name": "各类", "do": "pick", "of": "ticks", "axis": "list", "labels": ["best"]}, {"name": "票", "do": "sum", "of": "各类", "over": "category"}, `
		if _, err := count.Parse([]byte(onMarks(picked + step))); err != nil {
			t.Errorf("%s: %v", step, err)
		}
	}
	one := `{"name": "满意票", "do": "pick", "of": "marks", "axis": "grade", "labels": ["优"]}, {"name": "步", "do": "rank", "of": "满意票", "inside": "all", "style": "1224", "first": "high"}`
	if _, err := count.Parse([]byte(onMarks(one))); err != nil {
		t.Errorf("how often one grade was given is refused: %v", err)
	}
}

// refusedVotes wants steps to be refused at a path, in both languages, and to be read where they
// stand in an old log.
func refusedVotes(t *testing.T, steps, path string) {
	t.Helper()
	text := onMarks(steps)
	problems := problemsOf(t, text)
	if len(problems) != 1 || problems[0].Path != path {
		t.Errorf("%s: refused with %v", steps, problems)
		return
	}
	said := problems[0].Chinese()
	if said.Reason == problems[0].Reason || said.Mend == problems[0].Mend {
		t.Errorf("there is no Chinese for %v", problems[0])
	}
	if _, err := count.ParseKept([]byte(text)); err != nil {
		t.Errorf("%s: a rulebook of an old log is refused: %v", steps, err)
	}
}

// does is what a step does.
func does(t *testing.T, step string) string {
	var said struct{ Do string }
	if err := json.Unmarshal([]byte(step), &said); err != nil {
		t.Fatal(step, err)
	}
	return said.Do
}

// kindsOf lists everything that a step can do, as the schema has it.
func kindsOf(t *testing.T) (kinds []string) {
	var schema any
	if err := json.Unmarshal(read(t, os.DirFS("../../docs"), "rulebook.schema.json"), &schema); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(value any) {
		switch value := value.(type) {
		case []any:
			for _, one := range value {
				walk(one)
			}
		case map[string]any:
			if do, is := value["do"].(map[string]any); is && do["const"] != nil {
				kinds = append(kinds, do["const"].(string))
			}
			for _, one := range value {
				walk(one)
			}
		}
	}
	walk(schema)
	slices.Sort(kinds)
	if kinds = slices.Compact(kinds); len(kinds) < 27 {
		t.Fatal(kinds)
	}
	return kinds
}
