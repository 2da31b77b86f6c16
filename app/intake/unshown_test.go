package intake

import (
	"errors"
	"strings"
	"testing"
)

// What a session would work out and show nowhere is told before it is made, with where it can
// be counted.
func TestARulebookWithResultsThatNoPageShowsIsRefusedForASession(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "例", "mode": "stage", "secrecy": "open", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
 "categories": [{"label": "代表", "weight": 1}, {"label": "群众", "weight": 1}],
 "steps": [{"name": "类", "do": "mean", "of": "marks"}, {"name": "得分", "do": "weighted mean", "of": "类", "over": "category", "missing": "renormalise"},
  {"name": "各档", "do": "share", "of": "marks", "grades": "each", "base": "all marks"},
  {"name": "全场", "do": "mean", "of": "得分", "over": "unit", "inside": "all", "missing": "renormalise"},
  {"name": "几档", "do": "count", "of": "各档", "over": "grade"}, {"name": "全档", "do": "sum", "of": "几档", "over": "category", "missing": "zero"},
  {"name": "比全场", "do": "difference", "of": "得分", "minus": "全场", "missing": "no value"},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"score": "得分", "rank": "名次", "marked": "全档", "against all": "比全场"RESULT}}`
	for also, bad := range map[string]bool{"": false, `, "spread": "各档"`: true, `, "by category": "类"`: true, `, "hall": "全场"`: true} {
		err := Rulebook(File{"r.json", []byte(strings.Replace(rules, "RESULT", also, 1))})
		var told Errors
		if errors.As(err, &told) != bad {
			t.Errorf("with%s: %v", also, err)
			continue
		}
		if bad && (len(told) != 1 || !strings.Contains(told[0].Message("zh-CN"), "pingyi count") || !strings.HasPrefix(told[0].Value, "result.")) {
			t.Errorf("with%s it is told %q at %s", also, told[0].Message("zh-CN"), told[0].Value)
		}
	}
}
