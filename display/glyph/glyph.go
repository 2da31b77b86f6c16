// Package glyph knows which characters the font of the displays can draw. The
// font itself lies in static/fonts; the table is made with it.
package glyph

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// packed has a run of characters on each line: how many are left out since the
// run before, and behind a dot how many follow the first of the run; in base 36.
//
//go:embed coverage.txt
var packed string

// run is a row of characters that the font has, with both ends.
type run struct{ first, last rune }

// Font says what a font has.
type Font struct{ runs []run }

// Displays gives the font of the displays. It never changes; reading it takes less
// than a millisecond.
func Displays() Font { return unpack(packed) }

// unpack reads the table; a line that does not read is left out, which a test
// of the one table there is would find.
func unpack(text string) Font {
	var f Font
	next := 0
	for line := range strings.FieldsSeq(text) {
		gap, more, _ := strings.Cut(line, ".")
		left, err := strconv.ParseInt(gap, 36, 32)
		if err != nil {
			continue
		}
		follow, _ := strconv.ParseInt(more, 36, 32) // none is 0
		first := next + int(left)
		next = first + int(follow) + 1
		f.runs = append(f.runs, run{rune(first), rune(next - 1)})
	}
	return f
}

// Has reports whether the font draws a character.
func (f Font) Has(r rune) bool {
	_, found := slices.BinarySearchFunc(f.runs, r, func(at run, r rune) int {
		switch {
		case at.last < r:
			return -1
		case at.first > r:
			return 1
		}
		return 0
	})
	return found
}

// Missing lists the characters of a text that the font lacks, each once, in the
// order of the text. What leaves no mark on a picture is never missing.
func (f Font) Missing(text string) []rune {
	var missing []rune
	for _, r := range text {
		if !unseen(r) && !f.Has(r) && !slices.Contains(missing, r) {
			missing = append(missing, r)
		}
	}
	return missing
}

// unseen tells blanks, marks of direction, and those that choose a form of the
// character before them, which then stands in its usual form.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}
