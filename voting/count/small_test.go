package count_test

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestLessThanOnePercentIsWrittenAsSuch: a percentage below 1 is meant where the rulebook says so beside it, and counts then as it
// stands.
func TestLessThanOnePercentIsWrittenAsSuch(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]%s},
		"steps": [{"name": "差率", "do": "share", "of": "marks", "grades": ["差"], "base": "all marks"}, %s], "result": {"r": "终"}}`
	for name, c := range map[string][2]string{
		"a condition":  {"", `{"name": "终", "do": "only", "of": "差率", "only_if": [{"table": "差率", "at_most": 0.5%s}]}`},
		"a band":       {"", `{"name": "终", "do": "bands", "of": "差率", "bands": [{"label": "好", "at_most": 0.5%s}, {"label": "差", "otherwise": true}]}`},
		"a list":       {"", `{"name": "终", "do": "cut", "of": "差率", "inside": "all", "first": "low", "take_percent": 0.5, "fraction": "round up", "tied_at_the_cut": "expand"%s}`},
		"a pattern":    {`, "patterns": [{"at_most": {"grade": "差", "percent": 0.5%s}}]`, `{"name": "终", "do": "only", "of": "差率", "only_if": [{"table": "差率", "at_most": 50}]}`},
		"a mean of it": {"", `{"name": "均", "do": "mean", "of": "差率", "over": "unit", "inside": "all", "missing": "renormalise"}, {"name": "终", "do": "only", "of": "差率", "only_if": [{"table": "均", "at_most": 0.5%s}]}`},
	} {
		text := func(beside string) []byte {
			return []byte(strings.ReplaceAll(fmt.Sprintf(rules, c[0], c[1]), "%s", beside))
		}
		if _, err := count.Parse(text("")); err == nil || !strings.Contains(err.Error(), `0.5 here is less than 1 %. Write 50 for 50 %; if less than 1 % is meant, add "less_than_1_percent": true beside it`) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := count.ParseKept(text("")); err != nil {
			t.Errorf("%s, accepted before: %v", name, err)
		}
		parse(t, text(`, "less_than_1_percent": true`))
	}
	book := parse(t, []byte(fmt.Sprintf(rules, "", `{"name": "终", "do": "bands", "of": "差率", "bands": [{"label": "好", "at_most": 0.5, "less_than_1_percent": true}, {"label": "差", "otherwise": true}]}`)))
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}})
	for unit, bad := range map[string]int64{"甲": 1, "乙": 2} {
		for grade, n := range map[string]int64{"好": 200 - bad, "差": bad} {
			if err := in.Add("marks", n, unit, grade); err != nil {
				t.Fatal(err)
			}
		}
	}
	res := result(t, book, in)
	for unit, want := range map[string]string{"甲": "好", "乙": "差"} {
		cell, err := res.Table("r").Cell(unit)
		if err != nil {
			t.Fatal(err)
		}
		same(t, unit, cell.Text, want)
	}
}

// TestWhatChangesNothingIsReadWhereItWasAccepted, and refused of new rulebooks: refused.golden has what is said then.
func TestWhatChangesNothingIsReadWhereItWasAccepted(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "numbers": {"from": 0, "to": 10, "step": 0.5}}, "categories": [{"label": "一"}, {"label": "二"}], "imported": [{"name": "加", "axes": ["unit"]}],
		"steps": [%s{"name": "终", "do": "%s"}], "result": {"r": "终", "加": "加"}}`
	for _, c := range [][2]string{
		{"", `bonus", "of": "加", "add": ["加"], "cap": 0, "note": "`}, {"", `multiply", "of": "加", "by": 1, "note": "`}, {"", `multiply", "of": "加", "by": 0, "note": "`},
		{`{"name": "整", "do": "round marks", "of": "marks", "round": {"places": 1, "mode": "half up"}},`, `mean", "of": "整`},
		{`{"name": "甲", "do": "mean", "of": "marks"},`, `weighted mean", "of": "甲", "over": "category", "weights": "加", "missing": "renormalise`},
	} {
		text := []byte(fmt.Sprintf(rules, c[0], c[1]))
		if _, err := count.Parse(text); err == nil {
			t.Errorf("%s: accepted", text)
		}
		if _, err := count.ParseKept(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
