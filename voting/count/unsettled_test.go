package count_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestWhatRestsOnATieWaitsWithIt: a word, points and a place that rest on a tie, of those who are level
// where one unit is looked at after the other, and of everybody among whom they are put in order.
func TestWhatRestsOnATieWaitsWithIt(t *testing.T) {
	const (
		rank    = `{"name": "倒数", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "low", "ties": ["lot"]}`
		list    = `{"name": "优胜", "do": "cut", "of": "分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "re-vote"}`
		byClass = `{"name": "优胜", "do": "cut", "of": "分", "inside": "class", "first": "high", "take": 1, "tied_at_the_cut": "re-vote"}`
		card    = `{"name": "甲", "do": "bands", "of": "分", "bands": [{"label": "黄牌", "when": [{"table": "倒数", "is": 1}]}, {"label": "合格", "otherwise": true}]}`
		best    = `{"name": "甲", "do": "bands", "of": "分", "bands": [{"label": "优秀", "when": [{"table": "优胜", "is": 1}]}, {"label": "合格", "otherwise": true}]}`
		rest    = `{"name": "其余", "do": "only", "of": "分", "not_on": ["优胜"]}`
	)
	for _, c := range []struct{ name, steps, scores, want string }{
		{"a word on a place that waits", rank + "," + card, "9 7 8 8", "甲: 3 4"},
		{"a word on a place of others", rank + "," + card, "9 8 7 6", "甲:"},
		{"a streak of such words", rank + "," + strings.Replace(card, "甲", "牌", 1) + `, {"name": "甲", "do": "streak", "events": [{"table": "牌", "is": "黄牌"}]}`, "9 7 8 8", "甲: 3 4"},
		{"points for such places", rank + `, {"name": "甲", "do": "place points", "of": "倒数", "inside": "all", "first": "low", "points": [5, 3], "shared": "average", "beyond": 0}`, "9 9 8 7", "甲: 1 2 3 4"},
		{"a word on a list that waits", list + "," + best, "9 9 8 7", "甲: 1 2"},
		{"a figure of those not on it", list + "," + strings.Replace(rest, "其余", "甲", 1), "9 9 8 7", "甲: 1 2"},
		{"places without those on it", list + "," + rest + `, {"name": "甲", "do": "rank", "of": "其余", "inside": "all", "style": "1224", "first": "high"}`, "9 9 8 7", "甲: 1 2 3 4"},
		{"places inside a class", byClass + "," + rest + `, {"name": "甲", "do": "rank", "of": "其余", "inside": "class", "style": "1224", "first": "high"}`, "9 9 8 7", "甲: 1 2"},
		{"the mean of a class", byClass + "," + rest + `, {"name": "均", "do": "mean", "of": "其余", "over": "unit", "inside": "class", "missing": "renormalise"}, {"name": "甲", "do": "difference", "of": "分", "minus": "均", "missing": "no value"}`, "9 9 8 7", "甲: 1 2"},
		{"what does not rest on it", list + `, {"name": "甲", "do": "bands", "of": "分", "bands": [{"label": "高", "at_least": 8}, {"label": "低", "otherwise": true}]}`, "9 9 8 7", "甲:"},
	} {
		results := `"甲": "甲"`
		for _, other := range []string{"倒数", "优胜"} {
			if strings.Contains(c.steps, other) {
				results += fmt.Sprintf(`, %q: %q`, other, other)
			}
		}
		book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}], "steps": [`+c.steps+`], "result": {`+results+`}}`))
		in := input(t, book, []count.Unit{{Label: "1", Class: "x"}, {Label: "2", Class: "x"}, {Label: "3", Class: "y"}, {Label: "4", Class: "y"}})
		for i, score := range strings.Fields(c.scores) {
			if err := in.SetText("分", score, fmt.Sprint(i+1)); err != nil {
				t.Fatal(err)
			}
		}
		res, said, told := result(t, book, in), "甲:", "甲:"
		for _, unit := range []string{"1", "2", "3", "4"} {
			if res.Waits(res.Unsettled(), res.Table("甲"), []string{unit}) != nil {
				said += " " + unit
			}
			lines, err := res.Explain("甲", unit)
			if err != nil {
				t.Fatal(err)
			}
			zh, en := strings.Contains(lines[0].Chinese, "；未定：所依据的“"), strings.Contains(lines[0].English, "; not settled: ")
			if zh && en && slices.Contains([]string{"抽签。", "再投。"}, lines[0].Chinese[strings.LastIndex(lines[0].Chinese, "还在等")+len("还在等"):]) {
				told += " " + unit
			}
		}
		same(t, c.name, said, c.want)
		same(t, c.name+", as it is explained", told, c.want)
	}
}
