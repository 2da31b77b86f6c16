package recount

import (
	"fmt"
	"maps"
	"slices"
)

// Present is one category of representatives: its cards, and those of them that were
// shown, at the end.
type Present struct {
	Label     string `json:"label"`
	Issued    int    `json:"issued"`
	CheckedIn int    `json:"checked_in"`
}

// present names the cards by category.
func (r rules) present(h hall) []Present {
	var all []Present
	for i, category := range r.Categories {
		all = append(all, Present{Label: category.Label, Issued: h.issued[i], CheckedIn: h.shown[i]})
	}
	return all
}

// grades keeps the marks of a unit, or of one of its criteria, by grade.
func (u *Unit) grades(criterion string, counts []int) {
	if counts == nil {
		return
	}
	if u.ByGrade == nil {
		u.ByGrade = make(map[string][]int)
	}
	u.ByGrade[criterion] = counts
}

// byGrade adds up the piles of all categories.
func (r rules) byGrade(cells map[string]Cell, criteria []string) map[string][]int {
	sums := make(map[string][]int)
	for _, criterion := range append([]string{""}, criteria...) {
		sums[criterion], _ = r.over(cells, criterion, r.marks())
	}
	return sums
}

// added gives the sums that a result prints as its own parts make them: marks of
// all categories together, and the cards.
func (r Result) added(rules rules) Result {
	again := r
	again.Units = make([]Unit, len(r.Units))
	for i, u := range r.Units {
		if u.ByGrade != nil {
			u.add(rules)
		}
		again.Units[i] = u
	}
	if r.Turnout != nil {
		again.Issued, again.CheckedIn = 0, 0
		for _, category := range r.Turnout {
			again.Issued, again.CheckedIn = again.Issued+category.Issued, again.CheckedIn+category.CheckedIn
		}
	}
	return again
}

// add adds a unit's marks up. Where a category is left out, its criteria still make
// the whole, and what was not marked was left blank.
func (u *Unit) add(rules rules) {
	said, rows := u.ByGrade, max(1, len(u.ByGrade)-1)
	marks, sums := make([]int, len(said[""])), make(map[string][]int)
	left := false
	for criterion, was := range said {
		all, whole := rules.over(u.Cells, criterion, len(was))
		if !whole {
			all, left = was, true
		}
		sums[criterion] = all
		for i := range min(len(all), len(marks)) {
			if criterion != "" {
				marks[i] += all[i]
			}
		}
	}
	if left {
		if len(said) > 1 {
			sums[""] = marks
		}
		u.Blank = (u.Ballots-u.Void)*rows - total(sums[""])
	}
	u.ByGrade = sums
}

// over adds the categories of a criterion up, and tells whether all are there.
func (r rules) over(cells map[string]Cell, criterion string, marks int) (sum []int, whole bool) {
	sum = make([]int, marks)
	for _, category := range r.Categories {
		pile := category.Label
		if criterion != "" {
			pile = pileOf(criterion, pile)
		}
		cell, there := cells[pile]
		if !there || len(cell.Counts) != marks {
			return nil, false
		}
		for i, n := range cell.Counts {
			sum[i] += n
		}
	}
	return sum, true
}

// turnout compares the cards by category, where somebody says them.
func (d *differences) turnout(counted, said []Present) {
	if said == nil {
		return
	}
	d.text("categories", fmt.Sprint(labels(counted)), fmt.Sprint(labels(said)))
	for i := range min(len(counted), len(said)) {
		d.number(quoted(counted[i].Label)+" cards issued", counted[i].Issued, said[i].Issued)
		d.number(quoted(counted[i].Label)+" checked in", counted[i].CheckedIn, said[i].CheckedIn)
	}
}

func labels(all []Present) []string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = one.Label
	}
	return names
}

// byGrade compares the marks of all categories together, where somebody says them.
func (d *differences) byGrade(name string, counted, said Unit) {
	if said.ByGrade == nil {
		return
	}
	criteria := maps.Clone(said.ByGrade)
	maps.Copy(criteria, counted.ByGrade)
	for _, criterion := range slices.Sorted(maps.Keys(criteria)) {
		what := name + "marks"
		if criterion != "" {
			what = name + quoted(criterion) + " marks"
		}
		d.text(what, fmt.Sprint(counted.ByGrade[criterion]), fmt.Sprint(said.ByGrade[criterion]))
	}
}
