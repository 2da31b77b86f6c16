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
	t.Parallel()
	log := announced(t, chosenLog(t, "10"))
	for lang, want := range map[string]string{
		"zh": "作废规定,1,“最满意”选了超过 10 个单位的，整票作废,\r\n",
		"en": "What makes void,1,where the units on “Best” are more than 10 the whole ballot is void,\r\n",
	} {
		for _, from := range []string{log, bundled(t, publics, log), bundled(t, scrutineers, log)} {
			if got := tables(t, "rulebook", "--lang", lang, from); !strings.Contains(got, want) {
				t.Errorf("%s from %s: want %s in\n%s", lang, from, want, got)
			}
		}
	}
}

// Of a rulebook of steps the results hold their names; a file reads the steps out.
func TestTheExportedRulebookReadsItsStepsOut(t *testing.T) {
	t.Parallel()
	d := newDrawn(1)
	log := announced(t, logOf(t, d.formEvening(t, formRules()["patterns"])))
	for lang, wants := range map[string][]string{
		"zh": {"作废规定,3,各行全为“一般”的，整票作废,", "步骤,1,类内 = 平均；取自 评议票,类内\r\n"},
		"en": {"What makes void,3,where all rows say “一般” the whole ballot is void,", "Step,1,类内 = mean; of the marks,类内\r\n"},
	} {
		for _, want := range wants {
			if got := tables(t, "rulebook", "--lang", lang, log); !strings.Contains(got, want) {
				t.Errorf("%s: want %s in\n%s", lang, want, got)
			}
		}
	}
}

// Why ballots are void is counted wherever the ballots are, and the bundle for the public
// says that it has none.
func TestAnExportTellsVoidBallotsByReason(t *testing.T) {
	t.Parallel()
	log := announced(t, chosenLog(t, "10"))
	for _, from := range []string{log, bundled(t, scrutineers, log)} {
		if got := tables(t, "void_ballots", from); !strings.HasSuffix(got, "演练 REHEARSAL,所选单位多于规定,39\r\n") {
			t.Errorf("%s: %s", from, got)
		}
		if body := exported(t, "rehearsal-x", "--format", "json", from); !strings.HasPrefix(string(body), "{\n \"unannounced\": false,\n \"void_by_reason\": [\n  {\n   \"reason\": \"over-vote\",\n   \"ballots\": 39\n  }\n ],\n \"format\": 7,\n") {
			t.Errorf("%s: the JSON begins with %.200s", from, body)
		}
	}
	public := bundled(t, publics, log)
	if got := tables(t, "void_ballots", public); !strings.HasSuffix(got, "原因不详：本文件制作时没有选票,39\r\n") {
		t.Errorf("the bundle for the public: %s", got)
	}
	if body := exported(t, "rehearsal-x", "--format", "json", public); !strings.HasPrefix(string(body), "{\n \"unannounced\": false,\n \"format\": 7,\n") {
		t.Errorf("the JSON of the bundle for the public begins with %.200s", body)
	}
}
