package tally_test

import (
	"strings"
	"testing"

	"pingyi/app/tally"
)

const twoGrades = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
	"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`

// Counts of several files are added. A figure from elsewhere cannot be: of two nobody knows
// which is right, and the order of files must not decide.
func TestAFigureFromElsewhereIsGivenOnce(t *testing.T) {
	const rules = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "one unit", "numbers": {"from": 0, "to": 1, "step": 1}}, "imported": [{"name": "a", "axes": ["unit"]}, {"name": "b", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "difference", "of": "a", "minus": "b", "missing": "no value"}], "result": {"score": "得分"}}`
	f := newFolder(t)
	book, units := f.write("r.json", rules), f.write("u.csv", "编号,名称\nW1,教育局\n")
	first, second, other := f.write("p1.csv", "编号,a\nW1,3\n"), f.write("p2.csv", "编号,a,b\nW1,50,1\n"), f.write("p3.csv", "编号,b\nW1,1\n")
	if _, err := tally.Count(tally.Job{Rulebook: book, Units: units, Parts: []string{first, other}}); err != nil {
		t.Errorf("two figures in two files: %v", err)
	}
	for _, files := range [][]string{{first, second}, {second, first}} {
		_, err := tally.Count(tally.Job{Rulebook: book, Units: units, Parts: files})
		if err == nil || !strings.Contains(err.Error(), `"a" of this place is in p`) || !strings.Contains(err.Error(), ", row 2 already") {
			t.Errorf("%v: %v", files, err)
		}
	}
}

// TestAFigureFromElsewhereTwiceInAFileIsNotToBeSplit: two files would be refused as well.
func TestAFigureFromElsewhereTwiceInAFileIsNotToBeSplit(t *testing.T) {
	f := newFolder(t)
	_, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units"}, "imported": [{"name": "a", "axes": ["unit"]}],
			"steps": [{"name": "得分", "do": "multiply", "of": "a", "by": 2}], "result": {"score": "得分"}}`),
		Units: f.write("u.csv", "编号,名称\nW1,教育局\n"), Parts: []string{f.write("p.csv", "编号,a\nW1,3\nW1,4\n")},
	})
	if err == nil || strings.Contains(err.Error(), "two files") || !strings.Contains(err.Error(), `"a" of this place is in row 2 already, and a figure from elsewhere is given once`) {
		t.Errorf("refused with %v", err)
	}
}

func TestAListOfNoUnitsIsNamed(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", twoGrades),
		Units:    f.write("u.csv", "编号,名称\n"), Parts: []string{f.write("p.csv", "编号,等次,票数\nW1,好,1\n")},
	}
	if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), "u.csv: there is nothing in the file") {
		t.Errorf("got %v", err)
	}
}

func TestACountIsAWholeNumber(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", twoGrades),
		Units:    f.write("u.csv", "编号,名称\nW1,教育局\n"), Parts: []string{f.write("p.csv", "编号,等次,票数\nW1,好,3.5\n")},
	}
	if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), `"3.5" is no count; counts are whole numbers`) {
		t.Errorf("got %v", err)
	}
}
