package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"
)

// Widths of columns, in digits.
const (
	narrowest = 6
	widest    = 60
)

// WriteXlsx writes the workbook: a sheet for each table, with numbers as numbers,
// the heading kept in view, and columns as wide as what is in them.
func (s Set) WriteXlsx(to io.Writer) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil {
			err = closed
		}
	}()
	archive := &ordered{to: to, at: s.at}
	book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return archive })
	if err := s.properties(book); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	styles := newStyles(book)
	for i, t := range s.Sheets() {
		if err := addSheet(book, i, t.Title); err != nil {
			return fmt.Errorf("write sheet %s: %w", t.Title, err)
		}
		if t.Upright {
			t = t.upright(s.words)
		}
		if err := writeSheet(book, t, styles); err != nil {
			return fmt.Errorf("write sheet %s: %w", t.Title, err)
		}
	}
	if styles.err != nil {
		return fmt.Errorf("write workbook: %w", styles.err)
	}
	if _, err := book.WriteTo(io.Discard); err != nil { // the archive writes what the book puts into it
		return fmt.Errorf("write workbook: %w", err)
	}
	return archive.finish()
}

// properties says in the file of what it is, and as time the last act's.
func (s Set) properties(book *excelize.File) error {
	title := s.title
	for i := range s.marks {
		title = s.marks[len(s.marks)-1-i].text + " " + title
	}
	at := time.Unix(s.at, 0).UTC().Format(time.RFC3339) // the format of these properties wants UTC
	return book.SetDocProps(&excelize.DocProperties{Title: title, Identifier: s.name, Creator: "pingyi", LastModifiedBy: "pingyi", Created: at, Modified: at})
}

func addSheet(book *excelize.File, i int, title string) error {
	if i == 0 {
		return book.SetSheetName("Sheet1", title)
	}
	_, err := book.NewSheet(title)
	return err
}

// upright turns a table of one row: what it is on the left, and its value.
func (t Table) upright(w words) Table {
	turned := t
	turned.Columns = []Column{{Title: w.of("upright.what"), Type: Text}, {Title: w.of("upright.value")}}
	turned.Rows = nil
	for i, c := range t.Columns {
		if len(t.Rows) > 0 {
			v := t.Rows[0][i]
			turned.Rows = append(turned.Rows, []Value{text(c.Title), v})
			turned.cells = append(turned.cells, c.Type)
		}
	}
	return turned
}

func writeSheet(book *excelize.File, t Table, styles *styles) error {
	landscape, fit, pages := "landscape", true, 0
	if err := book.SetPageLayout(t.Title, &excelize.PageLayoutOptions{Orientation: &landscape, FitToHeight: &pages}); err != nil {
		return err
	}
	if err := book.SetSheetProps(t.Title, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(t.Title)
	if err != nil {
		return err
	}
	for i, size := range t.widths() {
		if err := sheet.SetColWidth(i+1, i+1, float64(size)); err != nil {
			return err
		}
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	heads := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = excelize.Cell{StyleID: styles.of("head"), Value: c.Title}
	}
	if err := sheet.SetRow("A1", heads); err != nil {
		return err
	}
	for i, row := range t.Rows {
		cells := make([]any, len(row))
		for k, v := range row {
			cells[k] = styles.cell(v, t.typeOf(i, k))
		}
		if err := sheet.SetRow("A"+strconv.Itoa(i+2), cells); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

// typeOf is the type of a cell, which in an upright table is that of its row.
func (t Table) typeOf(row, column int) Type {
	if t.cells != nil && column > 0 {
		return t.cells[row]
	}
	return t.Columns[column].Type
}

// widths are those of the columns, in digits: a Chinese character is as wide as two.
func (t Table) widths() []int {
	sizes := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		sizes[i] = wide(c.Title)
		for _, row := range t.Rows {
			sizes[i] = max(sizes[i], wide(row[i].said()))
		}
		sizes[i] = min(max(sizes[i]+2, narrowest), widest)
	}
	return sizes
}

// wide is the width of the longest line of a text.
func wide(s string) int {
	longest := 0
	for line := range strings.Lines(s) {
		n := 0
		for _, r := range strings.TrimSuffix(line, "\n") {
			n++
			if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide || kind == width.EastAsianFullwidth || kind == width.EastAsianAmbiguous {
				n++
			}
		}
		longest = max(longest, n)
	}
	return longest
}
