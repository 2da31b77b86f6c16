package tally_test

import (
	"io"
	"strings"
	"testing"

	"pingyi/app/tally"
)

// FuzzBallots feeds anything as a file of ballots: it is counted or refused with
// an error, and never more ballots are valid than were collected.
func FuzzBallots(f *testing.F) {
	for _, seed := range []string{
		"评议票,代表类别,参评单位,指标,等次\n1,企业,W1,作风,好\n1,企业,W1,作风,差\n2,居民,,,\n",
		"代表;参评单位;指标;等次\nR1;W1;作风;好\n\"R2\n\";W2;效率;\n",
		`{"rep": "R1", "rows": [{"unit": "W1", "criterion": "作风", "grades": [0, "差"]}]}` + "\n" + `{"unit": "W1", "category": "企业", "criteria": {"作风": null}}`,
		"R1 0-1\nR2 333333\n", "R1 012301\n\nR2 -----z\n", "\xff\xfe1\x00", "\xef\xbb\xbf", "",
	} {
		for kind := range uint8(3) {
			f.Add(kind, []byte(seed))
		}
	}
	in := folder{f, f.TempDir()}
	job := tally.Job{
		Rulebook: in.write("r.json", strings.Replace(sheetBook, "PATTERNS", "", 1)),
		Units:    in.write("u.csv", "编号\nW1\nW2\nW3\n"), Roster: in.write("p.csv", rosterCSV),
	}
	f.Fuzz(func(t *testing.T, kind uint8, text []byte) {
		job := job
		job.Ballots = []string{folder{t, in.path}.write([]string{"b.csv", "b.jsonl", "b.txt"}[kind%3], string(text))}
		outcome, err := tally.Count(job)
		if err != nil {
			return
		}
		for _, format := range []string{"table", "csv", "json"} {
			if err := outcome.Print(io.Discard, tally.Style{Format: format, Lang: "zh"}); err != nil {
				t.Error(err)
			}
		}
		collected, _ := outcome.Result.Table("collected").Cell("企业")
		valid, _ := outcome.Result.Table("valid").Cell("企业")
		if valid.Value.Cmp(collected.Value) > 0 {
			t.Errorf("%s valid of %s collected", valid.Text, collected.Text)
		}
	})
}
