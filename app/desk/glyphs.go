package desk

import (
	"fmt"
	"unicode/utf8"

	"pingyi/display/glyph"
	"pingyi/voting"
)

// undrawn is a text that the font of the displays cannot draw in full.
type undrawn struct {
	voting.Text
	Characters []string // each with its number, since a machine may draw a box for it
}

// undrawnOf is looked for in the session itself and not in its files, so that a
// draft still says it after the server was started again.
func undrawnOf(session voting.Session) (all []undrawn) {
	font := glyph.Displays()
	for _, text := range session.Texts() {
		u := undrawn{Text: text}
		for _, r := range font.Missing(text.Text) {
			u.Characters = append(u.Characters, fmt.Sprintf("%c %U", r, r))
		}
		if u.Characters != nil {
			all = append(all, u)
		}
	}
	return all
}

// A row of a board, a reveal or a list has room for thirty Chinese characters where it is tightest, also beside a crawl and
// the corner mark; a Latin letter takes two thirds of one, with what is lost where a line breaks between words. The browser tests
// of names hold both.
const (
	rowRoom = 90
	wide    = 3
	narrow  = 2
)

// crampedOf are the units whose names do not fit into such a row: there they end in an ellipsis.
func crampedOf(session voting.Session) (all []voting.Unit) {
	for _, unit := range session.Units {
		takes := 0
		for _, r := range unit.Name {
			if r < utf8.RuneSelf {
				takes += narrow
			} else {
				takes += wide
			}
		}
		if takes > rowRoom {
			all = append(all, unit)
		}
	}
	return all
}
