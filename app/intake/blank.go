package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Blank is a list to be filled in: the titles of its columns, and a row that
// shows what belongs there.
type Blank struct {
	Sheet   string // what the list is called
	Columns []BlankColumn
	Example string // the word that marks the row: 示例 or "example"
}

// BlankColumn is one column of a blank list.
type BlankColumn struct {
	Title    string
	Required bool
	Example  string
	Note     string
}

// exampleMarks begin the number of a row that only shows what belongs there.
// Whoever leaves it in the list has not made a mistake.
func exampleMarks() []string { return []string{"示例", "example"} }

// example reports whether the first cell with something in it marks the row.
func example(row Row) bool {
	for _, cell := range row.Cells {
		if blank(cell) {
			continue
		}
		if plainASCII(cell) && cell[0] != 'e' && cell[0] != 'E' {
			return false // most lists have thousands of such numbers
		}
		first := strings.ToLower(text(cell))
		for _, mark := range exampleMarks() {
			if rest, marked := strings.CutPrefix(first, mark); marked && (rest == "" || strings.ContainsAny(rest[:1], " :(") || strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, "（")) {
				return true
			}
		}
		return false
	}
	return false
}

// apart tells the rows from the examples.
func apart(all []Row) (rows, examples []Row) {
	for i, row := range all {
		if example(row) {
			if examples == nil {
				rows = append(rows, all[:i]...)
			}
			examples = append(examples, row)
		} else if examples != nil {
			rows = append(rows, row)
		}
	}
	if examples == nil {
		return all, nil
	}
	return rows, examples
}

func exampleWarnings(file, sheet string, examples []Row) []Warning {
	var warned []Warning
	for _, row := range examples {
		warned = append(warned, Warning{File: file, Sheet: sheet, Row: row.Number, Value: strings.TrimSpace(row.cell(0)), Code: WarnExample})
	}
	return warned
}

// rows are the titles and the example.
func (b Blank) rows() (titles, shown []string) {
	for i, column := range b.Columns {
		titles = append(titles, column.Title)
		cell := column.Example
		if i == 0 {
			cell = strings.TrimSpace(b.Example + " " + cell)
		}
		shown = append(shown, cell)
	}
	return titles, shown
}

// CSV is the list as text in UTF-8 with the mark that tells spreadsheet programs
// so, and with the line ends that they write.
func (b Blank) CSV() []byte {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	titles, shown := b.rows()
	if err := w.WriteAll([][]string{titles, shown}); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

// Workbook is the list as xlsx. All its cells are text, so that a spreadsheet
// program keeps leading zeros and long numbers as they are typed.
func (b Blank) Workbook() (body []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := b.fill(book); err != nil {
		return nil, fmt.Errorf("write the blank list %s: %w", b.Sheet, err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return nil, fmt.Errorf("write the blank list %s: %w", b.Sheet, err)
	}
	return out.Bytes(), nil
}

func (b Blank) fill(book *excelize.File) error {
	if err := book.SetSheetName("Sheet1", b.Sheet); err != nil {
		return err
	}
	const asText = 49 // the number format "@"
	plain, err := book.NewStyle(&excelize.Style{NumFmt: asText})
	if err != nil {
		return err
	}
	head, err := book.NewStyle(&excelize.Style{NumFmt: asText, Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#E3EBF3"}}})
	if err != nil {
		return err
	}
	grey, err := book.NewStyle(&excelize.Style{NumFmt: asText, Font: &excelize.Font{Italic: true, Color: "#595959"}})
	if err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(b.Columns))
	if err != nil {
		return err
	}
	titles, shown := b.rows()
	return errors.Join(
		book.SetColStyle(b.Sheet, "A:"+last, plain), book.SetColWidth(b.Sheet, "A", last, 24),
		book.SetSheetRow(b.Sheet, "A1", &titles), book.SetCellStyle(b.Sheet, "A1", last+"1", head),
		book.SetSheetRow(b.Sheet, "A2", &shown), book.SetCellStyle(b.Sheet, "A2", last+"2", grey),
		book.SetPanes(b.Sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		b.notes(book),
	)
}

// notes say below the titles' cells what belongs into the column.
func (b Blank) notes(book *excelize.File) error {
	for i, column := range b.Columns {
		if column.Note == "" {
			continue
		}
		cell, err := excelize.CoordinatesToCellName(i+1, 1)
		if err == nil {
			err = book.AddComment(b.Sheet, excelize.Comment{Cell: cell, Author: "pingyi", Text: column.Note})
		}
		if err != nil {
			return err
		}
	}
	return nil
}
