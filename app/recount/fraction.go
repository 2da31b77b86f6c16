package recount

import (
	"math/big"
	"strings"
)

// scalePlaces is how many places a rulebook's decimals have at most.
const scalePlaces = 9

// whole reads a decimal as a whole number of its ninth place: "80.5" is
// 80500000000.
func whole(number string) *big.Int {
	before, after, _ := strings.Cut(number, ".")
	n, _ := new(big.Int).SetString(before+after+strings.Repeat("0", scalePlaces-len(after)), 10)
	return n
}

// quotient is a common fraction as at school: two whole numbers, the lower one
// above 0, not reduced before it is written.
type quotient struct{ top, bottom *big.Int }

func (q quotient) plus(other quotient) quotient {
	top, right := new(big.Int).Mul(q.top, other.bottom), new(big.Int).Mul(other.top, q.bottom)
	return quotient{top.Add(top, right), new(big.Int).Mul(q.bottom, other.bottom)}
}

func (q quotient) times(n *big.Int) quotient { return quotient{new(big.Int).Mul(q.top, n), q.bottom} }

// over divides by a whole number above 0.
func (q quotient) over(n *big.Int) quotient { return quotient{q.top, new(big.Int).Mul(q.bottom, n)} }

func (q quotient) compare(other quotient) int {
	return new(big.Int).Mul(q.top, other.bottom).Cmp(new(big.Int).Mul(other.top, q.bottom))
}

// String writes the fraction in lowest terms, a whole number without a bar.
func (q quotient) String() string {
	common := new(big.Int).GCD(nil, nil, new(big.Int).Abs(q.top), q.bottom)
	over := new(big.Int).Quo(q.bottom, common)
	text := new(big.Int).Quo(q.top, common).String()
	if over.Cmp(big.NewInt(1)) != 0 {
		text += "/" + over.String()
	}
	return text
}

// rounded divides as at school, one digit at a time, and looks at what is left.
func (q quotient) rounded(places int, how string) string {
	ten := big.NewInt(10)
	digits, rest := new(big.Int).QuoRem(new(big.Int).Abs(q.top), q.bottom, new(big.Int))
	for range places {
		var digit big.Int
		digit.QuoRem(rest.Mul(rest, ten), q.bottom, rest)
		digits.Add(digits.Mul(digits, ten), &digit)
	}
	twice := new(big.Int).Add(rest, rest)
	odd := digits.Bit(0) == 1
	if (how == "half up" && twice.Cmp(q.bottom) >= 0) || (how == "half even" && (twice.Cmp(q.bottom) > 0 || (twice.Cmp(q.bottom) == 0 && odd))) {
		digits.Add(digits, big.NewInt(1))
	}
	text := digits.String()
	text = strings.Repeat("0", max(0, places+1-len(text))) + text
	if places > 0 {
		text = text[:len(text)-places] + "." + text[len(text)-places:]
	}
	if q.top.Sign() < 0 && digits.Sign() > 0 {
		text = "-" + text
	}
	return text
}
