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
	of := r.tables[s.of.name]
	text := fmt.Sprintf("%s + (%s − min) ÷ (max − min) × (%s − %s)", plain(s.from), of.shown(of.at(cell)), plain(s.to), plain(s.from))
	return telling{"极差折算：" + text, "stretched between the lowest and the highest: " + text, []use{{of, cell}}}
}
