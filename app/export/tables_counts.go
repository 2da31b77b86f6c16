package export

import (
	"pingyi/display"
	"pingyi/voting"
)

// counts is what came in for each unit, with the marks by grade beside it.
func (b builder) counts() Table {
	t := b.table("counts", "item", "unit", "name", "class", "issued", "checked_in", "expected", "ballots", "valid", "void", "blank", "shown")
	grades := b.table("grade_counts", "unit", "grade_no", "grade", "count")
	for _, u := range b.Units {
		blank := whole(u.Blank)
		if b.Lists != nil {
			blank = text("") // whoever is not ticked was not left out
		}
		b.row(&t, place(int(u.Item)), text(string(u.Unit)), text(u.Name), text(string(u.Class)), whole(u.Issued), whole(u.CheckedIn), whole(u.Expected),
			whole(u.Ballots), whole(u.Valid), whole(u.Void), blank, truth(!u.Hidden))
		b.graded(&grades, u.ByGrade, text(string(u.Unit)))
	}
	t.Beside = []Long{b.long(grades), b.ticks()}
	return t
}

// byCategory is the same by category of representatives. A unit that would tell on
// somebody has one row, which says why it has no more.
func (b builder) byCategory() Table {
	t := b.table("by_category", "unit", "name", "category", "why_hidden")
	grades := b.table("category_counts", "unit", "category", "grade_no", "grade", "count")
	for _, u := range b.Units {
		if u.Hidden {
			b.row(&t, text(string(u.Unit)), text(u.Name), text(""), text(b.words.of("why-hidden")))
			continue
		}
		for _, c := range b.Categories {
			b.row(&t, text(string(u.Unit)), text(u.Name), b.called(c.Label), text(""))
			b.graded(&grades, u.Counts[c.Label], text(string(u.Unit)), b.called(c.Label))
		}
	}
	t.Beside = []Long{b.long(grades), b.categoryTicks()}
	return t
}

// criteria is every dimension or pledge of every unit.
func (b builder) criteria() Table {
	t := b.table("criteria", "unit", "name", "criterion", "heading", "label", "score", "exact", "blank")
	grades := b.table("criterion_counts", "unit", "criterion", "grade_no", "grade", "count")
	b.eachCriterion(func(u display.UnitResult, c display.CriterionResult) {
		b.row(&t, text(string(u.Unit)), text(u.Name), text(c.Criterion), text(c.Group), text(c.Label), text(c.Score), text(c.Exact), whole(c.Blank))
		b.graded(&grades, c.ByGrade, text(string(u.Unit)), text(c.Criterion))
	})
	t.Beside = []Long{b.long(grades)}
	return t
}

// criteriaByCategory is each criterion by category of representatives. A unit that would
// tell on somebody has one row, which says why.
func (b builder) criteriaByCategory() Table {
	t := b.table("criteria_by_category", "unit", "name", "criterion", "label", "category", "why_hidden")
	grades := b.table("criterion_category_counts", "unit", "criterion", "category", "grade_no", "grade", "count")
	told := make(map[voting.UnitID]bool) // why they are hidden
	b.eachCriterion(func(u display.UnitResult, c display.CriterionResult) {
		if u.Hidden && !told[u.Unit] {
			told[u.Unit] = true
			b.row(&t, text(string(u.Unit)), text(u.Name), text(""), text(""), text(""), text(b.words.of("why-hidden")))
		}
		for _, category := range b.Categories {
			if u.Hidden {
				continue
			}
			b.row(&t, text(string(u.Unit)), text(u.Name), text(c.Criterion), text(c.Label), b.called(category.Label), text(""))
			b.graded(&grades, c.Counts[category.Label], text(string(u.Unit)), text(c.Criterion), b.called(category.Label))
		}
	})
	t.Beside = []Long{b.long(grades)}
	return t
}

// eachCriterion goes through what is asked of the units. The lists of a choice are
// tables of their own.
func (b builder) eachCriterion(do func(display.UnitResult, display.CriterionResult)) {
	if b.Lists != nil {
		return
	}
	for _, u := range b.Units {
		for _, c := range u.Criteria {
			do(u, c)
		}
	}
}

// graded adds a row for each grade behind the columns that say of what; none in a
// choice, where a mark is a tick.
func (b builder) graded(t *Table, counts []int, of ...Value) {
	if b.Lists != nil {
		return
	}
	for i, n := range counts {
		b.row(t, append(append([]Value(nil), of...), whole(i+1), text(b.Grades[i]), whole(n))...)
	}
}

func (b builder) long(t Table) Long {
	return Long{Table: t, Over: "grade", Of: "count", Heads: b.Grades}
}
