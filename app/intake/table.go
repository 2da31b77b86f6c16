// Package intake turns the files that organizers have (lists of units, rosters,
// rulebooks) into a voting session. It accepts what spreadsheet programs write
// (xlsx, CSV in UTF-8 or GB18030), and where a file is wrong it says everything
// that is wrong at once, by row and column, and how to mend it.
package intake

import (
	"bytes"
	"strconv"
)

// Limits of one file. They bound memory; real lists stay far below.
const (
	MaxFile    = 32 << 20 // bytes of a file
	maxUnzip   = 96 << 20 // bytes of a workbook once unpacked
	maxRows    = 200_000
	maxColumns = 200
	maxCells   = 4_000_000 // cells with something in them
)

// Encoding says how the text of a file was written.
type Encoding string

// The encodings that are recognised. A workbook says itself how it is written.
const (
	UTF8     Encoding = "utf-8"
	UTF8BOM  Encoding = "utf-8-bom"
	GB18030  Encoding = "gb18030"
	UTF16    Encoding = "utf-16"
	Workbook Encoding = "xlsx"
)

// Table is the text of one file as rows of cells, before anybody knows what the
// columns mean. Blank rows are left out, and so are blank cells at the end of a row.
type Table struct {
	File     string // name of the file, for messages
	Sheet    string // name of the sheet; empty for CSV
	Encoding Encoding
	Rows     []Row

	exact map[place]string // of a workbook, see notes
}

// Row is one row with something in it. Number counts from 1 as a spreadsheet
// program shows it, with blank rows counted.
type Row struct {
	Number int
	Cells  []string
}

// cell returns the text of a column, empty where the row ends before it.
func (r Row) cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// ReadTable reads a file as CSV or xlsx, which it tells apart by content. Its
// error is always of type Errors.
func ReadTable(name string, body []byte) (Table, error) {
	t := Table{File: name}
	switch {
	case len(body) > MaxFile:
		return t, t.refuse(CodeFileSize, strconv.Itoa(MaxFile>>20))
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return readWorkbook(t, body)
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return t, t.refuse(CodeOldWorkbook)
	}
	return readCSV(t, body)
}

// refuse is an error about the file as a whole.
func (t Table) refuse(code Code, args ...string) Errors {
	return Errors{RowError{File: t.File, Sheet: t.Sheet, Code: code, Args: args}}
}

// add appends a row, less its blank end. It reports what limit the row breaks.
func (t *Table) add(number int, cells []string, total *int) (Code, bool) {
	end := len(cells)
	for end > 0 && blank(cells[end-1]) {
		end--
	}
	if end == 0 {
		return "", true
	}
	*total += end
	switch {
	case end > maxColumns:
		return CodeTooWide, false
	case len(t.Rows) >= maxRows || *total > maxCells:
		return CodeTooLong, false
	}
	t.Rows = append(t.Rows, Row{Number: number, Cells: cells[:end:end]})
	return "", true
}

// overLimit is the error of a row that breaks a limit.
func (t Table) overLimit(code Code, number int) Errors {
	limit := maxRows
	if code == CodeTooWide {
		limit = maxColumns
	}
	return Errors{RowError{File: t.File, Sheet: t.Sheet, Row: number, Code: code, Args: []string{strconv.Itoa(limit)}}}
}
