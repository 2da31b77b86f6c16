package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// byteOrderMark tells spreadsheet programs that a file is UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes one table as RFC 4180 has it, with a byte order mark.
//
// Spreadsheet programs take a cell that begins with = + - or @ for a formula, so a
// text that does gets an apostrophe before it. Numbers are left alone.
func WriteCSV(to io.Writer, t Table) error {
	out := bufio.NewWriter(to)
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = harmless(c.Title)
	}
	out.WriteString(byteOrderMark)
	writeLine(out, heads)
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, v := range row {
			switch {
			case v.None:
			case t.Columns[i].Type == Text || t.Columns[i].Type == Decimal && !plainNumber(v.Text):
				cells[i] = harmless(v.said())
			default:
				cells[i] = v.Text
			}
		}
		writeLine(out, cells)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write %s as CSV: %w", t.Name, err)
	}
	return nil
}

// said is a cell as people read it.
func (v Value) said() string {
	if v.Said != "" {
		return v.Said
	}
	return v.Text
}

// writeLine leaves line ends inside a cell as they are: a signed note must not
// be another one afterwards. Errors stay with the writer until it is flushed.
func writeLine(out *bufio.Writer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			out.WriteByte(',')
		}
		if strings.ContainsAny(cell, ",\"\r\n") || strings.HasPrefix(cell, " ") || strings.HasSuffix(cell, " ") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		out.WriteString(cell)
	}
	out.WriteString("\r\n")
}

// harmless keeps a text from being taken for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
