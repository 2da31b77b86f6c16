package static

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNoNounHasToAgreeWithANumber: no sentence can say "1 days". Texts have no plural forms, so that a
// number stands behind its noun ("days: 1"), or there is a sentence of its own for one.
func TestNoNounHasToAgreeWithANumber(t *testing.T) {
	few := map[string]string{
		"phone.say-left":          "is said at 60 and at 15 seconds alone",
		"tools.found.differences": "tools.found.difference is for one",
		"tools.found.want-one":    "is not said where there is one",
		"tools.found.w.of.":       "it is the name of a unit, and no number, that stands in front",
	}
	used := make(map[string]bool)
	for key, text := range englishTexts(t) {
		said := bent(text)
		if said == "" {
			continue
		}
		reasoned := false
		for begins := range few {
			if key == begins || strings.HasSuffix(begins, ".") && strings.HasPrefix(key, begins) {
				reasoned, used[begins] = true, true
			}
		}
		if !reasoned {
			t.Errorf("%s says %q, also of one", key, said)
		}
	}
	for key := range few {
		if !used[key] {
			t.Errorf("%s is let pass and is no such sentence", key)
		}
	}
}

// TestASentenceThatBendsIsFound is about the search itself.
func TestASentenceThatBendsIsFound(t *testing.T) {
	for text, want := range map[string]string{
		"usually open for {n} days":             "{n} days",
		"among the {n} confirmed units":         "{n} confirmed units",
		"{n} of them are hidden":                "{n} of them are",
		"{n} ballot(s)":                         "{n} ballot(s)",
		"days usually open: {n}":                "",
		"Version {n} goes no further":           "",
		"item {n} closes at {at}":               "",
		"{n} of {of}":                           "",
		"covers {n} of the records":             "",
		"{n} ms late":                           "",
		"{table} lists those who may vote":      "",
		"{label} has {points} decimal places":   "{points} decimal places",
		"the first {n}, and this says the rest": "",
	} {
		if got := bent(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// bent is what of a text would be wrong if its number were one.
func bent(text string) string {
	const numbers = `\{(?:n|m|o|of|days|hours|minutes|seconds|size|points|value|places|units|pages|records|most|least|limit|ballots|held|whole|again|withdrawn|counted|total)\}`
	search := regexp.MustCompile(`(?:(\w+) )?(` + numbers + `(?: [a-z-]+){0,2} (?:[a-z-]*[a-z]{2}s|are|were|have|[a-z]+\(e?s\)))(?:\W|$)`)
	for at := 0; ; {
		found := search.FindStringSubmatchIndex(text[at:])
		if found == nil {
			return ""
		}
		before := ""
		if found[2] >= 0 {
			before = strings.ToLower(text[at+found[2] : at+found[3]])
		}
		said := text[at+found[4] : at+found[5]]
		which := slices.Contains([]string{"version", "item", "run", "segment", "record", "format"}, before) // and not how many
		if which || strings.Contains(said, "} of ") && strings.HasSuffix(said, "s") {
			at += found[5]
			continue
		}
		return said
	}
}

// englishTexts are all of them, by key.
func englishTexts(t *testing.T) map[string]string {
	t.Helper()
	all := make(map[string]string)
	entries, err := tree.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), "en.json") {
			continue
		}
		body, err := tree.ReadFile(path.Join("words", entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(body, &all); err != nil {
			t.Fatalf("%s: %v", entry.Name(), err)
		}
	}
	return all
}
