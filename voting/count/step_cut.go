package count

import (
	"fmt"
	"math/big"
	"slices"
)

// Cut takes the first so many: 1 for those who are in, 0 for those who are not.
// The rule says what happens to those who are tied across the cut. Lists that
// are made in order exclude each other with "not_on", and a list can have a
// condition besides: the last, and only if below 60.
func cutKind() kind {
	return kind{
		"cut",
		[]string{"of", "inside", "first", "take", "tied_at_the_cut"}, []string{"ties", "on", "not_on", "only_if"},
		func(f *form) work {
			s := &cut{order: f.readOrder(), take: f.whole(f.n.get("take"), 1, maxList)}
			s.tied = f.oneOf(f.n.get("tied_at_the_cut"), "expand", "shrink", "break", decisionVote)
			s.readTied(f)
			f.out.axes = s.of.axes
			s.filter = f.readFilter(s.of.axes)
			return s
		},
	}
}

// readTied wants an end of the chain that cannot fail where a tie must be broken.
func (s *cut) readTied(f *form) {
	switch s.tied {
	case decisionVote:
		s.ties = append(s.ties, tie{decision: decisionVote})
	case "break":
		last := len(s.ties) - 1
		if last < 0 || s.ties[last].decision == "" {
			f.fail(f.n.below("ties"), `End "ties" with "re-vote" or "lot"`, "ties at the cut are to be broken, and the figures may not be able to")
		}
	}
}

type cut struct {
	*order
	filter
	take int
	tied string
}

func (s *cut) run(r *run, out *Table) error {
	of := r.tables[s.of.name]
	for _, list := range r.fold(of, axisUnit, s.inside) {
		for _, cell := range list {
			if of.at(cell) != nil {
				out.rats[cell] = new(big.Rat)
			}
		}
		able := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return !s.lets(r, out, cell) })
		place := 0
		for _, tied := range s.sort(r, able, s.take) {
			if place >= s.take || place+len(tied) > s.take && s.tied != "expand" {
				break
			}
			for _, cell := range tied {
				out.rats[cell] = big.NewRat(1, 1)
			}
			place += len(tied)
		}
	}
	return nil
}

func (s *cut) tell(r *run, out *Table, cell int) telling {
	t := telling{uses: []use{{r.tables[s.of.name], cell}}}
	switch {
	case out.rats[cell] == nil:
		t.zh, t.en = "没有数值，不参加取舍", "not considered, having no figure"
	case !s.lets(r, out, cell):
		t.zh, t.en = "不符合条件，或已列入前一名单", "not considered: a condition fails, or it is on an earlier list"
	case out.rats[cell].Sign() == 0:
		t.zh, t.en = fmt.Sprintf("未进入前 %d 名", s.take), fmt.Sprintf("not among the first %d", s.take)
	default:
		t.zh, t.en = fmt.Sprintf("进入前 %d 名", s.take), fmt.Sprintf("among the first %d", s.take)
	}
	return t
}
