package count

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// What stands in a rulebook and is read by nothing was meant to count, and does not: weights
// that no mean weighs by, figures from elsewhere that no step takes, a step for nobody. People
// would sign a sheet that prints them. It is refused where a rulebook comes in, once all the
// rest is sound: what could not be read may be what reads it.

// checkRead wants each weight, each imported table, each step and each label to come to a result.
// Of a chain that goes nowhere every link is told.
func (b *Rulebook) checkRead(problems *notes, root *node) {
	if problems.kept || b.unnamed || len(problems.Problems) > 0 {
		return
	}
	s, l := &scope{all: problems}, b.live()
	unread := func(n *node, name, mend string) {
		switch {
		case l.tables[name] != nil:
		case b.used[name]:
			s.fail(n.below("name"), strings.Replace(mend, "in a step,", "in a step that comes to a result,", 1), "what reads %q comes to no result", name)
		default:
			s.fail(n.below("name"), mend, "nothing reads %q, and no result names it", name)
		}
	}
	for i, n := range root.kidsOf("imported") {
		unread(n, b.imported[i], "Read it in a step, or leave it out")
	}
	for i, n := range root.kidsOf("steps") {
		unread(n, b.steps[i].name, `Name it in a later step or in "result", or leave the step out`)
	}
	for _, a := range b.axes {
		if a.weighty() && l.tables[a.weightTable()] == nil {
			s.fail(root.labelsOf(a.name)+"[0].weight", b.weighBy(a.name), "no step weighs by the weights of %q", a.name)
		}
		b.checkLabels(s, root, l, a)
	}
}

// checkLabels wants each criterion, list, category and label of an own axis to be read where others
// beside it are: whoever fills it in believes that it counts. Where none is, it is for the printed
// distribution, and so are grades.
func (b *Rulebook) checkLabels(s *scope, root *node, l live, a *axis) {
	read := l.read(a)
	if a.name == axisGrade || a.name == axisNumber || !slices.Contains(read, true) {
		return
	}
	key := "label"
	if a.name == axisList {
		key = "list"
	}
	for i, there := range read {
		path := fmt.Sprintf("%s[%d].", root.labelsOf(a.name), i)
		switch {
		case there:
		case a.weights != nil && a.weights[i].Sign() == 0:
			s.fail(path+"weight", "Write more than 0, read it in a step of its own that comes to a result, or leave it out", "%q weighs 0 and counts for nothing", a.labels[i])
		default:
			s.fail(path+key, "Read it in a step that comes to a result, or leave it out", "no result rests on what is said of %q", a.labels[i])
		}
	}
}

// weighty reports whether weights of an axis, were they read, would change a mean.
func (a *axis) weighty() bool {
	return slices.ContainsFunc(a.weights, func(w *big.Rat) bool { return w.Cmp(a.weights[0]) != 0 })
}

// allWeights is what the weights of an axis add up to.
func (a *axis) allWeights() *big.Rat {
	all := new(big.Rat)
	for _, w := range a.weights {
		all.Add(all, w)
	}
	return all
}

// weighBy is the mend for weights that nobody reads: the step that takes all alike may have
// been meant to weigh.
func (b *Rulebook) weighBy(axis string) string {
	for _, st := range b.steps {
		switch w := st.work.(type) {
		case *mean:
			if w.over == axis {
				return fmt.Sprintf(`Write "do": "weighted mean" in the step %q, or leave the weights out`, st.name)
			}
		case *sum:
			if w.over == axis {
				return fmt.Sprintf(`Write "do": "weighted sum" in the step %q, or leave the weights out`, st.name)
			}
		}
	}
	return "Weigh by them in a step, or leave the weights out"
}

// kidsOf are the elements of a list; none where there is no such list.
func (n *node) kidsOf(key string) []*node {
	if list := n.get(key); list != nil {
		return list.kids
	}
	return nil
}

// labelsOf is where the labels of an axis stand that has weights.
func (n *node) labelsOf(axis string) string {
	switch axis {
	case axisCategory:
		return n.get("categories").path
	case axisCriterion:
		return n.get("ballot").get("criteria").path
	case axisList:
		return n.get("ballot").get("choose").path
	}
	for _, kid := range n.kidsOf("axes") {
		if kid.get("name").text == axis {
			return kid.get("labels").path
		}
	}
	return "axes"
}
