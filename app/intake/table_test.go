package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// drawTable draws the text of a table with the titles that every list has, and
// blank rows and cells in any place.
func drawTable(t *rapid.T) [][]string {
	letter := rapid.OneOf(
		rapid.RuneFrom([]rune(`aZ09,;"'=+-@ `+"\t\n")), rapid.RuneFrom([]rune("编号窗口代表一二，；“”　０９Ａ联通㐀𠮷😀éД")),
	)
	cell := rapid.OneOf(rapid.Just(""), rapid.StringOfN(letter, 0, 12, -1))
	rows := [][]string{{"编号", "名称", "类别"}}
	for range rapid.IntRange(0, 12).Draw(t, "rows") {
		rows = append(rows, rapid.SliceOfN(cell, 0, 6).Draw(t, "row"))
	}
	return rows
}

// wanted is the table as it is read back: without blank rows and blank ends.
func wanted(rows [][]string) []Row {
	var all []Row
	for i, cells := range rows {
		end := len(cells)
		for end > 0 && blank(cells[end-1]) {
			end--
		}
		if end > 0 {
			all = append(all, Row{Number: i + 1, Cells: cells[:end]})
		}
	}
	return all
}

// asCSV writes rows as a spreadsheet program does: a blank row is an empty line.
func asCSV(rows [][]string, comma rune, newline string) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = comma, newline == "\r\n"
	for _, row := range rows {
		if len(row) == 0 {
			w.Flush()
			b.WriteString(newline)
			continue
		}
		_ = w.Write(row) // into memory
	}
	w.Flush()
	return b.String()
}

func checkRows(t *rapid.T, name string, body []byte, encoding Encoding, want []Row) {
	t.Helper()
	table, err := ReadTable(name, body)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if table.Encoding != encoding {
		t.Fatalf("%s: encoding is reported as %s", name, table.Encoding)
	}
	if len(table.Rows) != len(want) {
		t.Fatalf("%s: %d rows, want %d", name, len(table.Rows), len(want))
	}
	for i, row := range table.Rows {
		if row.Number != want[i].Number || !reflect.DeepEqual(row.Cells, want[i].Cells) {
			t.Fatalf("%s: row %d is %q, want row %d %q", name, row.Number, row.Cells, want[i].Number, want[i].Cells)
		}
	}
}

func TestTableIsTheSameInEveryEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawTable(t)
		want := wanted(rows)
		comma := rapid.SampledFrom([]rune{',', ';', '\t'}).Draw(t, "comma")
		newline := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "newline")
		text := asCSV(rows, comma, newline)
		gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		checkRows(t, "utf-8.csv", []byte(text), UTF8, want)
		checkRows(t, "bom.csv", []byte("\ufeff"+text), UTF8BOM, want)
		checkRows(t, "gb18030.csv", []byte(gbk), GB18030, want)
		checkRows(t, "utf-16.txt", []byte(little), UTF16, want)
	})
}

// TestTextWithoutQuotationMarksHasTheSameRows: the short way to read it and the reader of
// the standard library find the same cells on the same lines.
func TestTextWithoutQuotationMarksHasTheSameRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{"编号", "a b", " ", ",", ",", ";", "\t", "\n", "\n", "\r\n", "\r"})).Draw(t, "text")
		text := strings.Join(pieces, "")
		short, shortErr := readLines(Table{}, text)
		long, longErr := readRecords(Table{}, text)
		if !reflect.DeepEqual(short.Rows, long.Rows) || !reflect.DeepEqual(shortErr, longErr) {
			t.Fatalf("%q is read as %v (%v), and by the long way as %v (%v)", text, short.Rows, shortErr, long.Rows, longErr)
		}
	})
	wide := strings.Repeat(",", maxColumns) + "x\n"
	if _, err := readLines(Table{}, "a\n"+wide); wantCode(t, "too many columns", err, CodeTooWide).Row != 2 {
		t.Errorf("the row with too many columns is named as %v", err)
	}
}

func TestTableIsTheSameAsWorkbook(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := wanted(drawTable(rt))
		checkRows(rt, "list.xlsx", workbook(t, Table{Rows: want}).Body, Workbook, want)
	})
}

