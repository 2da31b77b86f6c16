package count_test

import (
	"fmt"
	"testing"

	"pingyi/voting/count"
)

// A quorum is found behind the sums that a rulebook makes of it; what is asked of anything
// else than the turnout of all is none.
func TestAQuorumIsWhatTheRulebookAsksOfTheTurnout(t *testing.T) {
	const sums = `{"name": "到场数", "do": "sum", "of": "checked in", "over": "category"},
		{"name": "全体数", "do": "sum", "of": "membership", "over": "category"},
		{"name": "收回数", "do": "sum", "of": "collected", "over": "category"},
		{"name": "发出数", "do": "sum", "of": "issued", "over": "category"},
		{"name": "到会率", "do": "share", "of": "到场数", "base": "全体数"},
		{"name": "收回率", "do": "share", "of": "收回数", "base": "发出数"},`
	for condition, want := range map[string]string{
		`{"table": "到会率", "above": 50}`: "checked in of membership above 50;",
		`{"table": "到会率", "at_least": 66.7}, {"table": "收回率", "at_least": 80, "at_most": 100}`: "checked in of membership at least 667/10;collected of issued at least 80;",
		`{"table": "收回率", "at_most": 100}`:                                                     "",
		`{"table": "分", "at_least": 60}`:                                                       "",
	} {
		book, err := count.Parse([]byte(toldAll(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit",
			"grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]}, "categories": [{"label": "甲"}, {"label": "乙"}],
			"steps": [` + sums + `{"name": "合", "do": "sum", "of": "marks", "over": "category"}, {"name": "分", "do": "mean", "of": "合"},
				{"name": "得分", "do": "only", "of": "分", "only_if": [` + condition + `]}],
			"result": {"score": "得分"}}`)))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, q := range book.Quorums() {
			how := "above"
			if q.Inclusive {
				how = "at least"
			}
			got += fmt.Sprintf("%s of %s %s %s;", q.Of, q.Base, how, q.Bound.RatString())
		}
		if got != want {
			t.Errorf("%s asks for %q, want %q", condition, got, want)
		}
	}
}
