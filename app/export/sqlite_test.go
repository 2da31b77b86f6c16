package export

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // opens what was written
)

// open opens an exported database as a reader does who may not write.
func open(t *testing.T, body []byte) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results.sqlite")
	if err := os.WriteFile(path, body, 0o400); err != nil {
		t.Fatal(err)
	}
	address := url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro&immutable=1"}
	db, err := sql.Open("sqlite3", address.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// ask gives the rows of an answer as text, a line each.
func ask(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		words := make([]string, len(cells))
		for i, cell := range cells {
			words[i] = fmt.Sprint(cell)
		}
		lines = append(lines, strings.Join(words, " | "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func TestDatabaseAnswersTheUsualQuestions(t *testing.T) {
	set := secretHall().set(t)
	db := open(t, set.database(t))
	first := set.sheet(t, "result").Rows[0]
	for query, want := range map[string]string{
		`SELECT unit, score FROM ranking WHERE rank = 1 LIMIT 1`:                   first[3].Text + " | " + first[6].Text,
		`SELECT count(*), count(score_text), typeof(max(score)) FROM result`:       "3 | 3 | real",
		`SELECT sum(count) FROM grade_counts WHERE unit = 'W002'`:                  "15",
		`SELECT ballots, blank, expected, shown FROM counts WHERE unit = 'W002'`:   "15 | 0 | 20 | 0",
		`SELECT round(sum(percent)) FROM grade_shares WHERE unit = 'W001'`:         "100",
		`SELECT count(*) FROM opinion_shares WHERE unit = 'W001'`:                  "3",
		`SELECT DISTINCT class FROM best_of_class ORDER BY class`:                  "审批类\n服务类",
		`SELECT category, issued, checked_in, percent FROM turnout_shares LIMIT 1`: "企业代表 | 12 | 12 | 100",
		`SELECT percent FROM participation WHERE unit = 'W002'`:                    "75",
		`SELECT count(DISTINCT unit), count(*) FROM category_shares`:               "2 | 16",
		`SELECT records > 60, final, acted_at FROM session`:                        "1 | 1 | 2026-09-22T00:43:20+08:00",
		`SELECT count(*) FROM criteria`:                                            "0",
		`PRAGMA integrity_check`:                                                   "ok",
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s\n gives %s\n want  %s", query, got, want)
		}
	}
	if _, err := db.Exec("DELETE FROM result"); err == nil {
		t.Error("a row could be deleted")
	}
}

// TestNotAllIsNotShownAsAll: who came and who voted is rounded down in the views as everywhere else.
func TestNotAllIsNotShownAsAll(t *testing.T) {
	db := open(t, secretHall().set(t).database(t))
	for view, rows := range map[string]string{
		"turnout_shares": "turnout(category, seats, issued, checked_in) AS (VALUES ('a', 1, 2500, 2499), ('b', 1, 25000, 24999), ('c', 1, 7, 7), ('d', 1, 0, 0))",
		"participation":  "counts(unit, name, ballots, expected) AS (VALUES ('a', '', 2499, 2500), ('b', '', 24999, 25000), ('c', '', 7, 7), ('d', '', 0, 0))",
	} {
		_, as, _ := strings.Cut(ask(t, db, `SELECT sql FROM sqlite_schema WHERE name = '`+view+`'`), "\n")
		as, _, _ = strings.Cut(as, "ORDER BY")
		if got, want := ask(t, db, "WITH "+rows+" SELECT percent FROM ("+as+")"), "99.96\n99.99\n100\n<nil>"; got != want {
			t.Errorf("%s gives %s, want %s", view, got, want)
		}
	}
}

// Whoever looks at the schema reads what a column means, in the language of the
// export; so does whoever asks the table of all columns.
func TestEveryColumnOfTheDatabaseIsDocumented(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		state, _ := secretHall().play(t)
		words := sentences(t, lang)
		db := open(t, Of(resultsOf(state), Also{}, words).database(t))
		if got := ask(t, db, `SELECT count(*) FROM about WHERE meaning IS NULL OR type IS NULL AND column_name IS NOT NULL`); got != "0" {
			t.Errorf("%s: %s columns have no meaning", lang, got)
		}
		missing := ask(t, db, `SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name <> 'about'
AND NOT EXISTS (SELECT 1 FROM about a WHERE a.table_name = m.name AND (a.column_name = c.name OR a.column_name || '_text' = c.name))`)
		if missing != "" {
			t.Errorf("%s: not documented: %s", lang, missing)
		}
		if got := ask(t, db, `SELECT sql FROM sqlite_schema WHERE name = 'turnout'`); !strings.Contains(got, "seats INTEGER, -- "+words["export.column.seats.about"]) {
			t.Errorf("%s: the schema says\n%s", lang, got)
		}
		if got := ask(t, db, `SELECT count(*) FROM sqlite_schema WHERE sql NOT LIKE '% -- _%'`); got != "0" {
			t.Errorf("%s: %s tables or views have no comment", lang, got)
		}
	}
}

// A result that nobody has announced says so in every row, as a rehearsal does, and an
// announced one has no such column.
func TestWhatIsUnannouncedSaysSoInEveryRowAndView(t *testing.T) {
	hall := secretHall()
	announced := open(t, hall.set(t).database(t))
	hall.unannounced = true
	db := open(t, hall.set(t).database(t))
	for name := range strings.Lines(ask(t, db, `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')`)) {
		name = strings.TrimSpace(name)
		if got := ask(t, db, `SELECT count(*) FROM `+name+` WHERE unannounced IS NOT '尚未公布 UNANNOUNCED'`); got != "0" {
			t.Errorf("%s: %s rows do not say that nobody has announced them", name, got)
		}
		if got := ask(t, announced, `SELECT count(*) FROM pragma_table_info('`+name+`') WHERE name = 'unannounced'`); got != "0" {
			t.Errorf("%s of an announced result has the column", name)
		}
	}
	for _, sheet := range hall.set(t).Sheets() {
		if len(sheet.Columns) == 0 || sheet.Columns[0].Name != "unannounced" {
			t.Errorf("the sheet %s does not begin with it", sheet.Title)
		}
	}
	if props, err := reopened(t, hall.set(t).workbook(t)).GetDocProps(); err != nil || !strings.HasPrefix(props.Title, "尚未公布 UNANNOUNCED") {
		t.Errorf("the title of the workbook is %v, %v", props, err)
	}
}

func TestRehearsalStandsInEveryRowAndView(t *testing.T) {
	hall := secretHall()
	hall.rehearsal = true
	db := open(t, hall.set(t).database(t))
	for name := range strings.Lines(ask(t, db, `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')`)) {
		name = strings.TrimSpace(name)
		if got := ask(t, db, `SELECT count(*) FROM `+name+` WHERE rehearsal IS NOT '演练 REHEARSAL'`); got != "0" {
			t.Errorf("%s: %s rows do not say that they are of a rehearsal", name, got)
		}
	}
}
