package programme_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"testing"

	"pingyi/data/sample"
	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// The programmes count what the scenarios expect, figure for figure, in both
// languages, once they have the scenario's grades, criteria and categories.

func TestWindowAppraisalCountsTheSampleEvening(t *testing.T) {
	each(t, "windows", func(t *testing.T, p programme.Programme) {
		from, err := fs.Sub(sample.Windows, "windows")
		if err != nil {
			t.Fatal(err)
		}
		book := settled(t, p, from)
		var units []count.Unit
		for _, row := range rows(t, from, "units.csv") {
			units = append(units, count.Unit{Label: row[0], Class: row[3]})
		}
		in, category := input(t, book, units), make(map[string]string)
		for _, row := range rows(t, from, "representatives.csv") {
			category[row[0]] = row[2]
		}
		type vote struct {
			Unit, Rep string
			Grade     int
		}
		last := make(map[string]vote)
		eachLine(t, read(t, from, "ballots.jsonl.gz"), func(v vote) { last[v.Unit+" "+v.Rep] = v })
		for _, v := range last {
			row := count.Row{Unit: v.Unit, Criterion: book.Labels("criterion")[0], Grades: []string{book.Labels("grade")[v.Grade]}}
			put(t, in, count.Ballot{Unit: v.Unit, Category: category[v.Rep], Rows: []count.Row{row}})
		}
		res := result(t, book, in)
		want := expected[struct {
			Units []struct {
				Unit, Exact, Score string
				Rank               int
				InClass            int `json:"rank_in_class"`
			}
		}](t, from)
		for _, u := range want.Units {
			cell, err := res.Table("score").Cell(u.Unit)
			if err != nil {
				t.Fatal(err)
			}
			same(t, u.Unit+" score", cell.Text, u.Score)
			same(t, u.Unit+" exact", cell.Exact.RatString(), u.Exact)
			same(t, u.Unit+" rank", res.Table("rank").Text(u.Unit), strconv.Itoa(u.Rank))
			same(t, u.Unit+" rank in class", res.Table("rank in class").Text(u.Unit), strconv.Itoa(u.InClass))
		}
		if len(want.Units) != 100 {
			t.Errorf("%d units were compared", len(want.Units))
		}
	})
}

func TestPledgeReviewCountsItsScenario(t *testing.T) {
	each(t, "pledges", func(t *testing.T, p programme.Programme) {
		from := scenario("pledges")
		book := settled(t, p, from)
		pledges, unitOf := make(map[string][]string), make(map[string]string)
		for _, row := range rows(t, from, "pledges.csv.gz") {
			pledges[row[1]] = append(pledges[row[1]], row[0])
			unitOf[row[0]] = row[1]
		}
		var units []count.Unit
		for _, row := range rows(t, from, "units.csv.gz") {
			units = append(units, count.Unit{Label: row[0], Class: row[3], Criteria: pledges[row[0]]})
		}
		in, category := input(t, book, units), make(map[string]string)
		for _, row := range rows(t, from, "representatives.csv.gz") {
			category[row[0]] = row[2]
		}
		type vote struct {
			Unit, Rep string
			Pledges   map[string]int
		}
		eachLine(t, read(t, from, "ballots.jsonl.gz"), func(v vote) {
			b := count.Ballot{Unit: v.Unit, Category: category[v.Rep]}
			for pledge, grade := range v.Pledges {
				b.Rows = append(b.Rows, count.Row{Unit: v.Unit, Criterion: pledge, Grades: []string{book.Labels("grade")[grade]}})
			}
			put(t, in, b)
		})
		res := result(t, book, in)
		want := expected[struct {
			Pledges []struct{ Pledge, Score string }
			Units   []struct {
				Unit, Score string
				Rank        int
			}
		}](t, from)
		for _, one := range want.Pledges {
			same(t, one.Pledge, res.Table("criterion score").Text(unitOf[one.Pledge], one.Pledge), one.Score)
		}
		for _, u := range want.Units {
			same(t, u.Unit+" score", res.Table("score").Text(u.Unit), u.Score)
			same(t, u.Unit+" rank", res.Table("rank").Text(u.Unit), strconv.Itoa(u.Rank))
		}
		if len(want.Pledges) != 173 || len(want.Units) != 47 {
			t.Errorf("%d pledges and %d units were compared", len(want.Pledges), len(want.Units))
		}
	})
}

