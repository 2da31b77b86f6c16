package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestARulebookHasOneHash: what a session publishes is what the tools print, of
// version 1 as of version 2; that of a translation is called so, and is the hash of
// what translate writes.
func TestARulebookHasOneHash(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "..", "voting", "count", "testdata", "scenarios", "best-worst")
	old := filepath.Join(folder, "rulebook.json")
	_, translated, _ := say(t, "", "rulebook", "translate", old)
	second := filepath.Join(t.TempDir(), "second.json")
	if err := os.WriteFile(second, []byte(translated), 0o600); err != nil {
		t.Fatal(err)
	}
	published := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		book, err := voting.ParseRulebook(text)
		if err != nil {
			t.Fatal(err)
		}
		return book.Hash()
	}
	first, next := published(old), published(second)
	if first == next {
		t.Fatal("the translation has the hash of the old text")
	}
	_, page, _ := say(t, "", "rulebook", "check", "-lang", "en", old)
	if !strings.Contains(page, "sound, sha256 "+first+"\nits translation into version 2 sha256 "+next+"\n") {
		t.Errorf("check says\n%s", page)
	}
	if _, page, _ := say(t, "", "rulebook", "check", "-lang", "en", second); !strings.Contains(page, "sound, sha256 "+next) || strings.Contains(page, "translation") {
		t.Errorf("check of the translation says\n%s", page)
	}
	_, page, _ = say(t, "", countBallots("--lang", "zh")...)
	if !strings.Contains(page, "评分办法 sha256 "+first+"\n由第 1 版译成的第 2 版 sha256 "+next+"\n") {
		t.Errorf("count says\n%.400s", page)
	}
	_, page, _ = say(t, "", countBallots("--format", "json")...)
	if !strings.Contains(page, `"sha256": "`+first+`"`) || !strings.Contains(page, `"translation_sha256": "`+next+`"`) {
		t.Errorf("count as JSON says\n%.400s", page)
	}
	if _, page, _ = say(t, "", countBallots("--format", "csv")...); !strings.Contains(page, first) || strings.Contains(page, next) {
		t.Error("the CSV file has another hash")
	}
}

// TestAnOldRulebookIsStillCountedBy: check refuses what is asked of new ones, and marks that were given by it are counted.
func TestAnOldRulebookIsStillCountedBy(t *testing.T) {
	t.Parallel()
	args := countBallots("--format", "csv")
	_, want, _ := say(t, "", args...)
	text, err := os.ReadFile(args[2])
	if err != nil {
		t.Fatal(err)
	}
	args[2] = filepath.Join(t.TempDir(), "old.json")
	old := strings.Replace(string(text), `"title": "`, `"title": "`+"\u200b", 1)
	if err := os.WriteFile(args[2], []byte(old), 0o600); err != nil || old == string(text) {
		t.Fatal(err)
	}
	if status, _, problems := say(t, "", "rulebook", "check", "-lang", "en", args[2]); status == 0 || !strings.Contains(problems, `title: there is a character that nobody can see, U+200B. Write "`) {
		t.Errorf("check ends with %d and says %s", status, problems)
	}
	status, got, problems := say(t, "", args...)
	if status != 0 || strings.Count(got, "\n") != strings.Count(want, "\n") {
		t.Errorf("count ends with %d and says %s%s", status, got, problems)
	}
}
