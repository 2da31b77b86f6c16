package main

import (
	"strconv"
	"strings"
	"testing"

	"pingyi/tests/evenings"
	"pingyi/voting"
)

// TestExplainTellsTheBallotsOfARunThatWasSetAside, by the unit and the number of the run, and of no other run.
func TestExplainTellsTheBallotsOfARunThatWasSetAside(t *testing.T) {
	t.Parallel()
	state := voting.NewState()
	for _, e := range evenings.Events(t, "secret") {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	asked := 0
	for _, item := range state.Items {
		for _, run := range item.Past {
			where := " " + string(item.Unit) + " " + strconv.Itoa(int(run.Run))
			for _, name := range []string{"ballots set aside", "作废轮次的票"} {
				text, err := question{of: name + where, order: order{lang: "zh"}}.answer(state)
				if want := "\n作废轮次的票 " + strconv.Itoa(run.Tally.Total()) + "\n"; err != nil || !strings.Contains(text, want) || !strings.Contains(text, "\n轮次 "+strconv.Itoa(int(run.Run))+"\n") {
					t.Errorf("%s: %v, it does not say %q:\n%s", name+where, err, want, text)
				}
				if text, err := (question{of: name + where + "7", order: order{lang: "zh"}}).answer(state); err == nil {
					t.Errorf("of a run that there was not it says\n%s", text)
				}
			}
			asked++
		}
	}
	if asked == 0 {
		t.Error("no run was set aside")
	}
}
