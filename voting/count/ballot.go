package count

import (
	"fmt"
	"math/big"
)

// What a spoilt row or a spoilt ballot costs.
const (
	voidBallot = "void ballot"
	voidRow    = "void row"
)

// Whether a ballot is about one unit or about all of them.
const (
	oneUnit  = "one unit"
	allUnits = "all units"
)

// ballotRules is the form: what may be written on it and what makes it void.
type ballotRules struct {
	sheet       string
	bands       [][2]*big.Rat // by grade: the numbers that belong to it; none of one that takes no number
	choose      []choice
	ownCriteria bool
	overVote    string
	patterns    []pattern
}

// choice is one list to choose units for.
type choice struct {
	atLeast, atMost int
}

// ballotForm reads the ballot with its axes.
type ballotForm struct {
	scope
	ballot   ballotRules
	axes     []*axis
	options  []option
	imported bool // there are figures besides those of the ballot
}

func (f *ballotForm) read(n *node) {
	if !f.fields(n, []string{"sheet"}, []string{"grades", "numbers", "choose", "criteria", "over_vote", "patterns"}) {
		f.lost = true
		return
	}
	f.ballot.sheet = f.oneOf(n.get("sheet"), oneUnit, allUnits)
	if !n.has("grades") && !n.has("numbers") && !n.has("choose") && !f.imported {
		f.fail(n.place(), `Add "grades", "numbers" or "choose"`, "nothing can be marked on this ballot, and nothing comes from elsewhere")
	}
	f.readCriteria(n.get("criteria"))
	f.readChoose(n.get("choose"))
	f.readGrades(n.get("grades"), n.has("numbers"))
	f.readNumbers(n.get("numbers"), n.get("grades"))
	if over := n.get("over_vote"); over != nil {
		f.ballot.overVote = f.oneOf(over, voidBallot, voidRow)
	}
	f.readPatterns(n.get("patterns"))
	if n.has("choose") && f.ballot.overVote != voidBallot {
		f.fail(n.below("over_vote"), `Write "over_vote": "void ballot"`, "a choice has no rows, so too many ticks make the whole ballot void")
	}
}

func (f *ballotForm) readCriteria(n *node) {
	if n == nil {
		return
	}
	if n.kind == 's' {
		f.oneOf(n, "of the unit")
		f.ballot.ownCriteria = true
		f.axes = append(f.axes, &axis{name: axisCriterion})
		return
	}
	f.axes = append(f.axes, f.readLabels(axisCriterion, n, nil))
}

// readLabels reads an axis: labels, each with a weight or none of them.
func (f *scope) readLabels(name string, n *node, also func(*node)) *axis {
	a, weights := &axis{name: name}, new(big.Rat)
	optional := []string{"weight"}
	if also != nil {
		optional = append(optional, "seats")
	}
	for i, kid := range f.list(n, 1) {
		if !f.fields(kid, []string{"label"}, optional) {
			a.broken = true
			continue
		}
		a.labels = append(a.labels, f.fresh(kid.get("label"), a.labels))
		a.broken = a.broken || a.labels[len(a.labels)-1] == ""
		if weight := kid.get("weight"); weight != nil {
			value := f.number(weight)
			if value.Sign() < 0 {
				f.wrong(weight.path, "Write 0 or more", "a weight cannot be negative")
			}
			a.weights = append(a.weights, value)
			weights.Add(weights, value)
		}
		if !a.broken && len(a.weights) != 0 && len(a.weights) != i+1 {
			f.fail(kid.below("weight"), "Give every one a weight, or none", "some have a weight and some have none")
		}
		if also != nil {
			also(kid)
		}
	}
	if a.weights != nil && weights.Sign() == 0 {
		f.fail(n.path, "Give one of them more than 0", "every weight is 0")
	}
	a.broken = a.broken || len(a.labels) == 0
	return a
}

