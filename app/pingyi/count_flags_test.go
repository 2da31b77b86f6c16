package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// countBallots are the arguments for an evening of 294 ballots.
func countBallots(more ...string) []string {
	folder := filepath.Join("..", "..", "voting", "count", "testdata", "scenarios", "best-worst")
	return append([]string{
		"count", "--rulebook", filepath.Join(folder, "rulebook.json"), "--units", filepath.Join(folder, "candidates.csv.gz"),
		"--parts", filepath.Join(folder, "online-counts.csv.gz"), "--ballots", filepath.Join(folder, "meeting-ballots.jsonl.gz"),
	}, more...)
}

func TestCountRefusesFlagsThatDoNotGoTogether(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"count"}, "want --rulebook FILE and --units FILE"},
		{[]string{"count", "--rulebook", "r", "--units", "u"}, "r: no such file"},
		{countBallots("--format", "xml"), `--format "xml": want table, csv or json`},
		{countBallots("--lang", "fr"), `--lang "fr": want zh or en`},
		{countBallots("--format", "csv", "--explain", "得分 B01"), "--explain tells a chain, which is no table"},
		{countBallots("ballots.csv"), `"ballots.csv" is no flag`},
		{countBallots("--table", "总分"), `there is no table "总分"; there are: ticks, issued`},
		{countBallots("--explain", "总分 B01"), "begin with the name of a table, one of ticks, issued"},
		{countBallots("--explain", "得分 B99"), `after "得分" want unit`},
		{countBallots()[:5], "there is nothing to count: give --ballots FILE"},
		{[]string{"rulebook"}, "want check or translate"},
		{[]string{"rulebook", "check"}, "want one rulebook"},
	} {
		status, out, problems := say(t, "", c.args...)
		if status != 1 || out != "" || !strings.Contains(problems, c.want) {
			t.Errorf("%v: status %d, printed %d bytes, said %q, want %q", c.args, status, len(out), problems, c.want)
		}
	}
}

// TestCountWritesAFileWholeOrNotAtAll: an error leaves the file of before.
func TestCountWritesAFileWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "result.csv")
	if status, out, problems := say(t, "", countBallots("--format", "csv", "--out", path)...); status != 0 || out != "" {
		t.Fatalf("status %d: %s%s", status, out, problems)
	}
	before, err := os.ReadFile(path)
	if err != nil || strings.Count(string(before), "\r\n") != 61 || !strings.HasPrefix(string(before), "\ufeff编号,") {
		t.Errorf("the file begins with %.40q, %v", before, err)
	}
	if status, _, _ := say(t, "", countBallots("--format", "csv", "--out", path, "--table", "总分")...); status != 1 {
		t.Error("a table that is not there is printed")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file is another after an error: %v", err)
	}
}

// TestCountSaysWhatATableLeavesOut: a CSV file is one table, and what is not in
// it is named.
func TestCountSaysWhatATableLeavesOut(t *testing.T) {
	in := scenarioFolder(t, "pledges", &struct{}{})
	args := []string{"count", "--rulebook", in("rulebook.json"), "--units", in("units.csv.gz"), "--parts", in("pledges.csv.gz"),
		"--roster", in("representatives.csv.gz"), "--ballots", in("ballots.jsonl.gz"), "--format", "csv", "--lang", "en"}
	_, out, problems := say(t, "", args...)
	if strings.Count(out, "\r\n") != 48 || !strings.Contains(problems, "not in this table: criterion score") {
		t.Errorf("%d lines; %s", strings.Count(out, "\r\n"), problems)
	}
	_, out, problems = say(t, "", append(args, "--table", "criterion score")...)
	if strings.Count(out, "\r\n") != 174 || problems != "" {
		t.Errorf("%d lines; %s", strings.Count(out, "\r\n"), problems)
	}
}

// TestCountExplains: a score of the evening has its
// chain down to the counts, in both languages.
func TestCountExplains(t *testing.T) {
	for lang, want := range map[string]string{
		"zh": "1. 得分（B01）：63.32。加权平均：(会场得分 51.76 × 60 + 网络得分 80.66 × 40) ÷ 100",
		"en": "1. 得分 (B01): 63.32. The weighted mean: (会场得分 51.76 × 60 + 网络得分 80.66 × 40) ÷ 100",
	} {
		for _, figure := range []string{"score B01", "得分 B01", "score 东岭街道税务所"} {
			_, out, problems := say(t, "", countBallots("--explain", figure, "--lang", lang)...)
			if !strings.Contains(out, want) {
				t.Errorf("%s: %s%s", figure, out, problems)
			}
		}
	}
}

// TestCountFlagsAreDocumented compares the flags with the page.
func TestCountFlagsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/COUNT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, _, usage := say(t, "", "count", "-h")
	flags := regexp.MustCompile(`(?m)^  -([a-z]+)`).FindAllStringSubmatch(usage, -1)
	if len(flags) < 11 {
		t.Errorf("only %d flags in\n%s", len(flags), usage)
	}
	for _, name := range flags {
		if !strings.Contains(string(page), "`--"+name[1]) {
			t.Errorf("docs/COUNT.md says nothing of --%s", name[1])
		}
	}
}
