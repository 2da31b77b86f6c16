package recount

import (
	"maps"

	"pingyi/voting"
	"pingyi/voting/count"
)

// enough is how many of a category must stand behind what is told of it.
const enough = 5

// hiddenFrom is the first format of results that does not show a unit by category, 0
// where each may: in all of them one to four who marked a row, or in a choice handed in a
// valid ballot; from 2 on, fewer than five valid ballots of a category that handed in any.
func (c *Count) hiddenFrom(cells map[string]Cell, criteria []string) int {
	if c.session.Rulebook.Secrecy != voting.Secret || c.session.Rehearsal {
		return 0
	}
	from := 0
	for _, category := range c.rules.Categories {
		cell := cells[category.Label]
		valid := cell.Ballots - cell.Void
		if cell.Ballots > 0 && valid < enough {
			from = 2
		}
		people := []int{valid}
		if c.rules.lists() == nil {
			people = marked(cells, category.Label, criteria)
		}
		for _, n := range people {
			if n > 0 && n < enough {
				return 1
			}
		}
	}
	return from
}

// hidesParts is the format from which nothing is told of such a unit that rests on part of
// the categories.
const hidesParts = 3

// keepsPlaces is the format from which a figure has the places of the step that rounded it
// through steps that only keep it or add to it; before, such a figure was written at its shortest.
const keepsPlaces = 5

// tiesApart is the format from which a tie says of which criterion it is.
const tiesApart = 6

// exactUnfilled is the format from which the exact figure of one that was filled to 100 is the part as it was.
const exactUnfilled = 7

// asksInTurn is the format from which a list that rests on a tie has none of its own that waits until that is decided.
const asksInTurn = 7

// newest is the format of what is counted here.
const newest = exactUnfilled

// exactly is the exact figure of a unit, or of one of its criteria; of one that was filled it keeps what results of
// earlier formats say.
func (u *Unit) exactly(criterion string, cell count.Cell) string {
	if cell.Part != nil {
		u.filled = maps.Clone(u.filled)
		if u.filled == nil {
			u.filled = make(map[string]string)
		}
		u.filled[criterion] = cell.Exact.RatString()
	}
	return cell.Before().RatString()
}

// exactIn gives a unit the exact figures that results of a format have.
func (u *Unit) exactIn(format int) {
	if format >= exactUnfilled || u.filled == nil {
		return
	}
	u.Exacts = maps.Clone(u.Exacts)
	for criterion, filled := range u.filled {
		if criterion == "" && u.Exact != "" {
			u.Exact = filled
		}
		if u.Exacts[criterion] != "" {
			u.Exacts[criterion] = filled
		}
	}
}

// ofPart lists the figures that rest on part of the categories, by the names under which a
// unit has them. Places and lists are announced whatever they rest on.
func ofPart(book *count.Rulebook) (all []string) {
	for _, name := range book.Results() {
		_, list := book.Listing(name)
		switch {
		case !book.RestsOnPart(name) || list || name == figureRank || name == figureWithin:
		case name == figureScore || name == figureEach:
			all = append(all, name)
		default:
			all = append(all, book.ResultTable(name))
		}
	}
	return all
}

// forgetParts takes the figures out of a unit that tell of some categories, so that a file
// that has them says more than it may.
func (u *Unit) forgetParts(figures []string) {
	u.Named, u.Scores, u.Exacts = maps.Clone(u.Named), maps.Clone(u.Scores), maps.Clone(u.Exacts)
	for _, figure := range figures {
		switch figure {
		case figureScore:
			u.Exact, u.Score = "", ""
		case figureEach:
			for criterion := range u.Scores {
				u.Scores[criterion] = ""
				delete(u.Exacts, criterion)
			}
		default:
			delete(u.Named, figure)
		}
	}
}

// marked is how many of a category marked each row.
func marked(cells map[string]Cell, category string, criteria []string) []int {
	if criteria == nil {
		return []int{total(cells[category].Counts)}
	}
	rows := make([]int, len(criteria))
	for k, criterion := range criteria {
		rows[k] = total(cells[pileOf(criterion, category)].Counts)
	}
	return rows
}

// format is the format of a result that was read: the first two did not say theirs.
func (r Result) format() int {
	if r.Format == 0 && r.Version > 0 {
		return 1
	}
	return r.Format
}
