package export

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongFormOf163UnitsAndFiveDimensions is the largest sheet of the reports, held as
// one form: 815 rows of marks, and as many by category.
func TestLongFormOf163UnitsAndFiveDimensions(t *testing.T) {
	var forms []string
	for i := range 40 {
		forms = append(forms, strings.Repeat("012-0"[i%5:]+"012-0"[:i%5], 163))
	}
	forms[39] = strings.Repeat("1", 815) // void
	state, _ := filled(t, matrixOf("secret", 5), unitsOf(163), forms...)
	set := Of(resultsOf(state), Also{}, sentences(t, "zh-CN"))
	db := open(t, set.database(t))
	for query, want := range map[string]string{
		`SELECT count(*), count(DISTINCT unit) FROM criteria`:                         "815 | 163",
		`SELECT count(*), sum(count) FROM criterion_counts`:                           fmt.Sprintf("%d | %d", 815*3, 815*39-163*39),
		`SELECT sum(blank) FROM counts`:                                               fmt.Sprint(163 * 39),
		`SELECT count(*) FROM criteria_by_category`:                                   fmt.Sprint(815 * 2),
		`SELECT count(*), sum(count) FROM criterion_category_counts`:                  fmt.Sprintf("%d | %d", 815*2*3, 815*39-163*39),
		`SELECT DISTINCT ballots, valid, void, issued FROM counts`:                    "40 | 39 | 1 | 40",
		`SELECT items, confirmed, collected, valid, void FROM session`:                "1 | 163 | 40 | 39 | 1",
		`SELECT count(rank_in_class), count(rank), count(DISTINCT class) FROM result`: "163 | 0 | 4",
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
	book := reopened(t, set.workbook(t))
	for sheet, want := range map[string]int{"结果": 164, "票数与等次": 164, "指标或承诺": 816, "各项各类别": 1 + 815*2, "检查点": 2} {
		rows, err := book.GetRows(sheet)
		if err != nil || len(rows) != want {
			t.Errorf("%s has %d rows, want %d, %v", sheet, len(rows), want, err)
		}
	}
}
