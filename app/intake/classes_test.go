package intake

import (
	"errors"
	"strings"
	"testing"
)

// A list that is made class by class goes with the classes of the units: a class that nobody is in,
// and one of which nothing is said, are told before the session is made, and not when the count stops.
func TestListsByClassGoWithTheClassesOfTheUnits(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "例", "mode": "stage", "secrecy": "open", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
 "steps": [{"name": "得分", "do": "mean", "of": "marks"}, {"name": "名次", "do": "rank", "of": "得分", "inside": "class", "style": "1224", "first": "high"},
  {"name": "红榜", "do": "cut", "of": "得分", "inside": "class", "first": "high", "take": TAKE, "tied_at_the_cut": "expand"}], "result": {"score": "得分", "rank in class": "名次", "red": "红榜"}}`
	files := Files{ID: "s", Roster: File{"r.csv", []byte("代表证号\nR1\n")}, Units: File{"u.csv", []byte("编号,名称,类别\nU1,甲,窗口\nU2,乙,机关\n")}}
	for take, want := range map[string]string{
		`{"窗口": 1, "机关": 0}`: "",
		`1`:                  "",
		`{"窗口": 1, "机关": 1, "街道": 2}`: `steps[2].take.街道：没有单位属于类别 "街道"。请写 "窗口" 或 "机关"。`,
		`{"窗口": 1}`: `steps[2].take：没有写明类别 "机关" 取几个。一个也不取就写 "机关": 0。`,
		`{"窗口": 1, "机关": 1, "窗口类": 2.5}`: `steps[2].take.窗口类：这里应为整数，现为 "2.5"`,
	} {
		files.Rulebook = File{"rulebook.json", []byte(strings.Replace(rules, "TAKE", take, 1))}
		_, _, err := Session(files)
		var bad Errors
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", take, err)
		case want != "" && (!errors.As(err, &bad) || len(bad) != 1 || bad[0].Row != 3 || !strings.Contains(bad[0].Message("zh"), want)):
			t.Errorf("%s: %v, want %s", take, bad[0].Message("zh"), want)
		}
	}
}
