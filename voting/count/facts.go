package count

import (
	"maps"
	"math/big"
	"slices"
)

// What those who hold an event need to know of a rulebook: to print the ballot,
// to show it on a phone, and to see whether they can hold such an event at all.

// Grade is one grade of the ballot.
type Grade struct {
	Label    string
	Points   *big.Rat // nil without points
	InBase   bool     // counts in the denominator of a mean
	Headline bool
}

// Grades lists the grades of the ballot in order; nil without any.
func (b *Rulebook) Grades() []Grade {
	a := b.axisOf(axisGrade)
	if a == nil {
		return nil
	}
	grades := make([]Grade, len(a.labels))
	for i, label := range a.labels {
		grades[i] = Grade{Label: label, InBase: a.inBase[i], Headline: a.headline[i]}
		if a.points[i] != nil {
			grades[i].Points = new(big.Rat).Set(a.points[i])
		}
	}
	return grades
}

// Numbers lists the numbers that a ballot offers, the highest first, and behind them what
// takes no number; nil without any.
func (b *Rulebook) Numbers() []Grade {
	a := b.axisOf(axisNumber)
	if a == nil {
		return nil
	}
	var numbers, options []Grade
	for i, label := range a.labels {
		if a.points[i] == nil {
			options = append(options, Grade{Label: label, InBase: a.inBase[i]})
			continue
		}
		numbers = append(numbers, Grade{Label: label, Points: new(big.Rat).Set(a.points[i]), InBase: true})
	}
	slices.Reverse(numbers)
	return append(numbers, options...)
}

// Category is one group of those who vote; Seats is 0 when nothing is said.
type Category struct {
	Label string
	Seats int
}

// Categories lists the categories in order; nil without any.
func (b *Rulebook) Categories() []Category {
	labels := b.Labels(axisCategory)
	categories := make([]Category, len(labels))
	for i, label := range labels {
		categories[i] = Category{Label: label, Seats: b.seats[i]}
	}
	return categories
}

// VoidsByPattern reports whether a ballot can be void by what its rows have in
// common.
func (b *Rulebook) VoidsByPattern() bool { return len(b.ballot.patterns) > 0 }

// ResultAxes lists the axes of the table behind a name of "result"; false when
// the rulebook has no such result, or when it holds words.
func (b *Rulebook) ResultAxes(result string) ([]string, bool) {
	s := b.tables[b.results[result]]
	if s == nil || s.words != nil {
		return nil, false
	}
	return append([]string(nil), s.axes...), true
}

// Results are the names of "result", sorted.
func (b *Rulebook) Results() []string { return slices.Sorted(maps.Keys(b.results)) }

// ResultTable is the table behind a name of "result", "" when there is none.
func (b *Rulebook) ResultTable(result string) string { return b.results[result] }

// Mixes reports whether a unit's figure in a result rests on the figures of other
// units, as a share of the highest does: who knows it exactly, and the unit's own
// counts, knows something of theirs. A place rests on their order alone.
func (b *Rulebook) Mixes(result string) bool {
	s := b.tables[b.results[result]]
	return s != nil && s.mixed
}

// Imports reports whether a result rests on figures from elsewhere, those that may stay
// away included: what the hall gave is then a part of it.
func (b *Rulebook) Imports(result string) bool {
	s := b.tables[b.results[result]]
	return s != nil && s.imports
}

// RestsOn lists the inputs that a result rests on, in the order of the alphabet.
func (b *Rulebook) RestsOn(result string) []string {
	s := b.tables[b.results[result]]
	if s == nil {
		return nil
	}
	return slices.Clone(s.rests)
}

// Feeds lists the steps that rest on a table that is fed from outside, in order.
func (b *Rulebook) Feeds(input string) (steps []string) {
	for _, st := range b.steps {
		if slices.Contains(b.tables[st.name].rests, input) {
			steps = append(steps, st.name)
		}
	}
	return steps
}

