package voting

import (
	"slices"

	"pingyi/voting/count"
)

// Form is what one ballot of an item asks, row by row, in the one order that
// everybody knows: Marks[i] is the mark of row i. Of grades the rows are unit after
// unit, criterion after criterion; of a choice list after list, unit after unit,
// and a tick is mark 0.
type Form struct {
	Units []Unit
	Rows  []FormRow
	Lists []List // of a choice; nil where grades are asked for
}

// FormRow is one row of a form: a criterion of a unit, or a unit on a list.
type FormRow struct {
	Unit      UnitID
	Criterion Criterion
	List      string
}

// List is one list of a choice (评选): how many units may be ticked on it. Exact
// says that there is one number only.
type List struct {
	Label           string // by which it is counted
	Name            string // by which people know it
	English         string // by which readers of English do
	AtLeast, AtMost int
	Exact           bool
}

// In is what readers of a language call the list.
func (l List) In(lang string) string {
	if lang == "en" {
		return l.English
	}
	return l.Name
}

// Tick is the mark of a unit that was chosen.
const Tick = 0

// MaxRows bounds a form, so that a ballot of it fits into a record and a request.
const MaxRows = 10_000

// Whole reports whether an item asks about all units of the session at once: it is
// the whole form and not one unit on stage.
func (item Item) Whole() bool { return item.Unit == "" }

// Form lays out what a ballot of an item asks; the zero Form when there is no
// such item.
func (s *State) Form(id ItemID) Form {
	if item := s.Item(id); item != nil {
		return s.Session.Form(item.Item)
	}
	return Form{}
}

// Form lays out what a ballot of an item of the rundown asks.
func (s *Session) Form(item Item) Form {
	form := Form{Units: s.asked(item), Lists: s.Rulebook.Lists}
	form.Rows = make([]FormRow, 0, s.Rows(item))
	for _, list := range form.Lists {
		for _, unit := range form.Units {
			form.Rows = append(form.Rows, FormRow{Unit: unit.ID, List: list.Label})
		}
	}
	if form.Lists != nil {
		return form
	}
	for _, unit := range form.Units {
		for _, criterion := range s.Rulebook.CriteriaOf(unit) {
			form.Rows = append(form.Rows, FormRow{Unit: unit.ID, Criterion: criterion})
		}
	}
	return form
}

// asked lists the units of an item.
func (s *Session) asked(item Item) []Unit {
	if item.Whole() {
		return s.Units
	}
	for i := range s.Units {
		if s.Units[i].ID == item.Unit {
			return s.Units[i : i+1 : i+1]
		}
	}
	return []Unit{{}}
}

// Rows is how many marks a ballot of an item has.
func (s *Session) Rows(item Item) int {
	n := 0
	for _, unit := range s.asked(item) {
		n += len(s.Rulebook.CriteriaOf(unit))
	}
	return n
}

// about calls do for every unit of a form with the places of its rows: the first,
// how far from one to the next, how many.
func (s *Session) about(item Item, do func(unit Unit, first, step, n int)) {
	units, first := s.asked(item), 0
	for i, unit := range units {
		n := len(s.Rulebook.CriteriaOf(unit))
		if s.Rulebook.Lists != nil {
			do(unit, i, len(units), n)
			continue
		}
		do(unit, first, 1, n)
		first += n
	}
}

// marksOwn reports whether marks say anything about the units of a department.
func (s *Session) marksOwn(item Item, department Department, marks Marks) bool {
	own := false
	s.about(item, func(unit Unit, first, step, n int) {
		if unit.Department != department {
			return
		}
		for i := range n {
			own = own || marks[first+i*step] != Absent
		}
	})
	return own
}

// faultOf is the rulebook's verdict on marks that fit the form. Where rows are
// counted one by one there is nothing to ask, and nobody asks.
func (rb *Rulebook) faultOf(marks Marks) count.Fault {
	switch {
	case rb.Lists != nil:
		ticks, units := make([]int, len(rb.Lists)), len(marks)/len(rb.Lists)
		for i := range len(marks) {
			if marks[i] != Absent {
				ticks[i/units]++
			}
		}
		return rb.book.JudgeTicks(ticks)
	case rb.book.RowsAlone():
		return count.Fault{}
	}
	return rb.book.JudgeRows(string(marks), Absent)
}

// placeOf is the place of a fault in count.Faults, -1 of none.
func placeOf(fault count.Fault) int8 {
	if fault.Reason == "" {
		return -1
	}
	return int8(slices.Index(count.Faults(), fault.Reason))
}

// Voids reports whether marks that fit the form make a ballot void as a whole.
func (rb *Rulebook) Voids(marks Marks) bool { return rb.faultOf(marks).Reason != "" }

// grades is how many marks there are to choose from in a row.
func (rb *Rulebook) grades() int {
	if rb.Lists != nil {
		return 1
	}
	return len(rb.Grades)
}

// mayBeEmpty reports whether a ballot without a mark says something: nobody is
// among the best, nobody among the worst.
func (rb *Rulebook) mayBeEmpty() bool { return rb.Lists != nil }
