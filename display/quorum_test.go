package display

import (
	"encoding/json"
	"strings"
	"testing"

	"pingyi/onair"
)

// A quorum stands on the scale of what is shown: of the cards that checked in before a vote is
// open, of the ballots afterwards, and members that have no card count too.
func TestATurnoutHasTheQuorumOfTheRulebook(t *testing.T) {
	for name, c := range map[string]struct {
		rules       string
		before, now string
	}{
		"a share of the cards":   {pledgeRules, "500", "600"},
		"of whoever belongs":     {strings.ReplaceAll(pledgeRules, `"of": "issued", "over"`, `"of": "membership", "over"`), "6", "8"}, // one is on the roster, for 72 cards
		"nothing is asked for":   {programme(t, "windows"), "none", "none"},
		"the ballots may be few": {strings.Replace(pledgeRules, `{"table": "收回率", "at_least": 60}`, `{"table": "收回率", "at_most": 100}`, 1), "500", "none"},
	} {
		units := sampled(t, "pledges/units.csv", 1)
		if c.rules != programme(t, "windows") {
			units = promised(units)
		}
		h := newHall(t, plan{rules: c.rules, units: units, cards: 72})
		if got := thresholdOn(t, h); got != c.before {
			t.Errorf("%s: before a vote the threshold is %s, want %s", name, got, c.before)
		}
		h.polled(1, 5)
		if got := thresholdOn(t, h); got != c.now {
			t.Errorf("%s: while it is open the threshold is %s, want %s", name, got, c.now)
		}
	}
}

func thresholdOn(t *testing.T, h *hall) string {
	t.Helper()
	var frame struct {
		Layers []struct {
			Data struct {
				Threshold *json.Number `json:"threshold_permille"`
			}
		}
	}
	if err := json.Unmarshal(h.output(view(onair.Public, onair.Cue{Scene: onair.SceneTurnout, Item: 1})), &frame); err != nil || len(frame.Layers) != 1 {
		t.Fatalf("%v, %d layers", err, len(frame.Layers))
	}
	if frame.Layers[0].Data.Threshold == nil {
		return "none"
	}
	return frame.Layers[0].Data.Threshold.String()
}
