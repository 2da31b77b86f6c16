package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

const scripts = "../../docs/recount"

// The engine of the rules is tested by worked examples: each step, and results that
// were announced. The script in another language comes to the same figures.
func TestScriptComesToTheFiguresOfEveryWorkedExample(t *testing.T) {
	args := []string{filepath.Join(scripts, "examples.py")}
	for _, pattern := range []string{"../../voting/count/testdata/steps/*.txt", "../../voting/testdata/published/*/figures.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) < 14 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		args = append(args, files...)
	}
	if status, out := runPython(t, args...); status != 0 || !strings.Contains(out, " 0 differences") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

// A step that a later version may bring is not passed over, nor is one that says
// something more; what does not rest on it is counted all the same.
func TestScriptSaysWhatItDoesNotKnow(t *testing.T) {
	const ask = `import sys
sys.path.insert(0, sys.argv[1])
import steps
from tables import Counting
rules = {"rulebook": 2, "title": "t", "ballot": {"sheet": "one unit", "grades": [{"label": "a", "points": 1}, {"label": "b", "points": 0}]},
  "steps": [{"name": "m", "do": "mean", "of": "marks"}, {"name": "n", "do": "median", "of": "marks"},
            {"name": "r", "do": "round", "of": "n", "round": {"places": 0, "mode": "half up"}}, {"name": "w", "do": "mean", "of": "marks", "like": "so"}],
  "result": {"score": "m", "rank": "r"}}
c = Counting(rules, [{"id": "u"}])
c.add("marks", 1, unit="u", grade="a")
c.run()
print(c.result("score").text(("u",)), c.unknown)
try:
    c.result("rank")
except Exception as why:
    print(why)
try:
    Counting(dict(rules, quorum=9), [])
except Exception as why:
    print(why)
`
	status, out := runPython(t, "-c", ask, scripts)
	for _, want := range []string{"1 {", "'n': \"a step that does 'median'\"", "'r': ", "'w': 'the step w says like'", "r: n: a step", "the rulebook says quorum"} {
		if status != 0 || !strings.Contains(out, want) {
			t.Errorf("status %d, want %q:\n%s", status, want, out)
		}
	}
}

// What stands in a result and nobody counted again is said, and is no success.
func TestScriptSaysWhatOfAResultItDidNotCount(t *testing.T) {
	folder := bundled(t, scrutineers, pledgesLog(t))
	swap(t, folder, "result.json", `"issued":`, "\"quorum\": 9,\n \"issued\":")
	sums(t, folder)
	if status, out := python(t, folder); status != 3 || !strings.Contains(out, "NOT COUNTED result.json quorum") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

// What can be said of cards and of single lists from a public bundle the script says too:
// a form was handed in once for all its units, and no more cards came than were issued.
func TestScriptHoldsTheCardsAndListsOfAPublicResultTogether(t *testing.T) {
	honest := bundled(t, publics, tenBest(t))
	for want, change := range map[string]func(unit map[string]any){
		"issued, as of the first unit of the form": func(u map[string]any) { u["issued"] = 41 },
		": checked_in: the records give at most":   func(u map[string]any) { u["checked_in"] = 999 },
		": expected: the records give at most":     func(u map[string]any) { u["expected"] = 999 },
		" blank: the records give ":                func(u map[string]any) { u["criteria"].([]any)[0].(map[string]any)["blank"] = 7 },
	} {
		folder := copied(t, honest)
		rewrite(t, folder, "result.json", func(body []byte) []byte {
			result := decoded(t, body)
			change(result.(map[string]any)["units"].([]any)[1].(map[string]any))
			text, err := json.Marshal(result)
			if err != nil {
				t.Fatal(err)
			}
			return text
		})
		sums(t, folder)
		if status, out := python(t, folder); status != 1 || !strings.Contains(out, want) {
			t.Errorf("status %d, want %q:\n%s", status, want, out)
		}
	}
}
