package tally_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"pingyi/app/intake"
	"pingyi/app/tally"
)

// failer is a test, or one example of a property.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// folder is a place for the files of one test.
type folder struct {
	t    failer
	path string
}

func newFolder(t *testing.T) folder { return folder{t, t.TempDir()} }

func (f folder) write(name, text string) string {
	f.t.Helper()
	path := filepath.Join(f.path, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
	return path
}

// printed counts and prints as CSV, with the head that says what was void.
func printed(t failer, job tally.Job, table string) string {
	t.Helper()
	outcome, err := tally.Count(job)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := outcome.Print(&out, tally.Style{Format: "csv", Lang: "en", Table: table}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// column takes some columns out of what was printed, as lines of words.
func column(t testing.TB, text string, titles ...string) string {
	t.Helper()
	var lines []string
	var at []int
	for i, line := range strings.Split(strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")), "\r\n") {
		cells := strings.Split(line, ",")
		for _, title := range titles {
			for k, cell := range cells {
				if i == 0 && cell == title {
					at = append(at, k)
				}
			}
		}
		if i == 0 {
			continue
		}
		var kept []string
		for _, k := range at {
			kept = append(kept, cells[k])
		}
		lines = append(lines, strings.Join(kept, " "))
	}
	return strings.Join(lines, "; ")
}

const (
	unitsCSV = "编号,参评单位\nW1,税务窗口\nW2,社保窗口\n"
	twoUnits = `{"rulebook": 2, "title": "评议", ONE_VOTE "ballot": {"sheet": "SHEET", "over_vote": "void ballot", "grades": [
		{"label": "好", "points": 100}, {"label": "差", "points": 0}]PATTERNS},
		"categories": [{"label": "企业", "weight": 50}, {"label": "居民", "weight": 50}],
		"steps": [{"name": "类内", "do": "mean", "of": "marks"},
			{"name": "得分", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"}],
		"result": {"score": "得分"}}`
)

// book fills in the rulebook.
func book(sheet, oneVote, patterns string) string {
	if oneVote != "" {
		oneVote = `"one_vote": "` + oneVote + `",`
	}
	return strings.NewReplacer("SHEET", sheet, "ONE_VOTE", oneVote, "PATTERNS", patterns).Replace(twoUnits)
}

const rosterCSV = "代表证号,代表类别\nR1,企业\nR2,企业\nR3,居民\n"

// TestOneVote: of two ballots of a representative the rulebook says which counts;
// when it says nothing, both are named.
func TestOneVote(t *testing.T) {
	const ballots = `{"rep": "R1", "unit": "W1", "grade": "好"}
{"rep": "R3", "unit": "W1", "grade": "好"}
{"rep": "R1", "unit": "W2", "grade": "好"}
{"rep": "R1", "unit": "W1", "grade": "差"}
`
	for _, c := range []struct{ rule, want string }{
		{"last before the close counts", "50 2; 100 1"},
		{"first counts", "100 2; 100 1"},
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", book("one unit", c.rule, "")), Units: f.write("u.csv", unitsCSV),
			Roster: f.write("p.csv", rosterCSV), Ballots: []string{f.write("b.jsonl", ballots)},
		}
		if got := column(t, printed(t, job, ""), "score", "collected"); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
	f := newFolder(t)
	_, err := tally.Count(tally.Job{
		Rulebook: f.write("r.json", book("one unit", "", "")), Units: f.write("u.csv", unitsCSV),
		Roster: f.write("p.csv", rosterCSV), Ballots: []string{f.write("b.jsonl", ballots)},
	})
	if err == nil || !strings.Contains(err.Error(), `b.jsonl, row 4: the representative "R1" has two ballots, the other one in b.jsonl:1`) {
		t.Errorf("two ballots and no rule: %v", err)
	}
}

// TestSheetsAgreeWithCheckedSheets: the fast way through lines of text and the way
// through whole ballots count the same; only the second sees patterns.
func TestSheetsAgreeWithCheckedSheets(t *testing.T) {
	for _, c := range []struct{ name, patterns, want string }{
		{"straight", "", "100 3 0; 25 3 0"},
		{"checked", `, "patterns": [{"void_if_all": "差"}]`, "100 3 0; 25 3 0"},
		{"void", `, "patterns": [{"void_if_all_equal": true}]`, "100 3 1; 0 3 1"},
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", book("all units", "", c.patterns)), Units: f.write("u.csv", unitsCSV),
			Roster: f.write("p.csv", rosterCSV), Ballots: []string{f.write("b.txt", "R1 01\nR2 00\nR3 -1\n")},
		}
		if got := column(t, printed(t, job, ""), "score", "ballots collected", "ballots invalid"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestEncodings: the same ballots in UTF-8 with and without a mark, GB18030,
// packed, with tabs and with a line above the titles give the same result.
func TestEncodings(t *testing.T) {
	const ballots = "评议票,代表类别,参评单位,等次\n1,企业,税务窗口,好\n1,企业,社保窗口,差\n2,居民,W1,差\n"
	chinese, err := simplifiedchinese.GB18030.NewEncoder().String(ballots)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(ballots)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(ballots)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"plain.csv": ballots, "marked.csv": "\ufeff" + ballots, "gb.csv": chinese, "utf16.csv": wide, "packed.csv.gz": packed.String(),
		"tabs.csv": strings.ReplaceAll(ballots, ",", "\t"), "titled.csv": "二〇二六年评议选票\n\n" + ballots,
		"crlf.csv": strings.ReplaceAll(ballots, "\n", "\r\n"),
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Ballots: []string{f.write(name, text)},
		}
		if got := column(t, printed(t, job, ""), "score", "ballots valid"); got != "50 2; 0 2" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestErrorsOfFiles: each error names the file, the row and the column, and what
// to do, in both languages.
func TestErrorsOfFiles(t *testing.T) {
	for _, c := range []struct{ file, text, zh, en string }{
		{"b.csv", "评议票,代表类别,参评单位,等次\n1,企业,W1,好\n2,学生,W1,好\n", "b.csv第 3 行：没有“学生”这个代表类别", "b.csv, row 3: there is no category"},
		{"b.csv", "评议票,代表类别,参评单位,等次\n1,企业,W7,好\n", "b.csv第 2 行“参评单位”列：单位“W7”不在单位名单中", `b.csv, row 2, column "参评单位": the unit "W7" is not on the list`},
		{"b.csv", "评议票,参评单位,等次\n1,W1,好\n", "b.csv第 2 行：不知道这张票属于哪个代表类别", "b.csv, row 2: the category of the ballot is not known"},
		{"b.csv", "评议票,代表类别,参评单位,等次\n1,企业,W1,好\n1,企业,W1,好\n", "b.csv第 3 行“等次”列：这张票已经有同样的一行", `b.csv, row 3, column "等次": the ballot has the same row already`},
		{"b.csv", "评议票,代表类别,参评单位,等次\n1,企业,W1,\"好\n", "b.csv第 2 行：引号不成对", "b.csv, row 2: the quotation marks do not match"},
		{"b.csv", "评议票,代表类别,等次\n1,企业,好\n", "b.csv第 1 行：找不到“参评单位”列", `b.csv, row 1: there is no column "参评单位"`},
		{"b.csv", "代表类别,参评单位,等次\n企业,W1,好\n", "找不到“评议票”列", `there is no column "评议票"`},
		{"b.txt", "R1 0\n", "b.txt第 1 行：应有 2 个字符（2 行，按单位再按指标），这里有 1 个", "b.txt, row 1: want 2 marks"},
		{"b.txt", "R1 00\nR2 07\n", "b.txt第 2 行：评议票里的等次“7”不存在", `b.txt, row 2: there is no grade "7"`},
		{"b.jsonl", `{"category": "企业", "rows": [{"unit": "W1", "grade": 2}]}`, "b.jsonl第 1 行", `b.jsonl, row 1, column "rows": there is no grade "2"`},
		{"b.jsonl", "\n{\"unti\": \"W1\"}", "b.jsonl第 2 行", `"unti" is not known here`},
		{"b.jsonl", `{"category": "企业", "category": "居民"}`, "b.jsonl第 1 行", `"category" is there twice`},
		{"b.jsonl", "{", "b.jsonl第 1 行：评议票无法读取", "b.jsonl, row 1: the ballot cannot be read"},
		{"b.csv.gz", "no gzip", "", "b.csv.gz: this is no gzip file"},
	} {
		f := newFolder(t)
		job := tally.Job{Rulebook: f.write("r.json", book("all units", "", "")), Units: f.write("u.csv", unitsCSV), Ballots: []string{f.write(c.file, c.text)}}
		if strings.HasSuffix(c.file, ".txt") {
			job.Roster = f.write("p.csv", rosterCSV)
		}
		_, err := tally.Count(job)
		if err == nil {
			t.Errorf("%q is accepted", c.text)
			continue
		}
		var wrong intake.Errors
		if errors.As(err, &wrong) && !strings.Contains(strings.Join(wrong.Messages("zh"), "\n"), c.zh) {
			t.Errorf("%q: %s", c.text, wrong.Messages("zh"))
		}
		if !strings.Contains(err.Error(), c.en) {
			t.Errorf("%q: %v, want %s", c.text, err, c.en)
		}
	}
}

// TestColumnsThatAreNotThere: a table without the criterion is refused, and columns
// that nobody asked for are named.
func TestColumnsThatAreNotThere(t *testing.T) {
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", strings.Replace(sheetBook, "PATTERNS", "", 1)), Units: f.write("u.csv", unitsCSV),
		Ballots: []string{f.write("b.csv", "评议票,类别,编号,等次\n1,企业,W1,好\n")},
	}
	if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), `"b.csv" is given by criterion, but there is no such column`) {
		t.Errorf("without criterion: %v", err)
	}
	job.Ballots = []string{f.write("b.csv", "评议票,类别,编号,指标,等次,备注\n1,企业,W1,作风,好,补投\n")}
	outcome, err := tally.Count(job)
	if err != nil {
		t.Fatal(err)
	}
	if len(outcome.Notes) != 1 || outcome.Notes[0].Message("en") != "b.csv: these columns are not used: 备注" {
		t.Errorf("the notes are %v", outcome.Notes)
	}
}

// TestErrorsOfParts: figures that belong nowhere, that are there twice or that
// nobody gave.
func TestErrorsOfParts(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "criteria": [{"label": "作风"}, {"label": "效率"}]},
		"imported": [{"name": "日常", "axes": ["unit"]}, {"name": "专项", "axes": ["unit", "criterion"]}],
		"steps": [{"name": "专", "do": "sum", "of": "专项", "over": "criterion", "missing": "zero"},
			{"name": "得分", "do": "sum", "parts": ["日常", "专"], "missing": "zero"},
			{"name": "率", "do": "share", "of": "collected", "base": "issued"}], "result": {"score": "得分"}}`
	const special = "编号,指标,专项\nW1,作风,5\n"
	for _, c := range []struct{ text, want string }{
		{"编号,平时\nW1,3\n", "no column holds figures that the rulebook knows"},
		{"日常\n3\n", `"日常" is given by unit, but there is no such column; add a column "unit"`},
		{"编号,日常\nW1,三\n", `p.csv, row 2, column "日常": "三" is no plain number`},
		{"编号,日常\nW1,3\nW1,4\n", `p.csv, row 3, column "日常": "日常" of this place is in row 2 already`},
		{"编号,日常\nW5,3\n", `p.csv, row 2, column "编号": the unit "W5" is not on the list`},
		{"编号,指标,日常\nW1,作风,3\n", `"日常" is not given by "指标"`},
		{"编号,日常,发出\nW1,3,\n", `the rulebook asks for "collected", and no file gives it`},
	} {
		f := newFolder(t)
		job := tally.Job{
			Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", unitsCSV),
			Parts: []string{f.write("s.csv", special), f.write("p.csv", c.text)},
		}
		if _, err := tally.Count(job); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// TestOptionalParts: a table that may stay away is not asked for.
func TestOptionalParts(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units"},
		"imported": [{"name": "日常", "axes": ["unit"]}, {"name": "创新", "axes": ["unit"], "optional": true}],
		"steps": [{"name": "得分", "do": "bonus", "of": "日常", "add": ["创新"]}], "result": {"score": "得分"}}`
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", unitsCSV), Parts: []string{f.write("p.csv", "编号,日常\nW1,80\nW2,90\n")},
	}
	if got := column(t, printed(t, job, ""), "score"); got != "80; 90" {
		t.Error(got)
	}
	job.Parts = append(job.Parts, f.write("i.csv", "编号,创新\nW1,5\n"))
	if got := column(t, printed(t, job, ""), "score"); got != "85; 90" {
		t.Error(got)
	}
}

