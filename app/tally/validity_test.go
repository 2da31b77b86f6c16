package tally

import (
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// What makes a ballot void is said in sentences, in both languages: a row with two marks,
// patterns over all rows, limits of a list.
func TestWhatMakesABallotVoidIsSaidInSentences(t *testing.T) {
	book := func(ballot string) *count.Rulebook {
		b, err := count.Parse([]byte(`{"rulebook": 2, "title": "评议", "ballot": {` + ballot + `}, "steps": [{"name": "得分", "do": "` + map[bool]string{true: `share", "of": "ticks", "list": "十佳", "base": "valid`, false: `mean", "of": "marks`}[strings.Contains(ballot, "choose")] + `"}], "result": {"score": "得分"}}`))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const grades = `"sheet": "all units", "grades": [{"label": "优秀", "points": 1}, {"label": "一般", "points": 0}], "over_vote": "void row",
"patterns": [{"void_if_all_equal": true}, {"void_if_all": "优秀"}, {"at_most": {"grade": "优秀", "percent": 30}}, {"at_least": {"grade": "一般", "percent": 10}}]`
	for lang, want := range map[string][]string{
		"zh": {"一行选了多个等次的，该行作废，其余各行有效", "各行全部相同的，整票作废", "各行全为“优秀”的，整票作废", "“优秀”超过所填行数 30% 的，整票作废", "“一般”不到所填行数 10% 的，整票作废"},
		"en": {"with more than one mark in a row that row is void, and the others count", "where all rows are marked alike the whole ballot is void", "where all rows say “优秀” the whole ballot is void",
			"with “优秀” on more than 30% of the rows that are filled in the whole ballot is void", "with “一般” on fewer than 10% of the rows that are filled in the whole ballot is void"},
	} {
		if got := Validity(book(grades), lang); !slices.Equal(got, want) {
			t.Errorf("%s: %q", lang, got)
		}
		if page := Reading(book(grades), lang); !strings.Contains(page, "  "+want[1]+"\n") || strings.Contains(page, "[{") {
			t.Errorf("%s: the page is\n%s", lang, page)
		}
	}
	const unsaid = `"sheet": "all units", "grades": [{"label": "优秀", "points": 1}, {"label": "一般", "points": 0}]`
	for lang, want := range map[string]string{
		"zh": "一行选了多个等次的，该行作废，其余各行有效（评分办法没有写，照此办理）",
		"en": "with more than one mark in a row that row is void, and the others count (the rulebook does not say, and this holds then)",
	} {
		if got := Validity(book(unsaid), lang); !slices.Equal(got, []string{want}) {
			t.Errorf("%s, where nothing is said: %q", lang, got)
		}
		if page := Reading(book(unsaid), lang); !strings.Contains(page, want+"\n") {
			t.Errorf("%s: the page is\n%s", lang, page)
		}
	}
	if unmarked, err := count.Parse([]byte(`{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "veto", "of": "分"}], "result": {"score": "得分"}}`)); err != nil || Validity(unmarked, "zh") != nil {
		t.Errorf("of a ballot that nobody marks: %v, %q", err, Validity(unmarked, "zh"))
	}
	list := `"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "十佳", "at_least": 1, "at_most": 10}]`
	if got := Validity(book(list), "zh"); !slices.Equal(got, []string{"“十佳”选了不到 1 个或超过 10 个单位的，整票作废"}) {
		t.Errorf("of a choice: %q", got)
	}
}
