package main

import (
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// filledRules give a unit its share of all ticks as its score, filled so that all come to 100.
const filledRules = `{"rulebook": 2, "title": "占比", "mode": "self-paced", "secrecy": "secret",
"ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [{"list": "十佳", "at_most": 10}, {"list": "十差", "at_most": 10}]},
"imported": [{"name": "网络得票", "axes": ["unit"]}],
"steps": [{"name": "占比", "do": "share", "of": "ticks", "list": "十佳", "base": "all ticks"},
{"name": "得分", "do": "fill to 100", "of": "占比", "over": "unit", "by": "largest remainder", "round": {"places": 2, "mode": "truncated"}},
{"name": "差评", "do": "share", "of": "ticks", "list": "十差", "base": "valid", "round": {"places": 2, "mode": "half up"}},
{"name": "合计", "do": "sum", "parts": ["差评", "网络得票"], "missing": "zero", "round": {"places": 2, "mode": "half up"}},
{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
"result": {"score": "得分", "rank": "名次", "sum": "合计"}}`

// TestTheExactFigureOfAFilledShareIsTheShareAsItWas, and both recounts hold each result to its own format: before 7 it
// was the filled one.
func TestTheExactFigureOfAFilledShareIsTheShareAsItWas(t *testing.T) {
	t.Parallel()
	whole := bundled(t, scrutineers, chosenUnder(t, []byte(filledRules), 300))
	body, err := os.ReadFile(filepath.Join(whole, "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, out, _ := say(t, "", "explain", "--of", "得分 B01", chosenUnder(t, []byte(filledRules), 300)); !strings.Contains(out, "4400/809") {
		t.Fatalf("the explanation says\n%s", out)
	}
	if !strings.Contains(string(body), `"exact": "4400/809"`) {
		t.Errorf("the exact figure is not the one of the explanation in\n%s", body)
	}
	asFilled := regexp.MustCompile(`"exact": "[^"]*",(\s*)"score": "([^"]*)"`).ReplaceAllStringFunc(string(body), func(both string) string {
		_, score, _ := strings.Cut(both, `"score": "`)
		filled, _ := new(big.Rat).SetString(strings.TrimSuffix(score, `"`))
		return regexp.MustCompile(`"exact": "[^"]*"`).ReplaceAllString(both, `"exact": "`+filled.RatString()+`"`)
	})
	for _, c := range []struct {
		format, text string
		sound        bool
	}{{"7", string(body), true}, {"7", asFilled, false}, {"6", asFilled, true}, {"6", string(body), false}} {
		folder := copied(t, whole)
		text := strings.Replace(c.text, `"format": 7`, `"format": `+c.format, 1)
		if err := os.WriteFile(filepath.Join(folder, "result.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		sums(t, folder)
		if status, out, problems := say(t, "", "verify", "-lang", "en", folder); (status == 0) != c.sound || !c.sound && !strings.Contains(out, "DIFFERS B01 exact score") {
			t.Errorf("format %s, sound %t: status %d\n%s%s", c.format, c.sound, status, out, problems)
		}
		if status, out := python(t, folder); (status == 0) != c.sound || !c.sound && !strings.Contains(out, "exact") {
			t.Errorf("format %s, sound %t: the script ends with %d\n%s", c.format, c.sound, status, out)
		}
	}
}
