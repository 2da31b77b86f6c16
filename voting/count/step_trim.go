package count

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
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
		if s.high+s.low == 0 && !s.drop && !f.failed && !f.all.kept {
			f.fail(f.n.below("high"), "Write 1 or more for one of them, or leave the step out", "nothing is taken away")
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
			s.of, f.out.axes, f.out.counts, f.out.bag, f.out.grid = of.name, of.axes, true, of.bag, of.grid
			return s
		}
		of := f.of()
		s.of, f.out.axes = of.name, of.axes
		f.out.keeps(of)
		f.out.grid = of.grid
		f.out.percent = of.percent
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
	kept := of.ascending(list)
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

// ascending are those of the cells that have a value, the lowest first.
func (t *Table) ascending(list []int) []int {
	kept := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return t.at(cell) == nil })
	slices.SortStableFunc(kept, func(x, y int) int {
		return cmp.Or(t.at(x).Cmp(t.at(y)), cmp.Compare(x, y))
	})
	return kept
}

func (s *trim) tell(r *run, out *Table, cell int) telling {
	of := r.tables[s.of]
	n, gone := s.told(r, out, cell)
	t := telling{uses: []use{{of, cell}}}
	switch {
	case n < s.least && s.drop:
		t.zh, t.en = fmt.Sprintf("只有 %d 个，不满 %d 个，不取", n, s.least), fmt.Sprintf("%d, fewer than %d, so none is kept", n, s.least)
		return t
	case n < s.least:
		t.zh, t.en = fmt.Sprintf("只有 %d 个，不满 %d 个，都留下", n, s.least), fmt.Sprintf("%d, fewer than %d, so all are kept", n, s.least)
		return t
	}
	t.zh, t.en = fmt.Sprintf("共 %d 个，满 %d 个", n, s.least), fmt.Sprintf("%d, which is %d or more", n, s.least)
	for _, end := range []struct {
		zh, en string
		names  []string
	}{{"最高", "highest", gone[len(gone)-s.high:]}, {"最低", "lowest", gone[:s.low]}} {
		if len(end.names) > 0 {
			names := tallied(end.names)
			t.zh += fmt.Sprintf("，去掉 %d 个%s：%s", len(end.names), end.zh, strings.Join(names, "、"))
			t.en += fmt.Sprintf("; %d %s taken away: %s", len(end.names), end.en, strings.Join(names, ", "))
		}
	}
	return t
}

// told is how many there were beside the cell, itself included, and the names of those
// that were taken away, the lowest first.
func (s *trim) told(r *run, out *Table, cell int) (n int, gone []string) {
	of := r.tables[s.of]
	if s.over == "" {
		marks := of.axes[len(of.axes)-1]
		first := cell - cell%len(marks.labels)
		for _, i := range marks.byPoints() {
			n += int(of.ints[first+i])
			for range of.ints[first+i] - out.ints[first+i] {
				gone = append(gone, marks.labels[i])
			}
		}
		return n, gone
	}
	lists := r.fold(of, s.over, s.inside)
	list := lists[slices.IndexFunc(lists, func(list []int) bool { return slices.Contains(list, cell) })]
	along := of.axisIndex(s.over)
	for _, at := range of.ascending(list) {
		if n++; out.at(at) == nil {
			gone = append(gone, of.labelAt(along, of.position(at, nil))+" "+of.shown(of.at(at)))
		}
	}
	return n, gone
}

// tallied says once what stands several times in a row, and leaves the rest of many
// unsaid.
func tallied(names []string) (told []string) {
	for i := 0; i < len(names); {
		n := i
		for n < len(names) && names[n] == names[i] {
			n++
		}
		switch {
		case len(told) == maxNamed:
			return append(told, "…")
		case n-i > 1:
			told = append(told, fmt.Sprintf("%s × %d", names[i], n-i))
		default:
			told = append(told, names[i])
		}
		i = n
	}
	return told
}
