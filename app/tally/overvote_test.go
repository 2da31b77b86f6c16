package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// TestTwoNumbersInOneCellAreAnOverVote as two grades are: the row is void or the ballot,
// and none of the two is kept; the same number twice is a slip of who typed it.
func TestTwoNumbersInOneCellAreAnOverVote(t *testing.T) {
	const book = `{"rulebook": 2, "title": "打分", "ballot": {"sheet": "all units", "over_vote": "OVER", "numbers": {"from": 0, "to": 10, "step": 0.5}},
		"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`
	const table = "评议票,参评单位,分数\n1,W1,9\n1,W1,8\n1,W1,7.5\n1,W2,6\n2,W1,5\n2,W2,4\n"
	const lines = `{"rows": [{"unit": "W1", "numbers": [9, 8, 7.5]}, {"unit": "W2", "number": 6}]}
{"rows": [{"unit": "W1", "numbers": [5]}, {"unit": "W2", "number": 4}]}
`
	for _, c := range []struct{ over, scores, void string }{
		{"void row", "5; 5", "over-vote rows: 1"},
		{"void ballot", "5; 4", "over-vote ballots: 1"},
	} {
		for name, ballots := range map[string]string{"b.csv": table, "b.jsonl": lines} {
			f := newFolder(t)
			job := tally.Job{Rulebook: f.write("r.json", strings.Replace(book, "OVER", c.over, 1)), Units: f.write("u.csv", unitsCSV), Ballots: []string{f.write(name, ballots)}}
			text := printed(t, job, "")
			if got := column(t, text, "score"); got != c.scores || !strings.Contains(text, c.void) {
				t.Errorf("%s, %s: %s\n%s", name, c.over, got, text)
			}
		}
	}
	f := newFolder(t)
	job := tally.Job{Rulebook: f.write("r.json", strings.Replace(book, "OVER", "void row", 1)), Units: f.write("u.csv", unitsCSV), Ballots: []string{f.write("b.csv", "评议票,参评单位,分数\n1,W1,9\n1,W1,9.0\n")}}
	if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), "row 3") {
		t.Errorf("the same number twice: %v", err)
	}
}

// TestANameOfTwoUnitsIsSaidToBeOne: it is on the list, twice.
func TestANameOfTwoUnitsIsSaidToBeOne(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{Rulebook: f.write("r.json", handBook), Units: f.write("u.csv", "编号,参评单位\nW1,甲\nW2,甲\n")}
	for name, text := range map[string]string{"b.csv": "评议票,参评单位,等次\n1,甲,好\n", "b.jsonl": "{\"unit\": \"甲\", \"grade\": \"好\"}\n"} {
		job.Ballots = []string{f.write(name, text)}
		if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), `two units on the list have the name "甲"; write the number of one`) {
			t.Errorf("%s: %v", name, err)
		}
	}
	job.Ballots, job.Parts = nil, []string{f.write("p.csv", "参评单位,好\n甲,3\n")}
	if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), `two units on the list have the name "甲"`) {
		t.Errorf("counts by hand: %v", err)
	}
}

// TestRowsThatDifferInGradeOrNumberAreAnOverVote: with both in a row, only a wholly equal one is the
// same row twice.
func TestRowsThatDifferInGradeOrNumberAreAnOverVote(t *testing.T) {
	const both = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "one unit", "over_vote": "void row", "numbers": {"from": 0, "to": 100, "step": 1},
	"grades": [{"label": "优", "from": 80, "to": 100}, {"label": "差", "from": 0, "to": 79}]},
	"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`
	for second, wrong := range map[string]string{
		"优,85": "", "差,90": "", "差,70": "", "差,70\n9,W1,优,70": "",
		"优,90": "row 4", "优,90.0": "row 4", "优,": "row 4", ",90": "row 4", "优,85\n9,W1,优,85": "row 5",
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", both), Units: f.write("u.csv", "编号\nW1\n"), Ballots: []string{f.write("b.csv", "评议票,参评单位,等次,分数\n1,W1,优,100\n9,W1,优,90\n9,W1,"+second+"\n")}}
		outcome, err := tally.Count(job)
		if wrong != "" {
			if err == nil || !strings.Contains(err.Error(), wrong) || !strings.Contains(err.Error(), "has the same row already") {
				t.Errorf("优,90 and %s: %v", second, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("优,90 and %s: %v", second, err)
			continue
		}
		var out strings.Builder
		if err := outcome.Print(&out, tally.Style{Format: "csv", Lang: "en", Table: "得分"}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), ",100,") {
			t.Errorf("优,90 and %s is not void:\n%s", second, out.String())
		}
	}
}
