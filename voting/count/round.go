package count

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

const maxPlaces = 9

// rounding is where and how a step rounds.
type rounding struct {
	places int
	mode   Rounding
}

// of rounds an exact value.
func (r rounding) of(exact *big.Rat) *big.Rat {
	scale := tenTo(r.places)
	numerator := new(big.Int).Mul(exact.Num(), scale)
	negative := numerator.Sign() < 0
	quotient, rest := new(big.Int).QuoRem(numerator.Abs(numerator), exact.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(exact.Denom()) // twice the remainder against the whole
	up := (r.mode == HalfUp && half >= 0) || (r.mode == HalfEven && (half > 0 || half == 0 && quotient.Bit(0) == 1))
	if up {
		quotient.Add(quotient, big.NewInt(1))
	}
	if negative {
		quotient.Neg(quotient)
	}
	return new(big.Rat).SetFrac(quotient, scale)
}

func tenTo(places int) *big.Int {
	if places <= maxPlaces {
		power := int64(1)
		for range places {
			power *= 10
		}
		return big.NewInt(power)
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}

// fixed writes a value that has at most the given places with exactly those.
func fixed(value *big.Rat, places int) string {
	digits := new(big.Int).Mul(value.Num(), tenTo(places))
	digits.Quo(digits, value.Denom())
	text := digits.Abs(digits).String()
	if missing := places + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	if places > 0 {
		text = text[:len(text)-places] + "." + text[len(text)-places:]
	}
	if value.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// hasPlaces reports whether a value has no more than the given places: its denominator, which
// has nothing in common with what stands above it, goes into the power of ten.
func hasPlaces(value *big.Rat, places int) bool {
	return value.IsInt() || new(big.Int).Rem(tenTo(places), value.Denom()).Sign() == 0
}

// plain writes an exact value as a person reads it: a short decimal if it is
// one, else a fraction.
func plain(value *big.Rat) string {
	if value == nil {
		return ""
	}
	for places := range 7 {
		if hasPlaces(value, places) {
			return fixed(value, places)
		}
	}
	return value.RatString()
}

// about writes an exact value; a fraction is followed by what it comes to.
func about(value *big.Rat) string {
	text := plain(value)
	if strings.Contains(text, "/") {
		return text + " (≈ " + fixed((rounding{6, HalfUp}).of(value), 6) + ")"
	}
	return text
}

// readRounding reads {"places": 2, "mode": "half up"}.
func (s *scope) readRounding(n *node) *rounding {
	if !s.fields(n, []string{"places", "mode"}, nil) {
		return nil
	}
	return &rounding{
		places: s.whole(n.get("places"), 0, maxPlaces),
		mode:   Rounding(s.oneOf(n.get("mode"), string(HalfUp), string(HalfEven), string(Truncated))),
	}
}
