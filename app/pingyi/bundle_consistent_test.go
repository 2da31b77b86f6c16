package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/app/recount"
)

// consistently is a result in which some ballots of the first unit say something else, with
// everything that follows from them: sums, scores, places. So a forger would do it who has no
// ballot but the program.
func consistently(t *testing.T, folder string) []byte {
	t.Helper()
	b, err := bundle.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	result := decoded(t, b.Result).(map[string]any)
	units := result["units"].([]any)
	move(t, units[0].(map[string]any))
	worked := recount.OfPrinted(b.Rulebook, b.Session.Units)
	again, _ := worked.Again(read(t, result))
	for i, unit := range units {
		u := unit.(map[string]any)
		u["exact"], u["score"], u["rank"], u["rank_in_class"] = again.Units[i].Exact, again.Units[i].Score, again.Units[i].Rank, again.Units[i].RankInClass
	}
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func read(t *testing.T, result map[string]any) recount.Result {
	t.Helper()
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	r, err := recount.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// move takes a mark of the unit from one grade to another, in a category that has any, or in
// the sums alone where categories are hidden.
func move(t *testing.T, unit map[string]any) {
	t.Helper()
	all := unit["by_grade"].([]any)
	for _, name := range sortedKeys(unit["counts"].(map[string]any)) {
		pile := unit["counts"].(map[string]any)[name].([]any)
		if from := firstMarked(pile); from >= 0 {
			shift(pile, from)
			shift(all, from)
			return
		}
	}
	if from := firstMarked(all); from >= 0 {
		shift(all, from)
		return
	}
	t.Fatalf("no mark to move in %v", unit)
}

func firstMarked(pile []any) int {
	for i, n := range pile[:len(pile)-1] {
		if n.(json.Number) != "0" {
			return i
		}
	}
	return -1
}

func shift(pile []any, from int) {
	for i, by := range map[int]int64{from: -1, from + 1: 1} {
		n, _ := pile[i].(json.Number).Int64()
		body, _ := json.Marshal(n + by)
		pile[i] = json.Number(body)
	}
}

// No record has the figures of a result, and no checkpoint: of a public bundle whose counts
// and all that follows from them are changed together nobody finds it by the bundle alone.
// The report says so by name beside its verdict, in both languages, and never that everything
// holds and no more; whoever has the ballots or the published file finds it.
func TestAConsistentlyFalsifiedPublicResultIsFoundOrSaidToBeUnknown(t *testing.T) {
	t.Parallel()
	plain := mixedEvening(t).log
	for name, log := range map[string]string{"counts of each category": plain, "hidden categories": real(t, plain)} {
		folder := bundled(t, publics, log)
		honest, err := os.ReadFile(filepath.Join(folder, "result.json"))
		if err != nil {
			t.Fatal(err)
		}
		forged := consistently(t, folder)
		rewrite(t, folder, "result.json", func([]byte) []byte { return forged })
		sums(t, folder)
		for lang, want := range map[string][]string{
			"en": {"holds; that the counts are those of the ballots was not checked", "unknown whether the ballots come to these counts: no record and no checkpoint has the counts and scores",
				"unknown whether these members of result.json say", "by_grade and blank", "rank_in_class", "issued, checked_in and expected"},
			"zh": {"票数是不是由选票得出不在其中", "无法核实 选票是不是得出这些票数：result.json 里的票数和得分不在任何记录里", "rank_in_class", "issued、checked_in、expected"},
		} {
			status, out, _ := say(t, "", "verify", "-lang", lang, folder)
			if status == 1 && strings.Contains(out, "DIFFERS") {
				continue
			}
			for _, line := range want {
				if status != 0 || !strings.Contains(out, line) {
					t.Errorf("%s, %s: status %d, want %q:\n%s", name, lang, status, line, out)
				}
			}
			if strings.Contains(out, "everything that was checked holds\n") || strings.Contains(out, "以上各项核对无误\n") {
				t.Errorf("%s, %s: everything holds, and no more is said:\n%s", name, lang, out)
			}
		}
		if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, honest), folder); status != 1 || !strings.Contains(out, "DIFFERS") {
			t.Errorf("%s: beside the published file: status %d:\n%s", name, status, out)
		}
		if _, out := python(t, folder); !strings.Contains(out, "Whether the ballots come to\nthese counts it does not show") {
			t.Errorf("%s: the script says:\n%s", name, out)
		}
		whole := bundled(t, scrutineers, announced(t, log))
		rewrite(t, whole, "result.json", func([]byte) []byte { return forged })
		sums(t, whole)
		if status, out, _ := say(t, "", "verify", "-lang", "en", whole); status != 1 || !strings.Contains(out, "DIFFERS W001") {
			t.Errorf("%s: with the ballots: status %d:\n%s", name, status, out)
		}
		if status, out := python(t, whole); status != 1 || !strings.Contains(out, "DIFFERS result.json units W001") {
			t.Errorf("%s: with the ballots the script ends with %d:\n%s", name, status, out)
		}
	}
}

// Units whose counts are left out are named: their figures nobody works out again.
func TestUnitsThatNobodyCanWorkOutAreNamed(t *testing.T) {
	t.Parallel()
	folder := bundled(t, publics, real(t, mixedEvening(t).log))
	status, out, _ := say(t, "", "verify", "-lang", "en", folder)
	if status != 0 || !strings.Contains(out, "unknown whether the figures of these units (2) follow from their counts, which are left out for being of few people: W001, W002") {
		t.Errorf("status %d:\n%s", status, out)
	}
}
