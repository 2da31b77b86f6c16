package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

const longHead = "评议票,代表类别,参评单位,等次\n"

// TestCutBetweenTwoMarks: a ballot that is cut between two --ballots files is one
// ballot, and an over-vote stays one; the second file says that a ballot goes on.
func TestCutBetweenTwoMarks(t *testing.T) {
	rows := []string{"1,企业,W1,好\n", "1,企业,W2,差\n", "2,居民,W1,好\n", "2,居民,W1,差\n", "2,居民,W2,好\n", "3,居民,W2,好\n"}
	for cut := range len(rows) + 1 {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Ballots: []string{
				f.write("a.csv", longHead+strings.Join(rows[:cut], "")), f.write("b.csv", longHead+strings.Join(rows[cut:], "")),
			},
		}
		if got := column(t, printed(t, job, ""), "score", "ballots collected", "ballots invalid"); got != "100 3 1; 50 3 1" {
			t.Errorf("cut at row %d: %s", cut, got)
		}
	}
	f := newFolder(t)
	outcome, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Ballots: []string{
			f.write("a.csv", longHead+strings.Join(rows[:3], "")), f.write("b.csv", longHead+strings.Join(rows[3:], "")),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `b.csv: ballots that go on from an earlier file: 1 (the first is "2", which begins in a.csv:4)`
	if len(outcome.Notes) != 1 || !strings.HasPrefix(outcome.Notes[0].Message("en"), want) {
		t.Errorf("the notes are %v", outcome.Notes)
	}
}

// TestNumbersAcrossFiles: ballots given twice, numbers that begin anew in each
// file, and one number for two ballots are refused, and both places are named.
func TestNumbersAcrossFiles(t *testing.T) {
	const one = longHead + "1,企业,W1,好\n2,居民,W1,差\n"
	for _, c := range []struct {
		name  string
		files [][2]string
		want  string
	}{
		{"the same rows twice", [][2]string{{"a.csv", one}, {"b.csv", one}}, `b.csv, row 2, column "等次": the ballot "1", which begins in a.csv:2, has the same row already`},
		{"two categories", [][2]string{{"a.csv", longHead + "1,企业,W1,好\n1,居民,W2,好\n"}}, `a.csv, row 3, column "评议票": the ballot number "1" belongs to another representative or category in a.csv:2`},
		{"two categories in two files", [][2]string{{"a.csv", one}, {"b.csv", longHead + "2,企业,W2,好\n"}}, `b.csv, row 2, column "评议票": the ballot number "2" belongs to another representative or category in a.csv:3`},
		{"two representatives", [][2]string{{"a.csv", "票号,代表,参评单位,等次\n1,R1,W1,好\n1,R2,W2,好\n"}}, `a.csv, row 3, column "票号": the ballot number "1" belongs to another representative or category in a.csv:2`},
		{
			"another format between",
			[][2]string{{"a.csv", one}, {"m.jsonl", `{"category": "企业", "unit": "W1", "grade": 0}` + "\n"}, {"b.csv", longHead + "1,企业,W2,好\n"}},
			`b.csv, row 2, column "评议票": the ballot number "1" is in a.csv:2 already, with ballots of another format in between`,
		},
		{"no number", [][2]string{{"a.csv", longHead + "1,企业,W1,好\n,企业,W2,好\n"}}, `a.csv, row 3, column "评议票": "评议票" is empty; fill it in`},
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Roster: f.write("p.csv", rosterCSV)}
		for _, file := range c.files {
			job.Ballots = append(job.Ballots, f.write(file[0], file[1]))
		}
		if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestTheSameFileTwice: whatever its format, a file is given once.
func TestTheSameFileTwice(t *testing.T) {
	f := newFolder(t)
	path := f.write("b.jsonl", `{"category": "企业", "unit": "W1", "grade": 0}`+"\n")
	_, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Ballots: []string{path, f.path + "/./b.jsonl"},
	})
	if err == nil || !strings.Contains(err.Error(), "is the same file as") {
		t.Errorf("the same file twice: %v", err)
	}
}
