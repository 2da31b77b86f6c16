package count

import (
	"fmt"
	"math/big"
	"slices"
)

// Fill to 100 rounds percentages so that what is printed adds up: the last one
// that is not 0 is what the others leave, or the largest remainders are rounded up. Where
// remainders are equal the earlier label goes first.
func fillKind() kind {
	return kind{"fill to 100", []string{"of", "over", "by", "round"}, nil, func(f *form) work {
		of := f.of()
		s := &fill{of: of.name}
		s.over = f.axis(f.n.get("over"), of)
		by := f.oneOf(f.n.get("by"), "residual", "largest remainder")
		s.residual = by == "residual"
		if r := f.readRounding(f.n.get("round")); r != nil {
			s.round = *r
		}
		if by == "largest remainder" && s.round.mode != Truncated {
			f.fail(f.n.below("round"), `Write "mode": "truncated"`, "the largest remainder begins with what is left when all are cut off")
		}
		f.out.axes = of.axes
		f.checkUnrounded(of)
		f.checkParts(s.over, of)
		return s
	}}
}

type fill struct {
	of, over string
	residual bool
	round    rounding
}

func (s *fill) run(r *run, out *Table) error {
	of := r.tables[s.of]
	hundred := big.NewRat(100, 1)
	for _, list := range r.fold(of, s.over, "") {
		total, missing := new(big.Rat), len(list) == 0
		for _, cell := range list {
			if of.at(cell) == nil {
				missing = true
				break
			}
			total.Add(total, of.at(cell))
		}
		if missing {
			continue
		}
		if total.Cmp(hundred) != 0 {
			return fmt.Errorf("%s and the others add up to %s, not to 100; they are no parts of one whole", r.name(of, list[0]), about(total))
		}
		s.fill(of, out, list)
	}
	return nil
}

func (s *fill) fill(of, out *Table, list []int) {
	left := big.NewRat(100, 1)
	for _, cell := range list {
		out.rats[cell] = s.round.of(of.at(cell))
		left.Sub(left, out.rats[cell])
	}
	if s.residual {
		last := list[0]
		for _, cell := range list {
			if of.at(cell).Sign() != 0 {
				last = cell
			}
		}
		out.rats[last] = new(big.Rat).Add(out.rats[last], left)
		return
	}
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(x, y int) int {
		a := new(big.Rat).Sub(of.at(x), out.rats[x])
		return new(big.Rat).Sub(of.at(y), out.rats[y]).Cmp(a)
	})
	unit := new(big.Rat).SetFrac(big.NewInt(1), tenTo(s.round.places))
	for _, cell := range order {
		if left.Sign() <= 0 {
			break
		}
		out.rats[cell] = new(big.Rat).Add(out.rats[cell], unit)
		left.Sub(left, unit)
	}
}

func (s *fill) tell(r *run, _ *Table, cell int) telling {
	of := r.tables[s.of]
	t := telling{uses: []use{{of, cell}}}
	if s.residual {
		t.zh, t.en = "各项取舍后，最后一个非零项取 100 减其余各项", "rounded, and the last that is not 0 is what the others leave of 100"
	} else {
		t.zh, t.en = "按最大余数补足 100", "filled to 100 by the largest remainders"
	}
	t.zh = fmt.Sprintf("%s；原值 %s", t.zh, about(of.at(cell)))
	t.en = fmt.Sprintf("%s; before that %s", t.en, about(of.at(cell)))
	return t
}
