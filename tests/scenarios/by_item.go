package scenarios

import (
	"io/fs"
	"strconv"

	"pingyi/voting/count"
)

// Windows counts one ballot of each representative on each unit; the last one stands.
func Windows(t T, from fs.FS, book *count.Rulebook) {
	t.Helper()
	var units []count.Unit
	for _, row := range Rows(t, from, "units.csv") {
		units = append(units, count.Unit{Label: row[0], Class: row[3]})
	}
	in, category := input(t, book, units), column(t, from, "representatives.csv", 0, 2)
	type vote struct {
		Unit, Rep string
		Grade     int
	}
	last := make(map[string]vote)
	eachLine(t, from, "ballots.jsonl.gz", func(v vote) { last[v.Unit+" "+v.Rep] = v })
	for _, v := range last {
		row := count.Row{Unit: v.Unit, Criterion: book.Labels("criterion")[0], Grades: []string{book.Labels("grade")[v.Grade]}}
		put(t, in, count.Ballot{Unit: v.Unit, Category: category[v.Rep], Rows: []count.Row{row}})
	}
	want := expected[struct {
		Units []struct {
			Unit, Exact, Score string
			Rank               int
			InClass            int `json:"rank_in_class"`
		}
	}](t, from)
	res := run(t, book, in)
	for _, u := range want.Units {
		cell, err := res.Table("score").Cell(u.Unit)
		if err != nil {
			t.Fatal(err)
		}
		if exact := cell.Exact.RatString(); exact != u.Exact {
			t.Errorf("score of %s is exactly %s, want %s", u.Unit, exact, u.Exact)
		}
		res.is(u.Score, "score", u.Unit)
		res.is(strconv.Itoa(u.Rank), "rank", u.Unit)
		res.is(strconv.Itoa(u.InClass), "rank in class", u.Unit)
	}
	res.all(len(want.Units), 100)
}

// Pledges counts ballots of a grade for each pledge of one department.
func Pledges(t T, from fs.FS, book *count.Rulebook) {
	t.Helper()
	pledges, unitOf := make(map[string][]string), make(map[string]string)
	for _, row := range Rows(t, from, "pledges.csv.gz") {
		pledges[row[1]] = append(pledges[row[1]], row[0])
		unitOf[row[0]] = row[1]
	}
	var units []count.Unit
	for _, row := range Rows(t, from, "units.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[3], Criteria: pledges[row[0]]})
	}
	in, category := input(t, book, units), column(t, from, "representatives.csv.gz", 0, 2)
	type vote struct {
		Unit, Rep string
		Pledges   map[string]int
	}
	eachLine(t, from, "ballots.jsonl.gz", func(v vote) {
		b := count.Ballot{Unit: v.Unit, Category: category[v.Rep]}
		for pledge, grade := range v.Pledges {
			b.Rows = append(b.Rows, count.Row{Unit: v.Unit, Criterion: pledge, Grades: []string{book.Labels("grade")[grade]}})
		}
		put(t, in, b)
	})
	want := expected[struct {
		Pledges []struct{ Pledge, Score string }
		Units   []struct {
			Unit, Score string
			Rank        int
		}
	}](t, from)
	res := run(t, book, in)
	for _, p := range want.Pledges {
		res.is(p.Score, "criterion score", unitOf[p.Pledge], p.Pledge)
	}
	for _, u := range want.Units {
		res.is(u.Score, "score", u.Unit)
		res.is(strconv.Itoa(u.Rank), "rank", u.Unit)
	}
	res.all(len(want.Pledges), 173)
	res.all(len(want.Units), 47)
}
