// Command xlsx writes a CSV file as a workbook, so that the rehearsal can begin
// from the kind of file that people have: xlsx IN.csv OUT.xlsx.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"

	"github.com/xuri/excelize/v2"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: xlsx IN.csv OUT.xlsx")
		os.Exit(2)
	}
	if err := convert(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "xlsx:", err)
		os.Exit(1)
	}
}

func convert(in, out string) error {
	text, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		return fmt.Errorf("read %s: %w", in, err)
	}
	book := excelize.NewFile()
	sheet := book.GetSheetName(0)
	for i, row := range rows {
		first, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := book.SetSheetRow(sheet, first, &row); err != nil {
			return fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	if err := book.SaveAs(out); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	return book.Close()
}
