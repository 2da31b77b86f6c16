package count

import (
	"math/big"
	"slices"
	"strings"
)

// What is said here may be sound word by word, and still no figure, no unit and no ballot can
// meet it. It is refused where a rulebook comes in, and never where it was voted by.

// checkAll wants some figure that meets all conditions of a list, told where the first stands
// that leaves none.
func (f *form) checkAll(n *node, all []condition) {
	if n == nil || f.all.kept || f.failed {
		return
	}
	for i, c := range all {
		var tests []test
		for _, before := range all[:i+1] {
			if before.table == c.table {
				tests = append(tests, before.tests...)
			}
		}
		if nobodyMeets(tests) {
			f.fail(n.kids[i].path, "Mend a bound, or leave one out", "no figure of %q meets all that is wanted of it", c.table)
			return
		}
	}
}

func nobodyMeets(tests []test) bool {
	var bounds []*big.Rat
	for _, t := range tests {
		bounds = append(bounds, t.bound)
	}
	return !slices.ContainsFunc(around(bounds), condition{tests: tests}.holds)
}

// checkLists wants tables of who is on a list: by one of scores everybody would be on it.
func (f *form) checkLists(key string, names []string) {
	for i, name := range names {
		if !f.all.kept && !f.failed && !f.book.isList(name) {
			f.fail(f.n.get(key).kids[i].path, `Name a list that "cut" makes, or write a bound in "only_if"`, "%q holds figures, and is no list", name)
		}
	}
}

// isList reports whether a table may hold 1 for those on a list: a cut, points of 0 and 1, figures
// from elsewhere, and what chooses, adds up or multiplies such.
func (b *Rulebook) isList(name string) bool {
	at := slices.IndexFunc(b.steps, func(st stage) bool { return st.name == name })
	if at < 0 {
		return !slices.Contains(b.inputs, name) || slices.Contains(b.imported, name)
	}
	st := b.steps[at]
	switch st.do {
	case "cut":
		return true
	case "bands":
		points := st.work.(*bands).points
		return !slices.ContainsFunc(points, func(p *big.Rat) bool { return p.Sign() != 0 && p.Cmp(big.NewRat(1, 1)) != 0 })
	case "only", "veto", "pick", "round":
		return b.isList(st.reads[0])
	case "sum", "multiply":
		return !slices.ContainsFunc(st.reads, func(read string) bool { return !b.isList(read) })
	}
	return false
}

// checkFilter wants lists that a unit can be on and off as it is said.
func (f *form) checkFilter(s filter) {
	f.checkLists("on", s.on)
	f.checkLists("not_on", s.notOn)
	if n := f.n.get("not_on"); n != nil && !f.all.kept && !f.failed {
		for i, name := range s.notOn {
			if slices.Contains(s.on, name) {
				f.fail(n.kids[i].path, "Leave one out", "nobody is on %q and not on it", name)
			}
		}
	}
}

// checkDecisions wants no link behind a draw, which decides everybody, and no second fresh vote on
// the same tie.
func (f *form) checkDecisions(ties *node) {
	if f.all.kept {
		return
	}
	var before []string
	for _, n := range ties.kids {
		switch {
		case slices.Contains(before, decisionLot):
			f.fail(n.path, "Leave it out, or put the draw last", "a draw decides everybody, and nothing comes behind it")
			return
		case n.kind == 's' && slices.Contains(before, n.text):
			f.fail(n.path, "Leave one out", "%q is there twice", n.text)
			return
		}
		before = append(before, n.text)
	}
}

// checkVoteAtCut wants figures alone before the fresh vote at a cut: a draw would leave it nothing to decide.
func (f *form) checkVoteAtCut(ties *node) {
	if ties == nil || f.all.kept {
		return
	}
	for _, n := range ties.kids {
		if n.kind == 's' && !f.all.told(n.path) {
			f.fail(n.path, `Leave it out, or write "tied_at_the_cut": "break"`, "%q says already what becomes of a tie at the cut", decisionVote)
			return
		}
	}
}

// checkTie wants a table that can tell apart who is level so far.
func (f *form) checkTie(o *order, n *node, table string) {
	again := slices.ContainsFunc(o.ties, func(t tie) bool { return t.decision == "" && t.table == table })
	if table != "" && !f.all.kept && (again || table == o.of.name) {
		f.fail(n.path, "Name another table, or leave this out", "%q was looked at already, and tells nobody apart who is level there", table)
	}
}

