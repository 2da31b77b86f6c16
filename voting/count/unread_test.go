package count_test

import (
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestWhateverNamesATableReadsIt: a condition, a list, a chain of ties, a base, a weight, a part,
// what is added, taken off or divided by, and a result. Where the one who names it goes, the
// table is read by nobody.
func TestWhateverNamesATableReadsIt(t *testing.T) {
	t.Parallel()
	const list = `{"name": "乙表", "do": "cut", "of": "分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand"}`
	for step, other := range map[string]string{
		`"do": "only", "of": "分", "only_if": [{"table": "乙", "above": 1}]`:                                                             `"do": "only", "of": "分", "only_if": [{"table": "分", "above": 1}]`,
		`"do": "only", "of": "分", "on": ["乙表"]`:                                                                                        `"do": "only", "of": "分", "on": ["丙"]`,
		`"do": "only", "of": "分", "not_on": ["乙表"]`:                                                                                    `"do": "only", "of": "分", "not_on": ["丙"]`,
		`"do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": [{"by": "乙", "first": "high"}]`:           `"do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high"`,
		`"do": "share", "of": "分", "base": "乙"`:                                                                                        `"do": "share", "of": "分", "base": "丙"`,
		`"do": "weighted sum", "parts": [{"of": "分", "weight": 1}, {"of": "乙", "weight": 2}], "missing": "zero"`:                       `"do": "sum", "parts": ["分"], "missing": "zero"`,
		`"do": "weighted mean", "of": "分", "over": "unit", "inside": "all", "weights": "乙", "missing": "zero"`:                         `"do": "mean", "of": "分", "over": "unit", "inside": "all", "missing": "zero"`,
		`"do": "deduction", "of": "分", "subtract": ["乙"]`:                                                                              `"do": "deduction", "of": "分", "subtract": ["丙"]`,
		`"do": "divide", "of": "分", "by": "乙"`:                                                                                         `"do": "divide", "of": "分", "by": 2`,
		`"do": "difference", "of": "分", "minus": "乙", "missing": "refuse"`:                                                             `"do": "difference", "of": "分", "minus": "丙", "missing": "refuse"`,
		`"do": "streak", "events": [{"table": "分", "above": 1}, {"table": "乙", "above": 1}]`:                                           `"do": "streak", "events": [{"table": "分", "above": 1}]`,
		`"do": "bands", "of": "分", "bands": [{"label": "好", "when": [{"table": "乙", "above": 1}]}, {"label": "差", "otherwise": true}]`: `"do": "bands", "of": "分", "bands": [{"label": "好", "at_least": 1}, {"label": "差", "otherwise": true}]`,
	} {
		of := func(step, results string) string {
			listed, imported := "", `, {"name": "乙", "axes": ["unit"]}`
			if strings.Contains(step, "on\": [") {
				listed, imported = list+", ", ""
			}
			return `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}, {"name": "丙", "axes": ["unit"]}` + imported + `],
				"steps": [` + listed + `{"name": "得分", ` + step + `}], "result": {"score": "得分", "third": "丙"` + results + `}}`
		}
		if _, err := count.Parse([]byte(of(step, ""))); err != nil {
			t.Errorf("%s reads it, and is refused: %v", step, err)
		}
		unread := of(other, "")
		_, err := count.Parse([]byte(unread))
		if err == nil || !strings.Contains(err.Error(), "and no result names it") || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s does not read it, and is answered with %v", other, err)
		}
		kept(t, []byte(unread))
		named := "乙"
		if strings.Contains(unread, "乙表") {
			named = "乙表"
		}
		if _, err := count.Parse([]byte(of(other, `, "second": "`+named+`"`))); err != nil {
			t.Errorf("a result is %s, and it is refused: %v", named, err)
		}
	}
}

