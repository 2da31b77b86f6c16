package scenarios

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"

	"pingyi/voting/count"
)

// DoubleInput counts ten thousand ballots of 163 units by five criteria, straight into
// the slice of counts.
func DoubleInput(t T, from fs.FS, book *count.Rulebook) *count.Input {
	t.Helper()
	var units []count.Unit
	for _, row := range Rows(t, from, "units.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[2]})
	}
	in, category := input(t, book, units), make(map[string]int)
	for rep, label := range column(t, from, "representatives.csv.gz", 0, 1) {
		category[rep] = slices.Index(book.Labels("category"), label)
	}
	Tally(t, in, Read(t, from, "ballots.txt.gz"), category)
	return in
}

// Tally is one pass over the ballots of the double appraisal: a line has a digit for each
// unit and criterion, or - for none. category is the number of each representative's.
func Tally(t T, in *count.Input, text []byte, category map[string]int) {
	t.Helper()
	cells, axes, stride := in.Counts("marks")
	if fmt.Sprint(axes) != "[unit criterion category grade]" {
		t.Fatalf("marks are counted by %v", axes)
	}
	criteria := stride[0] / stride[1]
	for line := range bytes.Lines(text) {
		rep, marks, _ := bytes.Cut(bytes.TrimSpace(line), []byte(" "))
		base := category[string(rep)] * stride[2]
		for i, mark := range marks {
			if mark != '-' {
				cells[base+i/criteria*stride[0]+i%criteria*stride[1]+int(mark-'0')]++
			}
		}
	}
}

// Double counts whole forms of a grade for each unit and criterion.
func Double(t T, from fs.FS, book *count.Rulebook) {
	t.Helper()
	want := expected[struct {
		Units []struct {
			Unit, Score string
			InClass     int `json:"rank_in_class"`
		}
	}](t, from)
	res := run(t, book, DoubleInput(t, from, book))
	for _, u := range want.Units {
		res.is(u.Score, "score", u.Unit)
		res.is(strconv.Itoa(u.InClass), "rank in class", u.Unit)
	}
	res.all(len(want.Units), 163)
}

// BestWorst counts ballots that tick the best and the worst of all units, beside votes of
// an election held elsewhere. The rulebook has the two lists in that order.
func BestWorst(t T, from fs.FS, book *count.Rulebook) {
	t.Helper()
	var units []count.Unit
	for _, row := range Rows(t, from, "candidates.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[2]})
	}
	in := input(t, book, units)
	for _, row := range Rows(t, from, "online-counts.csv.gz") {
		if err := in.SetText(book.Imported()[0], row[1], row[0]); err != nil {
			t.Fatal(err)
		}
	}
	var voters []string // the category of all, where the rulebook has one
	b := count.Ballot{}
	if labels := book.Labels("category"); len(labels) > 0 {
		voters, b.Category = labels[:1], labels[0]
	}
	lists := book.Labels("list")
	type vote struct{ Best, Worst []string }
	eachLine(t, from, "meeting-ballots.jsonl.gz", func(v vote) {
		b.Ticks = map[string][]string{lists[0]: v.Best, lists[1]: v.Worst}
		put(t, in, b)
	})
	want := expected[struct {
		Cast, Void, Valid int
		Units             []struct {
			Unit, Score       string
			Best, Worst, Rank int
		}
		TenBest  []string `json:"ten_best"`
		TenWorst []string `json:"ten_worst"`
	}](t, from)
	res := run(t, book, in)
	res.is(strconv.Itoa(want.Cast), "collected", voters...)
	res.is(strconv.Itoa(want.Valid), "valid", voters...)
	if got, void := fmt.Sprint(in.Spoilt()), fmt.Sprintf("[{over-vote %d 0}]", want.Void); got != void {
		t.Errorf("spoilt are %s, want %s", got, void)
	}
	for _, u := range want.Units {
		res.is(strconv.Itoa(u.Best), "ticks", slices.Concat([]string{u.Unit}, voters, lists[:1])...)
		res.is(strconv.Itoa(u.Worst), "ticks", slices.Concat([]string{u.Unit}, voters, lists[1:])...)
		res.is(strconv.Itoa(u.Rank), "rank", u.Unit)
		res.is(u.Score, "score", u.Unit)
		res.is(isOn(want.TenBest, u.Unit), "ten best", u.Unit)
		res.is(isOn(want.TenWorst, u.Unit), "ten worst", u.Unit)
	}
	res.all(len(want.Units), 60)
	res.all(len(want.TenWorst), 10)
}

func isOn(list []string, unit string) string {
	if slices.Contains(list, unit) {
		return "1"
	}
	return "0"
}
