package bundle

import (
	"cmp"
	"fmt"
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// Of cards the public has hashes alone: a withheld record may be that of cards handed out, of one made
// void, of a check-in, or of none of these. Where there is none between two counts of the cards, both
// are the same; and each makes one card void at most, and checks one in.

// counting is one count of the cards, behind so many withheld records.
type counting struct {
	where             string
	behind            int
	issued, checkedIn int
}

// cards names the counts of cards in a result of the public that no withheld records can have led
// to, from the close of one item to that of the next, and to what is said of the whole session.
func (c *Course) cards(r display.Results, s Session) (lines []string) {
	if r.Format == 0 { // it tells no cards of a unit
		return nil
	}
	closed := make(map[voting.UnitID]int)
	for id, it := range c.items {
		for _, unit := range s.unitsOf(id) {
			closed[unit] = it.behind
		}
	}
	var all []counting
	for _, u := range r.Units {
		all = append(all, counting{"units " + string(u.Unit), closed[u.Unit], u.Issued, u.CheckedIn})
	}
	slices.SortStableFunc(all, func(a, b counting) int { return cmp.Compare(a.behind, b.behind) })
	all = append(all, counting{"", c.withheld, r.Issued, r.CheckedIn})
	for i := 1; i < len(all); i++ {
		lines = append(lines, all[i-1].against(all[i])...)
	}
	return lines
}

// against compares a count with the next one.
func (a counting) against(b counting) (lines []string) {
	records := b.behind - a.behind
	say := func(what string, least, most, said int) {
		where := fmt.Sprintf("%s %s %s", fileResult, a.where, what)
		switch {
		case said >= least && said <= most:
		case least == most:
			lines = append(lines, fmt.Sprintf("%s: the records give %d, it says %d", where, most, said))
		default:
			lines = append(lines, fmt.Sprintf("%s: with the cards counted next the records allow %d to %d, it says %d", where, least, most, said))
		}
	}
	least := b.issued
	if records > 0 {
		least = 0 // any number may have been handed out since
	}
	say("issued", least, b.issued+records, a.issued)
	say("checked_in", b.checkedIn-records, b.checkedIn+records, a.checkedIn)
	return lines
}
