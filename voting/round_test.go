package voting_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

// roundByHand rounds a decimal number written out in digits, as one does on
// paper: cut, look at what was cut off, and add one to the last digit or not.
func roundByHand(number string, places int, mode voting.Rounding) string {
	sign, digits := "", strings.TrimPrefix(number, "-")
	if digits != number {
		sign = "-"
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	fraction += strings.Repeat("0", places+1)
	kept, cut := []byte(whole+fraction[:places]), strings.TrimRight(fraction[places:], "0")
	lastIsOdd := (kept[len(kept)-1]-'0')%2 == 1
	up := false
	switch {
	case mode == voting.Truncated || cut == "" || cut[0] < '5':
	case cut == "5":
		up = mode == voting.HalfUp || lastIsOdd
	default:
		up = true
	}
	if up {
		i := len(kept) - 1
		for ; i >= 0 && kept[i] == '9'; i-- {
			kept[i] = '0'
		}
		if i < 0 {
			kept = append([]byte{'1'}, kept...)
		} else {
			kept[i]++
		}
	}
	text := string(kept)
	if places > 0 {
		text = text[:len(text)-places] + "." + text[len(text)-places:]
	}
	if strings.Trim(text, "0.") == "" {
		sign = ""
	}
	return sign + text
}

func TestRoundingAgreesWithRoundingByHand(t *testing.T) {
	t.Parallel()
	number := rapid.StringMatching(`-?(0|[1-9][0-9]{0,2})\.[0-9]{0,3}(5|50|49|51|99|[0-9]{1,4})`)
	modes := []voting.Rounding{voting.HalfUp, voting.HalfEven, voting.Truncated}
	rapid.Check(t, func(t *rapid.T) {
		text := number.Draw(t, "number")
		exact, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Fatalf("%q is no number", text)
		}
		before := exact.String()
		for places := range 5 {
			for _, mode := range modes {
				got, want := voting.Round(exact, places, mode).String(), roundByHand(text, places, mode)
				if got != want {
					t.Fatalf("%s to %d places, %s: got %s, by hand %s", text, places, mode, got, want)
				}
			}
		}
		if exact.String() != before {
			t.Fatalf("rounding changed the exact value %s to %s", before, exact)
		}
	})
}

// Fractions that no decimal writes out: the rounded value is never further away
// than half a unit of the last place.
func TestRoundingStaysWithinHalfAUnit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		exact := big.NewRat(rapid.Int64Range(-1e9, 1e9).Draw(t, "numerator"), rapid.Int64Range(1, 1e6).Draw(t, "denominator"))
		places := rapid.IntRange(0, 9).Draw(t, "places")
		rounded, ok := new(big.Rat).SetString(voting.Round(exact, places, voting.HalfEven).String())
		if !ok {
			t.Fatal("the rounded value is no number")
		}
		unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
		twice := rounded.Sub(rounded, exact)
		twice.Abs(twice).Add(twice, twice)
		if twice.Cmp(unit) > 0 {
			t.Fatalf("%s to %d places is off by %s/2", exact, places, twice)
		}
	})
}

func TestRounding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		exact  string
		places int
		mode   voting.Rounding
		want   string
	}{
		{"89.485", 2, voting.HalfUp, "89.49"}, {"89.485", 2, voting.HalfEven, "89.48"}, {"89.485", 2, voting.Truncated, "89.48"},
		{"89.495", 2, voting.HalfEven, "89.50"}, {"99.995", 2, voting.HalfUp, "100.00"}, {"99.999", 2, voting.Truncated, "99.99"},
		{"-0.005", 2, voting.HalfUp, "-0.01"}, {"-0.005", 2, voting.HalfEven, "0.00"}, {"-0.009", 2, voting.Truncated, "0.00"},
		{"0.5", 0, voting.HalfUp, "1"}, {"0.5", 0, voting.HalfEven, "0"}, {"1.5", 0, voting.HalfEven, "2"},
		{"2/3", 2, voting.HalfUp, "0.67"}, {"1/3", 9, voting.HalfUp, "0.333333333"}, {"0", 2, voting.HalfUp, "0.00"},
		{"0.05", 2, voting.HalfUp, "0.05"}, {"-3", 2, voting.HalfUp, "-3.00"},
	} {
		exact, _ := new(big.Rat).SetString(c.exact)
		if got := voting.Round(exact, c.places, c.mode).String(); got != c.want {
			t.Errorf("%s to %d places, %s: got %s, want %s", c.exact, c.places, c.mode, got, c.want)
		}
	}
}
