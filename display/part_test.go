package display

import (
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// partRules ask one thing of a unit and give, beside the score, what two categories say by
// themselves, as a figure, as a word and as a list.
const partRules = `{"rulebook": 2, "title": "票决", "mode": "self-paced", "secrecy": "secret",
 "ballot": {"sheet": "all units", "criteria": [{"label": "履职"}, {"label": "服务"}], "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}]},
 "categories": [{"label": "群众", "weight": 60}, {"label": "企业", "weight": 40}],
 "steps": [
  {"name": "每项", "do": "mean", "of": "marks"},
  {"name": "每类", "do": "mean", "of": "每项", "over": "criterion", "missing": "renormalise"},
  {"name": "得分", "do": "weighted mean", "of": "每类", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "整分", "do": "round", "of": "得分", "round": {"places": 0, "mode": "half up"}},
  {"name": "企业均分", "do": "pick", "of": "每类", "axis": "category", "labels": ["企业"], "round": {"places": 2, "mode": "half up"}},
  {"name": "企业结论", "do": "bands", "of": "企业均分", "bands": [{"label": "通过", "at_least": 60}, {"label": "不通过", "otherwise": true}]},
  {"name": "企业最高", "do": "cut", "of": "企业均分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand"},
  {"name": "结论", "do": "bands", "of": "得分", "bands": [{"label": "满意单位", "at_least": 60}, {"label": "不满意单位", "otherwise": true}]},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
 "result": {"score": "SCORE", "rank": "名次", "whole": "整分", "firms": "企业均分", "verdict": "企业结论", "word": "结论", "top": "企业最高"}}`

// Of a unit that three of a category marked nothing is told that rests on that category
// alone, in the results, in an explanation, or on a screen, whatever a step has rounded.
func TestOfAHiddenUnitNothingIsToldThatRestsOnPartOfTheCategories(t *testing.T) {
	for firms, shown := range map[int]bool{3: false, 5: true} {
		h := formsOf(t, strings.Replace(partRules, "SCORE", "得分", 1), times(6, "000000"), times(firms, "010101"))
		for _, u := range ResultsOf(h.state).Units {
			named := make(map[string]string)
			for _, n := range u.Named {
				named[n.Name] = n.Text
			}
			if u.Hidden == shown || u.Score != "86.00" || named["整分"] != "86" || named["企业最高"] != "1" || named["结论"] != "满意单位" {
				t.Errorf("%d firms: %+v", firms, u)
			}
			if (named["企业均分"] == "65.00") != shown || (named["企业结论"] == "通过") != shown || len(named) != map[bool]int{true: 5, false: 3}[shown] {
				t.Errorf("%d firms: %v is told of them alone, want %t", firms, named, shown)
			}
		}
		if by := ResultsOf(h.state).Selections[0].Units[0].Value; (by == "65.00") != shown || by != "" && !shown {
			t.Errorf("%d firms: their list says %q", firms, by)
		}
		for result, printed := range map[string]string{"firms": "65.00", "verdict": "通过", "whole": "86", "word": "满意单位"} {
			want := printed
			if !shown && result != "whole" && result != "word" {
				want = ""
			}
			if e, found := Explain(h.state, voting.Figure{Result: result, Unit: "A"}, 1); !found || e.Printed != want || (e.Lines != nil) != shown {
				t.Errorf("%d firms: %s is explained as %q with %d lines, want %q", firms, result, e.Printed, len(e.Lines), want)
			}
		}
		told := ""
		for _, cue := range []onair.Cue{{Scene: onair.SceneVerdict, Unit: "A", Item: 1, Step: 3}, {Scene: onair.SceneVersus, Unit: "A", List: "firms"}, {Scene: onair.SceneReveal, Step: 9}} {
			told += string(h.output(released(view(onair.Public, cue), "", 9)))
		}
		if got := strings.Contains(told, `"outcome":"通过"`) || strings.Contains(told, "65.00"); got != shown {
			t.Errorf("%d firms: it is told %t on the outputs:\n%s", firms, got, told)
		}
	}
}

// The score itself is no exception: one of part of the categories is not printed, and no bar drawn.
func TestAScoreOfPartOfTheCategoriesIsNotToldOfAHiddenUnit(t *testing.T) {
	h := formsOf(t, strings.Replace(partRules, "SCORE", "企业均分", 1), times(6, "000000"), times(3, "010101"))
	for _, u := range ResultsOf(h.state).Units {
		if u.Score != "" || u.Exact != "" || u.Rank != 1 {
			t.Errorf("%+v", u)
		}
	}
	// what was given out before was by other rules, and stays to be recounted
	if u := ResultsIn(h.state, 1, 2).Units[0]; u.Score != "65.00" {
		t.Errorf("in results of format 2 the score is %q", u.Score)
	}
	h.cue(voting.SceneBoard, 1)
	for _, row := range h.screen().Board.Rows {
		if row.Score != "" || row.ScorePermille != 0 {
			t.Errorf("on the wall: %+v", row)
		}
	}
}
