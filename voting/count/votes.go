package count

import "slices"

// Of marks a table tells how often each was given. Few steps have a use for that: they leave it so,
// with fewer votes or with votes that weigh more, or they make figures of it.

// figures refuses how often each mark was given where a figure is wanted: five points more are five
// votes more for every grade, and of 80 votes nobody has said that they are a score of 80.
func (f *form) figures(n *node, s *shape) *shape {
	if s.bag && !s.broken && !f.all.kept {
		f.wrong(n.path, "Take their mean first, or pick those that are meant", "%q is how often each grade or number was given, and no figure", s.name)
		return &shape{broken: true}
	}
	return s
}

// weighs lets a table give votes their weights. It has to have an axis: what all votes weigh is
// the weight of none.
func (f *form) weighs(of, by *shape) {
	if !of.bag || of.broken || by.broken {
		return
	}
	f.out.bag = true
	if len(by.axes) == 0 {
		f.needed(f.figures(f.n.get("of"), of))
	}
	for _, axis := range by.axes {
		if axis == axisClass || axis == axisSession {
			axis = axisUnit
		}
		f.out.weighed = append(f.out.weighed, axis)
	}
}

// toldApart wants votes with weights to have come together with others: where all that lie in
// a cell weigh alike, their mean is what it was, and so is each share of them.
func (f *form) toldApart(of *shape) {
	apart := func(axis string) bool { return axis == of.marks() || !slices.Contains(of.axes, axis) }
	if len(of.weighed) == 0 || of.broken || f.all.kept || slices.ContainsFunc(of.weighed, apart) {
		return
	}
	f.fail(f.n.below("of"), "Weigh the mean instead, or add the votes up first", "all votes of a cell of %q weigh alike, so that weighing them has changed nothing", of.name)
}

// readBags lets several tables of marks make one, if all are of the same marks: one of figures among
// them would be so many votes more for every grade.
func (f *form) readBags(n *node, tables []*shape) {
	for i, t := range tables {
		other := slices.ContainsFunc(tables, func(s *shape) bool { return !s.broken && (!s.bag || s.marks() != t.marks()) })
		if t.bag && other {
			at := n.kids[i]
			if of := at.get("of"); of != nil {
				at = of
			}
			f.needed(f.figures(at, t))
			return
		}
	}
	f.out.bag = !slices.ContainsFunc(tables, func(s *shape) bool { return !s.bag })
}

// leavesMarks refuses a mean of how often along the marks themselves: that of 80 votes and 20 is 50
// votes, whatever was marked.
func (f *form) leavesMarks(c *combine) *combine {
	if c.of != nil && c.of.bag && c.over == c.of.marks() && !f.all.kept {
		f.wrong(f.n.below("over"), `Write "do": "mean" without "over"; that is the mean of the marks`, "along %s this is a mean of how often each was given", c.over)
	}
	return c
}
