package voting

import (
	"math/big"
	"strings"
)

// Rounding is a mode of rounding, in the words of the rulebook.
type Rounding string

// The modes of rounding.
const (
	HalfUp    Rounding = "half up"   // an exact half goes away from zero
	HalfEven  Rounding = "half even" // an exact half goes to the even neighbour
	Truncated Rounding = "truncated" // towards zero
)

// Decimal is a rounded number: Unscaled / 10^Places.
type Decimal struct {
	Unscaled *big.Int
	Places   int
}

// Round rounds an exact value to the given places.
func Round(exact *big.Rat, places int, mode Rounding) Decimal {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	numerator := new(big.Int).Mul(exact.Num(), scale)
	negative := numerator.Sign() < 0
	numerator.Abs(numerator)
	quotient, rest := new(big.Int).QuoRem(numerator, exact.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(exact.Denom()) // twice the remainder against the whole
	up := false
	switch mode {
	case HalfUp:
		up = half >= 0
	case HalfEven:
		up = half > 0 || (half == 0 && quotient.Bit(0) == 1)
	case Truncated:
	}
	if up {
		quotient.Add(quotient, big.NewInt(1))
	}
	if negative {
		quotient.Neg(quotient)
	}
	return Decimal{Unscaled: quotient, Places: places}
}

// Cmp compares two decimals of the same places.
func (d Decimal) Cmp(other Decimal) int { return d.Unscaled.Cmp(other.Unscaled) }

// String writes the decimal with all its places: "89.48", "0.05", "-3.00".
func (d Decimal) String() string {
	digits := new(big.Int).Abs(d.Unscaled).String()
	if missing := d.Places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	if d.Places > 0 {
		digits = digits[:len(digits)-d.Places] + "." + digits[len(digits)-d.Places:]
	}
	if d.Unscaled.Sign() < 0 {
		digits = "-" + digits
	}
	return digits
}
