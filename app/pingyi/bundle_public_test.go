package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// A public result whose counts are all there is worked out again, whatever the steps: a
// score that does not follow from its counts is found by the program as by the script.
func TestVerifyFindsAFalsifiedPublicResult(t *testing.T) {
	takesLong(t)
	rules, forged, found := drawnRules(), 0, 0
	for seed, name := range slices.Sorted(maps.Keys(rules)) {
		d := newDrawn(uint64(seed))
		d.rb = rulesOf(t, d, rules[name])
		folder := bundled(t, publics, announced(t, logOf(t, d.lived(d.evening()))))
		status, honest, _ := say(t, "", "verify", "-lang", "en", folder)
		if status != 0 {
			t.Errorf("%s: status %d:\n%s", name, status, honest)
		}
		if !forgeScore(t, folder) {
			continue
		}
		forged++
		sums(t, folder)
		status, out, _ := say(t, "", "verify", "-lang", "en", folder)
		_, script := python(t, folder)
		open := saysUnknown(honest, "score")
		if !open && (status != 1 || !strings.Contains(out, "score: the records give")) {
			t.Errorf("%s: of a forged score verify says, ending with %d:\n%s", name, status, out)
		} else if !open {
			found++
		} else if strings.Contains(script, " score:") && strings.Contains(script, "DIFFERS") && !strings.Contains(honest, "recount.py") {
			t.Errorf("%s: the script finds what verify leaves open:\n%s%s", name, honest, script)
		}
	}
	if forged < len(rules)/2 || found < forged*2/3 {
		t.Errorf("of %d rulebooks %d have a score that can be forged, and %d are worked out again", len(rules), forged, found)
	}
}

// forgeScore puts a 1 before the first score whose counts are told; false where there is none. One
// that stands alone, since its counts would tell on somebody, cannot be worked out by anybody.
func forgeScore(t *testing.T, folder string) (forged bool) {
	t.Helper()
	rewrite(t, folder, "result.json", func(body []byte) []byte {
		var result struct {
			Units []struct {
				Unit, Score string
				Hidden      bool
			}
		}
		if err := json.Unmarshal(body, &result); err != nil {
			t.Fatal(err)
		}
		for _, u := range result.Units {
			if u.Hidden || u.Score == "" {
				continue
			}
			forged = true
			before, after, _ := bytes.Cut(body, []byte(`"unit": "`+u.Unit+`"`))
			after = bytes.Replace(after, []byte(`"score": "`), []byte(`"score": "1`), 1)
			return slices.Concat(before, []byte(`"unit": "`+u.Unit+`"`), after)
		}
		return body
	})
	return forged
}

// saysUnknown reports whether a figure is said to be left open.
func saysUnknown(out, figure string) bool {
	for line := range strings.Lines(out) {
		if names, _, is := strings.Cut(strings.TrimPrefix(line, "unknown whether "), " follow from the counts"); is && strings.HasPrefix(line, "unknown") && slices.Contains(strings.Split(names, ", "), figure) {
			return true
		}
	}
	return false
}

// What was worked out by which arithmetic is said, and what was not: the script is named
// where it does what was left to it.
func TestVerifySaysWhatOfAPublicResultItWorkedOut(t *testing.T) {
	t.Parallel()
	rules := drawnRules()
	for name, want := range map[string][]string{
		"lists and bands":             {"ok      figures: rank, score, 前二, 末 follow from the counts in result.json, where it gives them all, by the server's own engine", "whether the arithmetic of rank, score, 前二, 末 is right: it was done again by the same engine; docs/recount/recount.py does it in another way"},
		"share of checked in":         {"unknown whether rank, score follow from the counts in result.json: they rest on ballots and cards by category, which are withheld"},
		"share of all that are valid": {"follow from the counts in result.json, where it gives them all, by the server's own engine"},
		"share of with an opinion":    {"ok      figures: rank, score follow"},
	} {
		d := newDrawn(3)
		d.rb = rulesOf(t, d, rules[name])
		status, out, _ := say(t, "", "verify", "-lang", "en", bundled(t, publics, announced(t, logOf(t, d.lived(d.evening())))))
		for _, line := range want {
			if status != 0 || !strings.Contains(out, line) {
				t.Errorf("%s: status %d, want %q:\n%s", name, status, line, out)
			}
		}
	}
}

// Where there is one category, or the base of a share is the sum over all of them, the
// totals that a result prints are enough: the ready-made ten best and ten worst are recounted
// from the public's bundle by both programs.
func TestTheReadyMadeTenBestAreRecountedFromThePublicBundle(t *testing.T) {
	t.Parallel()
	folder := bundled(t, publics, tenBest(t))
	status, out, _ := say(t, "", "verify", "-lang", "en", folder)
	if status != 0 || !strings.Contains(out, "rank, score, ten best, ten worst follow from the counts") || strings.Contains(out, "unknown whether rank") {
		t.Errorf("status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 0 || !strings.Contains(out, "counted again: rank, score, ten best, ten worst of 60 units") {
		t.Errorf("the script ends with %d:\n%s", status, out)
	}
	if _, out, _ := say(t, "", "verify", folder); !strings.Contains(out, "名次、得分、十佳、十差 由 result.json 里的票数") {
		t.Errorf("a Chinese reader is told of lists by other names than those of the rulebook:\n%s", out)
	}
	forgeScore(t, folder)
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "score: the records give") {
		t.Errorf("of a forged score verify says, ending with %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 1 || !strings.Contains(out, " score: the records give") {
		t.Errorf("of a forged score the script says, ending with %d:\n%s", status, out)
	}
}
