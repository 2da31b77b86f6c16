package chart

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// about stands before a figure that is written with fewer places than it has.
const about = "≈"

// Hundredths reads a printed number, such as "96.4321", "-3.5" or "5086/63", as hundredths,
// what lies beyond cut off. It says false for anything else, and for numbers too
// large to be drawn.
func Hundredths(text string) (int, bool) {
	if exact, ok := new(big.Rat).SetString(text); ok && strings.Contains(text, "/") {
		text = exact.FloatString(2)
	}
	text = strings.TrimPrefix(text, about)
	digits, negative := strings.CutPrefix(text, "-")
	whole, part, _ := strings.Cut(digits, ".")
	for _, r := range whole + part {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	if whole == "" || len(whole) > 12 {
		return 0, false
	}
	n, err := strconv.Atoi(whole + (part + "00")[:2])
	if negative {
		n = -n
	}
	return n, err == nil
}

// scale is a stretch of numbers, in hundredths, with a tick at every step.
type scale struct{ low, high, step int }

// scaleOf is the shortest scale of round numbers around low and high with at most
// five steps.
func scaleOf(low, high int) scale {
	for unit := 1; ; unit *= 10 {
		for _, step := range []int{unit, 2 * unit, 5 * unit} {
			s := scale{low: floor(low, step), high: -floor(-high, step), step: step}
			if s.low == s.high {
				s.high += step
			}
			if (s.high-s.low)/step <= 5 {
				return s
			}
		}
	}
}

// floor is the multiple of step at n or below.
func floor(n, step int) int {
	rest := n % step
	if rest < 0 {
		rest += step
	}
	return n - rest
}

// place says where a number stands between from and to, which are places across,
// in hundredths of a percent. What lies outside the scale stands at its end.
func (s scale) place(n, from, to int) int {
	n = min(max(n, s.low), s.high)
	return from + (n-s.low)*(to-from)/(s.high-s.low)
}

// tick writes a number of the scale without decimals that no tick needs.
func (s scale) tick(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	text := fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
	switch {
	case s.step%100 == 0:
		return text[:len(text)-3]
	case s.step%10 == 0:
		return text[:len(text)-1]
	}
	return text
}

// tenth writes n of total as a percentage with one decimal, rounded half up.
func tenth(n, total int) string {
	return tenths((2*n*1000 + total) / (2 * total))
}

// tenths writes thousandths as a percentage.
func tenths(n int) string { return fmt.Sprintf("%d.%d", n/10, n%10) }
