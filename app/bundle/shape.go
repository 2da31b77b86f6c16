package bundle

import (
	"fmt"
	"maps"
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// Differences names what a result says otherwise than the settings and the
// course of the session: every confirmed item has one result and nothing else
// has, and no more ballots count than came in or could have. withTags says that
// the tags of ballots were followed, so that their number is known.
func (c *Course) Differences(r display.Results, s Session, withTags bool) []string {
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	if r.Title != s.Title || r.Rehearsal != s.Rehearsal {
		say("%s is of %q, rehearsal %t; the session is %q, rehearsal %t", fileResult, r.Title, r.Rehearsal, s.Title, s.Rehearsal)
	}
	if version, phase := c.life.shownVersion(); r.Version != 0 && (r.Version != version || r.Phase != phase) { // older ones say none
		say("%s is version %d, %s; by the records it is version %d, %s", fileResult, r.Version, r.Phase, version, phase)
	}
	units := make(map[voting.UnitID]voting.Unit)
	for _, unit := range s.Units {
		units[unit.ID] = unit
	}
	results := make(map[voting.UnitID]display.UnitResult)
	for _, u := range r.Units {
		if _, twice := results[u.Unit]; twice {
			say("%s: %s has two results", u.Unit, fileResult)
		}
		results[u.Unit] = u
		if unit := units[u.Unit]; u.Name != unit.Name || u.Class != unit.Class {
			say("%s: %s calls it %q of %q, the session %q of %q", u.Unit, fileResult, u.Name, u.Class, unit.Name, unit.Class)
		}
		if u.Ballots > u.Expected && !s.whole() { // a form has ballots of people without rows for this unit
			say("%s: ballots %d, cards that could vote %d", u.Unit, u.Ballots, u.Expected)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.items)) {
		it := c.items[id]
		for _, unit := range s.unitsOf(id) {
			u, there := results[unit]
			delete(results, unit)
			switch counted := it.at == "item-confirmed" || it.at == "item-revealed"; {
			case counted != there:
				say("%s: confirmed in the records %t, in %s %t", unit, counted, fileResult, there)
			case !there:
			case withTags && u.Ballots != len(it.tags):
				say("%s: ballots %d in %s, tags that voted %d", unit, u.Ballots, fileResult, len(it.tags))
			case u.Ballots > it.lines:
				say("%s: ballots %d in %s, came in %d", unit, u.Ballots, fileResult, it.lines)
			}
		}
	}
	if s.Kind == Public {
		lines = append(lines, c.cards(r, s)...)
	}
	for unit := range results {
		say("%s: in %s, and its item was never on stage", unit, fileResult)
	}
	return lines
}
