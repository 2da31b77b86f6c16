package count_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// meanOfTheHall is the mean of 163 units, each of which rests on its grades of three categories.
func meanOfTheHall(t *testing.T) *count.Result {
	t.Helper()
	const text = `{"rulebook": 2, "title": "例", "ballot": ` + fourGrades + `,
		"categories": [{"label": "代表"}, {"label": "企业"}, {"label": "居民"}],
		"steps": [{"name": "合并", "do": "sum", "of": "marks", "over": "category"}, {"name": "得分", "do": "mean", "of": "合并"},
			{"name": "全场平均", "do": "mean", "of": "得分", "over": "unit", "inside": "all", "missing": "refuse"}],
		"result": {"score": "得分", "hall": "全场平均"}}`
	var units []count.Unit
	for i := range 163 {
		units = append(units, count.Unit{Label: fmt.Sprintf("S%03d", i+1)})
	}
	book := parse(t, []byte(text))
	in := input(t, book, units)
	for _, u := range units {
		for _, category := range book.Labels("category") {
			for _, grade := range book.Labels("grade") {
				if err := in.Add("marks", 2, u.Label, category, grade); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return result(t, book, in)
}

// An explanation that is too long for a page says so, how much is missing, and where: at the
// figure that was asked for, and at each figure below which something was left out.
func TestALongExplanationSaysWhatItLeavesOut(t *testing.T) {
	res := meanOfTheHall(t)
	lines, err := res.Explain("全场平均")
	if err != nil || len(lines) != 2000 {
		t.Fatal(len(lines), err)
	}
	first := lines[0]
	if !strings.Contains(first.Chinese, "只列出最近的 2000 个数") || !strings.Contains(first.English, "only the 2000 nearest figures are told") ||
		!strings.Contains(first.How.Chinese, "还有") || !strings.Contains(first.How.English, "more are not") {
		t.Errorf("the figure says nothing of it:\n%s\n%s", first.Chinese, first.English)
	}
	shallow := func(l count.Line) bool { return l.Table == "合并" && l.Exact != "0" && len(l.From) < 3 }
	at := slices.IndexFunc(lines, shallow)
	if at < 0 || !strings.Contains(lines[at].Chinese, "没有列出") || !strings.Contains(lines[at].English, "not told here") {
		t.Errorf("a figure without those below it says nothing of it: %+v", lines[max(at, 0)])
	}
	if whole := slices.IndexFunc(lines, func(l count.Line) bool { return l.Table == "合并" && len(l.From) == 3 }); strings.Contains(lines[whole].English, "not told") {
		t.Errorf("a figure with all below it says that some are missing: %s", lines[whole].English)
	}
}

// With a bound that is wide enough nothing is missing, and nothing is said of it.
func TestAnExplanationWithRoomGoesDownToEveryCount(t *testing.T) {
	lines, err := meanOfTheHall(t).ExplainTo(20_000, "全场平均")
	if want := 1 + 163*(1+4+12); err != nil || len(lines) < want-163*4 || len(lines) > want {
		t.Fatal(len(lines), err)
	}
	if at := slices.IndexFunc(lines, func(l count.Line) bool { return strings.Contains(l.English, "told") }); at >= 0 {
		t.Error(lines[at].English)
	}
}
