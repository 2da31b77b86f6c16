package intake

import (
	"math/big"
	"slices"
	"strings"

	"pingyi/voting"
)

// Column is a column that somebody looks for in a table: the titles that it may
// have, the best first, and whether the table is of no use without it.
type Column struct {
	Titles   []string
	Required bool
	Label    bool // the title is a label, whose brackets are a part of it
}

// UnitTitles are the titles that the columns of a list of units may have:
// number, name, department, class.
func UnitTitles() (number, name, department, class []string) {
	c := unitColumns()
	return c[unitNumber].titles, c[unitName].titles, c[unitDepartment].titles, c[unitClass].titles
}

// RosterTitles are the titles that the columns of a roster may have: number,
// category.
func RosterTitles() (number, category []string) {
	c := rosterColumns()
	return c[repNumber].titles, c[repCategory].titles
}

// Head is where a table has the columns that were looked for.
type Head struct {
	file, sheet string
	at          []int // by column looked for; -1 when it is not there
	titles      []string
	ignored     []string
	titled      titled
	exact       map[place]string
}

// FindColumns finds the row of titles, which may stand below the name of the
// list, and the columns looked for, and returns the rows below. Its error is of
// type Errors and names every required column that is missing.
func FindColumns(t Table, wanted []Column) (Head, []Row, error) {
	columns := make([]column, len(wanted))
	for i, w := range wanted {
		columns[i].required = w.Required
		if w.Label {
			columns[i].titles, columns[i].label = labelTitles(w.Titles[0]), true
			continue
		}
		for _, title := range w.Titles {
			columns[i].titles = append(columns[i].titles, plainTitle(title))
		}
	}
	below := t
	if start := titleRow(t.Rows, columns); start > 0 {
		below.Rows = t.Rows[start:]
	}
	l, bad := locate(below, columns)
	if len(bad) > 0 && !(len(l.rows) == 0 && bad[0].Code == CodeNoData && len(t.Rows) > 0) {
		return Head{}, nil, bad
	}
	return Head{file: t.File, sheet: t.Sheet, at: l.at, titles: l.titles, ignored: l.ignored, titled: l.titled, exact: t.exact}, l.rows, nil
}

// labelTitles are the titles of a column that is named for a label. A remark behind it
// in brackets says nothing, unless the label has brackets itself.
func labelTitles(label string) []string {
	plain := plainTitle(label)
	if plain != strings.ToLower(plainLabel(label)) {
		return []string{plainLabel(label)}
	}
	return []string{plainLabel(label), plain}
}

// titleRow is the row among the first that has most of the columns.
func titleRow(rows []Row, columns []column) int {
	best, most := 0, 0
	for i, row := range rows[:min(TitleRows, len(rows))] {
		n := 0
		for _, c := range columns {
			if at, _ := c.find(row.Cells); at >= 0 {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// Has reports whether the table has a column that was looked for.
func (h Head) Has(column int) bool { return h.at[column] >= 0 }

// Title is the title of a column as the file has it.
func (h Head) Title(column int) string { return h.titles[column] }

// Ignored lists the titles of the columns that nobody looked for.
func (h Head) Ignored() []string { return slices.Clone(h.ignored) }

// Apart leaves out the rows of a blank list that only show what belongs there,
// and says which.
func (h Head) Apart(all []Row) ([]Row, []Warning) {
	rows, examples := apart(all)
	return rows, exampleWarnings(h.file, h.sheet, examples)
}

// Text is a cell without what cannot be seen at its ends.
func (h Head) Text(row Row, column int) string {
	cell := row.cell(h.at[column])
	if cell == "" || plainASCII(cell) {
		return cell
	}
	return text(cell)
}

// Number is a cell that numbers something: full-width letters and digits become
// those of a keyboard.
func (h Head) Number(row Row, column int) string {
	cell := row.cell(h.at[column])
	if cell == "" || plainASCII(cell) {
		return cell
	}
	return identifier(cell)
}

// Exact is the number that a workbook stores in a cell, "" where the cell shows all of
// it or holds none.
func (h Head) Exact(row Row, column int) string {
	kept, fraction := h.exact[place{row.Number, h.at[column]}]
	text := strings.ReplaceAll(h.Number(row, column), ",", "")
	if !fraction || !voting.PlainDecimal(text) { // which keeps out exponents that would fill the memory
		return ""
	}
	stored, _ := new(big.Rat).SetString(kept)
	shown, _ := new(big.Rat).SetString(text)
	if stored.Cmp(shown) == 0 {
		return ""
	}
	return strings.TrimRight(stored.FloatString(exactDigits), "0")
}

// plainASCII tells the cells that there is nothing to clean in; most are.
func plainASCII(cell string) bool {
	for i := range len(cell) {
		if cell[i] <= ' ' || cell[i] > '~' {
			return false
		}
	}
	return true
}

// Wrong is an error about a cell, or with a column below 0 about a row.
func (h Head) Wrong(row Row, column int, code Code, args ...string) RowError {
	e := RowError{File: h.file, Sheet: h.sheet, Row: row.Number, Code: code, Args: args}
	if column >= 0 && h.at[column] >= 0 {
		e.Column, e.Value = h.titles[column], row.cell(h.at[column])
	}
	return e
}

// Label is a label as people compare it: without blanks, and with the letters
// and digits of a keyboard.
func Label(cell string) string { return plainLabel(strings.TrimSpace(cell)) }

// Title is a title of a column as people compare it: a remark in brackets says
// nothing.
func Title(cell string) string { return plainTitle(cell) }

// Result is e as an error: nil when nothing is wrong, and cut to a length that
// can be shown.
func (e Errors) Result() error { return e.result() }
