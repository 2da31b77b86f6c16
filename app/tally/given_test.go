package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

// handBook counts by hand: two grades, each ballot about one unit.
const handBook = `{"rulebook": 2, "title": "人工点票", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
	"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`

func byHand(f folder, parts ...string) tally.Job {
	job := tally.Job{Rulebook: f.write("r.json", handBook), Units: f.write("u.csv", unitsCSV)}
	for i, text := range parts {
		job.Parts = append(job.Parts, f.write([]string{"a.csv", "b.csv"}[i], text))
	}
	return job
}

// TestCountsByHand: the same place twice in a file is refused, in two files it is
// added; a row cannot have more marks than there are valid ballots.
func TestCountsByHand(t *testing.T) {
	const hand = "编号,等次,票数\nW1,好,3\nW1,差,1\n"
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{hand + "W1,好,3\n"}, `a.csv, row 4, column "票数": "票数" of this place is in row 2 already`},
		{[]string{hand, "编号,有效\nW1,3\n"}, "marks at W1: 4 marks, but only 3 valid ballots"},
		{[]string{"编号,有效\nW1,3\nW1,3\n"}, `a.csv, row 3, column "有效": "有效" of this place is in row 2 already`},
	} {
		_, err := tally.Count(byHand(newFolder(t), c.parts...))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.parts, err, c.want)
		}
	}
	if got := column(t, printed(t, byHand(newFolder(t), hand, hand), ""), "score"); got != "75; " {
		t.Errorf("counted in two files: %s", got)
	}
}

// TestTurnoutOfSomeUnits: what nobody gave is not zero, of a unit and in the sum.
func TestTurnoutOfSomeUnits(t *testing.T) {
	const hand = "编号,等次,票数\nW1,好,3\nW2,差,1\n"
	for _, c := range []struct{ turnout, each, sum string }{
		{"编号,发出,收回,有效\nW1,30,4,3\n", "4 3 1;   ", ",,,"},
		{"编号,发出,收回,有效\nW1,30,4,3\nW2,30,2,1\n", "4 3 1; 2 1 1", "30,6,4,2"},
		{"编号,收回\nW1,4\nW2,2\n", "4  ; 2  ", ",6,,"},
	} {
		text := printed(t, byHand(newFolder(t), hand, c.turnout), "")
		if got := column(t, text, "collected", "valid", "invalid"); got != c.each {
			t.Errorf("%s: each %q, want %q", c.turnout, got, c.each)
		}
		sum := strings.ReplaceAll(column(t, text, "ballots issued", "ballots collected", "ballots valid", "ballots invalid"), " ", ",")
		if sum, _, _ = strings.Cut(sum, ";"); sum != c.sum {
			t.Errorf("%s: the sum is %q, want %q", c.turnout, sum, c.sum)
		}
	}
}