func TestDoubleAppraisalCountsItsScenario(t *testing.T) {
	from := scenario("double")
	each(t, "double", func(t *testing.T, p programme.Programme) {
		book := settled(t, p, from)
		var units []count.Unit
		for _, row := range rows(t, from, "units.csv.gz") {
			units = append(units, count.Unit{Label: row[0], Class: row[2]})
		}
		in, category := input(t, book, units), make(map[string]int)
		for _, row := range rows(t, from, "representatives.csv.gz") {
			category[row[0]] = slices.Index(book.Labels("category"), row[1])
		}
		// A line has a digit for each unit and criterion.
		cells, axes, stride := in.Counts("marks")
		same(t, "axes", fmt.Sprint(axes), "[unit criterion category grade]")
		criteria := stride[0] / stride[1]
		for line := range bytes.Lines(read(t, from, "ballots.txt.gz")) {
			rep, marks, _ := bytes.Cut(bytes.TrimSpace(line), []byte(" "))
			base := category[string(rep)] * stride[2]
			for i, mark := range marks {
				if mark != '-' {
					cells[base+i/criteria*stride[0]+i%criteria*stride[1]+int(mark-'0')]++
				}
			}
		}
		res := result(t, book, in)
		want := expected[struct {
			Units []struct {
				Unit, Score string
				InClass     int `json:"rank_in_class"`
			}
		}](t, from)
		for _, u := range want.Units {
			same(t, u.Unit+" score", res.Table("score").Text(u.Unit), u.Score)
			same(t, u.Unit+" rank in class", res.Table("rank in class").Text(u.Unit), strconv.Itoa(u.InClass))
		}
		if len(want.Units) != 163 {
			t.Errorf("%d units were compared", len(want.Units))
		}
	})
}

func TestTenBestTenWorstCountsItsScenario(t *testing.T) {
	each(t, "best-worst", func(t *testing.T, p programme.Programme) {
		from := scenario("best-worst")
		book := settled(t, p, from)
		var units []count.Unit
		for _, row := range rows(t, from, "candidates.csv.gz") {
			units = append(units, count.Unit{Label: row[0], Class: row[2]})
		}
		in := input(t, book, units)
		for _, row := range rows(t, from, "online-counts.csv.gz") {
			if err := in.SetText(book.Imported()[0], row[1], row[0]); err != nil {
				t.Fatal(err)
			}
		}
		type vote struct{ Best, Worst []string }
		lists, category := book.Labels("list"), book.Labels("category")[0]
		eachLine(t, read(t, from, "meeting-ballots.jsonl.gz"), func(v vote) {
			put(t, in, count.Ballot{Category: category, Ticks: map[string][]string{lists[0]: v.Best, lists[1]: v.Worst}})
		})
		res := result(t, book, in)
		want := expected[struct {
			Cast, Void, Valid int
			Units             []struct {
				Unit, Score       string
				Best, Worst, Rank int
			}
			TenBest  []string `json:"ten_best"`
			TenWorst []string `json:"ten_worst"`
		}](t, from)
		same(t, "cast", res.Table("collected").Text(category), strconv.Itoa(want.Cast))
		same(t, "valid", res.Table("valid").Text(category), strconv.Itoa(want.Valid))
		same(t, "void", fmt.Sprint(in.Spoilt()), fmt.Sprintf("[{over-vote %d 0}]", want.Void))
		for _, u := range want.Units {
			same(t, u.Unit+" best", res.Table("ticks").Text(u.Unit, category, lists[0]), strconv.Itoa(u.Best))
			same(t, u.Unit+" worst", res.Table("ticks").Text(u.Unit, category, lists[1]), strconv.Itoa(u.Worst))
			same(t, u.Unit+" score", res.Table("score").Text(u.Unit), u.Score)
			same(t, u.Unit+" rank", res.Table("rank").Text(u.Unit), strconv.Itoa(u.Rank))
			same(t, u.Unit+" ten best", res.Table("ten best").Text(u.Unit), isOn(want.TenBest, u.Unit))
			same(t, u.Unit+" ten worst", res.Table("ten worst").Text(u.Unit), isOn(want.TenWorst, u.Unit))
		}
		if len(want.Units) != 60 || len(want.TenWorst) != 10 {
			t.Errorf("%d units were compared", len(want.Units))
		}
	})
}

func isOn(list []string, unit string) string {
	if slices.Contains(list, unit) {
		return "1"
	}
	return "0"
}
