package desk

import (
	"fmt"

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
