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
	t.Parallel()
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
	t.Parallel()
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
	status, out := runPython(t, file(t, []byte(ask)), scripts)
	for _, want := range []string{"1 {", "'n': \"a step that does 'median'\"", "'r': ", "'w': 'the step w says like'", "r: n: a step", "the rulebook says quorum"} {
		if status != 0 || !strings.Contains(out, want) {
			t.Errorf("status %d, want %q:\n%s", status, want, out)
		}
	}
}

// A result has the members of its format and no others, in a unit and in a criterion, too;
// of a format that is not known it is said that it is not.
func TestScriptSaysWhichMembersAResultDoesNotHave(t *testing.T) {
	t.Parallel()
	for kind, log := range map[string]string{scrutineers: pledgesLog(t), publics: pledgesLog(t)} {
		honest := bundled(t, kind, log)
		for want, change := range map[string][2]string{
			"quorum is no member of it": {`"issued":`, "\"quorum\": 9,\n \"issued\":"},
			"weight is no member of it": {`"criterion":`, "\"weight\": \"9\",\n \"criterion\":"},
			"place is no member of it":  {`"unit":`, "\"place\": 1,\n \"unit\":"},
			"this script knows 7":       {`"format": 7`, `"format": 8`},
		} {
			folder, ends := copied(t, honest), 1
			swap(t, folder, "result.json", change[0], change[1])
			sums(t, folder)
			if strings.HasPrefix(want, "this script") {
				ends = 3
			}
			if status, out := python(t, folder); status != ends || !strings.Contains(out, want) {
				t.Errorf("%s: status %d, want %q:\n%s", kind, status, want, out)
			}
		}
	}
}

// What is empty has its member all the same, where the program always writes it.
func TestScriptMissesWhatIsEmpty(t *testing.T) {
	t.Parallel()
	honest := bundled(t, scrutineers, tenBest(t))
	for _, name := range []string{"scale", "lists"} {
		folder := copied(t, honest)
		rewrite(t, folder, "result.json", func(body []byte) []byte {
			result := decoded(t, body).(map[string]any)
			if name == "scale" {
				delete(result, "scale")
			} else {
				delete(result["lists"].([]any)[0].(map[string]any), "at_least")
			}
			text, err := json.Marshal(result)
			if err != nil {
				t.Fatal(err)
			}
			return text
		})
		sums(t, folder)
		if status, out := python(t, folder); status != 1 || !strings.Contains(out, "DIFFERS result.json "+name) {
			t.Errorf("without %s: status %d:\n%s", name, status, out)
		}
	}
}

// What can be said of cards and of single lists from a public bundle the script says too:
// a form was handed in once for all its units, and no more cards came than were issued.
func TestScriptHoldsTheCardsAndListsOfAPublicResultTogether(t *testing.T) {
	t.Parallel()
	honest := bundled(t, publics, tenBest(t))
	for want, change := range map[string]func(unit map[string]any){
		"issued, as of the first unit of the form": func(u map[string]any) { u["issued"] = 41 },
		": checked_in: the records give at most":   func(u map[string]any) { u["checked_in"] = 999 },
		": expected: the records give at most":     func(u map[string]any) { u["expected"] = 999 },
		": valid: the records give ":               func(u map[string]any) { u["valid"] = 7 },
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
