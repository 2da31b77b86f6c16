package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"pingyi/voting"
)

// column is one column that is looked for: the titles that it may have, the
// best first, and whether the table is of no use without it.
type column struct {
	titles   []string
	required bool
	label    bool // the first title is a label, and is compared as it is
}

// layout is where a table has the columns that were looked for.
type layout struct {
	table    Table
	at       []int // by column looked for; -1 when it is not there
	titles   []string
	ignored  []string
	titled   titled
	rows     []Row // those below the titles
	examples []Row // rows of a blank list that only show what belongs there
}

// TitleRows is how many rows are searched for the titles of the columns; above
// them stands the name of the list.
const TitleRows = 10

// locate finds the row of titles and the columns looked for. Its error names
// every required column that is missing, and what was found instead.
func locate(t Table, wanted []column) (layout, Errors) {
	best, found := 0, -1
	for i, row := range t.Rows[:min(TitleRows, len(t.Rows))] {
		n := 0
		for _, c := range wanted {
			if at, _ := c.find(row.Cells); c.required && at >= 0 {
				n++
			}
		}
		if n > found {
			best, found = i, n
		}
	}
	if len(t.Rows) == 0 {
		return layout{}, t.refuse(CodeNoData)
	}
	head := t.Rows[best]
	l := layout{table: t, at: make([]int, len(wanted)), titles: make([]string, len(wanted)), rows: t.Rows[best+1:]}
	used := make(map[int]bool)
	var bad Errors
	for i, c := range wanted {
		at, twice := c.find(head.Cells)
		l.at[i] = at
		if at >= 0 {
			l.titles[i], used[at] = text(head.Cells[at]), true
		}
		if twice {
			bad = append(bad, RowError{File: t.File, Sheet: t.Sheet, Row: head.Number, Code: CodeColumnTwice, Args: []string{l.titles[i]}})
		} else if at < 0 && c.required {
			args := []string{c.titles[0], List(c.titles), titlesOf(head.Cells)}
			bad = append(bad, RowError{File: t.File, Sheet: t.Sheet, Row: head.Number, Code: CodeColumn, Args: args})
		}
	}
	for i, cell := range head.Cells {
		if !used[i] && !blank(cell) {
			l.ignored = append(l.ignored, text(cell))
		}
	}
	if len(bad) == 0 {
		l.titled = titledOf(head.Cells)
		for _, row := range l.rows {
			bad = append(bad, l.titled.strays(t.File, t.Sheet, row)...)
		}
	}
	if len(bad) == 0 && len(l.rows) == 0 {
		bad = t.refuse(CodeNoData)
	}
	return l, bad
}

// titled is which columns have a title. What stands in others is no remark that may be
// left out: most often a cell was cut in two, as 1,200 is by its comma, and half a number
// would be read.
type titled struct {
	width int   // how many columns there are up to the last with a title
	gaps  []int // those among them that have none
}

func titledOf(head []string) titled {
	var t titled
	for i, cell := range head {
		if blank(cell) {
			continue
		}
		for ; t.width < i; t.width++ {
			t.gaps = append(t.gaps, t.width)
		}
		t.width = i + 1
	}
	return t
}

// strays are the cells of a row that have no title above them.
func (t titled) strays(file, sheet string, row Row) (bad Errors) {
	stray := func(i int) {
		if cell := row.cell(i); !blank(cell) {
			bad = append(bad, RowError{File: file, Sheet: sheet, Row: row.Number, Value: cell, Code: CodeUntitled, Args: []string{strconv.Itoa(i + 1)}})
		}
	}
	for _, i := range t.gaps {
		stray(i)
	}
	for i := t.width; i < len(row.Cells); i++ {
		stray(i)
	}
	return bad
}

// locateList is locate for lists that people fill in from a blank one: a row that
// only shows what belongs there is left out.
func locateList(t Table, wanted []column) (layout, Errors) {
	l, bad := locate(t, wanted)
	l.rows, l.examples = apart(l.rows)
	if len(bad) == 0 && len(l.rows) == 0 {
		bad = t.refuse(CodeNoData)
	}
	return l, bad
}

