package tally

import (
	"errors"
	"math/big"
	"regexp"
)

// figurePlaces is how many digits a figure from elsewhere may have behind its point. A mean that
// a spreadsheet has worked out has some 15, and figures are exact, so that none is dropped; the
// bound keeps a file from filling the memory.
const figurePlaces = 20

var (
	errNoFigure = errors.New("no plain decimal number")

	givenText = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,20})?$`)
)

// givenFigure reads a figure from elsewhere.
func givenFigure(value string) (*big.Rat, bool) {
	if !givenText.MatchString(value) {
		return nil, false
	}
	return new(big.Rat).SetString(value)
}
