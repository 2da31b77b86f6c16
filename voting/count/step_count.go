package count

import (
	"fmt"
	"math/big"
)

// A count says in how many cells along an axis there is a value, or one that
// meets conditions: how many units are ranked, how many pledges were kept.
func countKind() kind {
	return kind{"count", []string{"of", "over"}, []string{"inside", "only_if"}, func(f *form) work {
		s := &howMany{of: f.needed(f.figures(f.n.get("of"), f.anyTable(f.n.get("of"))))}
		f.out.grid = wholeNumbers()
		s.over = f.axis(f.n.get("over"), s.of)
		s.inside = f.inside(s.over)
		s.onlyIf = f.readConditions(f.n.get("only_if"), s.of.axes)
		f.checkAll(f.n.get("only_if"), s.onlyIf)
		if !f.lost {
			f.out.axes = foldedAxes(f.book, s.of.axes, s.over, s.inside)
		}
		return s
	}}
}

type howMany struct {
	of           *shape
	over, inside string
	onlyIf       []condition
}

func (s *howMany) run(r *run, out *Table) error {
	of := r.tables[s.of.name]
	for cell, list := range r.fold(of, s.over, s.inside) {
		out.rats[cell] = big.NewRat(int64(len(s.counted(r, of, list))), 1)
	}
	return nil
}

// counted lists the cells that count.
func (s *howMany) counted(r *run, of *Table, list []int) (cells []int) {
	for _, cell := range list {
		if of.at(cell) != nil && r.allHold(s.onlyIf, of, cell) {
			cells = append(cells, cell)
		}
	}
	return cells
}

func (s *howMany) tell(r *run, out *Table, cell int) (t telling) {
	of := r.tables[s.of.name]
	list := r.fold(of, s.over, s.inside)[cell]
	for _, at := range s.counted(r, of, list) {
		t.uses = append(t.uses, use{of, at})
	}
	t.zh, t.en = fmt.Sprintf("%d 个中有数值的 %s 个", len(list), plain(out.rats[cell])), fmt.Sprintf("%s of %d have a value", plain(out.rats[cell]), len(list))
	if s.onlyIf != nil {
		want := r.book.conditions(s.onlyIf)
		t.zh = fmt.Sprintf("%d 个中符合条件的 %s 个：%s", len(list), plain(out.rats[cell]), want.Chinese)
		t.en = fmt.Sprintf("%s of %d meet the condition %s", plain(out.rats[cell]), len(list), want.English)
	}
	return t
}
