package count

import (
	"fmt"
	"math/big"
	"math/bits"
	"strings"
)

// A mean of marks leaves out what is not in the base. A mean along an axis or
// of several tables weighs all alike.
func meanKind() kind {
	return kind{"mean", nil, []string{"of", "over", "inside", "parts", "missing"}, func(f *form) work {
		if f.n.has("of") && !f.n.has("over") {
			if of := f.votes(f.n.get("of")); of.broken || of.marks() != "" {
				return f.readMeanOfMarks()
			}
		}
		return &mean{f.leavesMarks(f.readCombine(false))}
	}}
}

type mean struct{ *combine }

func (m *mean) run(r *run, out *Table) error {
	return m.each(r, out, -1, func(cell int, pieces []piece) error {
		out.rats[cell] = weightedMean(pieces)
		return nil
	})
}

func (m *mean) tell(r *run, out *Table, cell int) (t telling) {
	_ = m.eachWithout(r, out, cell, func(_ int, pieces, left []piece) error {
		var none bool
		if t, none = nothing(pieces, left); none {
			return nil
		}
		text, uses := formula(pieces)
		t = leftOut(telling{fmt.Sprintf("平均：(%s) ÷ %d", text.Chinese, len(pieces)), fmt.Sprintf("the mean: (%s) ÷ %d", text.English, len(pieces)), uses}, left)
		return nil
	})
	return t
}

// weightedMean is nil when nothing has a weight.
func weightedMean(pieces []piece) *big.Rat { return newMeans().of(pieces) }

// means works one mean out after the other in the same memory.
type means struct {
	sum, weights running
	one          *big.Rat
}

func newMeans() *means { return &means{one: big.NewRat(1, 1)} }

func (m *means) of(pieces []piece) *big.Rat {
	m.sum.restart()
	m.weights.restart()
	for _, p := range pieces {
		weight := p.weight
		if weight == nil {
			weight = m.one
		}
		m.sum.add(p.value, weight)
		m.weights.add(weight, m.one)
	}
	if m.weights.num.Sign() == 0 {
		return nil
	}
	return m.sum.over(&m.weights)
}

type meanOfMarks struct{ of string }

func (f *form) readMeanOfMarks() work {
	of := f.bags()
	if of.broken {
		return nil
	}
	if a := f.book.axisOf(of.marks()); !a.unsure && !a.anyPoints() {
		f.fail(f.n.below("of"), `Give grades "points", or use a share`, "no %s has points", a.name)
	}
	if missing := f.n.get("missing"); missing != nil {
		f.fail(missing.path, "Leave it out", "a cell without any mark in the base has no mean")
	}
	f.out.axes = foldedAxes(f.book, of.axes, of.marks(), "")
	return &meanOfMarks{of.name}
}

func (m *meanOfMarks) run(r *run, out *Table) error {
	of := r.tables[m.of]
	marks := of.axes[len(of.axes)-1]
	for cell := range out.size() {
		out.rats[cell] = of.meanOf(marks, cell*len(marks.labels))
	}
	return nil
}

// pointBits bounds points as integers, so that votes times points fit a machine number nearly always.
const pointBits = 22

// meanOf is the mean of the marks that begin at a cell; nil without any.
func (t *Table) meanOf(marks *axis, first int) *big.Rat {
	if t.ints == nil || marks.numer == nil {
		return t.slowMeanOf(marks, first)
	}
	sum, base, large := int64(0), int64(0), uint64(0)
	for i, n := range t.ints[first : first+len(marks.labels)] {
		if n != 0 && marks.inBase[i] {
			sum += n * marks.numer[i]
			base += n
			large |= uint64(n)
		}
	}
	switch {
	case bits.Len64(large)+bits.Len(uint(len(marks.labels)))+pointBits > 63: // the sums may have run over
		return t.slowMeanOf(marks, first)
	case base == 0:
		return nil
	}
	return big.NewRat(sum, base*marks.denom)
}

func (t *Table) slowMeanOf(marks *axis, first int) *big.Rat {
	var pieces []piece
	for i := range marks.labels {
		if n := t.at(first + i); n != nil && marks.inBase[i] {
			points := marks.points[i]
			if points == nil {
				points = new(big.Rat)
			}
			pieces = append(pieces, piece{value: points, weight: n})
		}
	}
	return weightedMean(pieces)
}

func (m *meanOfMarks) tell(r *run, out *Table, cell int) telling {
	of := r.tables[m.of]
	marks := of.axes[len(of.axes)-1]
	first := cell * len(marks.labels)
	var terms, left []string
	var cells []int
	base := new(big.Rat)
	for i, label := range marks.labels {
		n := of.at(first + i)
		if n == nil || n.Sign() == 0 {
			continue
		}
		cells = append(cells, first+i)
		if !marks.inBase[i] {
			left = append(left, label+" "+plain(n))
			continue
		}
		points := marks.points[i]
		if points == nil { // it is in the base and worth nothing
			points = new(big.Rat)
		}
		term := plain(n) + " × " + plain(points)
		if marks.name == axisGrade || marks.points[i] == nil {
			term = label + " " + term
		}
		base.Add(base, n)
		terms = append(terms, term)
	}
	text := strings.Join(terms, " + ")
	t := telling{zh: "没有计入基数的票", en: "no votes in the base"}
	if terms != nil {
		t = telling{zh: fmt.Sprintf("平均：(%s) ÷ %s", text, plain(base)), en: fmt.Sprintf("the mean: (%s) ÷ %s", text, plain(base))}
	}
	if r.made(of) { // a count of ballots has nothing below what the sentence says
		t.uses = of.filled(cells)
	}
	if left != nil {
		t.zh += fmt.Sprintf("；不计入基数：%s", strings.Join(left, "、"))
		t.en += fmt.Sprintf("; not in the base: %s", strings.Join(left, ", "))
	}
	return t
}
