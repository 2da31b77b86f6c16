package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"pingyi/voting"
)

// FiguresSheet is a table to be filled in, as Figures reads it: a row for each place,
// units with their names, and the figures that are there already.
func FiguresSheet(session voting.Session, table voting.Imported, cells []voting.EnteredFigure) ([]byte, error) {
	values, names := make(map[string]string), make(map[string]string)
	for _, cell := range cells {
		values[strings.Join(cell.At, "\x00")] = cell.Value
	}
	for _, unit := range session.Units {
		names[string(unit.ID)] = unit.Name
	}
	_, unitTitles, _, _ := UnitTitles()
	var titles []string
	for _, axis := range table.Axes {
		if titles = append(titles, figureTitles(axis)[0]); axis == "unit" {
			titles = append(titles, unitTitles[0])
		}
	}
	rows := [][]string{append(titles, table.Name)}
	for _, place := range table.Places() {
		var row []string
		for i, label := range place {
			if row = append(row, harmless(label)); table.Axes[i] == "unit" {
				row = append(row, harmless(names[label]))
			}
		}
		rows = append(rows, append(row, values[strings.Join(place, "\x00")]))
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write table of figures: %w", err)
	}
	return b.Bytes(), nil
}

// harmless puts an apostrophe before a cell that a spreadsheet program would
// calculate.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}
