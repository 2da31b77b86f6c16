package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"pingyi/beijing"
)

// styles are the looks of cells, each made once.
type styles struct {
	book *excelize.File
	made map[string]int
	err  error
}

func newStyles(book *excelize.File) *styles { return &styles{book: book, made: make(map[string]int)} }

// of is the style of a name: head, text, whole, moment, or a number of places. One
// that cannot be made is left out, and the cell is plain.
func (s *styles) of(name string) int {
	if id, made := s.made[name]; made {
		return id
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	style := &excelize.Style{Alignment: top}
	switch name {
	case "head":
		style = &excelize.Style{
			Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Border: []excelize.Border{{Type: "bottom", Color: "7F7F7F", Style: 1}},
		}
	case "text":
	case "moment":
		format := "yyyy-mm-dd hh:mm:ss"
		style.CustomNumFmt = &format
	default:
		style.CustomNumFmt = &name
	}
	id, err := s.book.NewStyle(style)
	if err != nil {
		s.err = err
		return 0
	}
	s.made[name] = id
	return id
}

// cell is a value as the spreadsheet has it: a number is a number, and looks as it
// is printed.
func (s *styles) cell(v Value, kind Type) any {
	if v.None {
		return excelize.Cell{StyleID: s.of("text")}
	}
	switch kind {
	case Whole:
		if n, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
			return excelize.Cell{StyleID: s.of("0"), Value: n}
		}
	case Decimal:
		if n, err := strconv.ParseFloat(v.Text, 64); err == nil && plainNumber(v.Text) {
			return excelize.Cell{StyleID: s.of(placesOf(v.Text)), Value: n}
		}
	case Truth:
		return excelize.Cell{StyleID: s.of("text"), Value: v.Text == "1"}
	case Moment:
		if at, err := time.Parse(time.RFC3339, v.Text); err == nil {
			return excelize.Cell{StyleID: s.of("moment"), Value: beijing.Cell(at)}
		}
	}
	return excelize.Cell{StyleID: s.of("text"), Value: v.said()}
}

// placesOf is the format that shows a number with the places it was written with.
func placesOf(number string) string {
	_, fraction, pointed := strings.Cut(number, ".")
	if !pointed {
		return "0"
	}
	return "0." + strings.Repeat("0", len(fraction))
}
