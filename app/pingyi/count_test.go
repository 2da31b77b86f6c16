package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// counted is the JSON output of pingyi count, as far as the tests look at it.
type counted struct {
	Ballots map[string]*int
	Void    []struct {
		Reason        string
		Ballots, Rows int
	}
	Replaced int
	Results  []struct {
		Name  string
		Cells []struct {
			At      []string
			Exact   string
			Printed *string
		}
	}
	printed, exact map[string]string // by "name label label"
}

// countJSON runs the command and reads what it prints.
func countJSON(t *testing.T, args ...string) counted {
	t.Helper()
	status, out, problems := say(t, "", append([]string{"count", "--format", "json"}, args...)...)
	if status != 0 {
		t.Fatalf("status %d: %s", status, problems)
	}
	c := counted{printed: make(map[string]string), exact: make(map[string]string)}
	if err := json.Unmarshal([]byte(out), &c); err != nil {
		t.Fatal(err)
	}
	for _, table := range c.Results {
		for _, cell := range table.Cells {
			key := strings.Join(append([]string{table.Name}, cell.At...), " ")
			if c.exact[key] = cell.Exact; cell.Printed != nil {
				c.printed[key] = *cell.Printed
			}
		}
	}
	return c
}

func (c counted) want(t *testing.T, key, want string) {
	t.Helper()
	if got := c.printed[key]; got != want {
		t.Errorf("%s is %q, want %q", key, got, want)
	}
}

func (c counted) wantBallots(t *testing.T, name string, want int) {
	t.Helper()
	if got := c.Ballots[name]; got == nil || *got != want {
		t.Errorf("%s: want %d", name, want)
	}
}

