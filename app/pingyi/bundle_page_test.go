package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/bundle"
)

const page = scripts + "/page.py"

// A stranger reads the recount of plain rules on one page, which needs nothing beside it.
func TestTheRecountOfPlainRulesIsAPage(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile(page)
	if lines := bytes.Count(body, []byte("\n")); err != nil || lines > 120 {
		t.Errorf("%v: %d lines, at most 120", err, lines)
	}
	alone := filepath.Join(t.TempDir(), "page.py")
	if err := os.WriteFile(alone, body, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := bundled(t, scrutineers, real(t, mixedEvening(t).log))
	if status, out := runPython(t, alone, folder); status != 0 || !strings.Contains(out, "24 votes, 2 units: 0 differences") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

// Evenings drawn by lot have withdrawn ballots, second thoughts, runs that were set aside, and
// scores that end on a half.
func TestThePageCountsWhatTheProgramCounts(t *testing.T) {
	t.Parallel()
	votes := 0
	for seed := range uint64(5) {
		log := logOf(t, drawEvening(t, seed))
		status, out := runPython(t, page, bundled(t, scrutineers, log))
		if status != 0 || !strings.Contains(out, " 0 differences") {
			t.Errorf("seed %d: status %d:\n%s", seed, status, out)
		}
		var records, counted int
		if _, err := fmt.Sscanf(out, "%d records, %d votes", &records, &counted); err != nil {
			t.Errorf("seed %d: %v in %s", seed, err, out)
		}
		votes += counted
	}
	if votes < 60 {
		t.Errorf("%d votes; that says little", votes)
	}
}

func TestThePageNamesWhatDiffers(t *testing.T) {
	t.Parallel()
	honest := bundled(t, scrutineers, mixedEvening(t).log)
	for what, f := range map[string]forgery{
		"DIFFERS W001 score":                      {change: replace("result.json", `"score": "`, `"score": "1`)},
		"DIFFERS W001 score: the records give (F": {change: replace("result.json", `"exact": "`, `"exact": "1`)},
		"DIFFERS W001 ranks":                      {change: replace("result.json", `"rank": `, `"rank": 1`)},
		"DIFFERS W001 votes":                      {change: into("result.json", `"by_grade": [`)},
		"DIFFERS units":                           {change: replace("result.json", `"unit": "W002"`, `"unit": "W003"`)},
		"DIFFERS hash of record":                  {change: replace("records.jsonl", `"hash":"`, `"hash":"0`)},
		"DIFFERS hash of the rules":               {change: replace("rulebook.json", `"points":80`, `"points":90`)},
		"DIFFERS tree over all records":           {change: replace("session.json", `"root": "`, `"root": "0`)},
		"DIFFERS tree under item-0001-run-1.txt": {change: func(t *testing.T, folder string) {
			lines(t, folder, onFirst("card-redeemed", func(*bundle.Line) bool { return false }))
		}},
	} {
		t.Run(what, func(t *testing.T) {
			folder := copied(t, honest)
			f.change(t, folder)
			if status, out := runPython(t, page, folder); status != 1 || !strings.Contains(out, what) {
				t.Errorf("status %d:\n%s", status, out)
			}
		})
	}
}

// What is not on the page it does not pass over.
func TestThePageSaysWhatItDoesNotCount(t *testing.T) {
	t.Parallel()
	folders := map[string]string{
		"a form":                 "testdata/released/format-2/form-scrutineer",
		"several criteria":       "testdata/released/format-2/evening-scrutineer",
		"a bundle of the public": bundled(t, publics, mixedEvening(t).log),
		"pledges":                bundled(t, scrutineers, pledgesLog(t)),
	}
	for what, folder := range folders {
		if status, out := runPython(t, page, folder); status != 3 || !strings.Contains(out, "NOT COUNTED") {
			t.Errorf("%s: status %d:\n%s", what, status, out)
		}
	}
	for what, why := range map[string]string{"a bundle of the public": "no bundle for scrutineers", "a form": "no evening of units on stage"} {
		if _, out := runPython(t, page, folders[what]); !strings.Contains(out, why) {
			t.Errorf("%s: want %q:\n%s", what, why, out)
		}
	}
	if status, out := runPython(t, page); status != 3 || !strings.Contains(out, "page.py FOLDER") {
		t.Errorf("without a folder: status %d:\n%s", status, out)
	}
	d := newDrawn(1)
	d.rb = rulesOf(t, d, drawnRules()["one person one vote"])
	if status, out := runPython(t, page, bundled(t, scrutineers, logOf(t, d.evening()))); status != 3 {
		t.Errorf("other steps: status %d:\n%s", status, out)
	}
}
