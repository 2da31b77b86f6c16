package intake

import (
	"slices"
	"strings"
	"testing"
)

func blankUnits() Blank {
	return Blank{Sheet: "参评单位名单", Example: "示例", Columns: []BlankColumn{
		{Title: "编号", Example: "W001", Note: "不能重复", Required: true}, {Title: "单位", Example: "市民政局", Required: true}, {Title: "主管部门"}, {Title: "类别", Example: "政府部门"},
	}}
}

func TestBlankListIsReadWithoutItsExample(t *testing.T) {
	b := blankUnits()
	workbook, err := b.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"units.csv": append(b.CSV(), "007,市教育局,,\r\n"...), "units.xlsx": workbook} {
		table, err := ReadTable(name, body)
		if err != nil {
			t.Fatal(err)
		}
		if name == "units.xlsx" {
			if table.Sheet != b.Sheet {
				t.Errorf("the sheet is called %q", table.Sheet)
			}
			table.Rows = append(table.Rows, Row{Number: 3, Cells: []string{"007", "市教育局"}})
		}
		units, warned, bad := readUnits(table, false)
		if len(bad) > 0 || len(units) != 1 || units[0].ID != "007" || units[0].Name != "市教育局" {
			t.Errorf("%s: units %+v, errors %v", name, units, bad)
		}
		if len(warned) != 1 || warned[0].Code != WarnExample || warned[0].Row != 2 || warned[0].Value != "示例 W001" {
			t.Errorf("%s: warnings %+v", name, warned)
		}
	}
}

func TestBlankListAloneIsEmpty(t *testing.T) {
	table, err := ReadTable("units.csv", blankUnits().CSV())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Units(table); len(asErrors(err)) != 1 || asErrors(err)[0].Code != CodeNoData {
		t.Errorf("a list without an entry gives %v", err)
	}
}

func TestOnlyTheFirstCellMarksAnExample(t *testing.T) {
	for cells, want := range map[string]bool{
		"示例 W001|x": true, "示例：W001": true, "示例": true, "Example R1|x": true, "example: 1": true, "|示例": true,
		"W001|示例": false, "示例镇|x": false, "examples|x": false, "例 1": false,
	} {
		if got := example(Row{Cells: strings.Split(cells, "|")}); got != want {
			t.Errorf("%q is an example: %t", cells, got)
		}
	}
	rows := []Row{{Number: 1, Cells: []string{"示例 1"}}, {Number: 2, Cells: []string{"A"}}, {Number: 3, Cells: []string{"example 2"}}, {Number: 4, Cells: []string{"B"}}}
	kept, examples := apart(rows)
	if len(kept) != 2 || kept[0].Number != 2 || kept[1].Number != 4 || len(examples) != 2 || rows[0].Number != 1 {
		t.Errorf("kept %v, examples %v of %v", kept, examples, rows)
	}
	if all, none := apart(rows[1:2]); !slices.EqualFunc(all, rows[1:2], func(a, b Row) bool { return a.Number == b.Number }) || none != nil {
		t.Errorf("without an example: %v, %v", all, none)
	}
}
