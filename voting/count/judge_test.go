package count_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

const judgedRows = `{"rulebook": 2, "title": "表", "ballot": {"sheet": "all units", "grades": [
  {"label": "甲", "points": 2}, {"label": "乙", "points": 1}, {"label": "丙", "points": 0}],
  "patterns": [{"void_if_all_equal": true}, {"void_if_all": "丙"}, {"at_most": {"grade": "甲", "percent": 40}}, {"at_least": {"grade": "乙", "percent": 10}}]},
 "steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`

const judgedTicks = `{"rulebook": 2, "title": "选", "ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [
  {"list": "佳", "at_least": 1, "at_most": 2}, {"list": "差", "at_least": 2, "at_most": 3}]},
 "steps": [{"name": "得分", "do": "share", "of": "ticks", "list": "佳", "base": "valid"}], "result": {"score": "得分", "chosen": "ticks"}}`

func judgedUnits() []count.Unit {
	units := make([]count.Unit, 5)
	for i := range units {
		units[i].Label = fmt.Sprint("S", i)
	}
	return units
}

// Who holds ballots by positions gets the verdict that the labels would get.
func TestRowsAreJudgedByPositionAsByLabel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book, units := parseDrawn(t, judgedRows), judgedUnits()
		in, err := book.NewInput(units)
		if err != nil {
			t.Fatal(err)
		}
		marks, b := []byte(strings.Repeat("\xff", len(units))), count.Ballot{}
		for i, u := range units {
			if rapid.IntRange(0, 3).Draw(t, "marked") > 0 {
				marks[i] = byte(rapid.IntRange(0, 2).Draw(t, "grade"))
				b.Rows = append(b.Rows, count.Row{Unit: u.Label, Grades: []string{book.Labels("grade")[marks[i]]}})
			}
		}
		verdict, err := in.AddBallot(b)
		if fault := book.JudgeRows(string(marks), 0xff); err != nil || fault.Reason != verdict.Reason {
			t.Fatalf("%q is judged %q, by label %q, %v", marks, fault.Reason, verdict.Reason, err)
		}
	})
}

func TestTicksAreJudgedByNumberAsByName(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book, units := parseDrawn(t, judgedTicks), judgedUnits()
		in, err := book.NewInput(units)
		if err != nil {
			t.Fatal(err)
		}
		b, ticks := count.Ballot{Ticks: make(map[string][]string)}, []int{0, 0}
		for k, list := range book.Labels("list") {
			for _, u := range units[:rapid.IntRange(0, len(units)).Draw(t, "ticks")] {
				b.Ticks[list] = append(b.Ticks[list], u.Label)
				ticks[k]++
			}
		}
		verdict, err := in.AddBallot(b)
		fault := book.JudgeTicks(ticks)
		if err != nil || fault.Reason != verdict.Reason {
			t.Fatalf("%v is judged %q, by name %q, %v", ticks, fault.Reason, verdict.Reason, err)
		}
		limits := map[string]string{"佳 over-vote": "2", "差 over-vote": "3", "佳 under-vote": "1", "差 under-vote": "2", " ": "0"}
		if limits[fault.List+" "+fault.Reason] != fmt.Sprint(fault.Let) {
			t.Fatalf("%v: the fault is %+v", ticks, fault)
		}
	})
}

func parseDrawn(t *rapid.T, text string) *count.Rulebook {
	book, err := count.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return book
}
