package count_test

import (
	"fmt"
	"testing"

	"pingyi/voting/count"
)

// A finding says what its first word asks for, and on which side the bound lies.
func TestAFindingSaysWhatIsEnough(t *testing.T) {
	for bound, want := range map[string]string{
		`"at_least": 50`: "50 true", `"above": 66.6`: "333/5 false", `"at_most": 3`: "none false",
		`"when": [{"table": "全部", "at_least": 2}]`: "none false",
	} {
		book, err := count.Parse([]byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit",
			"grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
			"steps": [{"name": "赞成率", "do": "share", "of": "marks", "grades": ["好"], "base": "all marks"},
				{"name": "全部", "do": "mean", "of": "marks"},
				{"name": "结论", "do": "bands", "of": "赞成率", "bands": [{"label": "通过", ` + bound + `}, {"label": "不通过", "otherwise": true}]},
				{"name": "档", "do": "bands", "of": "全部", "bands": [{"points": 1, "otherwise": true}]}],
			"result": {"score": "赞成率", "verdict": "结论", "points": "档"}}`))
		if err != nil {
			t.Fatal(err)
		}
		all := book.Findings()
		if len(all) != 1 || all[0].Result != "verdict" || all[0].Table != "结论" || all[0].Of != "赞成率" || !all[0].Share || !all[0].OfMarks || all[0].Label != "通过" {
			t.Fatalf("%s: the findings are %+v", bound, all)
		}
		got := "none"
		if all[0].Bound != nil {
			got = all[0].Bound.RatString()
		}
		if got = fmt.Sprint(got, " ", all[0].Inclusive); got != want {
			t.Errorf("%s asks for %s, want %s", bound, got, want)
		}
	}
}
