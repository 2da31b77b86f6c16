package intake

import (
	"io"
	"strings"
	"testing"
)

// A number that its comma cut in two stands half in a column and half beside all columns:
// the row is refused, not read by half.
func TestACellWithoutATitleIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		row        int
		cell       string
	}{
		{"beyond the last title", "编号,名称\nW1,教育局\nW2,教育,体育局\n", 3, "3"},
		{"under a gap between titles", "编号,,名称\nW1,,教育局\nW2,x,体育局\n", 3, "2"},
		{"below the name of the list", "窗口单位名单\n编号,名称\nW1,教育局,\nW2,体育局,,注\n", 4, "4"},
	} {
		table, err := ReadTable("u.csv", []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Units(table)
		if got := wantCode(t, c.name, err, CodeUntitled); got.Row != c.row || got.Args[0] != c.cell {
			t.Errorf("%s: the error is about row %d, cell %v, want row %d, cell %s", c.name, got.Row, got.Args, c.row, c.cell)
		}
	}
	for _, whole := range []string{"编号,名称\nW1,教育局,,\nW2,\"教育,体育局\"\n", "编号,名称, \nW1,教育局,\nW2,体育局, \n"} {
		table, err := ReadTable("u.csv", []byte(whole))
		if err != nil {
			t.Fatal(err)
		}
		if units, err := Units(table); err != nil || len(units) != 2 {
			t.Errorf("%q is read as %v, %v", whole, units, err)
		}
	}
}

// Rows that are read one by one are held against the titles as those of a whole table are.
func TestACellWithoutATitleIsRefusedInALongTable(t *testing.T) {
	rows := "ballot,unit,number\n" + strings.Repeat("1,W1,8\n", TitleRows) + "2,W1,8,5\n"
	records, err := ReadRecords("b.csv", strings.NewReader(rows))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = records.Head([]Column{{Titles: []string{"ballot"}, Required: true}}); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = records.Next()
	}
	if err == io.EOF {
		t.Fatal("the table was read to its end")
	}
	if got := wantCode(t, "a row of four cells", err, CodeUntitled); got.Row != TitleRows+2 || got.Value != "5" {
		t.Errorf("the error is %+v", got)
	}
}