// checkBounds wants one lower and one upper bound.
func (f *form) checkBounds(n *node) {
	for _, two := range [][2]string{{"at_least", "above"}, {"at_most", "below"}} {
		if n.has(two[0]) && n.has(two[1]) && !f.all.kept {
			f.fail(n.below(two[1]), "Keep one", "%q beside %q is one bound too many", two[1], two[0])
		}
	}
}

// checkTaken wants a list that takes somebody, of classes that units can have.
func (f *form) checkTaken(q quota, n *node) {
	if f.all.kept || f.failed {
		return
	}
	zero := func(value *big.Rat) bool { return value == nil || value.Sign() == 0 }
	some := !zero(q.all)
	for i, class := range n.keys {
		if class != "" { // some units have none
			f.label(&node{path: n.kids[i].path, kind: 's', text: class})
		}
		some = some || !zero(q.each[class])
	}
	if !some {
		f.fail(n.path, "Write more than 0", "nobody is taken")
	}
}

// checkParts wants parts of one whole: along an axis on which each share has a base of its own
// they come to 100 by chance, and so they do beside marks that are not in the base, and where
// each ballot is counted once below and several times above.
func (f *form) checkParts(over string, of *shape) {
	at := slices.IndexFunc(f.book.steps, func(st stage) bool { return st.name == of.name })
	if at < 0 || f.all.kept || f.failed {
		return
	}
	s, is := f.book.steps[at].work.(*share)
	if !is {
		return
	}
	apart, ballots := true, []string{baseOpinion, baseAllMarks, tableIssued, tableCheckedIn, tableMembership, tableCollected, tableValid}
	switch {
	case s.base == baseTicks:
		apart = over != axisUnit
	case slices.Contains(ballots, s.base) && f.book.tables[s.of].marks() != "":
		apart = over != s.folded || s.chosen != nil
	default:
		apart = f.book.tables[s.base].has(over)
	}
	if apart {
		f.fail(f.n.below("over"), "Fill along an axis whose labels share one base, as all grades do", "along %s the figures of %q are no parts of one whole", over, of.name)
		return
	}
	marks := f.book.axisOf(over)
	if s.base != baseOpinion || marks == nil {
		return
	}
	if i := slices.Index(marks.inBase, false); i >= 0 {
		f.fail(f.n.below("of"), `Write "base": "all marks" there`, "%q is not in the base of %q, and comes on top of the 100", marks.labels[i], of.name)
	}
}

// checkUnrounded wants parts that no step before has rounded: a third of the votes each comes to
// 99.99 then, which is not filled but refused on the evening.
func (f *form) checkUnrounded(of *shape) {
	if f.all.kept || f.failed {
		return
	}
	for name := of.name; name != ""; {
		at := slices.IndexFunc(f.book.steps, func(st stage) bool { return st.name == name })
		if at < 0 {
			return
		}
		name = ""
		switch w := f.book.steps[at].work.(type) {
		case *fill: // its figures come to 100, rounded as they are
			return
		case *only:
			name = w.of
		case *pick:
			name = w.of
		}
		if st := f.book.steps[at]; st.round != nil {
			f.fail(f.n.below("of"), "Fill the shares as they are before that, since this step rounds them", "%q has rounded the shares, and rounded shares come to 100 by chance alone", st.name)
			return
		}
	}
}

// Classes tells what a list of one class after the other wants of units that have these classes
// and no others: a list of a class that nobody has, and a class of which nothing is said.
func (b *Rulebook) Classes(classes []string) Problems {
	var problems Problems
	for i := range b.steps {
		s, is := b.steps[i].work.(*cut)
		if !is || s.inside != axisClass || s.quota.each == nil {
			continue
		}
		n := s.quota.from
		for k, class := range n.keys {
			if !slices.Contains(classes, class) {
				problems = append(problems, wanted(n.kids[k].path, choices(classes), "no unit is of the class %q", class))
			}
		}
		for _, class := range classes {
			if s.quota.each[class] == nil {
				problems = append(problems, wanted(n.path, "Write %q: 0 if none is to be", "nothing says how many are taken of the class %q", class))
			}
		}
	}
	return problems
}

// wanted is a problem with a class.
func wanted(path, mend, reason, class string) Problem {
	quoted := func(text string) string { return strings.ReplaceAll(text, "%q", `"`+class+`"`) }
	return Problem{Path: path, Reason: quoted(reason), Mend: quoted(mend)}
}
