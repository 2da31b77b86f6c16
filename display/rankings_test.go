package display

import (
	"slices"
	"testing"

	"pingyi/onair"
)

// TestRankingsAreThoseThatCanBeGivenOut: each name that a director is offered has places to give
// out once the result is confirmed.
func TestRankingsAreThoseThatCanBeGivenOut(t *testing.T) {
	for name, c := range map[string]struct {
		h    *hall
		want []RankingName
	}{
		"windows": {windowResult(t, "sealed"), []RankingName{
			{Scene: onair.SceneReveal}, {Scene: onair.SceneReveal, List: "行政审批类", Label: "行政审批类"}, {Scene: onair.SceneReveal, List: "执法监管类", Label: "执法监管类"},
		}},
		"choice": {chosenResult(t, "sealed"), []RankingName{
			{Scene: onair.SceneReveal}, {Scene: onair.SceneTen, List: "ten best", Label: "十佳"}, {Scene: onair.SceneTen, List: "ten worst", Label: "十差", Worst: true},
		}},
	} {
		found := Rankings(&c.h.state.Session, "zh-CN")
		for _, r := range found {
			if GroupsOf(c.h.state, r.List) == 0 {
				t.Errorf("%s: nothing is given out of %+v", name, r)
			}
		}
		if !slices.Equal(found, c.want) {
			t.Errorf("%s: %+v", name, found)
		}
	}
}
