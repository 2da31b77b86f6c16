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
	of := r.tables[s.of.name]
	text := fmt.Sprintf("%s ÷ Σ × %s", of.shown(of.at(cell)), plain(s.points))
	return telling{"按比例分配：" + text, "dealt in proportion: " + text, []use{{of, cell}}}
}
