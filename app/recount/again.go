package recount

import (
	"maps"
	"slices"

	"pingyi/voting"
)

// Again computes figures once more from the counts that a result itself gives: all
// that can be done where the ballots are not to be seen. A unit of which a category
// is left out keeps the scores that it was given. What is not worked out here stays
// as it is.
func (r Result) Again(rb voting.Rulebook) Result {
	rules := readRules(rb)
	r = r.added(rules)
	again := r
	if rules.chain == nil {
		return again
	}
	again.Units = make([]Unit, len(r.Units))
	last := rules.chain.links[len(rules.chain.links)-1]
	left := func(u Unit) bool { _, complete := rules.complete(u); return !complete }
	ranked := last.places >= 0 || !slices.ContainsFunc(r.Units, left) // a score that stays has two places, and ranks go by all of them
	for i, u := range r.Units {
		for name := range rules.chain.ranks {
			if ranked && name == figureRank {
				u.Rank = 0
			} else if ranked {
				u.RankInClass = 0
			}
		}
		if criteria, complete := rules.complete(u); complete {
			scores, exacts := u.Scores, u.Exacts
			u.score(rules, criteria)
			if rules.chain.each == 0 {
				u.Scores, u.Exacts = scores, exacts
			}
			u.Cells = rules.together(u.Cells, criteria)
			u.Ballots = u.Void + u.voted(rules, max(1, len(criteria)))
		} else if value, ok := last.printed(u.Score); ok {
			u.value = &value
		} else {
			u.Score = "" // whatever it says, it is no score
		}
		again.Units[i] = u
	}
	if ranked {
		rules.place(again.Units)
	}
	if ranked && r.Version > 0 { // before there were versions no list was printed
		again.Selections = slices.Clone(r.Selections)
		for i := range again.Units {
			again.Units[i].Named = maps.Clone(again.Units[i].Named)
		}
		rules.list(&again)
	}
	return again
}

// complete reports whether the counts of every criterion in every category are
// there, and names the criteria.
func (r rules) complete(u Unit) (criteria []string, complete bool) {
	if labels := r.criteria(); r.own() {
		criteria = u.Criteria
	} else if len(labels) > 1 {
		for _, one := range labels {
			criteria = append(criteria, one.Label)
		}
	}
	piles := 0
	for _, category := range r.Categories {
		for _, criterion := range criteria {
			if cell, there := u.Cells[pileOf(criterion, category.Label)]; !there || len(cell.Counts) != len(r.Grades) {
				return nil, false
			}
			piles++
		}
		if cell, there := u.Cells[category.Label]; !there || len(cell.Counts) != len(r.Grades) {
			return nil, false
		}
		piles++
	}
	return criteria, len(u.Cells) == piles
}

// together adds the criteria up by category, where there are several.
func (r rules) together(cells map[string]Cell, criteria []string) map[string]Cell {
	if criteria == nil {
		return cells
	}
	cells = maps.Clone(cells)
	for _, category := range r.Categories {
		all := cells[category.Label]
		all.Counts = make([]int, len(r.Grades))
		for _, criterion := range criteria {
			for i, n := range cells[pileOf(criterion, category.Label)].Counts {
				all.Counts[i] += n
			}
		}
		cells[category.Label] = all
	}
	return cells
}

// voted is how many valid ballots the marks and blanks of a unit are.
func (u Unit) voted(r rules, rows int) int {
	marks := u.Blank
	for _, category := range r.Categories {
		for _, n := range u.Cells[category.Label].Counts {
			marks += n
		}
	}
	return marks / rows
}
