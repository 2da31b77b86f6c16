package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

const optionRules = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "criteria": [{"label": "作风"}, {"label": "效率"}], "numbers": {"from": 0, "to": 10, "step": 1},
"grades": [{"label": "弃权", "in_base": true}, {"label": "不了解（不清楚）", "in_base": false}]},
"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`

// TestFilesSayWhatStandsInPlaceOfANumber: the same ballots as a table, with the word in
// either column, as JSON lines in each of their forms, and counted by hand with a column for
// each number and word.
func TestFilesSayWhatStandsInPlaceOfANumber(t *testing.T) {
	for name, file := range map[string][2]string{
		"the column of grades":  {"b.csv", "评议票,单位,指标,等次,分数\n1,W1,作风,,9\n1,W1,效率,不了解(不清楚),\n2,W1,作风,弃权,\n2,W1,效率,,7\n"},
		"the column of numbers": {"b.csv", "评议票,单位,指标,分数\n1,W1,作风,9\n1,W1,效率,不了解（不清楚）\n2,W1,作风,弃权\n2,W1,效率,7\n"},
		"lines":                 {"b.jsonl", `{"unit": "W1", "criteria": {"作风": 9, "效率": "不了解(不清楚)"}}` + "\n" + `{"rows": [{"unit": "W1", "criterion": "作风", "grade": "弃权"}, {"unit": "W1", "criterion": "效率", "number": 7}]}` + "\n"},
		"lines of rows":         {"b.jsonl", `{"unit": "W1", "rows": [{"criterion": "作风", "number": 9}, {"criterion": "效率", "number": "不了解（不清楚）"}]}` + "\n" + `{"unit": "W1", "rows": [{"criterion": "作风", "grades": ["弃权"]}, {"criterion": "效率", "number": 7}]}` + "\n"},
		"counted by hand":       {"p.csv", "编号,指标,9,7,弃权,不了解（不清楚）\nW1,作风,1,,1,\nW1,效率,,1,,1\n"},
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", optionRules), Units: f.write("u.csv", "编号\nW1\n")}
		if path := f.write(file[0], file[1]); file[0] == "p.csv" {
			job.Parts = []string{path}
		} else {
			job.Ballots = []string{path}
		}
		outcome, err := tally.Count(job)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var out strings.Builder
		if err := outcome.Print(&out, tally.Style{Format: "csv", Lang: "en", Table: "得分"}); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); !strings.Contains(text, "作风,4.5,") || !strings.Contains(text, "效率,7,") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

// TestNothingElseStandsInPlaceOfANumber: an unknown word is told with those that are known, and
// no position stands for a word where a number would look the same.
func TestNothingElseStandsInPlaceOfANumber(t *testing.T) {
	for file, want := range map[[2]string]string{
		{"b.csv", "评议票,单位,指标,等次\n1,W1,作风,未评\n"}:                                         "弃权, 不了解（不清楚）",
		{"b.csv", "评议票,单位,指标,分数\n1,W1,作风,未评\n"}:                                         "未评",
		{"b.csv", "评议票,单位,指标,分数\n1,W1,作风,弃权\n1,W1,作风,弃权\n"}:                             `column "分数": the ballot has the same row already`,
		{"b.jsonl", `{"unit": "W1", "rows": [{"criterion": "作风", "grade": 0}]}` + "\n"}: "弃权, 不了解（不清楚）",
	} {
		f := newFolder(t)
		_, err := tally.Count(tally.Job{Rulebook: f.write("r.json", optionRules), Units: f.write("u.csv", "编号\nW1\n"), Ballots: []string{f.write(file[0], file[1])}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", file[1], err, want)
		}
	}
}