// TestTurnoutOfUnits: where each unit has a sheet of its own, who was there may be
// given for each unit or once for all; in the total nobody is counted twice.
func TestTurnoutOfUnits(t *testing.T) {
	const rulebook = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 1}, {"label": "差", "points": 0}]},
		"steps": [{"name": "得分", "do": "share", "of": "checked in", "base": "issued"}], "result": {"score": "得分"}}`
	f := newFolder(t)
	job := tally.Job{
		Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", unitsCSV),
		Parts: []string{f.write("all.csv", "发出\n10\n"), f.write("each.csv", "编号,到场\nW1,5\nW2,8\n")},
	}
	if got := column(t, printed(t, job, ""), "score", "ballots issued", "ballots checked in"); got != "50 10 8; 80 10 8" {
		t.Error(got)
	}
}

// TestWriteFile: what cannot be written completely leaves the old file as it was,
// and nothing beside it.
func TestWriteFile(t *testing.T) {
	f := newFolder(t)
	path := f.write("result.csv", "old")
	broken := errors.New("the disk is full")
	err := tally.WriteFile(path, func(w io.Writer) error {
		_, _ = w.Write([]byte("half"))
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	if text := unpack(t, path); string(text) != "old" {
		t.Errorf("the file holds %q", text)
	}
	if names, _ := filepath.Glob(filepath.Join(f.path, ".*")); len(names) > 0 {
		t.Errorf("%v is left behind", names)
	}
}
