package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tables writes the tables of a session as CSV and gives one of them.
func tables(t *testing.T, name string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "rehearsal-tables")
	if status, _, problems := say(t, "", append([]string{"export", "--format", "csv", "--out", out}, args...)...); status != 0 {
		t.Fatal(problems)
	}
	body, err := os.ReadFile(filepath.Join(out, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// What makes a ballot void stands in the rulebook of an export, in the reader's language,
// whatever the export is made of.
func TestTheExportedRulebookSaysWhatIsVoid(t *testing.T) {
	log := announced(t, chosenLog(t, "10"))
	for lang, want := range map[string]string{
		"zh": "作废规定,1,“best”选了超过 10 个单位的，整票作废,\r\n",
		"en": "What makes void,1,with more than 10 units on “best” the whole ballot is void,\r\n",
	} {
		for _, from := range []string{log, bundled(t, publics, log), bundled(t, scrutineers, log)} {
			if got := tables(t, "rulebook", "--lang", lang, from); !strings.Contains(got, want) {
				t.Errorf("%s from %s: want %s in\n%s", lang, from, want, got)
			}
		}
	}
}
