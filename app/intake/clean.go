package intake

import (
	"regexp"
	"strings"
	"unicode"
)

// invisible is what people cannot see in a cell and do not mean: blanks of every
// width, and marks that come along when text is copied from a web page.
func invisible(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}

func blank(cell string) bool {
	return strings.IndexFunc(cell, func(r rune) bool { return !invisible(r) }) < 0
}

// text is a cell without what cannot be seen at its ends.
func text(cell string) string { return strings.TrimFunc(cell, invisible) }

// identifier is a cell that numbers something: full-width letters, digits and
// signs (Ｗ００１) become the ones of a keyboard.
func identifier(cell string) string { return strings.Map(narrow, text(cell)) }

func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

// rounded matches a long number after a spreadsheet program has stored it as a
// number: the last digits are gone.
var rounded = regexp.MustCompile(`^[0-9](\.[0-9]+E\+?|E\+)[0-9]+$`)

// formulaError matches the marks of a formula that failed.
var formulaError = regexp.MustCompile(`^#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)$`)

// control reports a character that cannot be shown on one line.
func control(cell string) bool { return strings.IndexFunc(cell, unicode.IsControl) >= 0 }
