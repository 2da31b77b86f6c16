package studio

import (
	"os"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// TestAListIsCalledInTheLanguageOfItsReader, whichever of its names the director typed; a program reads what was typed.
func TestAListIsCalledInTheLanguageOfItsReader(t *testing.T) {
	text, err := os.ReadFile("../../voting/count/testdata/scenarios/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := voting.KeptRulebook(text)
	if err != nil {
		t.Fatal(err)
	}
	names := Names{"s": {rules: rules, units: map[voting.UnitID]string{"B01": "站所"}}}
	for _, c := range []struct{ typed, zh, en string }{
		{"ten best", "十佳", "Ten best"}, {"Ten best", "十佳", "Ten best"}, {"十佳", "十佳", "Ten best"},
		{"Ten worst/站所", "十差 站所", "Ten worst 站所"}, {"头条", "头条", "头条"},
	} {
		for lang, want := range map[string]string{"zh-CN": c.zh, "en": c.en, "": c.typed} {
			if got := names.About(onair.Run{Session: "s", Cue: onair.Cue{List: c.typed}}, "项", lang); got != want {
				t.Errorf("%s for %q: %s, want %s", c.typed, lang, got, want)
			}
		}
	}
}
