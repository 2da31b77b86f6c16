package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pingyi/voting"
)

// confirmed counts who confirmed tallies, and in which role.
type confirmed map[voting.Stamp]int

// note checks what the fold checks, too, because a bundle for the public is not
// folded: a session that counts has its tallies confirmed by a scrutineer.
func (c confirmed) note(seq uint64, e *voting.ItemConfirmed, rehearsal bool) error {
	if !rehearsal && e.Role != "" && e.Role != voting.Scrutineer {
		return fmt.Errorf("record %d: item %d was confirmed by %s in the role %s", seq, e.Item, e.By, e.Role)
	}
	c[voting.Stamp{By: e.By, Role: e.Role}]++
	return nil
}

// tell says what the records say.
func (c confirmed) tell(v *verifier) {
	var said, silent []string
	for who := range maps.Keys(c) {
		if who.Role == "" {
			silent = append(silent, v.words("confirmed.silent", "n", fmt.Sprint(c[who]), "who", who.By))
		} else {
			said = append(said, v.words("confirmed.role", "n", fmt.Sprint(c[who]), "who", who.By, "role", v.words("role."+string(who.Role))))
		}
	}
	slices.Sort(said)
	slices.Sort(silent)
	if len(said) > 0 {
		v.say("confirmed", "who", strings.Join(said, v.words("comma")))
	}
	if len(silent) > 0 {
		v.unknown("confirmed.unsaid", "who", strings.Join(silent, v.words("comma")))
	}
}
