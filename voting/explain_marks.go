package voting

import (
	"slices"

	"pingyi/voting/count"
)

// said tells of what ballots say about a unit: marks, ticks, blanks, and what part of them.
func (t *counted) said(f Figure, row Row) bool {
	m := marked{counted: t, Row: row, criteria: t.Session.Rulebook.CriteriaOf(row.Unit), grades: t.Session.Rulebook.Grades}
	criterion := m.criterion(f.Criterion)
	grade := slices.IndexFunc(m.grades, func(g Grade) bool { return g.Label == f.Grade })
	if f.Criterion != "" && criterion < 0 || f.Grade != "" && grade < 0 || !t.knows(f.Category) {
		return false
	}
	if t.Session.Rulebook.Lists != nil {
		if f.Count != FigureTicks || criterion < 0 || f.Grade != "" {
			return false
		}
		m.leaf(criterion, f.Category, Tick)
		return true
	}
	switch {
	case f.Count == FigureMarks:
		m.marks(criterion, f.Category, grade)
	case f.Count == FigureShare && grade >= 0 && m.grades[grade].InBase:
		of := m.opinions(criterion, f.Category)
		m.Share(FigureShare, m.at(criterion, f.Category, f.Grade), m.marks(criterion, f.Category, grade), of, sharePlaces, count.HalfUp)
	case f.Count == FigureOpinions && grade < 0:
		m.opinions(criterion, f.Category)
	case f.Count == FigureBlank && f.Category == "" && grade < 0:
		m.blank(criterion)
	case f.Count == FigureScreenShare && grade >= 0 && criterion < 0 && f.Category == "" && !t.Item(row.Item).Whole():
		m.screenShare(grade)
	default:
		return false
	}
	return true
}

// marked makes a chain of what ballots say about one unit. A criterion, or a grade, below 0 is
// all of them together.
type marked struct {
	*counted
	Row
	criteria []Criterion
	grades   []Grade
}

// criterion finds a criterion; where but one thing is asked it is not told apart.
func (m marked) criterion(key string) int {
	return slices.IndexFunc(m.criteria, func(c Criterion) bool { return key != "" && m.told() && c.Key() == key })
}

// told reports whether criteria are told apart; of a choice they are its lists.
func (m marked) told() bool { return m.Session.Rulebook.Rows() || m.Session.Rulebook.Lists != nil }

func (m marked) at(criterion int, category, grade string) count.Place {
	switch {
	case m.Session.Rulebook.Lists != nil:
		return placeIn(&m.Row, "", "", "").With("list", m.criteria[criterion].Key()).With("category", category)
	case criterion < 0:
		return placeIn(&m.Row, "", category, grade)
	}
	return placeIn(&m.Row, m.criteria[criterion].Key(), category, grade)
}

func (m marked) marks(criterion int, category string, grade int) int {
	var parts []int
	switch {
	case grade < 0:
		for g := range m.grades {
			parts = append(parts, m.marks(criterion, category, g))
		}
		return m.Sum(FigureMarks, m.at(criterion, category, ""), parts...)
	case criterion < 0 && m.told():
		for k := range m.criteria {
			parts = append(parts, m.marks(k, category, grade))
		}
		return m.Sum(FigureMarks, m.at(criterion, category, m.grades[grade].Label), parts...)
	}
	return m.leaf(criterion, category, grade)
}

// leaf counts one mark in one row of the form.
func (m marked) leaf(criterion int, category string, grade int) int {
	what, label := FigureTicks, ""
	if m.Session.Rulebook.Lists == nil {
		what, label = FigureMarks, m.grades[grade].Label
	}
	at := func(category string) count.Place { return m.at(criterion, category, label) }
	return m.each(category, m.lifted(m.Row), at, what, func(i int) int { return m.Tally.Counts[i][max(criterion, 0)][grade] })
}

func (m marked) opinions(criterion int, category string) int {
	var parts []int
	for g, grade := range m.grades {
		if grade.InBase {
			parts = append(parts, m.marks(criterion, category, g))
		}
	}
	return m.Sum(FigureOpinions, m.at(criterion, category, ""), parts...)
}

// blank is what the valid ballots leave unsaid in a row, or in all rows about the unit.
func (m marked) blank(criterion int) int {
	if criterion < 0 && m.told() {
		var parts []int
		for k := range m.criteria {
			parts = append(parts, m.blank(k))
		}
		return m.Sum(FigureBlank, m.at(criterion, "", ""), parts...)
	}
	return m.Less(FigureBlank, m.at(criterion, "", ""), m.cast(FigureValid, &m.Row, ""), m.marks(criterion, "", -1))
}

// screenShare is what a screen shows of a grade beside its bar.
func (m marked) screenShare(grade int) {
	var parts []int
	for g := range m.grades {
		parts = append(parts, m.marks(-1, "", g))
	}
	all := m.Sum(FigureMarks, m.at(-1, "", ""), parts...)
	m.Fill(FigureScreenShare, m.at(-1, "", m.grades[grade].Label), parts, all, grade, sharePlaces)
}
