package count

import (
	"fmt"
	"math/big"
	"slices"
)

// Fill to 100 rounds percentages so that what is printed adds up: the last one
// that is not 0 is what the others leave, or the largest remainders are rounded up. Where
// remainders are equal the earlier label goes first. Where the others leave less than
// nothing the last is 0, and the one before it is made to fit.
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
		f.out.grid = grid{}.rounded(s.round.places)
		if by == "largest remainder" && s.round.mode != Truncated {
			f.fail(f.n.below("round"), `Write "mode": "truncated"`, "the largest remainder begins with what is left when all are cut off")
		}
		f.out.axes, f.out.percent = of.axes, of.percent
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
	out.parts = make([]*big.Rat, out.size())
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
		for _, cell := range list {
			out.parts[cell] = of.at(cell)
		}
	}
	return nil
}

func (s *fill) fill(of, out *Table, list []int) {
	left := s.alone(of, out.rats, list)
	if s.residual {
		for _, t := range takings(of, out.rats, list, left) {
			out.rats[t.cell] = t.value
		}
		return
	}
	for _, cell := range s.raised(of, out.rats, list, left) {
		out.rats[cell] = new(big.Rat).Add(out.rats[cell], s.unit())
	}
}

// alone rounds each part alone into its cell, and is what that leaves of 100.
func (s *fill) alone(of *Table, into []*big.Rat, list []int) *big.Rat {
	left := big.NewRat(100, 1)
	for _, cell := range list {
		into[cell] = s.round.of(of.at(cell))
		left.Sub(left, into[cell])
	}
	return left
}

// residualOf is the part that is made to fit: the last that is not 0.
func residualOf(of *Table, list []int) int {
	last := list[0]
	for _, cell := range list {
		if of.at(cell).Sign() != 0 {
			last = cell
		}
	}
	return last
}

// taking is what a part becomes that is made to fit, and what was left of 100 when it was its turn.
type taking struct {
	cell        int
	left, value *big.Rat
}

// takings are the parts that are made to fit, the last that is not 0 first. Nearly always it is
// that one alone; where many were rounded up it has not enough, and no share is below 0.
func takings(of *Table, rounded []*big.Rat, list []int, left *big.Rat) (all []taking) {
	for at := slices.Index(list, residualOf(of, list)); at >= 0; at-- {
		cell := list[at]
		value := new(big.Rat).Add(rounded[cell], left)
		if value.Sign() >= 0 || of.at(cell).Sign() < 0 {
			return append(all, taking{cell, left, value})
		}
		all = append(all, taking{cell, left, new(big.Rat)})
		left = value
	}
	return all
}

// unit is the smallest step of the rounded figures.
func (s *fill) unit() *big.Rat { return new(big.Rat).SetFrac(big.NewInt(1), tenTo(s.round.places)) }

// raised are the parts that get one of the units that are left: those with the largest remainders.
func (s *fill) raised(of *Table, rounded []*big.Rat, list []int, left *big.Rat) []int {
	order := s.byRemainder(of, rounded, list)
	units := new(big.Rat).Quo(left, s.unit())
	return order[:min(int(units.Num().Int64()), len(order))] // whole, and less than one for each
}

// byRemainder are the parts in order of what was cut off, the most first; of equal ones the earlier.
func (s *fill) byRemainder(of *Table, rounded []*big.Rat, list []int) []int {
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(x, y int) int {
		return remainder(of, rounded, y).Cmp(remainder(of, rounded, x))
	})
	return order
}

func remainder(of *Table, rounded []*big.Rat, cell int) *big.Rat {
	return new(big.Rat).Sub(of.at(cell), rounded[cell])
}
