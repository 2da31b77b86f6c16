package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func reopened(t *testing.T, body []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return book
}

func TestWorkbookHasASheetForEachTableInTheReadersLanguage(t *testing.T) {
	state, _ := secretHall().play(t)
	for lang, want := range map[string]string{
		"zh-CN": "结果 票数与等次 各类别 签到 结果版本 等次 评分办法 来源 检查点 说明",
		"en":    "Result Counts By_category Turnout Versions Grades Rulebook Provenance Checkpoints About",
	} {
		set := Of(resultsOf(state), Also{}, sentences(t, lang))
		var got []string
		for _, sheet := range reopened(t, set.workbook(t)).GetSheetList() {
			got = append(got, strings.ReplaceAll(sheet, " ", "_"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: sheets %v, want %s", lang, got, want)
		}
	}
}

// A number must be a number to whoever adds up, and look as it is printed.
func TestCellsAreTyped(t *testing.T) {
	book := reopened(t, secretHall().set(t).workbook(t))
	rows, err := book.GetRows("结果")
	if err != nil {
		t.Fatal(err)
	}
	if want := "名次 类内名次 参评类别 编号 单位 主管部门 得分 精确得分 未定 发出 签到 收回 有效 无效 项"; strings.Join(rows[0], " ") != want {
		t.Fatalf("the heading is %v", rows[0])
	}
	for cell, want := range map[string]excelize.CellType{
		"A2": excelize.CellTypeUnset, "C2": excelize.CellTypeInlineString, "G2": excelize.CellTypeUnset, "J2": excelize.CellTypeUnset,
	} {
		kind, err := book.GetCellType("结果", cell)
		number := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
		if err != nil || number != (want == excelize.CellTypeUnset) {
			t.Errorf("%s is of type %d, %v", cell, kind, err)
		}
	}
	raw, err := book.GetCellValue("结果", "G2", excelize.Options{RawCellValue: true})
	shown, _ := book.GetCellValue("结果", "G2")
	if err != nil || len(strings.SplitN(shown, ".", 2)) != 2 || len(strings.SplitN(shown, ".", 2)[1]) != 2 || strings.HasSuffix(raw, "00") {
		t.Errorf("the score is %q, shown as %q, %v", raw, shown, err)
	}
	for sheet, cell := range map[string]string{"票数与等次": "L2", "来源": "B5"} { // shown by category; ended
		if kind, err := book.GetCellType(sheet, cell); err != nil || kind != excelize.CellTypeBool {
			t.Errorf("%s!%s is of type %d, %v", sheet, cell, kind, err)
		}
	}
	at := findRow(t, book, "来源", "截至（北京时间）")
	if shown, err := book.GetCellValue("来源", at); err != nil || shown != "2026-09-22 00:43:20" {
		t.Errorf("as of %q, %v", shown, err)
	}
}

// findRow is the cell beside a text in the first column.
func findRow(t *testing.T, book *excelize.File, sheet, text string) string {
	t.Helper()
	cells, err := book.SearchSheet(sheet, text)
	if err != nil || len(cells) != 1 {
		t.Fatalf("%q in %s: %v, %v", text, sheet, cells, err)
	}
	return "B" + cells[0][1:]
}

func TestHeadingStaysInViewAndChineseFits(t *testing.T) {
	book := reopened(t, secretHall().set(t).workbook(t))
	for _, sheet := range book.GetSheetList() {
		panes, err := book.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: panes %+v, %v", sheet, panes, err)
		}
	}
	size, err := book.GetColWidth("结果", "F") // 主管部门, the widest is 市民政局: eight digits and two to spare
	if err != nil || size != 10 {
		t.Errorf("a column of four characters is %v wide, %v", size, err)
	}
}

// A text that looks like a formula is a text.
func TestNothingInAWorkbookIsAFormula(t *testing.T) {
	book := reopened(t, secretHall().set(t).workbook(t))
	found := false
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, err := book.GetCellFormula(sheet, at); err != nil || formula != "" {
					t.Errorf("%s!%s is a formula: %s %v", sheet, at, formula, err)
				}
			}
			found = found || slices.Contains(row, `=HYPERLINK("http://x","税务窗口")`)
		}
	}
	if !found {
		t.Error("the name that looks like a formula is in no sheet as it is")
	}
}

func TestRehearsalStandsInEverySheetAndRow(t *testing.T) {
	hall := secretHall()
	hall.rehearsal = true
	book := reopened(t, hall.set(t).workbook(t))
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil || !strings.HasPrefix(sheet, "演练") {
			t.Errorf("sheet %s, %v", sheet, err)
		}
		for i, row := range rows[1:] {
			if !strings.Contains(strings.Join(row, " "), "演练 REHEARSAL") && sheet != "演练·来源" {
				t.Errorf("%s, row %d does not say so: %v", sheet, i+2, row)
			}
		}
	}
	props, err := book.GetDocProps()
	if err != nil || !strings.HasPrefix(props.Title, "演练 REHEARSAL") {
		t.Errorf("the title is %q, %v", props.Title, err)
	}
}
