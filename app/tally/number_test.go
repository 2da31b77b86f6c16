package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// TestAFigureMayHaveThePlacesOfASpreadsheet: a mean has some 15 of them, and each counts; of one
// that is longer it is said that this is why.
func TestAFigureMayHaveThePlacesOfASpreadsheet(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "考评", "ballot": {"sheet": "all units"}, "imported": [{"name": "分", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "sum", "parts": ["分"], "missing": "zero"}], "result": {"score": "得分"}}`
	for _, c := range []struct{ figure, exact, problem string }{
		{"87.3333333333333", "873333333333333/10000000000000", ""},
		{"0.87333333333333329", "87333333333333329/100000000000000000", ""},
		{"-８7.5", "-175/2", ""},
		{"0.123456789012345678901", "", `p.csv, row 2, column "分": "0.123456789012345678901" has too many digits: at most 12 before the point and 20 behind it; round it`},
		{"1234567890123", "", "“1234567890123”的位数太多：小数点前最多 12 位，后面最多 20 位；请四舍五入"},
		{"8.5分", "", `"8.5分" is no plain number`},
		{"8.7E-05", "", `"8.7E-05" is no plain number`},
	} {
		f := newFolder(t)
		outcome, err := tally.Count(tally.Job{Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", "编号,分\nW1,"+c.figure+"\nW2,1\n")}})
		if said := spoken(err); (err == nil) != (c.problem == "") || !strings.Contains(said, c.problem) {
			t.Errorf("%s: %s", c.figure, said)
		}
		if err == nil {
			if cell, _ := outcome.Result.Table("score").Cell("W1"); cell.Value.RatString() != c.exact {
				t.Errorf("%s is %s", c.figure, cell.Value.RatString())
			}
		}
	}
}

// TestANumberOfABallotIsReadHoweverItIsTyped: .5, 05 and full-width digits are numbers of the
// ballot and make no row void; what is no number is refused by its row.
func TestANumberOfABallotIsReadHoweverItIsTyped(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "打分", "ballot": {"sheet": "one unit", "numbers": {"from": 0, "to": 100, "step": 0.5}},
		"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`
	for _, c := range []struct{ file, text, want string }{
		{"b.csv", "单位,分数\nW1,.5\nW2,05\n", "0.5; 5"},
		{"b.csv", "单位,分数\nW1,０８３\nW2,００\n", "83; 0"},
		{"b.csv", "单位,分数\nW1,007.50\nW2,8.\n", "7.5; 8"},
		{"b.jsonl", `{"unit": "W1", "number": "０８３．５"}` + "\n" + `{"unit": "W2", "number": ".5"}`, "83.5; 0.5"},
		{"p.csv", "单位,分数,票数\nW1,05,1\nW2,９．０,2\n", "5; 9"},
		{"b.csv", "单位,分数\nW1,9。5\nW2,5\n", `b.csv, row 2, column "分数": "9。5" is no plain number`},
		{"b.csv", "单位,分数\nW1,.\nW2,5\n", `b.csv, row 2, column "分数": "." is no plain number`},
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", unitsCSV)}
		if path := f.write(c.file, c.text); c.file == "p.csv" {
			job.Parts = []string{path}
		} else {
			job.Ballots = []string{path}
		}
		if strings.Contains(c.want, "row") {
			if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.text, err)
			}
			continue
		}
		outcome, err := tally.Count(job)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got := column(t, written(t, outcome, tally.Style{Format: "csv", Lang: "en"}), "score"); got != c.want || len(outcome.Spoilt) > 0 {
			t.Errorf("%s: %s, void %v, want %s", c.text, got, outcome.Spoilt, c.want)
		}
	}
}
