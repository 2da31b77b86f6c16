package intake

import (
	"fmt"

	"pingyi/display/glyph"
	"pingyi/voting"
)

// WarnGlyph is a text that the font of the displays cannot draw in full. The
// session is made all the same: a name is a name, and the wall may have a font of
// its own.
const WarnGlyph Code = "characters-not-in-font"

// glyphs finds such texts.
type glyphs struct {
	font   glyph.Font
	warned []Warning
}

func newGlyphs() glyphs { return glyphs{font: glyph.Displays()} }

func (g *glyphs) check(at Warning) {
	if missing := g.font.Missing(at.Value); len(missing) > 0 && len(g.warned) < maxErrors {
		at.Code, at.Args = WarnGlyph, []string{charactersOf(missing)}
		g.warned = append(g.warned, at)
	}
}

// charactersOf names characters so that they can be told apart on a machine that
// draws a box for each.
func charactersOf(missing []rune) string {
	named := make([]string, len(missing))
	for i, r := range missing {
		named[i] = fmt.Sprintf("%c (%U)", r, r)
	}
	return List(named)
}

// checkCells looks at what pictures show of a row.
func (g *glyphs) checkCells(r reader, row Row, columns ...int) {
	for _, column := range columns {
		if at := r.at[column]; at >= 0 {
			g.check(Warning{File: r.table.File, Sheet: r.table.Sheet, Row: row.Number, Column: r.titles[column], Value: text(row.cell(at))})
		}
	}
}

// ruleGlyphs looks at what the rulebook names, and at the title.
func ruleGlyphs(rulebook string, session voting.Session) []Warning {
	session.Units = nil // their list was looked at row by row
	g := newGlyphs()
	for _, named := range session.Texts() {
		g.check(Warning{File: rulebook, Value: named.Text})
	}
	return g.warned
}
