package intake

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// notes is what the text of a sheet's cells does not tell: which cells were
// merged downwards, and which long numbers are stored as numbers and therefore
// rounded. The library tells both only by loading the sheet as a tree, which
// needs twenty times the memory.
type notes struct {
	merged []span
	long   map[place]string
	exact  map[place]string // numbers with a fraction, as they are stored: the text may show less of them
}

// span is the left column of merged cells, rows from 1.
type span struct{ column, top, bottom int }

// place is one cell; row from 1, column from 0.
type place struct{ row, column int }

// exactDigits is how many digits of a number a spreadsheet program keeps.
const exactDigits = 15

// apply repeats a merged cell in every row that it covers, since that is how
// people read it, and writes a rounded number the way that shows it.
func (n notes) apply(rows []Row) {
	at := make(map[int]int, len(rows))
	for i, row := range rows {
		at[row.Number] = i
	}
	for where, shown := range n.long {
		if i, there := at[where.row]; there && where.column < len(rows[i].Cells) {
			rows[i].Cells[where.column] = shown
		}
	}
	for _, merged := range n.merged {
		i, there := at[merged.top]
		if !there || blank(rows[i].cell(merged.column)) {
			continue
		}
		value := rows[i].Cells[merged.column]
		for i++; i < len(rows) && rows[i].Number <= merged.bottom; i++ {
			for len(rows[i].Cells) <= merged.column {
				rows[i].Cells = append(rows[i].Cells, "")
			}
			rows[i].Cells[merged.column] = value
		}
	}
}

func readNotes(parts *zip.Reader, sheet string) (notes, error) {
	n := notes{long: make(map[place]string), exact: make(map[place]string)}
	name, err := sheetPart(parts, sheet)
	if err != nil {
		return n, err
	}
	content, err := openPart(parts, name)
	if err != nil {
		return n, err
	}
	defer content.Close() // nothing was written
	decoder := xml.NewDecoder(content)
	var cell, kind string
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, fmt.Errorf("part %s: %w", name, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "c":
			cell, kind = attribute(start, "r"), attribute(start, "t")
		case "v":
			if kind == "" || kind == "n" {
				n.noteNumber(decoder, cell)
			}
		case "mergeCell":
			n.noteMerged(attribute(start, "ref"))
		}
	}
}

// noteNumber keeps a number with more digits than a spreadsheet program can hold, and
// one with a fraction.
func (n notes) noteNumber(decoder *xml.Decoder, cell string) {
	token, err := decoder.RawToken()
	value, ok := token.(xml.CharData)
	if err != nil || !ok {
		return
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(string(value)), 64)
	if err != nil || number < 1e15 && number == float64(int64(number)) { // 16 digits and more
		return
	}
	column, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return
	}
	if text := strconv.FormatFloat(number, 'E', exactDigits-1, 64); number >= 1e15 {
		n.long[place{row, column - 1}] = text
	} else {
		n.exact[place{row, column - 1}] = text
	}
}

func (n *notes) noteMerged(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return
	}
	column, top, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return
	}
	if _, bottom, err := excelize.CellNameToCoordinates(to); err == nil && bottom > top && column <= maxColumns {
		n.merged = append(n.merged, span{column - 1, top, bottom})
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func openPart(parts *zip.Reader, name string) (io.ReadCloser, error) {
	for _, part := range parts.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, `\`, "/"), name) {
			return part.Open()
		}
	}
	return nil, fmt.Errorf("part %s is missing", name)
}

func readPart(parts *zip.Reader, name string, into any) error {
	content, err := openPart(parts, name)
	if err != nil {
		return err
	}
	defer content.Close() // nothing was written
	if err := xml.NewDecoder(content).Decode(into); err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return nil
}

type relations struct {
	Relation []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// sheetPart finds the part of the archive in which a sheet is written.
func sheetPart(parts *zip.Reader, sheet string) (string, error) {
	var root, inside relations
	var book struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Attr []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := readPart(parts, "_rels/.rels", &root); err != nil {
		return "", err
	}
	main := "xl/workbook.xml"
	for _, r := range root.Relation {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			main = strings.TrimPrefix(r.Target, "/")
		}
	}
	if err := readPart(parts, main, &book); err != nil {
		return "", err
	}
	folder := path.Dir(main)
	if err := readPart(parts, path.Join(folder, "_rels", path.Base(main)+".rels"), &inside); err != nil {
		return "", err
	}
	for _, s := range book.Sheets {
		for _, r := range inside.Relation {
			if s.Name == sheet && r.ID == attribute(xml.StartElement{Attr: s.Attr}, "id") {
				if strings.HasPrefix(r.Target, "/") {
					return r.Target[1:], nil
				}
				return path.Join(folder, r.Target), nil
			}
		}
	}
	return "", fmt.Errorf("sheet %q is missing", sheet)
}
