package voting_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pingyi/voting"
)

// change replaces the first occurrence of a text in the rulebook of the windows.
func change(t failer, old, now string) []byte {
	t.Helper()
	text := string(mustRead(t, "rulebook.json"))
	if !strings.Contains(text, old) {
		t.Fatalf("the rulebook has no %q", old)
	}
	return []byte(strings.Replace(text, old, now, 1))
}

func TestABadRulebookIsRefusedByItsPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, now, want string }{
		{`"mode": "stage"`, `"mode": "form"`, "mode:"},
		{`"mode": "stage"`, `"mode": 3`, "mode: want a word"},
		{`"categories": [`, `"categories": 6, "x": [`, `"x" is not known here`},
		{`"secret"`, `"hidden"`, "secrecy:"},
		{`"last before the close counts"`, `"best counts"`, "one_vote:"},
		{`"mode"`, `"reveal": "never", "mode"`, "reveal:"},
		{`1 2 2 4`, `1 2 2 5`, "rank:"},
		{`for it"`, `for anything"`, "recusal:"},
		{`"市直部门`, `"` + strings.Repeat("长", 200) + `市直部门`, "title:"},
		{`"label": "满意"`, `"label": ""`, "grades[0].label:"},
		{`"label": "基本满意"`, `"label": "满意"`, "grades[1].label:"},
		{`"points": 100`, `"points": "100"`, "grades[0].points:"},
		{`"points": 100`, `"points": "abc"`, "grades[0].points:"},
		{`"points": 80`, `"points": 8e1`, "grades[1].points:"},
		{`"points": 30`, `"points": 1234567890123`, "grades[2].points:"},
		{`"points": 30`, `"points": true`, "grades"},
		{`"points": 30`, `"points": 30, "in_base": false`, "grades[2].in_base:"},
		{`"in_base": false`, `"in_base": "no"`, "grades"},
		{`"label": "总体评价"`, `"label": " "`, "criteria[0].label:"},
		{`"label": "总体评价",
   "weight": 1`, `"label": "总体评价", "weight": -1`, "criteria[0].weight:"},
		{`"label": "总体评价",`, `"label": "态度", "weight": 1}, {"label": "总体评价",`, "pipeline:"},
		{`"label": "政协委员"`, `"label": "人大代表"`, "categories[1].label:"},
		{`"seats": 60`, `"seats": -60`, "categories[0].seats:"},
		{`"seats": 60`, `"seats": 6.5`, "categories"},
		{`"weight": 15`, `"weight": -15`, "categories[0].weight:"},
		{`"weight": 15`, `"weight": "15"`, "categories[0].weight:"},
		{`"weight": 15`, `"weight": null`, "categories[0].weight:"},
		{`"weight": 15`, `"weight": 0.12345678901`, "categories[0].weight:"},
		{`mean over votes`, `median over votes`, "pipeline[0]:"},
		{`weights renormalised`, `weights kept`, "pipeline[1]:"},
		{`half up, 2 places`, `half down, 2 places`, "pipeline[2]:"},
		{`half up, 2 places`, `half up, 3 places`, "places:"},
		{`"round once`, `"trim 5%", "round once`, "pipeline[2]:"},
		{`"places": 2`, `"places": 2, "trim": 5`, `"trim"`},
		{`"mode": "stage",`, `"mode": "stage"`, "line 4"},
	} {
		_, err := voting.ParseRulebook(change(t, c.old, c.now))
		if err == nil {
			t.Errorf("%s instead of %s is accepted", c.now, c.old)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s instead of %s: the error does not name %s: %v", c.now, c.old, c.want, err)
		}
	}
}

func TestARulebookIsWholeAndInUTF8(t *testing.T) {
	t.Parallel()
	text := mustRead(t, "rulebook.json")
	for name, content := range map[string][]byte{
		"text behind":                  append(append([]byte(nil), text...), "{}"...),
		"not UTF-8":                    change(t, "满意", "\xc2\xfa\xd2\xe2"),
		"there is nothing in it":       nil,
		"ends too early. Mend line 70": text[:len(text)-2],
	} {
		if _, err := voting.ParseRulebook(content); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want an error that says %q, got %v", name, err)
		}
	}
	if _, err := voting.ParseRulebook(append([]byte("\xef\xbb\xbf"), text...)); err != nil {
		t.Errorf("a byte order mark is refused: %v", err)
	}
}

func mustRulebook(t failer) voting.Rulebook {
	t.Helper()
	rb, err := voting.ParseRulebook(mustRead(t, "rulebook.json"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rb
}

// The hash is printed beside results, so it may change with nothing but the rules.
func TestTheHashStandsForTheRules(t *testing.T) {
	t.Parallel()
	rb := mustRulebook(t)
	const want = "1171b7e4422430bde7c242a3c873e9315715dafb2be698c942ba551d1cf543ba"
	if got := rb.Hash(); got != want {
		t.Errorf("hash of the windows' rulebook is %s, want %s", got, want)
	}
	text, err := json.Marshal(rb)
	if err != nil {
		t.Fatal(err)
	}
	again, err := voting.ParseRulebook(text)
	if err != nil {
		t.Fatalf("the canonical form does not parse: %v", err)
	}
	if again.Hash() != want {
		t.Error("the canonical form has another hash")
	}
	heavier, err := voting.ParseRulebook(change(t, `"weight": 15`, `"weight": 16`))
	if err != nil {
		t.Fatal(err)
	}
	if heavier.Hash() == want {
		t.Error("another weight has the same hash")
	}
}

// TestOldRulebooksKeepTheirHash: how their sentences are counted is another matter.
func TestOldRulebooksKeepTheirHash(t *testing.T) {
	t.Parallel()
	for scenario, want := range map[string]string{
		"double":     "a001b051d5733560bc0a7d6f28bcf7a5b3bfc3ee3ae6a9a04b2556f753512dd8",
		"pledges":    "da6e91dd8327d76c33de1bbe187e224f51cf3c844297b93f07992c807d6b6178",
		"best-worst": "b7fe17cd4c7d2d276b466e1ba858d5e5e40cdb7f99e1bb0585a677401eaa400c",
	} {
		if got := scenarioRules(t, scenario).Hash(); got != want {
			t.Errorf("hash of the rulebook of %s is %s, want %s", scenario, got, want)
		}
	}
}
