package recount

import (
	"regexp"

	"pingyi/voting"
)

// plain is a score as it is printed.
var plain = regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,9})?$`)

// Again computes scores and places once more from the counts that a result
// itself gives: all that can be done where the ballots are not to be seen. A
// unit of which a category is left out keeps the score that it was given. By a
// rulebook for which there is no arithmetic here, every number stays as it is.
func (r Result) Again(rb voting.Rulebook) Result {
	rules := readRules(rb)
	r = r.added(rules)
	again := r
	if !rules.plain() {
		return again
	}
	again.Units = make([]Unit, len(r.Units))
	for i, u := range r.Units {
		u.Rank, u.RankInClass = 0, 0
		if complete(u, rb) {
			u.Exact, u.Score = "", ""
			u.score(rules)
			u.Ballots = u.Blank
			for _, cell := range u.Cells {
				for _, n := range cell.Counts {
					u.Ballots += n
				}
			}
		} else if !plain.MatchString(u.Score) {
			u.Score = "" // whatever it says, it is no score
		}
		again.Units[i] = u
	}
	place(again.Units)
	return again
}

func complete(u Unit, rb voting.Rulebook) bool {
	for _, category := range rb.Categories {
		if cell, there := u.Cells[category.Label]; !there || len(cell.Counts) != len(rb.Grades) {
			return false
		}
	}
	return len(u.Cells) == len(rb.Categories)
}
