package count

import "fmt"

// Round does nothing but round; every other step may round as well.
func roundKind() kind {
	return kind{"round", []string{"of", "round"}, nil, func(f *form) work {
		of := f.of()
		f.out.axes, f.out.percent = of.axes, of.percent
		return &roundOnly{of.name}
	}}
}

type roundOnly struct{ of string }

func (s *roundOnly) run(r *run, out *Table) error {
	of := r.tables[s.of]
	for cell := range out.size() {
		out.rats[cell] = of.at(cell)
	}
	return nil
}

func (s *roundOnly) tell(r *run, _ *Table, cell int) telling {
	of := r.tables[s.of]
	return telling{fmt.Sprintf("取%s", r.book.inChinese(s.of)), fmt.Sprintf("%s itself", r.book.NameIn("en", s.of)), []use{{of, cell}}}
}
