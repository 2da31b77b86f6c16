package count_test

import (
	"errors"
	"iter"
	"os"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestRefused: each kind of bad rulebook is refused with the path, the reason and
// the mend. What is said stands in refused.golden, for people to read.
func TestRefused(t *testing.T) {
	var said strings.Builder
	kinds := 0
	for line, text := range changed(t, "testdata/refused.txt") {
		_, err := count.Parse(text)
		var problems count.Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Errorf("%s: refused with %v", line, err)
			continue
		}
		for _, p := range problems {
			if p.Path == "" || p.Reason == "" || p.Mend == "" {
				t.Errorf("%s: half a problem: %+v", line, p)
			}
		}
		kinds++
		said.WriteString("# " + line + "\n" + err.Error() + "\n\n")
	}
	if kinds < 40 {
		t.Errorf("only %d kinds of bad rulebooks", kinds)
	}
	golden(t, "testdata/refused.golden", said.String())
}

// TestAccepted: what is near to one of these, and sound, is not refused.
func TestAccepted(t *testing.T) {
	for line, text := range changed(t, "testdata/accepted.txt") {
		if _, err := count.Parse(text); err != nil {
			t.Errorf("%s\nis refused: %v", line, err)
		}
	}
}

// changed are the cases of a file with the rulebook of each, which is refused.json with one change.
func changed(t *testing.T, file string) iter.Seq2[string, []byte] {
	t.Helper()
	base, err := os.ReadFile("testdata/refused.json")
	if err != nil {
		t.Fatal(err)
	}
	parse(t, base)
	cases, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(string, []byte) bool) {
		_, after, _ := strings.Cut(string(cases), "what is.\n")
		for line := range strings.Lines(strings.ReplaceAll(after, "},\n  {", "},\\n  {")) {
			line = strings.TrimSuffix(line, "\n")
			from, to, _ := strings.Cut(strings.ReplaceAll(line, `\n`, "\n"), " => ")
			if !strings.Contains(string(base), from) {
				t.Fatalf("%q is not in the rulebook", from)
			}
			if !yield(line, []byte(strings.Replace(string(base), from, to, 1))) {
				return
			}
		}
	}
}

// TestEveryKeyIsRead: no key of a rulebook can be misspelt without being told.
func TestEveryKeyIsRead(t *testing.T) {
	base, err := os.ReadFile("testdata/refused.json")
	if err != nil {
		t.Fatal(err)
	}
	text := string(parse(t, base).Canonical())
	keys := 0
	for at := 0; ; keys++ {
		next := strings.Index(text[at:], `":`)
		if next < 0 {
			break
		}
		at += next
		if from := strings.Index(text, `"result":{`) + len(`"result":{`); at > from && at < from+strings.Index(text[from:], "}") {
			at += 2 // a result is called as its author likes
			continue
		}
		spoilt := text[:at] + "x" + text[at:]
		at += 2
		if _, err := count.Parse([]byte(spoilt)); err == nil {
			t.Errorf("a misspelt key was not noticed: …%s…", spoilt[max(0, at-40):at])
		}
	}
	if keys < 80 {
		t.Errorf("only %d keys", keys)
	}
}

// TestSeveralProblems: all are told at once, but nothing about what only follows.
func TestSeveralProblems(t *testing.T) {
	_, err := count.Parse([]byte(form(ballotOf(""), `{"name": "甲", "do": "mean", "of": "mark"},
		{"name": "乙", "do": "mean", "of": "甲"}, {"name": "得分", "do": "rank", "of": "甲", "inside": "all", "style": "9", "first": "high"}`)))
	var problems count.Problems
	if !errors.As(err, &problems) || len(problems) != 2 || problems[0].Path != "steps[0].of" || problems[1].Path != "steps[2].style" {
		t.Errorf("the problems are\n%v", err)
	}
}
