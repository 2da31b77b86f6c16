package export

import (
	"errors"
	"strings"
	"testing"
)

// TestNamedBallotsAreForTheScrutineersOfAnOpenSession has one row for each mark.
func TestNamedBallotsAreForTheScrutineersOfAnOpenSession(t *testing.T) {
	hall := secretHall()
	hall.secrecy, hall.criteria = "open", 2
	state, ballots, _ := hall.evening(t)
	words := sentences(t, "zh-CN")
	set, err := Named(resultsOf(state), ballots, Also{}, words)
	if err != nil {
		t.Fatal(err)
	}
	db := open(t, set.database(t))
	for query, want := range map[string]string{
		`SELECT count(*), count(DISTINCT person) FROM ballots`:                                                     "110 | 20", // 20 + 15 + 20 ballots of two marks
		`SELECT person, category, criterion, grade FROM ballots WHERE unit = 'W001' AND representative = 'R0-000'`: name(0, 0) + " | 企业代表 | 维度1 | 满意\n" + name(0, 0) + " | 企业代表 | 维度2 | =基本满意",
		// the ballots come to the counts
		`SELECT count(*) FROM grade_counts c WHERE count <> (SELECT count(*) FROM ballots b WHERE b.unit = c.unit AND b.grade = c.grade)`: "0",
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
	if about := ask(t, db, `SELECT meaning FROM about WHERE table_name = 'ballots' AND column_name IS NULL`); !strings.HasPrefix(about, "不得公布") {
		t.Errorf("the table says %q", about)
	}
	if sheet := set.sheet(t, "ballots"); len(sheet.Rows) != 110 {
		t.Errorf("%d rows in the workbook", len(sheet.Rows))
	}
}

// TestASecretSessionHasNoNamedBallots even where somebody hands them over.
func TestASecretSessionHasNoNamedBallots(t *testing.T) {
	state, ballots, _ := secretHall().evening(t)
	if _, err := Named(resultsOf(state), ballots, Also{}, sentences(t, "zh-CN")); !errors.Is(err, ErrSecret) {
		t.Errorf("named ballots of a secret session: %v", err)
	}
	if len(ballots.items) != 0 {
		t.Error("ballots of a secret session were kept")
	}
	open := secretHall()
	open.secrecy = "open"
	_, named, _ := open.evening(t)
	if _, err := Named(resultsOf(state), named, Also{}, sentences(t, "zh-CN")); !errors.Is(err, ErrSecret) {
		t.Errorf("another session's ballots: %v", err)
	}
}