func TestRowNumbersCountLikeASpreadsheet(t *testing.T) {
	table := readTable(t, File{"list.csv", []byte("编号,名称\r\n\r\n1,\"两\r\n行\"\r\n,,\r\n2,b\r\n")})
	var numbers []int
	for _, row := range table.Rows {
		numbers = append(numbers, row.Number)
	}
	if fmt.Sprint(numbers) != "[1 3 5]" {
		t.Errorf("rows are numbered %v, want 1, 3 and 5", numbers)
	}
	if old := readTable(t, File{"mac.csv", []byte("编号,名称\r1,a\r2,b\r")}); len(old.Rows) != 3 || old.Rows[2].Cells[1] != "b" {
		t.Errorf("line ends of an old Macintosh are not read: %v", old.Rows)
	}
}

func wantCode(t *testing.T, what string, err error, code Code) RowError {
	t.Helper()
	bad, ok := err.(Errors)
	if !ok || len(bad) == 0 {
		t.Fatalf("%s: got %v, want %s", what, err, code)
	}
	if bad[0].Code != code {
		t.Fatalf("%s: got %s (%v), want %s", what, bad[0].Code, err, code)
	}
	return bad[0]
}

func TestFilesThatAreNoTableAreRefusedWithAReason(t *testing.T) {
	for _, c := range []struct {
		name string
		body string
		code Code
	}{
		{"empty", "", CodeNoData},
		{"only a mark", "\ufeff", CodeNoData},
		{"blank rows", " , ,\r\n\r\n　\r\n", CodeNoData},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", CodeOldWorkbook},
		{"archive cut short", "PK\x03\x04 and nothing else", CodeWorkbook},
		{"binary", "a,b\x00c\n", CodeNotText},
		{"half a UTF-16 character", "\xff\xfea", CodeEncoding},
		{"UTF-8 mark before other text", "\ufeff\xb1\xe0\xba\xc5\n", CodeEncoding},
		{"neither UTF-8 nor GB18030", "a\n\xff\xff\n", CodeEncoding},
		{"too large", strings.Repeat("a", MaxFile+1), CodeFileSize},
		{"too many columns", strings.Repeat("a,", 250) + "a", CodeTooWide},
		{"too many rows", strings.Repeat("a\n", maxRows+1), CodeTooLong},
		{"quotation mark inside", "编号,名称\n1,\"a\"b\n", CodeQuotes},
	} {
		_, err := ReadTable("list.csv", []byte(c.body))
		wantCode(t, c.name, err, c.code)
	}
	_, err := ReadTable("list.csv", []byte("a\n\xff\xff\n"))
	if got := wantCode(t, "bad bytes", err, CodeEncoding); got.Row != 2 {
		t.Errorf("bytes of no character are said to be in row %d, want 2", got.Row)
	}
}

func TestEveryRowWithBadQuotationMarksIsNamed(t *testing.T) {
	_, err := ReadTable("list.csv", []byte("编号,名称\n1,a\"b\n2,\"两\n行\"\n3,c\n4,d\"e\n5,\"never closed\n6,f\n"))
	bad, _ := err.(Errors)
	var rows []int
	for _, e := range bad {
		if e.Code != CodeQuotes {
			t.Errorf("row %d: %s", e.Row, e.Code)
		}
		rows = append(rows, e.Row)
	}
	if fmt.Sprint(rows) != "[2 5 6]" {
		t.Errorf("rows %v are named, want 2, 5 and 6", rows)
	}
}

func FuzzReadTable(f *testing.F) {
	for _, name := range []string{"units.csv", "representatives-gbk.csv"} {
		f.Add(sampleFile(f, name).Body[:400])
	}
	f.Add([]byte("编号;名称\r\n1;\"a\"\"b\"\r\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add([]byte("a\tb\n\"c\nd\"\te\n\"f"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, body []byte) {
		table, err := ReadTable("list", body)
		if err != nil {
			bad, ok := err.(Errors)
			if !ok || len(bad) == 0 {
				t.Fatalf("error is %T %v", err, err)
			}
			for _, e := range bad {
				if e.Message("zh") == "" || e.Message("en") == "" {
					t.Fatalf("no sentence for %+v", e)
				}
			}
			return
		}
		last := 0
		for _, row := range table.Rows {
			if row.Number <= last || len(row.Cells) == 0 || blank(row.Cells[len(row.Cells)-1]) {
				t.Fatalf("row %d after %d: %q", row.Number, last, row.Cells)
			}
			last = row.Number
		}
		_, _ = Units(table)
		_, _ = Roster(table, nil)
	})
}
