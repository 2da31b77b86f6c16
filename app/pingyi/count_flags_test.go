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
	t.Parallel()
	for _, c := range []struct {
		args   []string
		en, zh string
	}{
		{[]string{"count"}, "want --rulebook FILE and --units FILE", "请用 --rulebook 和 --units"},
		{[]string{"count", "--rulebook", "r", "--units", "u"}, "r: no such file", "r：没有这个文件"},
		{[]string{"count", "--rulebook", ".", "--units", "u"}, ".: is a folder", ".：是文件夹"},
		{countBallots("--format", "xml"), `--format "xml": want table, csv or json`, `--format "xml"：可写`},
		{countBallots("--format", "csv", "--explain", "得分 B01"), "--explain tells a chain, which is no table", "--explain 给出的是推算过程"},
		{countBallots("--table", "总分"), `there is no table "总分"; there are: ticks, issued`, "没有“总分”这张表；有的是：ticks"},
		{countBallots("--explain", "总分 B01"), "write the name of a table; what may be asked: ticks, issued", "要写表名，可以问的有：ticks"},
		{countBallots("--explain", "得分 B99"), `beside "得分" want unit, in any order, as the files have them, with a space between; unit may be: B01, B02, B03, B04, B05, B06, B07, B08 and others, 60 in all`,
			"“得分”旁边要写 编号，次序不限，照文件里的写法，中间空一格；编号可写：B01"},
		{countBallots()[:5], "there is nothing to count: give --ballots FILE", "没有可计算的内容"},
		{countBallots()[:7], `the rulebook asks for "ticks", and neither ballots nor another file give any`, "评分办法要“ticks”，而没有选票，也没有文件给出"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			status, out, problems := say(t, "", append(c.args, "--lang", lang)...)
			if status != 1 || out != "" || !strings.Contains(problems, want) {
				t.Errorf("%v: status %d, printed %d bytes, said %q, want %q", c.args, status, len(out), problems, want)
			}
		}
	}
	for want, args := range map[string][]string{
		`--lang "fr"：可写 zh 或 en；want zh or en`: countBallots("--lang", "fr"), `“ballots.csv”不是参数`: countBallots("ballots.csv"),
		"want check or translate": {"rulebook", "-lang", "en"}, "want one rulebook": {"rulebook", "check", "-lang", "en"}, `--lang "de"：可写 zh 或 en；want zh or en`: {"rulebook", "check", "-lang", "de", "r"},
	} {
		if status, out, problems := say(t, "", args...); status != 1 || out != "" || !strings.Contains(problems, want) {
			t.Errorf("%v: status %d, printed %d bytes, said %q, want %q", args, status, len(out), problems, want)
		}
	}
}

// TestCountSaysInOneLanguageWhatStopsIt: what the engine and the readers of files
// refuse is told in the language that was asked for, whole.
func TestCountSaysInOneLanguageWhatStopsIt(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	rulebook := write("r.json", `{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
		"categories": [{"label": "企业", "weight": 1}, {"label": "居民", "weight": 1}],
		"steps": [{"name": "类内", "do": "mean", "of": "marks"}, {"name": "得分", "do": "weighted mean", "of": "类内", "over": "category", "missing": "refuse"}], "result": {"score": "得分"}}`)
	units := write("u.csv", "编号,名称\nS1,甲\n")
	english := regexp.MustCompile(`[a-z]{3,} [a-z]{2,}`)
	for name, text := range map[string]string{
		"refuse.jsonl": `{"unit": "S1", "category": "企业", "grade": "好"}`, "broken.jsonl": `{"unit": "S1", `, "twice.jsonl": `{"unit": "S1", "unit": "S1"}`,
		"list.jsonl": `[1]`, "key.jsonl": `{"unit": "S1", "category": "企业", "mark": 1}`, "nobody.jsonl": `{"category": "企业", "grade": "好"}`,
		"packed.jsonl.gz": "no gzip", "marks.txt": "R1 0", "empty.jsonl": "", "kind.jsonl": `{"unit": {"a": 1}}`,
	} {
		args := []string{"count", "--rulebook", rulebook, "--units", units, "--ballots", write(name, text)}
		status, _, zh := say(t, "", append(args, "--lang", "zh")...)
		if status != 1 || english.MatchString(zh) || zh == "" {
			t.Errorf("%s: status %d, said in Chinese %q", name, status, zh)
		}
		if _, _, en := say(t, "", append(args, "--lang", "en")...); regexp.MustCompile(`[\p{Han}]{3}`).MatchString(en) || !english.MatchString(en) {
			t.Errorf("%s: said in English %q", name, en)
		}
	}
}

// TestCountWritesAFileWholeOrNotAtAll: an error leaves the file of before.
func TestCountWritesAFileWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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

// TestAFileOfCountIsWhatItsNameSays: who writes out.csv wants CSV, and a workbook is refused
// before anything is counted.
func TestAFileOfCountIsWhatItsNameSays(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, begins := range map[string]string{"a.csv": "\ufeff编号,名称,", "b.JSON": "{\n \"format\": 1,", "c.txt": "十佳十差基层单位评选\n", "d": "十佳十差基层单位评选\n"} {
		path := filepath.Join(folder, name)
		_, _, problems := say(t, "", countBallots("--out", path)...)
		if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), begins) {
			t.Errorf("%s: %v, %s%.80s", name, err, problems, text)
		}
	}
	path := filepath.Join(folder, "e.csv")
	say(t, "", countBallots("--out", path, "--format", "table")...)
	if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), "十佳十差基层单位评选\n") {
		t.Errorf("what was asked for by name: %v, %.80s", err, text)
	}
	path = filepath.Join(folder, "f.xlsx")
	status, _, problems := say(t, "", countBallots("--out", path, "--lang", "en")...)
	if _, err := os.Stat(path); status == 0 || err == nil || !strings.Contains(problems, "pingyi count writes no xlsx: use csv") {
		t.Errorf("a workbook ends with %d, %v, %s", status, err, problems)
	}
}

// TestNobodyIsToldThatNobodyReads: behind "| head" there is no error to be told.
func TestNobodyIsToldThatNobodyReads(t *testing.T) {
	t.Parallel()
	var problems strings.Builder
	if status := run(t.Context(), countBallots(), console{in: strings.NewReader(""), out: gone{}, err: &problems}); status != 1 || problems.Len() > 0 {
		t.Errorf("it ends with %d and says %s", status, problems.String())
	}
}

// TestCountExplains: a score of the evening has its
// chain down to the counts, in both languages.
func TestCountExplains(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"zh": "1. 得分（B01）：63.32。加权平均：(会场得分 51.76 × 60 + 网络得分 80.66 × 40) ÷ 100",
		"en": "1. score (B01): 63.32. The weighted mean: (meeting score 51.76 × 60 + online score 80.66 × 40) ÷ 100",
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
	t.Parallel()
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