func (f *ballotForm) readChoose(n *node) {
	if n == nil {
		return
	}
	lists := &axis{name: axisList}
	for _, kid := range f.list(n, 1) {
		if !f.fields(kid, []string{"list", "at_most"}, []string{"at_least"}) {
			lists.broken = true
			continue
		}
		lists.labels = append(lists.labels, f.fresh(kid.get("list"), lists.labels))
		lists.broken = lists.broken || lists.labels[len(lists.labels)-1] == ""
		c := choice{atMost: f.whole(kid.get("at_most"), 1, maxList)}
		if least := kid.get("at_least"); least != nil {
			most := c.atMost
			if f.all.told(kid.get("at_most").path) {
				most = maxList // nobody knows how many it should be
			}
			c.atLeast = f.whole(least, 0, most)
		}
		f.ballot.choose = append(f.ballot.choose, c)
	}
	lists.broken = lists.broken || len(lists.labels) == 0
	f.axes = append(f.axes, lists)
}

func (f *ballotForm) readGrades(n *node, withNumbers bool) {
	if n == nil {
		return
	}
	a := &axis{name: axisGrade}
	least, optional := 2, []string{"points", "in_base", "headline"}
	if withNumbers {
		optional = []string{"from", "to", "in_base", "headline"}
	}
	alone := withNumbers && allOptions(n)
	if alone {
		least = 1 // the numbers are the others
	}
	for _, kid := range f.list(n, least) {
		if !f.fields(kid, []string{"label"}, optional) {
			a.broken = true
			continue
		}
		a.labels = append(a.labels, f.fresh(kid.get("label"), a.labels))
		a.broken = a.broken || a.labels[len(a.labels)-1] == ""
		a.headline = append(a.headline, kid.has("headline") && f.flag(kid.get("headline")))
		a.points = append(a.points, f.gradePoints(kid))
		a.inBase = append(a.inBase, f.gradeInBase(kid, withNumbers))
		if withNumbers {
			f.ballot.bands = append(f.ballot.bands, f.gradeBand(kid))
			f.readOption(kid, a)
		}
	}
	a.broken, a.unsure = a.broken || len(a.labels) == 0, f.all.within(n.path)
	if !alone {
		f.axes = append(f.axes, a)
	}
}

func (f *ballotForm) gradePoints(n *node) *big.Rat {
	if points := n.get("points"); points != nil {
		return f.number(points)
	}
	return nil
}

// gradeInBase wants it said when there are no points: 不了解 has three meanings
// in law, and the rulebook has to choose one.
func (f *ballotForm) gradeInBase(n *node, withNumbers bool) bool {
	said := n.get("in_base")
	if said == nil {
		if !n.has("points") && !withNumbers {
			f.fail(n.below("in_base"), `Write "in_base": false to leave these votes out of every mean, or true to keep them in without points`,
				"%q has no points, and nothing says whether it counts in the base", n.get("label").text)
		}
		return true
	}
	in := f.flag(said)
	switch {
	case n.has("points") && !in:
		f.fail(said.path, "Leave out the points, or write true", "a grade with points must be in the base")
	case (n.has("from") || n.has("to")) && !in:
		f.fail(said.path, `Leave out "from" and "to", or write true`, "a grade with numbers must be in the base")
	}
	return in
}

// maxMarks bounds how many different numbers a ballot may offer.
const maxMarks = 10_001

func (f *ballotForm) readNumbers(n, grades *node) {
	if n == nil {
		return
	}
	a := &axis{name: axisNumber, broken: true, unsure: true}
	f.axes = append(f.axes, a)
	if !f.fields(n, []string{"from", "to", "step"}, nil) {
		return
	}
	from, to, step := f.number(n.get("from")), f.number(n.get("to")), f.number(n.get("step"))
	if step.Sign() <= 0 || from.Cmp(to) >= 0 {
		f.fail(n.place(), "Write the lower number as from, and a step above 0", "there is no number to choose")
		return
	}
	span := new(big.Rat).Quo(new(big.Rat).Sub(to, from), step)
	if !span.IsInt() {
		f.fail(n.below("step"), "Choose a step that reaches the last number", "from %s in steps of %s one never meets %s", plain(from), plain(step), plain(to))
		return
	}
	if !span.Num().IsInt64() || span.Num().Int64() >= maxMarks {
		f.fail(n.below("step"), fmt.Sprintf("Choose a larger step: at most %d numbers", maxMarks), "there are too many numbers")
		return
	}
	a.broken = false
	for i := range span.Num().Int64() + 1 {
		value := new(big.Rat).Add(from, new(big.Rat).Mul(step, big.NewRat(i, 1)))
		a.labels = append(a.labels, plain(value))
		a.points = append(a.points, value)
		a.inBase = append(a.inBase, true)
	}
	f.addOptions(a, grades)
}
