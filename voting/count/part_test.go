package count

import (
	"fmt"
	"strings"
	"testing"
)

// What a result rests on is known from the steps, before there is any ballot.
func TestAStepThatChoosesAmongTheCategoriesIsKnownAndWhateverIsMadeOfIt(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "测试", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
 "categories": [{"label": "代表", "weight": %s}, {"label": "群众", "weight": 60}],
 "imported": [{"name": "各类权重", "axes": ["category"]}, {"name": "加分", "axes": ["unit"]}],
 "steps": [
  {"name": "每类", "do": "mean", "of": "marks"},
  {"name": "全部", "do": "sum", "of": "marks", "over": "category"},
  {"name": "总分", "do": "weighted mean", "of": "每类", "over": "category", "missing": "renormalise"},
  %s],
 "result": {"figure": "看"}}`
	const over = `{"name": "看", "do": "mean", "of": "中", "over": "category", "missing": "renormalise"}`
	for steps, want := range map[string]bool{
		`{"name": "看", "do": "round", "of": "总分", "round": {"places": 0, "mode": "half up"}}`:                                                                               false,
		`{"name": "看", "do": "mean", "of": "全部"}`:                                                                                                                           false,
		`{"name": "看", "do": "bonus", "of": "总分", "add": ["加分"]}`:                                                                                                           false,
		`{"name": "看", "do": "pick", "of": "每类", "axis": "category", "labels": ["代表", "群众"]}`:                                                                               false,
		`{"name": "看", "do": "pick", "of": "每类", "axis": "category", "labels": ["代表"]}`:                                                                                     true,
		`{"name": "看", "do": "round", "of": "每类", "round": {"places": 0, "mode": "half up"}}`:                                                                               true,
		`{"name": "中", "do": "pick", "of": "每类", "axis": "category", "labels": ["群众"]}, {"name": "看", "do": "difference", "of": "总分", "minus": "中", "missing": "no value"}`: true,
		`{"name": "中", "do": "pick", "of": "每类", "axis": "category", "labels": ["群众"]}, {"name": "看", "do": "bands", "of": "总分", "bands": [
		  {"label": "一", "when": [{"table": "中", "above": 50}]}, {"label": "二", "otherwise": true}]}`: true,
		`{"name": "中", "do": "trim", "of": "每类", "over": "category", "high": 1, "low": 0, "least": 2, "below_least": "leave all"}, ` + over:                                                      true,
		`{"name": "中", "do": "trim", "of": "marks", "high": 1, "low": 0, "least": 2, "below_least": "leave all"}, {"name": "二", "do": "mean", "of": "中"}, ` + strings.Replace(over, "中", "二", 1): false,
		`{"name": "中", "do": "only", "of": "每类", "only_if": [{"table": "每类", "above": 50}]}, ` + over:                                                                                            true,
		`{"name": "看", "do": "weighted mean", "of": "每类", "over": "category", "weights": "各类权重", "missing": "renormalise"}`:                                                                      true,
		`{"name": "看", "do": "weighted mean", "of": "每类", "over": "category", "weights": "valid", "missing": "renormalise"}`:                                                                     false,
	} {
		book, err := ParseKept([]byte(fmt.Sprintf(rules, "40", steps)))
		if err != nil {
			t.Errorf("%s: %v", steps, err)
			continue
		}
		if got := book.RestsOnPart("figure"); got != want {
			t.Errorf("%s rests on part of the categories: %t, want %t", steps, got, want)
		}
	}
	book, err := ParseKept([]byte(fmt.Sprintf(rules, "0", `{"name": "看", "do": "multiply", "of": "总分", "by": 2}`)))
	if err != nil || !book.RestsOnPart("figure") {
		t.Errorf("a category that weighs 0 is left out: %v", err)
	}
}

// A step may be called what a draw is: only how a tie was broken is told as a draw.
func TestAStepCalledLikeADrawIsNoDraw(t *testing.T) {
	for name, kind := range map[string]string{decisionLot: "抽签", decisionVote: "再投"} {
		if got := chinese(name); got != name {
			t.Errorf("the step %q is called %q", name, got)
		}
		if got := kindInChinese(name); got != kind {
			t.Errorf("a tie broken by %q is told as %q", name, got)
		}
	}
}

// A table of the rulebook's own is called as it is written, be it called like one that the engine knows.
func TestATableOfTheAuthorIsCalledAsItIsWritten(t *testing.T) {
	book, err := Parse([]byte(`{"rulebook": 2, "title": "t", "ballot": {"sheet": "all units"}, "imported": [{"name": "ticks", "axes": ["unit"]}],
		"steps": [{"name": "grades", "do": "round", "of": "ticks", "round": {"places": 1, "mode": "half up"}}], "result": {"score": "grades"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{tableTicks: tableTicks, tableGrades: tableGrades, tableIssued: "发出票数"} {
		if got := book.inChinese(name); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
}