// Compares reports whether a unit's figure in a result rests on other units, be it on
// their order alone: it can be worked out only where all of them are known.
func (b *Rulebook) Compares(result string) bool {
	s := b.tables[b.results[result]]
	return s != nil && s.ordered
}

// OwnCounts reports whether a result follows from the counts of a unit alone: no figure from
// elsewhere, no other unit, no list, no place and nobody's decision takes part in it. Whoever
// knows the counts of the unit can work it out, and nothing that comes later changes it.
func (b *Rulebook) OwnCounts(result string) bool {
	s := b.tables[b.results[result]]
	return s != nil && !s.imports && !s.ordered && !s.vetoed
}

// Counts reports whether the table behind a name of "result" is one of plain counts.
func (b *Rulebook) Counts(result string) bool {
	s := b.tables[b.results[result]]
	return s != nil && s.counts
}

// RankStyle is how the step behind a name of "result" writes shared places; ""
// when it gives no places.
func (b *Rulebook) RankStyle(result string) string {
	for _, st := range b.steps {
		if places, ok := st.work.(*rank); ok && st.name == b.results[result] {
			return places.style
		}
	}
	return ""
}

// BySession reports whether some step puts the units of one session together, so that it
// must be known of each.
func (b *Rulebook) BySession() bool { return b.bySession }

// KnowsVetoes reports whether a veto can change anything by this rulebook.
func (b *Rulebook) KnowsVetoes() bool {
	return slices.ContainsFunc(b.steps, func(st stage) bool {
		_, ok := st.work.(*veto)
		return ok
	})
}

// PlainDecimal reports whether a text is a number as figures from elsewhere are
// written: no exponent, no sign but a minus, no zeros in front.
func PlainDecimal(text string) bool { return decimal.MatchString(text) }

// Listing is how a result that is a list of units came about: taken in the order
// of a table, inside a class or session or among all ("").
type Listing struct {
	Step      int    // its place among the steps: an earlier list goes before a later one
	Of        string // the table by which units are taken
	Counted   bool   // which is one of plain counts
	Inside    string
	HighFirst bool
}

// Listing is how the list behind a name of "result" was made; false when the
// result is no list.
func (b *Rulebook) Listing(result string) (Listing, bool) {
	for i, st := range b.steps {
		if list, ok := st.work.(*cut); ok && st.name == b.results[result] {
			return Listing{i, list.of.name, list.of.counts, list.inside, list.highFirst}, true
		}
	}
	return Listing{}, false
}

// ListResults are the names of "result" that are lists of units: an earlier list of the
// rulebook goes before a later one, and of one list the first name.
func (b *Rulebook) ListResults() (names []string) {
	for _, st := range b.steps {
		if _, is := st.work.(*cut); !is {
			continue
		}
		var own []string
		for name, table := range b.results {
			if table == st.name {
				own = append(own, name)
			}
		}
		if len(own) > 0 {
			names = append(names, slices.Min(own))
		}
	}
	return names
}

// Admission is what a list offers a unit: how many places there are for those
// beside it, and whether it is kept out whatever its figure, being on an earlier list
// or failing a condition.
type Admission struct {
	Take   int
	Barred bool
}

// Admission asks for the list behind a name of "result".
func (res *Result) Admission(result, unit string) (a Admission) {
	out := res.Table(result)
	for _, st := range res.run.book.steps {
		list, ok := st.work.(*cut)
		if !ok || out == nil || st.name != out.name {
			continue
		}
		cell, err := out.find([]string{unit})
		if err != nil {
			break
		}
		of := res.run.tables[list.of.name]
		for _, group := range res.run.fold(of, axisUnit, list.inside) {
			if slices.Contains(group, cell) {
				a.Take, _ = list.places(res.run, of, group) // an error stopped the run
			}
		}
		a.Barred = !list.lets(res.run, out, cell)
	}
	return a
}
