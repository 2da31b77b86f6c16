package count_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"

	"pingyi/data/sample"
	"pingyi/voting/count"
)

// read returns a file of a scenario, unpacked when its name ends with .gz.
func read(t testing.TB, from fs.FS, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(from, name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		packed, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if text, err = io.ReadAll(packed); err != nil {
			t.Fatal(err)
		}
	}
	return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
}

// rows reads a table without its head.
func rows(t testing.TB, from fs.FS, name string) [][]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(read(t, from, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func eachLine[T any](t testing.TB, text []byte, do func(T)) {
	t.Helper()
	for scan := bufio.NewScanner(bytes.NewReader(text)); scan.Scan(); {
		var line T
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		do(line)
	}
}

func parse(t testing.TB, text []byte) *count.Rulebook {
	t.Helper()
	book, err := count.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// kept reads a rulebook that may hold what is no longer accepted, such as a trim of nothing.
func kept(t testing.TB, text []byte) *count.Rulebook {
	t.Helper()
	book, err := count.ParseKept(text)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func input(t testing.TB, book *count.Rulebook, units []count.Unit) *count.Input {
	t.Helper()
	in, err := book.NewInput(units)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func result(t testing.TB, book *count.Rulebook, in *count.Input) *count.Result {
	t.Helper()
	res, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func scenario(name string) fs.FS { return os.DirFS("testdata/scenarios/" + name) }

func expected[T any](t testing.TB, from fs.FS) (want T) {
	t.Helper()
	if err := json.Unmarshal(read(t, from, "expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	return want
}

func TestWindows(t *testing.T) {
	from, _ := fs.Sub(sample.Windows, "windows")
	book := parse(t, read(t, from, "rulebook.json"))
	var units []count.Unit
	for _, row := range rows(t, from, "units.csv") {
		units = append(units, count.Unit{Label: row[0], Class: row[3]})
	}
	in := input(t, book, units)
	category := make(map[string]string)
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
		row := count.Row{Unit: v.Unit, Criterion: "总体评价", Grades: []string{book.Labels("grade")[v.Grade]}}
		if _, err := in.AddBallot(count.Ballot{Unit: v.Unit, Category: category[v.Rep], Rows: []count.Row{row}}); err != nil {
			t.Fatal(err)
		}
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
}

// double counts ten thousand ballots of 163 units by five criteria, straight
// into the slice of counts.
func double(t testing.TB, book *count.Rulebook) *count.Input {
	from := scenario("double")
	var units []count.Unit
	for _, row := range rows(t, from, "units.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[2]})
	}
	in := input(t, book, units)
	category := make(map[string]int)
	for _, row := range rows(t, from, "representatives.csv.gz") {
		for i, label := range book.Labels("category") {
			if label == row[1] {
				category[row[0]] = i
			}
		}
	}
	tally(t, in, read(t, from, "ballots.txt.gz"), category)
	return in
}

// tally is the one pass over the ballots: a digit for each unit and criterion.
func tally(t testing.TB, in *count.Input, text []byte, category map[string]int) {
	cells, axes, stride := in.Counts("marks")
	same(t, "axes", fmt.Sprint(axes), "[unit criterion category grade]")
	for line := range bytes.Lines(text) {
		rep, marks, _ := bytes.Cut(bytes.TrimSpace(line), []byte(" "))
		base := category[string(rep)] * stride[2]
		criteria := stride[0] / stride[1]
		for i, mark := range marks {
			if mark != '-' {
				cells[base+i/criteria*stride[0]+i%criteria*stride[1]+int(mark-'0')]++
			}
		}
	}
}

func TestDouble(t *testing.T) {
	from := scenario("double")
	book := parse(t, read(t, from, "rulebook.json"))
	res := result(t, book, double(t, book))
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
}

func TestPledges(t *testing.T) {
	from := scenario("pledges")
	book := parse(t, read(t, from, "rulebook.json"))
	pledges, unitOf := make(map[string][]string), make(map[string]string)
	for _, row := range rows(t, from, "pledges.csv.gz") {
		pledges[row[1]] = append(pledges[row[1]], row[0])
		unitOf[row[0]] = row[1]
	}
	var units []count.Unit
	for _, row := range rows(t, from, "units.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[3], Criteria: pledges[row[0]]})
	}
	in := input(t, book, units)
	category := make(map[string]string)
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
		if _, err := in.AddBallot(b); err != nil {
			t.Fatal(err)
		}
	})
	res := result(t, book, in)
	want := expected[struct {
		Pledges []struct{ Pledge, Score string }
		Units   []struct {
			Unit, Score string
			Rank        int
		}
	}](t, from)
	for _, p := range want.Pledges {
		same(t, p.Pledge, res.Table("criterion score").Text(unitOf[p.Pledge], p.Pledge), p.Score)
	}
	for _, u := range want.Units {
		same(t, u.Unit+" score", res.Table("score").Text(u.Unit), u.Score)
		same(t, u.Unit+" rank", res.Table("rank").Text(u.Unit), strconv.Itoa(u.Rank))
	}
	if len(want.Pledges) != 173 || len(want.Units) != 47 {
		t.Errorf("%d pledges and %d units were compared", len(want.Pledges), len(want.Units))
	}
}

func TestBestWorst(t *testing.T) {
	from := scenario("best-worst")
	book := parse(t, read(t, from, "rulebook.json"))
	var units []count.Unit
	for _, row := range rows(t, from, "candidates.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[2]})
	}
	in := input(t, book, units)
	for _, row := range rows(t, from, "online-counts.csv.gz") {
		if err := in.SetText("网络得票", row[1], row[0]); err != nil {
			t.Fatal(err)
		}
	}
	type vote struct{ Best, Worst []string }
	eachLine(t, read(t, from, "meeting-ballots.jsonl.gz"), func(v vote) {
		if _, err := in.AddBallot(count.Ballot{Ticks: map[string][]string{"best": v.Best, "worst": v.Worst}}); err != nil {
			t.Fatal(err)
		}
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
	same(t, "cast", res.Table("collected").Text(), strconv.Itoa(want.Cast))
	same(t, "valid", res.Table("valid").Text(), strconv.Itoa(want.Valid))
	same(t, "void", fmt.Sprint(in.Spoilt()), fmt.Sprintf("[{over-vote %d 0}]", want.Void))
	for _, u := range want.Units {
		same(t, u.Unit+" best", res.Table("ticks").Text(u.Unit, "best"), strconv.Itoa(u.Best))
		same(t, u.Unit+" worst", res.Table("ticks").Text(u.Unit, "worst"), strconv.Itoa(u.Worst))
		same(t, u.Unit+" score", res.Table("score").Text(u.Unit), u.Score)
		same(t, u.Unit+" rank", res.Table("rank").Text(u.Unit), strconv.Itoa(u.Rank))
		same(t, u.Unit+" ten best", res.Table("ten best").Text(u.Unit), isOn(want.TenBest, u.Unit))
		same(t, u.Unit+" ten worst", res.Table("ten worst").Text(u.Unit), isOn(want.TenWorst, u.Unit))
	}
	if len(want.Units) != 60 || len(want.TenWorst) != 10 {
		t.Errorf("%d units were compared", len(want.Units))
	}
}

func isOn(list []string, unit string) string {
	for _, u := range list {
		if u == unit {
			return "1"
		}
	}
	return "0"
}

func testdata() fs.FS { return os.DirFS("testdata") }
