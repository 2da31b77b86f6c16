package tally

import (
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestBandsThatMayLeaveAFigureOutAreRemarked where a rulebook is checked, and those that end with "otherwise" are not.
func TestBandsThatMayLeaveAFigureOutAreRemarked(t *testing.T) {
	for last, remarked := range map[string]bool{`{"label": "差", "below": 60}`: true, `{"label": "差", "otherwise": true}`: false} {
		book, err := count.Parse([]byte(`{"rulebook": 2, "title": "定档", "ballot": {"sheet": "all units", "grades": [{"label": "优", "points": 100}, {"label": "劣", "points": 0}]},
			"steps": [{"name": "得分", "do": "mean", "of": "marks"}, {"name": "档次", "do": "bands", "of": "得分", "bands": [{"label": "好", "at_least": 60}, ` + last + `]}],
			"result": {"score": "得分", "band": "档次"}}`))
		if err != nil {
			t.Fatal(err)
		}
		for lang, remark := range map[string]string{"zh": "不在各档之内的数没有档次", "en": "a figure outside all bands is in none"} {
			if page := Reading(book, lang); strings.Contains(page, remark) != remarked {
				t.Errorf("%s, with %s the page is\n%s", lang, last, page)
			}
		}
	}
}