// find returns the place of the best title, and whether that title is there twice.
func (c column) find(cells []string) (at int, twice bool) {
	for k, title := range c.titles {
		at = -1
		plain := plainTitle
		if c.label && k == 0 {
			plain = plainLabel
		}
		for i, cell := range cells {
			if plain(cell) != title {
				continue
			}
			if at >= 0 {
				return at, true
			}
			at = i
		}
		if at >= 0 {
			return at, false
		}
	}
	return -1, false
}

// plainTitle is a title of a column without blanks, remarks in brackets and
// marks, in lower case: "* 编 号（必填）：" is 编号.
func plainTitle(cell string) string {
	title := strings.ToLower(identifier(cell))
	if before, _, remark := strings.Cut(title, "("); remark && before != "" {
		title = before
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) || r == '*' || r == ':' {
			return -1
		}
		return r
	}, title)
}

func titlesOf(cells []string) string {
	var titles []string
	for _, cell := range cells {
		if !blank(cell) {
			titles = append(titles, shorten(text(cell)))
		}
	}
	return List(titles)
}

// reader reads cells of a layout and collects what is wrong with them.
type reader struct {
	layout
	bad  Errors
	seen map[string]int // row of each number
}

func (r *reader) wrong(row Row, column int, code Code, args ...string) {
	e := RowError{File: r.table.File, Sheet: r.table.Sheet, Row: row.Number, Code: code, Args: args}
	if column >= 0 {
		e.Column, e.Value = r.titles[column], row.cell(r.at[column])
	}
	r.bad = append(r.bad, e)
}

// text reads a cell that says something. It reports false when the cell is
// wrong, which is then noted.
func (r *reader) text(row Row, column int, required bool) (string, bool) {
	return r.upTo(row, column, required, func(s string) int { return len(s) }, voting.MaxText, CodeTextTooLong)
}

// pledge reads what is pledged, in sentences, which people count by characters.
func (r *reader) pledge(row Row, column int) string {
	words, _ := r.upTo(row, column, true, utf8.RuneCountInString, voting.MaxPledge, CodePledgeLong)
	return words
}

func (r *reader) upTo(row Row, column int, required bool, length func(string) int, most int, long Code) (string, bool) {
	value := text(row.cell(r.at[column]))
	switch {
	case value == "" && required:
		r.wrong(row, column, CodeMissing, r.titles[column])
	case length(value) > most:
		r.wrong(row, column, long, strconv.Itoa(length(value)), strconv.Itoa(most))
	case formulaError.MatchString(value):
		r.wrong(row, column, CodeFormula)
	case strings.ContainsRune(value, utf8.RuneError):
		r.wrong(row, column, CodeGarbled)
	case control(value):
		r.wrong(row, column, CodeControl)
	default:
		return value, true
	}
	return "", false
}

// number reads a cell that numbers its row, which no other row may share.
func (r *reader) number(row Row, column int) string {
	value, ok := r.text(row, column, true)
	if !ok {
		return ""
	}
	value = identifier(value)
	if rounded.MatchString(strings.ToUpper(value)) {
		r.wrong(row, column, CodeRounded)
		return ""
	}
	if before, twice := r.seen[value]; twice {
		r.wrong(row, column, CodeDuplicate, strconv.Itoa(before))
		return ""
	}
	r.seen[value] = row.Number
	return value
}

// warnings tells which columns are not used, and which rows.
func (l layout) warnings() []Warning {
	var warned []Warning
	if len(l.ignored) > 0 {
		warned = append(warned, Warning{File: l.table.File, Sheet: l.table.Sheet, Code: WarnIgnored, Args: []string{List(l.ignored)}})
	}
	return append(warned, exampleWarnings(l.table.File, l.table.Sheet, l.examples)...)
}
