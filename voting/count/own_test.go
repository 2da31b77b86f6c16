package count_test

import (
	"strings"
	"testing"
)

// What follows from the counts of a unit alone can be told as soon as these are. A figure from elsewhere, another unit, a
// list, a place or a veto on any step of the way takes it out.
func TestWhatFollowsFromTheCountsOfAUnitAlone(t *testing.T) {
	text := strings.Replace(form(ballotOf(""), `{"name": "分", "do": "mean", "of": "marks"},
		{"name": "档", "do": "bands", "of": "分", "bands": [{"at_least": 50, "label": "达标"}, {"otherwise": true, "label": "不达标"}]},
		{"name": "比上期", "do": "difference", "of": "分", "minus": "上期", "missing": "no value"},
		{"name": "升降", "do": "bands", "of": "比上期", "bands": [{"above": 0, "label": "上升"}, {"otherwise": true, "label": "下降"}]},
		{"name": "比最高", "do": "share of top", "of": "分", "inside": "all", "points": 100},
		{"name": "黑榜", "do": "cut", "of": "分", "inside": "all", "first": "low", "take": 1, "tied_at_the_cut": "expand"},
		{"name": "连续", "do": "streak", "events": [{"table": "黑榜", "at_least": 1}]},
		{"name": "处理", "do": "bands", "of": "连续", "bands": [{"at_least": 1, "label": "通报"}, {"otherwise": true, "label": "无"}]},
		{"name": "名次", "do": "rank", "of": "分", "inside": "all", "style": "1224", "first": "high"},
		{"name": "段", "do": "bands", "of": "名次", "bands": [{"at_most": 1, "label": "前"}, {"otherwise": true, "label": "后"}]},
		{"name": "否决后", "do": "veto", "of": "分"},
		{"name": "结论", "do": "bands", "of": "否决后", "bands": [{"at_least": 50, "label": "合格"}, {"otherwise": true, "label": "不合格"}]}`),
		`"steps":`, `"imported": [{"name": "上期", "axes": ["unit"], "optional": true}], "steps":`, 1)
	results := `"1": "分", "2": "档", "3": "比上期", "4": "升降", "5": "比最高", "6": "黑榜", "7": "连续", "8": "处理", "9": "名次", "10": "段", "11": "否决后", "12": "结论", "13": "上期"`
	book := parse(t, []byte(strings.Replace(text, `"score": "得分"`, results, 1)))
	own := map[string]bool{"1": true, "2": true}
	for _, result := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"} {
		if book.OwnCounts(result) != own[result] {
			t.Errorf("result %s follows from the counts of a unit alone: got %t", result, !own[result])
		}
	}
}
