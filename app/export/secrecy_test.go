package export

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"pingyi/display"
)

// files are the contents of every export of a set, archives unpacked.
func (s Set) files(t *testing.T) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, table := range append(s.Sheets(), s.Relations()...) {
		all[table.Name+".csv"] += string(table.csv(t))
	}
	all["results.sqlite"] = string(s.database(t))
	for name, body := range map[string][]byte{"results.xlsx": s.workbook(t), "results.zip": written(t, func(b *bytes.Buffer) error { return s.WriteZip(b) })} {
		archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range archive.File {
			opened, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(opened)
			if err != nil {
				t.Fatal(err)
			}
			all[name+"/"+part.Name] = string(text)
		}
	}
	return all
}

// TestNothingOfACardABallotOrAPersonIsInAnExport looks for every name, number and
// employer of the roster, and every card, tag, salt and device of the evening.
func TestNothingOfACardABallotOrAPersonIsInAnExport(t *testing.T) {
	for _, secrecy := range []string{"secret", "open"} {
		hall := secretHall()
		hall.secrecy, hall.criteria = secrecy, 3
		state, secrets := hall.play(t)
		if len(secrets) < 20*6+55*4 {
			t.Fatalf("only %d secrets to look for", len(secrets))
		}
		for file, body := range Of(display.ResultsOf(state), Also{}, sentences(t, "zh-CN")).files(t) {
			for _, secret := range secrets {
				if strings.Contains(body, secret) {
					t.Errorf("%s, %s: %q is in it", secrecy, file, secret)
				}
			}
		}
	}
}

// TestUnitThatWouldTellOnSomebodyHasOneRowThatSaysWhy has three ballots of a
// category on W002: its counts by category are nowhere, and nothing to solve them from.
func TestUnitThatWouldTellOnSomebodyHasOneRowThatSaysWhy(t *testing.T) {
	hall := secretHall()
	hall.criteria = 2
	set := hall.set(t)
	why := sentences(t, "zh-CN")["export.why-hidden"]
	rows := 0
	for _, row := range set.sheet(t, "by_category").Rows {
		if row[0].Text != "W002" {
			continue
		}
		rows++
		if row[3].Text != why || !row[2].None {
			t.Errorf("the row says %v", row)
		}
		for _, cell := range row[4:] {
			if !cell.None {
				t.Errorf("a count is in it: %v", row)
			}
		}
	}
	if rows != 1 {
		t.Errorf("%d rows", rows)
	}
	db := open(t, set.database(t))
	for query, want := range map[string]string{
		`SELECT count(*) FROM category_counts WHERE unit = 'W002'`:                                  "0",
		`SELECT count(*) FROM criterion_category_counts WHERE unit = 'W002'`:                        "0",
		`SELECT criterion, label, category, why_hidden FROM criteria_by_category WHERE unit='W002'`: "<nil> | <nil> | <nil> | " + why,
		`SELECT count(why_hidden), count(*) FROM criteria_by_category WHERE unit <> 'W002'`:         "0 | 8",
		`SELECT count(*) FROM category_shares WHERE unit = 'W002'`:                                  "0",
		`SELECT count(exact), count(score_text) FROM result WHERE unit = 'W002'`:                    "0 | 1",
		`SELECT count(exact), count(*) FROM criteria WHERE unit = 'W002'`:                           "0 | 2",
		`SELECT why_hidden FROM by_category WHERE unit = 'W002'`:                                    why,
		`SELECT count(DISTINCT unit), count(*) FROM category_counts`:                                "2 | 16",
		`SELECT shown FROM counts WHERE unit = 'W002' UNION ALL SELECT 5 FROM counts WHERE shown=0`: "0\n5",
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s gives %s, want %s", query, got, want)
		}
	}
	hall.rehearsal = true
	for _, row := range hall.set(t).sheet(t, "by_category").Rows {
		if !row[4].None {
			t.Errorf("a rehearsal hides %v", row)
		}
	}
}
