package intake

import (
	"errors"
	"strings"
	"testing"
)

// A list of units says in which session (场次) each was appraised, and has to where the rulebook
// makes sessions comparable.
func TestUnitsHaveTheSessionInWhichTheyWereAppraised(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "两场", "mode": "stage", "secrecy": "open", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
 "steps": [{"name": "分", "do": "mean", "of": "marks"}, {"name": "场均", "do": "mean", "of": "分", "over": "unit", "inside": "session", "missing": "renormalise"},
  {"name": "得分", "do": "divide", "of": "分", "by": "场均"}, {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"score": "得分", "rank": "名次"}}`
	files := Files{ID: "s", Rulebook: File{"rulebook.json", []byte(rules)}, Roster: File{"r.csv", []byte("代表证号\nR1\n")}}
	files.Units = File{"u.csv", []byte("编号,名称,场次\nU1,甲,第1场\nU2,乙,第2场\n")}
	session, warned, err := Session(files)
	if err != nil || session.Units[0].Sitting != "第1场" || session.Units[1].Sitting != "第2场" || len(warned) > 0 {
		t.Errorf("got %+v, %v, %v", session.Units, warned, err)
	}
	for body, want := range map[string]Code{"编号,名称,场次\nU1,甲,第1场\nU2,乙,\n": CodeMissing, "编号,名称\nU1,甲\n": CodeColumn} {
		files.Units.Body = []byte(body)
		var bad Errors
		if _, _, err := Session(files); !errors.As(err, &bad) || len(bad) != 1 || bad[0].Code != want || !strings.Contains(bad[0].Message("zh-CN"), "场次") {
			t.Errorf("%q: got %v, want %s about 场次", body, err, want)
		}
	}
}
