package count_test

import (
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// withLabels is a rulebook with everything that labels stand on.
func withLabels(steps, results string) string {
	return `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "over_vote": "void ballot",
		"grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}], "criteria": [{"label": "作风"}, {"label": "效率"}],
		"choose": [{"list": "佳", "at_most": 2}, {"list": "次", "at_most": 2}]},
		"categories": [{"label": "企业"}, {"label": "居民"}], "axes": [{"name": "季度", "labels": [{"label": "一"}, {"label": "二"}]}],
		"imported": [{"name": "季度分", "axes": ["unit", "季度"]}],
		"steps": [` + steps + `], "result": {` + results + `}}`
}

// Who fills in a criterion, a list, a category or a quarter believes that it counts: where others
// beside it come to a result and it does not, it is refused, however many steps are between.
func TestALabelThatComesToNoResultIsRefused(t *testing.T) {
	t.Parallel()
	const (
		quarter = `{"name": "季", "do": "sum", "of": "季度分", "over": "季度", "missing": "zero"}`
		means   = `{"name": "类内", "do": "mean", "of": "marks"}, {"name": "各项", "do": "mean", "of": "类内", "over": "category", "missing": "zero"}`
		scored  = `{"name": "得分", "do": "mean", "of": "各项", "over": "criterion", "missing": "zero"}`
		ticked  = `{"name": "佳票", "do": "share", "of": "ticks", "list": "佳", "base": "valid"}, {"name": "次票", "do": "pick", "of": "ticks", "axis": "list", "labels": ["次"]}`
		all     = `"score": "得分", "quarter": "季", "good": "佳票", "second": "次票"`
	)
	for name, c := range map[string]struct{ steps, results, path string }{
		"everything is read":                  {quarter + "," + means + "," + scored + "," + ticked, all, ""},
		"nobody reads the quarter":            {means + "," + scored + "," + ticked, `"score": "得分", "quarter": "季度分", "good": "佳票", "second": "次票"`, ""},
		"one quarter of two":                  {strings.Replace(quarter, `"sum", "of": "季度分", "over": "季度", "missing": "zero"`, `"pick", "of": "季度分", "axis": "季度", "labels": ["二"]`, 1) + "," + means + "," + scored + "," + ticked, all, "axes[0].labels[0].label"},
		"one criterion of two, a step later":  {quarter + "," + means + `, {"name": "得分", "do": "pick", "of": "各项", "axis": "criterion", "labels": ["作风"]},` + ticked, all, "ballot.criteria[1].label"},
		"the other by itself":                 {quarter + "," + means + `, {"name": "得分", "do": "pick", "of": "各项", "axis": "criterion", "labels": ["作风"]}, {"name": "另", "do": "pick", "of": "各项", "axis": "criterion", "labels": ["效率"]},` + ticked, all + `, "other": "另"`, ""},
		"all of them as a result":             {quarter + "," + means + `, {"name": "得分", "do": "pick", "of": "各项", "axis": "criterion", "labels": ["作风"]},` + ticked, all + `, "criterion score": "各项"`, ""},
		"one category of two":                 {quarter + `, {"name": "类内", "do": "mean", "of": "marks"}, {"name": "各项", "do": "pick", "of": "类内", "axis": "category", "labels": ["居民"]},` + scored, `"score": "得分", "quarter": "季"`, "categories[0].label"},
		"one list of two":                     {quarter + "," + means + "," + scored + "," + strings.Split(ticked, ", {")[0], `"score": "得分", "quarter": "季", "good": "佳票"`, "ballot.choose[1].list"},
		"ticks are the printed count":         {quarter + "," + means + "," + scored, `"score": "得分", "quarter": "季"`, ""},
		"a criterion is told from the others": {quarter + "," + means + `, {"name": "宽", "do": "round", "of": "各项", "round": {"places": 1, "mode": "half up"}}, {"name": "得分", "do": "pick", "of": "宽", "axis": "criterion", "labels": ["效率"]},` + ticked, all, "ballot.criteria[0].label"},
	} {
		text := withLabels(c.steps, c.results)
		if c.path == "" {
			if _, err := count.Parse([]byte(text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		problems := problemsOf(t, text)
		if len(problems) != 1 || problems[0].Path != c.path || !strings.Contains(problems[0].Reason, "no result rests on") {
			t.Errorf("%s: the problems are %v", name, problems)
		}
		kept(t, []byte(text))
	}
}

// Of a chain of steps that goes nowhere every link is told at once, with the weights and the
// figures that only it reads.
func TestEveryLinkOfAChainThatGoesNowhereIsTold(t *testing.T) {
	t.Parallel()
	text := `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
		"categories": [{"label": "企业", "weight": 1}, {"label": "居民", "weight": 2}], "imported": [{"name": "日常", "axes": ["unit"]}],
		"steps": [{"name": "类内", "do": "mean", "of": "marks"}, {"name": "得分", "do": "mean", "of": "类内", "over": "category", "missing": "zero"},
		{"name": "合", "do": "weighted mean", "of": "类内", "over": "category", "missing": "zero"},
		{"name": "共", "do": "sum", "parts": ["合", "日常"], "missing": "zero"}, {"name": "半", "do": "multiply", "of": "共", "by": 0.5}],
		"result": {"score": "得分"}}`
	var paths []string
	for _, p := range problemsOf(t, text) {
		paths = append(paths, p.Path)
	}
	slices.Sort(paths)
	if want := []string{"categories[0].weight", "imported[0].name", "steps[2].name", "steps[3].name", "steps[4].name"}; !slices.Equal(paths, want) {
		t.Errorf("told are %v, want %v", paths, want)
	}
	kept(t, []byte(text))
}