// scenarioFolder is where a scenario stands, and its expected result.
func scenarioFolder(t *testing.T, name string, want any) func(file string) string {
	t.Helper()
	folder := filepath.Join("..", "..", "voting", "count", "testdata", "scenarios", name)
	if name == "windows" {
		folder = filepath.Join("..", "..", "data", "sample", name)
	}
	text, err := os.ReadFile(filepath.Join(folder, "expected.json"))
	if err == nil {
		err = json.Unmarshal(text, want)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func(file string) string { return filepath.Join(folder, file) }
}

func TestCountWindows(t *testing.T) {
	t.Parallel()
	var want struct {
		Issued int
		Units  []struct {
			Unit, Exact, Score string
			Rank               int
			InClass            int `json:"rank_in_class"`
			Counts             map[string][]int
		}
	}
	in := scenarioFolder(t, "windows", &want)
	files := []string{"--rulebook", in("rulebook.json"), "--units", in("units.csv"), "--ballots", in("ballots.jsonl.gz"), "--roster"}
	got := countJSON(t, append(files, in("representatives.csv"))...)
	marks := countJSON(t, append(files, in("representatives-gbk.csv"), "--table", "marks")...)
	got.wantBallots(t, "issued", want.Issued)
	for _, u := range want.Units {
		got.want(t, "score "+u.Unit, u.Score)
		got.want(t, "rank "+u.Unit, strconv.Itoa(u.Rank))
		got.want(t, "rank in class "+u.Unit, strconv.Itoa(u.InClass))
		if exact := got.exact["score "+u.Unit]; exact != u.Exact {
			t.Errorf("%s is exactly %s, want %s", u.Unit, exact, u.Exact)
		}
		for category, counts := range u.Counts {
			for i, grade := range []string{"满意", "基本满意", "不满意", "不了解"} {
				marks.want(t, strings.Join([]string{"marks", u.Unit, "总体评价", category, grade}, " "), strconv.Itoa(counts[i]))
			}
		}
	}
	if len(want.Units) != 100 || got.Replaced != 1281 {
		t.Errorf("%d units, %d ballots replaced", len(want.Units), got.Replaced)
	}
}

func TestCountDouble(t *testing.T) {
	t.Parallel()
	var want struct {
		Issued, Returned int
		Units            []struct {
			Unit, Score string
			InClass     int `json:"rank_in_class"`
		}
	}
	in := scenarioFolder(t, "double", &want)
	got := countJSON(t, "--rulebook", in("rulebook.json"), "--units", in("units.csv.gz"), "--roster", in("representatives.csv.gz"), "--ballots", in("ballots.txt.gz"))
	got.wantBallots(t, "issued", want.Issued)
	got.wantBallots(t, "collected", want.Returned)
	for _, u := range want.Units {
		got.want(t, "score "+u.Unit, u.Score)
		got.want(t, "rank in class "+u.Unit, strconv.Itoa(u.InClass))
	}
	if len(want.Units) != 163 {
		t.Errorf("%d units", len(want.Units))
	}
}

func TestCountPledges(t *testing.T) {
	t.Parallel()
	var want struct {
		Pledges []struct{ Pledge, Score string }
		Units   []struct {
			Unit, Score string
			Rank        int
		}
	}
	in := scenarioFolder(t, "pledges", &want)
	got := countJSON(t, "--rulebook", in("rulebook.json"), "--units", in("units.csv.gz"), "--parts", in("pledges.csv.gz"),
		"--roster", in("representatives.csv.gz"), "--ballots", in("ballots.jsonl.gz"))
	for _, p := range want.Pledges {
		unit, _, _ := strings.Cut(p.Pledge, "-")
		got.want(t, "criterion score "+unit+" "+p.Pledge, p.Score)
	}
	for _, u := range want.Units {
		got.want(t, "score "+u.Unit, u.Score)
		got.want(t, "rank "+u.Unit, strconv.Itoa(u.Rank))
	}
	if len(want.Pledges) != 173 || len(want.Units) != 47 {
		t.Errorf("%d pledges, %d units", len(want.Pledges), len(want.Units))
	}
}

func TestCountBestWorst(t *testing.T) {
	t.Parallel()
	var want struct {
		Issued, Cast, Void, Valid int
		Units                     []struct {
			Unit, Score               string
			Best, Worst, Online, Rank int
		}
		TenBest  []string `json:"ten_best"`
		TenWorst []string `json:"ten_worst"`
	}
	in := scenarioFolder(t, "best-worst", &want)
	files := []string{"--rulebook", in("rulebook.json"), "--units", in("candidates.csv.gz"), "--parts", in("online-counts.csv.gz"), "--ballots", in("meeting-ballots.jsonl.gz")}
	got := countJSON(t, files...)
	ticks := countJSON(t, append(files, "--table", "ticks")...)
	got.wantBallots(t, "collected", want.Cast)
	got.wantBallots(t, "valid", want.Valid)
	got.wantBallots(t, "invalid", want.Void)
	if len(got.Void) != 1 || got.Void[0].Reason != "over-vote" || got.Void[0].Ballots != want.Void {
		t.Errorf("void: %v", got.Void)
	}
	if got.Ballots["issued"] != nil {
		t.Error("nobody said how many ballots were issued, and a number is printed")
	}
	for _, u := range want.Units {
		got.want(t, "score "+u.Unit, u.Score)
		got.want(t, "rank "+u.Unit, strconv.Itoa(u.Rank))
		ticks.want(t, "ticks "+u.Unit+" best", strconv.Itoa(u.Best))
		ticks.want(t, "ticks "+u.Unit+" worst", strconv.Itoa(u.Worst))
		got.want(t, "ten best "+u.Unit, onList(want.TenBest, u.Unit))
		got.want(t, "ten worst "+u.Unit, onList(want.TenWorst, u.Unit))
	}
	if len(want.Units) != 60 {
		t.Errorf("%d units", len(want.Units))
	}
}

func onList(list []string, unit string) string {
	for _, u := range list {
		if u == unit {
			return "1"
		}
	}
	return "0"
}
