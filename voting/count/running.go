package count

import "math/big"

// running is a sum of products under way. It is exact like a Rat, but reduced
// only when it has grown: most sums here have a handful of terms, and reducing
// after each of them would take longer than everything else.
type running struct {
	num, den big.Int // den is 0 before the first term
	n, d     big.Int // of the term that is added; kept for the next one
}

// grown is the size in bits from which it is worth reducing.
const grown = 512

func (r *running) add(a, b *big.Rat) {
	r.n.Mul(a.Num(), b.Num())
	switch {
	case a.IsInt():
		r.d.Set(b.Denom())
	case b.IsInt():
		r.d.Set(a.Denom())
	default:
		r.d.Mul(a.Denom(), b.Denom())
	}
	switch {
	case r.den.Sign() == 0:
		r.num.Set(&r.n)
		r.den.Set(&r.d)
		return
	case r.den.Cmp(&r.d) == 0:
		r.num.Add(&r.num, &r.n)
		return
	}
	r.num.Mul(&r.num, &r.d)
	r.num.Add(&r.num, r.n.Mul(&r.n, &r.den))
	if r.den.Mul(&r.den, &r.d); r.den.BitLen() > grown {
		reduced := new(big.Rat).SetFrac(&r.num, &r.den)
		r.num.Set(reduced.Num())
		r.den.Set(reduced.Denom())
	}
}

// restart begins another sum.
func (r *running) restart() {
	r.num.SetInt64(0)
	r.den.SetInt64(0)
}

// over divides by a sum that is not 0. The quotient is a copy.
func (r *running) over(other *running) *big.Rat {
	return new(big.Rat).SetFrac(r.n.Mul(&r.num, &other.den), r.d.Mul(&r.den, &other.num))
}
