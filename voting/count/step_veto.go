package count

import (
	"fmt"
	"slices"
)

// A veto takes away the figure of a unit against which somebody decided, by name
// and with a reason.
func vetoKind() kind {
	return kind{"veto", []string{"of"}, nil, func(f *form) work {
		of := f.ofVotes()
		if !of.has(axisUnit) {
			f.fail(f.n.below("of"), "Name a table with units", "%q has no units", of.name)
		}
		f.out.axes, f.out.bag, f.out.vetoed = of.axes, of.bag, true
		f.out.keeps(of)
		f.out.grid = of.grid
		f.out.percent = of.percent
		return &veto{of.name}
	}}
}

type veto struct{ of string }

// against finds the veto against the unit of a cell.
func (s *veto) against(r *run, t *Table, cell int) (Veto, bool) {
	unit := r.units[t.position(cell, nil)[t.axisIndex(axisUnit)]].Label
	i := slices.IndexFunc(r.in.vetoes, func(v Veto) bool { return v.Unit == unit })
	if i < 0 {
		return Veto{}, false
	}
	return r.in.vetoes[i], true
}

func (s *veto) run(r *run, out *Table) error {
	of := r.tables[s.of]
	for cell := range out.size() {
		if _, vetoed := s.against(r, out, cell); !vetoed {
			out.rats[cell] = of.at(cell)
		}
	}
	return nil
}

func (s *veto) tell(r *run, out *Table, cell int) telling {
	t := telling{"无一票否决，取" + r.book.inChinese(s.of), fmt.Sprintf("%s itself; there is no veto", r.book.NameIn("en", s.of)), []use{{r.tables[s.of], cell}}}
	if v, vetoed := s.against(r, out, cell); vetoed {
		t.zh = fmt.Sprintf("一票否决：%s（%s）", v.Reason, v.Author)
		t.en = fmt.Sprintf("taken out by a veto: %s (%s)", v.Reason, v.Author)
	}
	return t
}
