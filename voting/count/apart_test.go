package count

import (
	"fmt"
	"slices"
	"testing"
)

// Whoever has ballots and cards of all categories together, and not of each, can work out
// what rests on their sums: that is known from the steps.
func TestWhatRestsOnTheSumOverTheCategoriesIsTold(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "测试", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
 "categories": [{"label": "代表", "weight": 40}, {"label": "群众", "weight": 60}],
 "steps": [{"name": "合计", "do": "sum", "of": "marks", "over": "category"}, {"name": "收回数", "do": "sum", "of": "collected", "over": "category"}, %s],
 "result": {"figure": "看"}}`
	for steps, want := range map[string][]string{
		`{"name": "看", "do": "share", "of": "合计", "grades": ["好"], "base": "valid"}`:        nil,
		`{"name": "看", "do": "share", "of": "收回数", "base": "issued"}`:                       nil,
		`{"name": "看", "do": "multiply", "of": "收回数", "by": 2}`:                             nil,
		`{"name": "看", "do": "share", "of": "collected", "base": "issued"}`:                 {"collected", "issued"},
		`{"name": "看", "do": "share", "of": "marks", "grades": ["好"], "base": "valid"}`:     {"marks", "valid"},
		`{"name": "看", "do": "mean", "of": "valid", "over": "category", "missing": "zero"}`: {"valid"},
		`{"name": "看", "do": "pick", "of": "valid", "axis": "category", "labels": ["代表"]}`:  {"valid"},
		`{"name": "率", "do": "share", "of": "marks", "grades": ["好"], "base": "valid"},
		 {"name": "看", "do": "sum", "of": "率", "over": "category", "missing": "zero"}`: {"marks", "valid"},
		`{"name": "均", "do": "mean", "of": "合计"}, {"name": "看", "do": "divide", "of": "均", "by": "收回数"}`:                                                                nil,
		`{"name": "均", "do": "mean", "of": "marks"}, {"name": "看", "do": "weighted mean", "of": "均", "over": "category", "weights": "valid", "missing": "renormalise"}`: {"marks", "valid"},
	} {
		book, err := ParseKept([]byte(fmt.Sprintf(rules, steps)))
		if err != nil {
			t.Errorf("%s: %v", steps, err)
			continue
		}
		if got := book.RestsApart("figure"); !slices.Equal(got, want) {
			t.Errorf("%s rests on the categories of %v, want %v", steps, got, want)
		}
	}
}
