package voting

import (
	"fmt"
	"slices"
)

// PrintedUnit is what a result prints of the counts of one unit, where its ballots are not to be seen.
type PrintedUnit struct {
	Unit            UnitID
	Issued          int // cards when its item closed, of all categories together
	CheckedIn       int // likewise
	Expected        int
	Collected, Void int       // ballots, likewise
	ByCategory      [][][]int // marks by category, row and grade; nil where categories are not told
	ByGrade         [][]int   // by row and grade, of all categories together
}

// TakePrinted puts what a result prints into a state that was folded without ballots, cards and
// check-ins. People are by category, in the session now. What the state has of ballots and people of a
// unit is of all categories together from then on, and stands with the first; of a unit whose categories
// are not told, so do the marks. An error names a unit whose counts do not fit.
func (s *State) TakePrinted(people []Turnout, units []PrintedUnit) error {
	if len(people) != len(s.issued) {
		return fmt.Errorf("people of %d categories, want %d", len(people), len(s.issued))
	}
	s.printed, s.issued, s.apart = true, slices.Clone(people), make(map[UnitID]bool)
	of := make(map[UnitID]PrintedUnit)
	for _, u := range units {
		of[u.Unit] = u
		s.apart[u.Unit] = u.ByCategory != nil
	}
	var wrong error
	for i := range s.Items {
		item := &s.Items[i]
		if !item.counted() {
			continue
		}
		item.Tally = NewTally(len(s.issued), s.Session.Rows(item.Item), s.Session.Rulebook.grades())
		item.Turnout = make([]Turnout, len(s.issued))
		s.Session.about(item.Item, func(unit Unit, first, step, n int) {
			u, told := of[unit.ID]
			if !told {
				return
			}
			item.Turnout[0], item.Tally.Ballots[0], item.Tally.Void[0] = Turnout{Issued: u.Issued, CheckedIn: u.CheckedIn}, u.Collected, u.Void
			if item.Expected = u.Expected; item.byUnit != nil {
				item.byUnit[s.units[unit.ID]] = u.Expected
			}
			if err := item.Tally.take(u, first, step, n); err != nil && wrong == nil {
				wrong = fmt.Errorf("%s: %w", unit.ID, err)
			}
		})
	}
	return wrong
}

// worked are the rows that figures can be worked out of: all, or those whose printed counts are by category.
func (s *State) worked(rows []Row) []Row {
	return slices.DeleteFunc(rows, func(row Row) bool { return s.printed && !s.apart[row.Unit.ID] })
}

// take writes the marks of a unit into its rows.
func (t Tally) take(u PrintedUnit, first, step, n int) error {
	piles := u.ByCategory
	if piles == nil {
		piles = [][][]int{u.ByGrade}
	} else if len(piles) != len(t.Counts) {
		return fmt.Errorf("marks of %d categories, want %d", len(piles), len(t.Counts))
	}
	for category, rows := range piles {
		if len(rows) != n {
			return fmt.Errorf("marks in %d rows, want %d", len(rows), n)
		}
		for k, marks := range rows {
			into := t.Counts[category][first+k*step]
			if len(marks) != len(into) {
				return fmt.Errorf("counts of %d marks, want %d", len(marks), len(into))
			}
			copy(into, marks)
		}
	}
	return nil
}

// RestsOnUnprinted reports whether a result rests on what printed counts do not tell: ballots and people by
// category, or who belongs and did not come.
func (rb Rulebook) RestsOnUnprinted(result string) bool {
	apart := rb.book.RestsApart(result)
	return slices.ContainsFunc(rb.book.RestsOn(result), func(table string) bool {
		switch table {
		case "membership":
			return true
		case "issued", "checked in", "collected", "valid":
			return len(rb.Categories) > 1 && slices.Contains(apart, table)
		}
		return false
	})
}

// Compares reports whether a unit's figure in a result rests on other units, be it on their order alone.
func (rb Rulebook) Compares(result string) bool { return rb.book.Compares(result) }

// together is a line of an explanation without the category in which counts stand that are of all of them
// together.
func (s *State) together(l Line) Line {
	at := slices.Index(l.Axes, "category")
	if !s.printed || at < 0 || !slices.Contains([]string{"issued", "checked in", "collected", "valid"}, l.Table) {
		return l
	}
	l.Axes, l.At = slices.Delete(slices.Clone(l.Axes), at, at+1), slices.Delete(slices.Clone(l.At), at, at+1)
	return l
}
