package display

import (
	"regexp"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// fraction is a printed figure that has no end as a decimal.
var fraction = regexp.MustCompile(`"\d+/\d+"`)

// Where no step of the rulebook rounds a figure its text is a fraction. Nobody reads one off
// a wall: there it is a decimal that says it is cut short, and programs find the
// fraction in the results.
func TestAFigureThatNoStepRoundsIsADecimalOnTheWall(t *testing.T) {
	h := newHall(t, plan{rules: exactRules})
	rated := func(id voting.ItemID, most string) {
		h.stage(id)
		h.open(id)
		for n := range 14 { // seven in each category, one of whom says otherwise
			marks, _ := voting.ParseMarks(map[bool]string{true: "11", false: most}[n < 2])
			h.cast(n, marks)
		}
		h.close(id)
		h.reveal(id)
	}
	rated(1, "01")
	rated(2, "00")
	if got := ResultsOf(h.state).Units[0].Score; !strings.Contains(got, "/") {
		t.Fatalf("the results say %q, which is no fraction", got)
	}
	told := map[string]string{"the hall's screen": string(h.bytes(Screen))}
	h.cue(voting.SceneBoard, 0)
	told["the hall's board"] = string(h.bytes(Screen))
	for _, cue := range []onair.Cue{
		{Scene: onair.SceneScore, Unit: "A"}, {Scene: onair.SceneBoard}, {Scene: onair.SceneDims, Unit: "A"},
		{Scene: onair.SceneVersus, Unit: "A", Other: "B"},
	} {
		told[string(cue.Scene)] = string(h.output(view(onair.Public, cue)))
	}
	h.finish()
	told["reveal"] = string(h.output(released(view(onair.Public, onair.Cue{Scene: onair.SceneReveal}), "", 9)))
	for where, text := range told {
		if !strings.Contains(text, `"≈`) || fraction.MatchString(text) {
			t.Errorf("%s prints a fraction, or no decimal: %s", where, text)
		}
	}
}
