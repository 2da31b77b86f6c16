package static

import (
	"slices"
	"strings"
)

// SheetStep is one screen of a form for one person: a unit with its criteria, or a
// list with its units. Rows are places in the marks of the ballot.
type SheetStep struct {
	ID, Name, About, Group string
	Least, Most            int // of a list
	Labels                 []PhoneCriterion
	Units, Rows            []int
}

// Steps lists the screens of a form in the order of the classes, without the
// units in own. The same is in phone/sheet.js.
func (s Sheet) Steps(own []int) []SheetStep {
	names, of := s.classes()
	var order []int
	for class := range names {
		for i := range s.Units {
			if of[i] == class && !slices.Contains(own, i) {
				order = append(order, i)
			}
		}
	}
	var steps []SheetStep
	for k, list := range s.Lists {
		step := SheetStep{Name: list.Label, Least: list.AtLeast, Most: list.AtMost, Units: order}
		for _, unit := range order {
			step.Rows = append(step.Rows, k*len(s.Units)+unit)
		}
		steps = append(steps, step)
	}
	if s.Lists != nil {
		return steps
	}
	first := make([]int, len(s.Units))
	for i := 1; i < len(first); i++ {
		first[i] = first[i-1] + len(s.criteriaOf(i-1))
	}
	for _, i := range order {
		unit := s.Units[i]
		step := SheetStep{ID: unit.ID, Name: unit.Name, About: unit.Department, Group: unit.Class, Labels: s.criteriaOf(i), Units: []int{i}}
		for k := range step.Labels {
			step.Rows = append(step.Rows, first[i]+k)
		}
		steps = append(steps, step)
	}
	return steps
}

// Blank is the marks of a form on which nothing is marked.
func (s Sheet) Blank() string {
	n := len(s.Lists) * len(s.Units)
	if s.Lists == nil {
		for i := range s.Units {
			n += len(s.criteriaOf(i))
		}
	}
	return strings.Repeat("-", n)
}

// Marked is how many rows of a step are marked.
func (step SheetStep) Marked(marks string) int {
	n := 0
	for _, row := range step.Rows {
		if marks[row] != '-' {
			n++
		}
	}
	return n
}

// fill names how far a step is filled in.
func (step SheetStep) fill(marks string) string {
	switch step.Marked(marks) {
	case 0:
		return "none"
	case len(step.Rows):
		return "all"
	}
	return "some"
}

// wrong says what is wrong with the number of ticks on a list: "over", "under" or "".
func (step SheetStep) wrong(marks string) string {
	switch n := step.Marked(marks); {
	case step.Most > 0 && n > step.Most:
		return "over"
	case n < step.Least:
		return "under"
	}
	return ""
}

// NextBlank is the next step, after the last begun anew, that is not filled in;
// -1 when all are.
func NextBlank(steps []SheetStep, marks string, after int) int {
	for i := range steps {
		if at := (after + 1 + i) % len(steps); steps[at].fill(marks) != "all" {
			return at
		}
	}
	return -1
}