// TestWeightsThatChangeNothingAreNoContradiction: all alike, or one label alone.
func TestWeightsThatChangeNothingAreNoContradiction(t *testing.T) {
	t.Parallel()
	of := func(first, second, do string) []byte {
		return []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
			"categories": [{"label": "甲"` + first + `}` + second + `], "steps": [{"name": "每类", "do": "mean", "of": "marks"},
			{"name": "得分", "do": "` + do + `", "of": "每类", "over": "category", "missing": "renormalise"}], "result": {"score": "得分"}}`)
	}
	for _, weights := range [][2]string{{"", `, {"label": "乙"}`}, {`, "weight": 1`, `, {"label": "乙", "weight": 1}`}, {`, "weight": 50`, `, {"label": "乙", "weight": 50.0}`}, {`, "weight": 7`, ""}} {
		if _, err := count.Parse(of(weights[0], weights[1], "mean")); err != nil {
			t.Errorf("%v: %v", weights, err)
		}
	}
	unequal := `, {"label": "乙", "weight": 2}`
	if _, err := count.Parse(of(`, "weight": 1`, unequal, "weighted mean")); err != nil {
		t.Error(err)
	}
	text := of(`, "weight": 1`, unequal, "mean")
	problems := problemsOf(t, string(text))
	if len(problems) != 1 || problems[0].Path != "categories[0].weight" || !strings.Contains(problems[0].Mend, `"weighted mean" in the step "得分"`) {
		t.Errorf("the problems are %v", problems)
	}
	kept(t, text)
}

// TestWhatWeighsNothingIsTold: a category, a criterion, a label of an own axis and a part that weigh 0
// count for nothing, unless another step asks for them.
func TestWhatWeighsNothingIsTold(t *testing.T) {
	of := func(ballot, more, steps string) string {
		return `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"` + ballot + `, "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]}` + more + `,
			"steps": [{"name": "各", "do": "mean", "of": "marks"}, ` + steps + `], "result": {"score": "得分"PICKED}}`
	}
	const labels = `[{"label": "代表", "weight": 60}, {"label": "旁听", "weight": 0}]`
	for _, c := range []struct{ text, path, picked string }{
		{of("", `, "categories": `+labels, `{"name": "得分", "do": "weighted mean", "of": "各", "over": "category", "missing": "renormalise"}`), "categories[1].weight", "category"},
		{of("", `, "categories": `+labels, `{"name": "得分", "do": "weighted sum", "of": "各", "over": "category", "missing": "refuse"}`), "categories[1].weight", "category"},
		{of(`, "criteria": `+labels, "", `{"name": "得分", "do": "weighted mean", "of": "各", "over": "criterion", "missing": "zero"}`), "ballot.criteria[1].weight", "criterion"},
		{of("", `, "axes": [{"name": "季", "labels": `+labels+`}], "imported": [{"name": "季分", "axes": ["unit", "季"]}]`,
			`{"name": "季均", "do": "weighted mean", "of": "季分", "over": "季", "missing": "refuse"}, {"name": "得分", "do": "sum", "parts": ["各", "季均"], "missing": "refuse"}`), "axes[0].labels[1].weight", ""},
		{of("", `, "imported": [{"name": "日常", "axes": ["unit"]}]`,
			`{"name": "得分", "do": "weighted mean", "parts": [{"of": "各", "weight": 1}, {"of": "日常", "weight": 0}], "missing": "refuse"}`), "steps[1].parts[1].weight", ""},
	} {
		text := strings.Replace(c.text, "PICKED", "", 1)
		problems := problemsOf(t, text)
		if paths := pathsOf(problems); len(paths) != 1 || paths[0] != c.path || !strings.Contains(problems[0].Reason, "weighs 0") {
			t.Errorf("%s: refused with %v", text, problems)
		}
		if said := problems[0].Chinese(); said.Reason == problems[0].Reason || said.Mend == problems[0].Mend {
			t.Errorf("there is no Chinese for %v", problems[0])
		}
		kept(t, []byte(text))
		if c.picked == "" {
			continue
		}
		picked := strings.Replace(c.text, `"steps": [{"name": "各", "do": "mean", "of": "marks"}`,
			`"steps": [{"name": "各", "do": "mean", "of": "marks"}, {"name": "参考", "do": "pick", "of": "各", "axis": "`+c.picked+`", "labels": ["旁听"]}`, 1)
		if _, err := count.Parse([]byte(strings.Replace(picked, "PICKED", `, "aside": "参考"`, 1))); err != nil {
			t.Errorf("what is asked for its own sake is refused: %v", err)
		}
	}
}
