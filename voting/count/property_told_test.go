package count_test

import (
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

// TestWhatIsToldComesToTheFigure: of whatever figures, with some missing, each sum that is told is worked out
// from its words and gives the figure that stands beside it, down the whole chain.
func TestWhatIsToldComesToTheFigure(t *testing.T) {
	text := scored(
		`{"name": "半", "do": "multiply", "of": "分", "by": 0.5, "round": {"places": 1, "mode": "half even"}}`,
		`{"name": "三", "do": "divide", "of": "分", "by": 3}`, `{"name": "积", "do": "multiply", "of": "三", "by": "分"}`,
		`{"name": "减", "do": "difference", "of": "半", "minus": "三", "missing": "no value"}`,
		`{"name": "和", "do": "sum", "parts": ["分", "三"], "missing": "zero"}`, `{"name": "平", "do": "mean", "parts": ["和", "减"], "missing": "renormalise"}`,
		`{"name": "加", "do": "weighted sum", "parts": [{"of": "三", "weight": 0.3}, {"of": "平", "weight": 0.7}], "missing": "renormalise"}`,
		`{"name": "权", "do": "weighted mean", "parts": [{"of": "三", "weight": 1}, {"of": "平", "weight": 2}], "missing": "renormalise", "round": {"places": 2, "mode": "half up"}}`,
		`{"name": "全", "do": "mean", "of": "三", "over": "unit", "inside": "all", "missing": "renormalise"}`,
		`{"name": "去", "do": "trim", "of": "分", "over": "unit", "inside": "all", "high": 1, "low": 1, "least": 3, "below_least": "no value"}`,
		`{"name": "净", "do": "sum", "of": "去", "over": "unit", "inside": "all", "missing": "renormalise"}`,
		`{"name": "顶", "do": "share of top", "of": "三", "inside": "all", "points": 100}`, `{"name": "池", "do": "pool", "of": "三", "inside": "all", "points": 7}`,
		`{"name": "极", "do": "min-max", "of": "三", "inside": "all", "from": -1, "to": 1, "all_equal": 0.5}`,
		`{"name": "排", "do": "place points", "of": "分", "inside": "all", "first": "high", "points": [9, 7, 4], "shared": "average", "beyond": 1}`,
		`{"name": "最", "do": "place points", "of": "分", "inside": "all", "first": "low", "points": [9, 7], "shared": "best", "beyond": 0.5}`,
		`{"name": "名", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high", "ties": [{"by": "减", "first": "low"}]}`,
		`{"name": "密", "do": "rank", "of": "分", "inside": "all", "style": "1223", "first": "low"}`, `{"name": "均", "do": "rank", "of": "分", "inside": "all", "style": "average", "first": "high"}`,
		`{"name": "奖", "do": "bonus", "of": "三", "add": ["排", "最"], "cap": 8, "at_most": 7}`, `{"name": "罚", "do": "deduction", "of": "三", "subtract": ["排", "最"], "cap": 8, "at_least": -3}`,
		`{"name": "得分", "do": "sum", "parts": ["权", "加", "积", "顶", "池", "极", "奖", "罚", "名", "密", "均"], "missing": "renormalise"}`)
	book, steps := parse(t, []byte(text)), stepsOf(t, text)
	rapid.Check(t, func(rt *rapid.T) {
		res := ofScores(t, book, drawScores(rt))
		checkTold(rt, steps, res)
	})
}

// TestWhatIsToldOfMarksComesToTheFigure: likewise of ballots, with grades that are in the base and have no
// points, shares, and weights of categories.
func TestWhatIsToldOfMarksComesToTheFigure(t *testing.T) {
	text := toldAll(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit", "grades": [{"label": "优", "points": 100}, {"label": "良", "points": 72.5},
			{"label": "弃权", "in_base": true}, {"label": "不了解", "in_base": false}]},
		"categories": [{"label": "企业", "weight": 60}, {"label": "居民", "weight": 40}],
		"steps": [{"name": "类", "do": "mean", "of": "marks"},
			{"name": "得分", "do": "weighted mean", "of": "类", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
			{"name": "合", "do": "weighted sum", "of": "类", "over": "category", "missing": "renormalise"},
			{"name": "权票", "do": "weighted sum", "of": "marks", "over": "category", "missing": "zero"}, {"name": "权均", "do": "mean", "of": "权票"},
			{"name": "率", "do": "share", "of": "marks", "grades": ["优", "良"], "base": "with an opinion"},
			{"name": "各", "do": "share", "of": "权票", "grades": "each", "base": "all marks"},
			{"name": "余", "do": "fill to 100", "of": "各", "over": "grade", "by": "residual", "round": {"places": 1, "mode": "half up"}},
			{"name": "大", "do": "fill to 100", "of": "各", "over": "grade", "by": "largest remainder", "round": {"places": 0, "mode": "truncated"}}],
		"result": {"score": "得分", "合": "合", "权均": "权均", "率": "率", "余": "余", "大": "大"}}`)
	book, steps := parse(t, []byte(text)), stepsOf(t, text)
	rapid.Check(t, func(rt *rapid.T) {
		in := input(t, book, unitsOf(1))
		for _, category := range book.Labels("category") {
			for _, grade := range book.Labels("grade") {
				n := rapid.SampledFrom([]int64{0, 0, 1, 2, 3, 7}).Draw(rt, category+grade)
				if err := in.Add("marks", n, "甲", category, grade); err != nil {
					rt.Fatal(err)
				}
			}
		}
		res := result(t, book, in)
		checkTold(rt, steps, res)
	})
}

// checkTold looks at each figure of each step.
func checkTold(t *rapid.T, steps map[string]string, res *count.Result) {
	for table := range steps {
		res.Table(table).Each(func(labels []string, _ count.Cell) bool {
			lines, err := res.Explain(table, labels...)
			if err != nil {
				t.Fatal(err)
			}
			checkSums(t, steps, lines[:1])
			return true
		})
	}
}
