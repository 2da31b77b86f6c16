package display

import (
	"slices"

	"pingyi/voting"
)

// Before the announcement an output shows of a unit that was revealed its counts, its score and the
// scores of its criteria; of the other results those that follow from these counts alone. Any other
// rests on what is still to come out, a figure from elsewhere, a list, a place, or on what may still
// be decided: it would tell of that too early, or say today what is wrong tomorrow.

// tells reports whether the readers may see a result of a unit that was revealed, other than its score,
// those of its criteria, and its places; of these, and where the rulebook has no such result, the name is empty.
func (o output) tells(result string) bool {
	_, whole := o.audience.ranking(o.State)
	return whole || result == "" || o.State.Session.Rulebook.OwnCounts(result)
}

// openly are the units that were revealed one by one or with their form, with what that gave out: none
// where scores await the announcement, or what is chosen comes out by its lists.
func (o output) openly() []voting.Row {
	if o.AwaitsAnnouncement() || o.chooses() {
		return nil
	}
	rows := slices.Clone(o.revealed(o.State))
	for i := range rows {
		row := &rows[i]
		row.Named = slices.DeleteFunc(slices.Clone(row.Named), func(named voting.NamedCell) bool { return !o.tells(named.Name) })
		row.Words = slices.DeleteFunc(slices.Clone(row.Words), func(words voting.Words) bool { return !o.tells(words.Name) })
	}
	return rows
}
