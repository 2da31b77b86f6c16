package tally

import (
	"errors"
	"math/big"
	"regexp"
	"strings"
)

// figurePlaces is how many digits a figure from elsewhere may have behind its point. A mean that
// a spreadsheet has worked out has some 15, and figures are exact, so that none is dropped; the
// bound keeps a file from filling the memory.
const figurePlaces = 20

var (
	errNoFigure = errors.New("no plain decimal number")

	ballotText = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

	givenText = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,20})?$`)
)

// givenFigure reads a figure from elsewhere.
func givenFigure(value string) (*big.Rat, bool) {
	if !givenText.MatchString(value) {
		return nil, false
	}
	return new(big.Rat).SetString(value)
}

// plainNumber writes a number as the ballot has it, whoever typed it: ０９.50 is 9.5, and .5 is
// 0.5. What is no number stays as it is.
func plainNumber(cell string) string {
	typed := strings.Map(keyboard, cell)
	sign, rest := "", typed
	if after, minus := strings.CutPrefix(typed, "-"); minus {
		sign, rest = "-", after
	}
	whole, fraction, _ := strings.Cut(rest, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return cell
	}
	number := strings.TrimLeft(whole, "0")
	if number == "" {
		number = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		number += "." + fraction
	}
	if number == "0" {
		return number
	}
	return sign + number
}

// keyboard turns a full-width digit, point or minus into that of a keyboard.
func keyboard(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == '．':
		return '.'
	case r == '－':
		return '-'
	}
	return r
}

// decimal reports whether a cell is a plain number.
func decimal(number string) bool { return ballotText.MatchString(number) }
