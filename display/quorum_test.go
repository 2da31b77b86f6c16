package display

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pingyi/onair"
)

// A quorum stands on the scale of what is shown: of the cards that checked in before a vote is
// open, of the ballots afterwards, and members that have no card count too. Its words are those
// of the rulebook: the bound with all its digits, whether it is enough itself, and what it is a
// share of where that is another base than that of the picture.
func TestATurnoutHasTheQuorumOfTheRulebook(t *testing.T) {
	asks := func(instead string) string {
		return strings.Replace(pledgeRules, `{"table": "到会率", "above": 50}`, `{"table": "到会率", `+instead+`}`, 1)
	}
	for name, c := range map[string]struct {
		rules       string
		before, now string
	}{
		"a share of the cards":         {pledgeRules, "above 50 at 501", "at least 60 of issued at 600"},
		"of whoever belongs":           {strings.ReplaceAll(pledgeRules, `"of": "issued", "over"`, `"of": "membership", "over"`), "above 50 of members at 7", "at least 60 of members at 9"}, // one is on the roster, for 72 cards
		"nothing is asked for":         {programme(t, "windows"), "none", "none"},
		"the ballots may be few":       {strings.Replace(pledgeRules, `{"table": "收回率", "at_least": 60}`, `{"table": "收回率", "at_most": 100}`, 1), "above 50 at 501", "none"},
		"two thirds in four digits":    {asks(`"at_least": 66.67`), "at least 66.67 at 667", "at least 60 of issued at 600"},
		"between two thousandths":      {asks(`"above": 66.67`), "above 66.67 at 667", "at least 60 of issued at 600"},
		"half is enough":               {asks(`"at_least": 50`), "at least 50 at 500", "at least 60 of issued at 600"},
		"half is not, which is harder": {asks(`"at_least": 50}, {"table": "到会率", "above": 50`), "above 50 at 501", "at least 60 of issued at 600"},
		"no more than there are":       {asks(`"at_least": 100`), "at least 100 at 1000", "at least 60 of issued at 600"},
		"of those who are there": {strings.Replace(pledgeRules, `{"name": "收回率", "do": "share", "of": "收回数", "base": "发证数"}`,
			`{"name": "收回率", "do": "share", "of": "收回数", "base": "到场数"}`, 1), "above 50 at 501", "at least 60 at 600"},
	} {
		units := sampled(t, "pledges/units.csv", 1)
		if c.rules != programme(t, "windows") {
			units = promised(units)
		}
		h := newHall(t, plan{rules: c.rules, units: units, cards: 72})
		if got := quorumOn(t, h); got != c.before {
			t.Errorf("%s: before a vote the quorum is %s, want %s", name, got, c.before)
		}
		h.polled(1, 5)
		if got := quorumOn(t, h); got != c.now {
			t.Errorf("%s: while it is open the quorum is %s, want %s", name, got, c.now)
		}
	}
}

// A tick never lies below its bound, nor on one that is not enough: a figure that meets it has met the rule.
func TestATickIsNeverReachedBeforeItsBound(t *testing.T) {
	for _, c := range []struct {
		bound     string
		inclusive bool
		want      int
	}{
		{"66.67", true, 667}, {"66.7", true, 667}, {"66.7", false, 668}, {"66.6666", true, 667}, {"50", true, 500}, {"50", false, 501},
		{"0", true, 0}, {"0", false, 1}, {"0.01", true, 1}, {"100", true, 1000}, {"100", false, 1000}, {"120", true, 1000},
	} {
		bound, _ := new(big.Rat).SetString(c.bound)
		if got := tickAt(bound, big.NewRat(100, 1), c.inclusive); got != c.want {
			t.Errorf("the tick of %s, %v, is at %d, want %d", c.bound, c.inclusive, got, c.want)
		}
	}
}

// quorumOn is what the picture says, such as "above 50 of members at 7".
func quorumOn(t *testing.T, h *hall) string {
	t.Helper()
	quorum := scene[TurnoutScene](h, onair.Public, onair.Cue{Scene: onair.SceneTurnout, Item: 1}).Quorum
	if quorum == nil {
		return "none"
	}
	said := "above "
	if quorum.Inclusive {
		said = "at least "
	}
	said += quorum.Text
	if quorum.Base != "" {
		said += " of " + quorum.Base
	}
	return fmt.Sprintf("%s at %d", said, quorum.Permille)
}
