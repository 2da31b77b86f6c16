package programme_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// everyOne runs a test for all programmes in all languages.
func everyOne(t *testing.T, do func(t *testing.T, p programme.Programme)) {
	t.Helper()
	for _, name := range programme.Names() {
		t.Run(name, func(t *testing.T) { each(t, name, do) })
	}
}

func TestEveryProgrammeSaysWhatItIs(t *testing.T) {
	everyOne(t, func(t *testing.T, p programme.Programme) {
		if p.Title == "" || p.Line == "" || len(p.Purpose) < 100 || len(p.Rundown) < 4 {
			t.Errorf("something is not said: %+v", p)
		}
		if p.File(programme.Units) == nil || p.File(programme.Roster) == nil {
			t.Error("it needs no units or no roster")
		}
		for _, file := range p.Files {
			if !slices.Contains(programme.Kinds(), file.Kind) || file.What == "" || len(file.Columns) < 2 {
				t.Errorf("list %+v", file)
			}
			for _, column := range file.Columns {
				if column.Title == "" || column.Note == "" || column.Required && column.Example == "" {
					t.Errorf("%s: column %+v", file.Kind, column)
				}
			}
		}
		if votes := slices.IndexFunc(p.Rundown, func(c programme.Cue) bool { return c.Vote }); votes < 0 {
			t.Error("nobody votes in the rundown")
		}
		if (p.Seconds == 0) == (p.Days == 0) {
			t.Errorf("open for %d seconds and %d days; want one of them", p.Seconds, p.Days)
		}
	})
}

func TestEveryRulebookIsSoundAndKeepsItsTextWhenNothingIsChanged(t *testing.T) {
	everyOne(t, func(t *testing.T, p programme.Programme) {
		book := parse(t, p.Rulebook)
		same(t, "hash", written(t, p, p.Rulebook, p.Default()).Hash(), book.Hash())
		if book.Conduct("note") == "" || book.Conduct("secrecy") != count.SecretBallot {
			t.Error("the rulebook has no note, or is not secret")
		}
		if len(p.Default().Values) != len(p.Parameters) {
			t.Errorf("of %d parameters %d are found in the rulebook", len(p.Parameters), len(p.Default().Values))
		}
		if own := book.OwnCriteria(); own != (p.File(programme.Pledges) != nil) {
			t.Errorf("units bring their own criteria: %t, and the list of pledges: %v", own, p.File(programme.Pledges))
		}
		figures := p.File(programme.Figures)
		if (figures != nil) != (len(book.Imported()) > 0) {
			t.Fatalf("imported are %v, the list is %v", book.Imported(), figures)
		}
		for i, table := range book.Imported() {
			same(t, "column of the figures", figures.Columns[i+1].Title, table)
		}
	})
}

var letters = regexp.MustCompile(`\p{L}`)

// TestBothLanguagesAreOneProgramme compares all that is no text.
func TestBothLanguagesAreOneProgramme(t *testing.T) {
	// A text between quotes is blotted out unless it is a word of the format.
	bare := func(p programme.Programme) string {
		return regexp.MustCompile(`"[^"]*"`).ReplaceAllStringFunc(string(p.Rulebook), func(text string) string {
			if strings.ContainsFunc(text, func(r rune) bool { return r > 127 }) {
				return "…"
			}
			return text
		})
	}
	for _, name := range programme.Names() {
		zh, _ := programme.Find(name, "zh-CN")
		en, _ := programme.Find(name, "en")
		if a, b := strings.Count(bare(zh), "\n"), strings.Count(bare(en), "\n"); a != b {
			t.Errorf("%s: the rulebooks have %d and %d lines", name, a, b)
		}
		digits := regexp.MustCompile(`: (-?[0-9.]+|true|false)`)
		if a, b := digits.FindAllString(string(zh.Rulebook), -1), digits.FindAllString(string(en.Rulebook), -1); !slices.Equal(a, b) {
			t.Errorf("%s: the figures are\n%v and\n%v", name, a, b)
		}
		kinds := regexp.MustCompile(`"(do|over|inside|missing|mode|secrecy|reveal|one_vote|recusal|tied_at_the_cut)": "[^"]*"`)
		if a, b := kinds.FindAllString(string(zh.Rulebook), -1), kinds.FindAllString(string(en.Rulebook), -1); !slices.Equal(a, b) {
			t.Errorf("%s: the words are\n%v and\n%v", name, a, b)
		}
		if len(zh.Files) != len(en.Files) || len(zh.Parameters) != len(en.Parameters) || zh.Minutes(10) != en.Minutes(10) ||
			zh.Seconds != en.Seconds || zh.Days != en.Days {
			t.Errorf("%s: the two are not alike", name)
		}
		for i := range zh.Parameters {
			a, b := zh.Parameters[i], en.Parameters[i]
			if a.At != b.At || a.Whole != b.Whole || len(a.Options) != len(b.Options) || (a.Hint == "") != (b.Hint == "") {
				t.Errorf("%s: parameter %+v is %+v in English", name, a, b)
			}
		}
		for _, text := range []string{en.Title, en.Line, en.Purpose, string(en.Rulebook)} {
			if strings.ContainsFunc(text, func(r rune) bool { return r > 127 && letters.MatchString(string(r)) }) {
				t.Errorf("%s: the English has a Chinese word: %s", name, text)
			}
		}
	}
}

func TestNoProgrammeOfThatName(t *testing.T) {
	if p, found := programme.Find("../windows", "en"); found {
		t.Errorf("found %+v", p)
	}
	p, found := programme.Find("windows", "fr")
	if !found || p.Title != "窗口评议" {
		t.Errorf("a language that is not there gives %q", p.Title)
	}
}

func TestARundownTakesItsTimeForEveryUnit(t *testing.T) {
	p, _ := programme.Find("windows", "en")
	if got := p.Minutes(20); got != 50+4*20 {
		t.Errorf("20 windows take %d minutes", got)
	}
	if len(programme.All("en")) != len(programme.Names()) {
		t.Error("All leaves some out")
	}
}
