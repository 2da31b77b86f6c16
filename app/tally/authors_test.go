package tally

import (
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestWhatTheAuthorCallsThingsIsReadAsItIsWritten: grades, lists and steps that are called
// like words of the format are names all the same, in both languages.
func TestWhatTheAuthorCallsThingsIsReadAsItIsWritten(t *testing.T) {
	book, err := count.Parse([]byte(`{"rulebook": 2, "title": "t", "ballot": {"sheet": "all units", "criteria": [{"label": "session"}, {"label": "valid"}],
		"grades": [{"label": "high", "points": 3}, {"label": "all", "points": 1}]},
		"categories": [{"label": "unit", "weight": 60}, {"label": "class", "weight": 40}],
		"steps": [{"name": "lot", "do": "share", "of": "marks", "grades": ["high", "all"], "base": "all marks"},
		{"name": "zero", "do": "pick", "of": "lot", "axis": "criterion", "labels": ["session"]},
		{"name": "refuse", "do": "weighted mean", "of": "zero", "over": "category", "missing": "renormalise"},
		{"name": "shared", "do": "rank", "of": "refuse", "inside": "all", "style": "1224", "first": "high"}],
		"result": {"score": "refuse", "rank": "shared"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for lang, wants := range map[string][]string{
		"zh": {"high＋all", "lot", "session", "zero", "refuse", "范围 全部"},
		"en": {"high", "lot", "taking session", "of zero", "of refuse", "all units"},
	} {
		steps := Steps(book, lang)
		said := ""
		for _, step := range steps {
			said += step.Said + "\n"
		}
		for _, want := range wants {
			if !strings.Contains(strings.ReplaceAll(said, "、", "＋"), want) {
				t.Errorf("%s: want %q in\n%s", lang, want, said)
			}
		}
	}
}
