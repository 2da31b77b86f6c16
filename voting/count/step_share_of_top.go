package count

import (
	"fmt"
	"math/big"
)

// The highest gets so many points, the others in proportion.
func shareOfTopKind() kind {
	return kind{"share of top", []string{"of", "inside", "points"}, nil, func(f *form) work {
		s := &shareOfTop{rivals: f.readRivals(), points: f.number(f.n.get("points"))}
		return s
	}}
}

type shareOfTop struct {
	rivals
	points *big.Rat
}

func (s *shareOfTop) run(r *run, out *Table) error {
	of, groups := s.groups(r)
	for _, group := range groups {
		_, top := of.ends(group)
		if top.Sign() <= 0 {
			continue // nobody got anything, so nobody has a share of it
		}
		for _, cell := range group {
			value := new(big.Rat).Mul(of.at(cell), s.points)
			out.rats[cell] = value.Quo(value, top)
		}
	}
	return nil
}

func (s *shareOfTop) tell(r *run, _ *Table, cell int) telling {
	of, group := s.among(r, cell)
	if group == nil {
		return telling{"没有可折算的数", "nothing to be measured", []use{{of, cell}}}
	}
	_, top := of.ends(group)
	if top.Sign() <= 0 {
		return telling{fmt.Sprintf("最高的是 %s，没有可折算的", of.shown(top)), fmt.Sprintf("the highest is %s, and nothing can be measured against it", of.shown(top)), []use{{of, cell}}}
	}
	zh := fmt.Sprintf("按最高者折算：%s ÷ 最高 %s × %s", of.shown(of.at(cell)), of.shown(top), plain(s.points))
	en := fmt.Sprintf("measured against the highest: %s ÷ the highest, %s, × %s", of.shown(of.at(cell)), of.shown(top), plain(s.points))
	return telling{zh, en, append([]use{{of, cell}}, of.withValue(top, group)[:1]...)}
}
