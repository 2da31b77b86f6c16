package tally

import (
	"strings"
	"testing"

	"pingyi/voting"
	"pingyi/voting/count"
)

// TestReadingSaysWhatNoSessionTakes: rules that can be counted by and not be held are told
// apart from those that can, with every reason for which the server would refuse them.
func TestReadingSaysWhatNoSessionTakes(t *testing.T) {
	const steps = `, "steps": [{"name": "得分", "do": "mean", "of": "marks"}, {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"score": "得分", "rank": "名次"}}`
	read := func(ballot string) *count.Rulebook {
		t.Helper()
		book, err := count.Parse([]byte(`{"rulebook": 2, "title": "评议", "mode": "stage", "secrecy": "secret", "ballot": {"sheet": "one unit", ` + ballot + `}` + steps))
		if err != nil {
			t.Fatal(err)
		}
		return book
	}
	for ballot, wants := range map[string][]string{
		`"numbers": {"from": 0, "to": 100, "step": 1}`: {"ballot.numbers：可选的分数太多。", "ballot.numbers: there are too many numbers for a session. "},
		`"numbers": {"from": 0, "to": 9, "step": 1}, "grades": [{"label": "优", "from": 5, "to": 9}, {"label": "差", "from": 0, "to": 4}]`: {
			"ballot.numbers：", "ballot.numbers: a session takes one mark in a row, a grade or a number. "},
	} {
		book := read(ballot)
		if _, err := voting.ParseRulebook(book.Canonical()); err == nil {
			t.Errorf("%s: the server takes it", ballot)
		}
		for i, lang := range []string{"zh", "en"} {
			page, head := Reading(book, lang), []string{"可以计票（pingyi count），但不能用于评议会，sha256 ", "the rulebook is sound for counting (pingyi count), but not for a session, sha256 "}[i]
			if !strings.Contains(page, "\n"+head) || !strings.Contains(page, "\n  "+wants[i]) {
				t.Errorf("%s, %s: want %q and %q in\n%s", ballot, lang, head, wants[i], page)
			}
		}
	}
	option := `"numbers": {"from": 0, "to": 9, "step": 1}, "grades": [{"label": "不了解", "in_base": false}]`
	for lang, want := range map[string]string{"zh": "\n代替分数的：不了解（不计入基数）\n", "en": "\nin place of a number: 不了解 (not in the base)\n"} {
		if page := Reading(read(option), lang); !strings.Contains(page, want) {
			t.Errorf("want %q in\n%s", want, page)
		}
	}
	if page := Reading(read(`"numbers": {"from": 0, "to": 9, "step": 1}`), "en"); !strings.Contains(page, "\nthe rulebook is sound, sha256 ") || strings.Contains(page, "session") {
		t.Errorf("of one that can be held the page says\n%s", page)
	}
}

// TestReadingSaysWhatWeighsNothing: observers may be asked, and their weight says that they do not
// count; whoever reads the rules is told so in words.
func TestReadingSaysWhatWeighsNothing(t *testing.T) {
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "评议", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
		"categories": [{"label": "代表", "weight": 60}, {"label": "旁听", "weight": 0}],
		"steps": [{"name": "类内", "do": "mean", "of": "marks"}, {"name": "旁听者", "do": "pick", "of": "类内", "axis": "category", "labels": ["旁听"]},
			{"name": "得分", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"}], "result": {"score": "得分", "aside": "旁听者"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"zh": "旁听（权重 0，加权时等于不算）", "en": "旁听 (weight 0, counts for nothing where it is weighed)"} {
		if page := Reading(book, lang); !strings.Contains(page, want) {
			t.Errorf("%s: want %q in\n%s", lang, want, page)
		}
	}
}
