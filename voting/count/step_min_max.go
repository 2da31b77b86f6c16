package count

import (
	"fmt"
	"math/big"
)

// Min-max stretches a group so that the lowest and the highest get the ends.
func minMaxKind() kind {
	return kind{"min-max", []string{"of", "inside", "from", "to", "all_equal"}, nil, func(f *form) work {
		s := &minMax{rivals: f.readRivals(), from: f.number(f.n.get("from")), to: f.number(f.n.get("to"))}
		s.equal = f.number(f.n.get("all_equal"))
		return s
	}}
}

type minMax struct {
	rivals
	from, to, equal *big.Rat
}

func (s *minMax) run(r *run, out *Table) error {
	of, groups := s.groups(r)
	for _, group := range groups {
		low, high := of.ends(group)
		span := new(big.Rat).Sub(high, low)
		for _, cell := range group {
			if span.Sign() == 0 {
				out.rats[cell] = s.equal
				continue
			}
			part := new(big.Rat).Sub(of.at(cell), low)
			part.Quo(part, span).Mul(part, new(big.Rat).Sub(s.to, s.from))
			out.rats[cell] = part.Add(part, s.from)
		}
	}
	return nil
}

func (s *minMax) tell(r *run, _ *Table, cell int) telling {
	of, group := s.among(r, cell)
	if group == nil {
		return telling{"没有可折算的数", "nothing to be stretched", []use{{of, cell}}}
	}
	low, high := of.ends(group)
	t := telling{uses: []use{{of, cell}, of.withValue(low, group)[0], of.withValue(high, group)[0]}}
	if low.Cmp(high) == 0 {
		t.zh = fmt.Sprintf("各单位都是 %s，按规定得分：%s", of.shown(low), plain(s.equal))
		t.en = fmt.Sprintf("all have %s, and for that the rule gives: %s", of.shown(low), plain(s.equal))
		return t
	}
	text := fmt.Sprintf("%s + (%s − %s) ÷ (%s − %s) × (%s − %s)", plain(s.from), of.shown(of.at(cell)), of.shown(low), of.shown(high), of.shown(low), plain(s.to), plain(s.from))
	t.zh, t.en = "在最低与最高之间折算："+text, "stretched between the lowest and the highest: "+text
	return t
}
