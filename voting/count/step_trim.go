package count

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
)

// Trim takes away the highest and the lowest: marks of each cell, or the figures
// along an axis. Marks outside the base are never taken away.
func trimKind() kind {
	return kind{"trim", []string{"of", "high", "low", "least", "below_least"}, []string{"over", "inside"}, func(f *form) work {
		s := &trim{high: f.whole(f.n.get("high"), 0, 1000), low: f.whole(f.n.get("low"), 0, 1000)}
		s.least = f.whole(f.n.get("least"), 1, 1_000_000)
		s.drop = f.oneOf(f.n.get("below_least"), "leave all", "no value") == "no value"
		if s.high+s.low >= s.least {
			f.fail(f.n.below("least"), fmt.Sprintf("Write at least %d", s.high+s.low+1), "%d and %d taken away from %d leave nothing", s.high, s.low, s.least)
		}
		over := f.n.get("over")
		if over == nil {
			of := f.bags()
			if a := f.book.axisOf(of.marks()); a != nil && !a.unsure && !a.anyPoints() {
				f.fail(f.n.below("of"), `Give grades "points"`, "without points nothing is highest")
			}
			if !of.counts {
				f.fail(f.n.below("of"), "Trim the counts themselves", "%q holds no whole marks any more", of.name)
			}
			if s.drop {
				f.chooses(of)
			}
			s.of, f.out.axes, f.out.counts = of.name, of.axes, true
			return s
		}
		of := f.of()
		s.of, f.out.axes = of.name, of.axes
		s.over = f.axis(over, of)
		if s.over == axisCategory || s.drop {
			f.chooses(of)
		}
		s.inside = f.inside(s.over)
		return s
	}}
}

type trim struct {
	of, over, inside string
	high, low, least int
	drop             bool
}

func (s *trim) run(r *run, out *Table) error {
	of := r.tables[s.of]
	if s.over == "" {
		s.trimMarks(of, out)
		return nil
	}
	for _, list := range r.fold(of, s.over, s.inside) {
		s.trimFigures(of, out, list)
	}
	return nil
}

func (s *trim) trimMarks(of, out *Table) {
	marks := of.axes[len(of.axes)-1]
	order := marks.byPoints()
	copy(out.ints, of.ints)
	for first := 0; first < out.size(); first += len(marks.labels) {
		bag := out.ints[first : first+len(marks.labels)]
		total := int64(0)
		for _, i := range order {
			total += bag[i]
		}
		switch {
		case total >= int64(s.least):
			take(bag, order, int64(s.low))
			slices.Reverse(order)
			take(bag, order, int64(s.high))
			slices.Reverse(order)
		case s.drop:
			clear(bag)
		}
	}
}

// byPoints lists the marks that can be taken away, the lowest first.
func (a *axis) byPoints() []int {
	var order []int
	for i, points := range a.points {
		if points != nil && a.inBase[i] {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return a.points[x].Cmp(a.points[y]) })
	return order
}

// take takes n marks out of a bag, in the given order.
func take(bag []int64, order []int, n int64) {
	for _, i := range order {
		gone := min(n, bag[i])
		bag[i] -= gone
		n -= gone
	}
}

func (s *trim) trimFigures(of, out *Table, list []int) {
	kept := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return of.at(cell) == nil })
	slices.SortStableFunc(kept, func(x, y int) int {
		return cmp.Or(of.at(x).Cmp(of.at(y)), cmp.Compare(x, y))
	})
	switch {
	case len(kept) >= s.least:
		kept = kept[s.low : len(kept)-s.high]
	case s.drop:
		return
	}
	for _, cell := range kept {
		out.rats[cell] = new(big.Rat).Set(of.at(cell))
	}
}

func (s *trim) tell(r *run, _ *Table, cell int) telling {
	return telling{
		fmt.Sprintf("满 %d 个时去掉 %d 个最高、%d 个最低", s.least, s.high, s.low),
		fmt.Sprintf("from %d on, %d highest and %d lowest taken away", s.least, s.high, s.low),
		[]use{{r.tables[s.of], cell}},
	}
}
