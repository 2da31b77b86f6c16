package tally

import (
	"os"
	"path/filepath"
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

// TestHeadingsOfTheAuthorAreReadAsTheyAreWritten: steps, tables and axes of a rulebook that are called
// like words of the format, where a result is printed.
func TestHeadingsOfTheAuthorAreReadAsTheyAreWritten(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	outcome, err := Count(Job{
		Rulebook: write("r.json", `{"rulebook": 2, "title": "t", "ballot": {"sheet": "all units"},
			"axes": [{"name": "exact", "labels": [{"label": "session", "weight": 40}, {"label": "blank", "weight": 60}]}],
			"imported": [{"name": "ticks", "axes": ["unit", "exact"]}],
			"steps": [{"name": "void", "do": "weighted mean", "of": "ticks", "over": "exact", "missing": "refuse"}],
			"result": {"void": "void", "ticks": "ticks"}}`),
		Units: write("u.csv", "编号,名称\nW1,一\n"), Parts: []string{write("p.csv", "编号,exact,ticks\nW1,session,10\nW1,blank,20\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for lang, head := range map[string][]string{"zh": {"编号,名称,void", "编号,名称,exact,ticks"}, "en": {"unit,name,void", "unit,name,exact,ticks"}} {
		text := ""
		for _, table := range []string{"void", "ticks"} {
			var out strings.Builder
			if err := outcome.Print(&out, Style{Format: "csv", Lang: lang, Table: table}); err != nil {
				t.Fatal(err)
			}
			text += out.String()
		}
		for _, want := range head {
			if !strings.Contains(text, want) {
				t.Errorf("%s: want the columns %s in\n%s", lang, want, text)
			}
		}
		if said := Steps(outcome.Book, lang)[0].Said; !strings.Contains(said, " exact") || !strings.Contains(said, " ticks") {
			t.Errorf("%s: the step is read out as %s", lang, said)
		}
	}
	lines, err := outcome.explain("void W1", "zh")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if line.Name.Chinese != line.Name.English {
			t.Errorf("%s is called %s", line.Name.English, line.Name.Chinese)
		}
	}
}
