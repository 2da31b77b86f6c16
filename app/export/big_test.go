package export

import (
	"fmt"
	"testing"

	"pingyi/voting"
)

// TestLongFormOf163UnitsAndFiveDimensions is the largest sheet of the reports: 815 rows of
// marks, and as many by category.
func TestLongFormOf163UnitsAndFiveDimensions(t *testing.T) {
	hall := hall{secrecy: "secret", criteria: 5, people: [2]int{12, 8}}
	for i := range 163 {
		hall.units = append(hall.units, voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%03d", i+1)), Name: fmt.Sprintf("市直部门第%d处", i+1), Class: voting.Class(fmt.Sprintf("第%d类", i%4+1))})
	}
	hall.absent = map[voting.UnitID]func(int, int) bool{"U007": func(i, category int) bool { return category == 1 && i > 0 }}
	set := hall.set(t)
	db := open(t, set.database(t))
	for query, want := range map[string]string{
		`SELECT count(*), count(DISTINCT unit) FROM criteria`: "815 | 163",
		`SELECT count(*), sum(count) FROM criterion_counts`:   fmt.Sprintf("%d | %d", 815*4, 5*(162*20+13)),
		`SELECT count(*) FROM criteria_by_category`:           fmt.Sprint(162 * 5 * 2),
		`SELECT count(*) FROM criterion_category_counts`:      fmt.Sprint(162 * 5 * 2 * 4),
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
	book := reopened(t, set.workbook(t))
	for sheet, want := range map[string]int{"结果": 164, "票数与等次": 164, "指标或承诺": 816, "各项各类别": 1 + 162*5*2, "检查点": 164} {
		rows, err := book.GetRows(sheet)
		if err != nil || len(rows) != want {
			t.Errorf("%s has %d rows, want %d, %v", sheet, len(rows), want, err)
		}
	}
}
