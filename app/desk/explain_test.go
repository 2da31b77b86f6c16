package desk

import (
	"os"
	"testing"

	"pingyi/voting"
)

// The two lists of an old rulebook have English keys: a figure of one of them is told by the
// name that its reader knows.
func TestAFigureOfAnOldListIsToldByTheNameThatItsReaderKnows(t *testing.T) {
	text, err := os.ReadFile("../../voting/count/testdata/scenarios/best-worst/rulebook.json")
	if err != nil {
		t.Fatal(err)
	}
	rb, err := voting.ParseRulebook(text)
	if err != nil {
		t.Fatal(err)
	}
	state := voting.NewState()
	state.Session.Rulebook = rb
	line := voting.Line{Axes: []string{"unit", "list"}, At: []string{"A", "worst"}}
	for lang, want := range map[string]string{"zh-CN": "最不满意", "en": "Worst"} {
		if got := (deskPage{Lang: lang}).namesOf(state, "").where(line); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
