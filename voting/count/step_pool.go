package count

import (
	"fmt"
	"math/big"
)

// A pool of points is dealt out in proportion.
func poolKind() kind {
	return kind{"pool", []string{"of", "inside", "points"}, nil, func(f *form) work {
		s := &pool{rivals: f.readRivals(), points: f.number(f.n.get("points"))}
		return s
	}}
}

type pool struct {
	rivals
	points *big.Rat
}

func (s *pool) run(r *run, out *Table) error {
	of, groups := s.groups(r)
	for _, group := range groups {
		total := new(big.Rat)
		for _, cell := range group {
			total.Add(total, of.at(cell))
		}
		if total.Sign() <= 0 {
			continue // nobody got anything, so there is nothing to deal by
		}
		for _, cell := range group {
			value := new(big.Rat).Mul(of.at(cell), s.points)
			out.rats[cell] = value.Quo(value, total)
		}
	}
	return nil
}

func (s *pool) tell(r *run, _ *Table, cell int) telling {
	of, group := s.among(r, cell)
	if group == nil {
		return telling{"没有可分配的数", "nothing to deal by", []use{{of, cell}}}
	}
	total := new(big.Rat)
	for _, one := range group {
		total.Add(total, of.at(one))
	}
	if total.Sign() <= 0 {
		return telling{fmt.Sprintf("合计是 %s（%d 个），没有可分配的", of.shown(total), len(group)), fmt.Sprintf("the sum is %s, of %d, and nothing can be dealt by it", of.shown(total), len(group)), []use{{of, cell}}}
	}
	return telling{
		fmt.Sprintf("按比例分配：%s ÷ 合计 %s（%d 个）× %s", of.shown(of.at(cell)), of.shown(total), len(group), plain(s.points)),
		fmt.Sprintf("dealt in proportion: %s ÷ the sum %s × %s; the sum is of %d", of.shown(of.at(cell)), of.shown(total), plain(s.points), len(group)),
		[]use{{of, cell}},
	}
}
