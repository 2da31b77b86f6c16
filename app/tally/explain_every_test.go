package tally

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// everyJob are the four scenarios and what was published elsewhere.
func everyJob(t *testing.T) map[string]Job {
	t.Helper()
	sample, kept := "../../data/sample/windows/", "../../voting/count/testdata/scenarios/"
	jobs := map[string]Job{
		"windows":    {Rulebook: sample + "rulebook.json", Units: sample + "units.csv", Roster: sample + "representatives.csv", Ballots: []string{sample + "ballots.jsonl.gz"}},
		"pledges":    {Rulebook: kept + "pledges/rulebook.json", Units: kept + "pledges/units.csv.gz", Roster: kept + "pledges/representatives.csv.gz", Ballots: []string{kept + "pledges/ballots.jsonl.gz"}, Parts: []string{kept + "pledges/pledges.csv.gz"}},
		"double":     {Rulebook: kept + "double/rulebook.json", Units: kept + "double/units.csv.gz", Roster: kept + "double/representatives.csv.gz", Ballots: []string{kept + "double/ballots.txt.gz"}},
		"best-worst": {Rulebook: kept + "best-worst/rulebook.json", Units: kept + "best-worst/candidates.csv.gz", Roster: kept + "best-worst/representatives.csv.gz", Ballots: []string{kept + "best-worst/meeting-ballots.jsonl.gz"}, Parts: []string{kept + "best-worst/online-counts.csv.gz"}},
	}
	published, err := filepath.Glob("../../voting/testdata/published/*/*/units.csv")
	if err != nil || len(published) < 16 {
		t.Fatalf("%d published results, %v", len(published), err)
	}
	for _, units := range published {
		folder := filepath.Dir(units)
		job := Job{Rulebook: filepath.Join(filepath.Dir(folder), "rulebook.json"), Units: units}
		job.Parts, _ = filepath.Glob(filepath.Join(folder, "parts*.csv"))
		job.Ballots, _ = filepath.Glob(filepath.Join(folder, "ballots*"))
		jobs[filepath.Base(filepath.Dir(folder))+"/"+filepath.Base(folder)] = job
	}
	return jobs
}

// TestEveryPrintedFigureIsExplained asks for each figure that the table prints, by the words that stand
// there: what the explanation begins with is what is printed.
func TestEveryPrintedFigureIsExplained(t *testing.T) {
	for name, job := range everyJob(t) {
		o, err := Count(job)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		asked := o.askHead(t, name, "zh") + o.askHead(t, name, "en")
		for _, group := range grouped(o.figures()) {
			asked += o.askTable(t, name, group, Style{Lang: "zh", Format: "table"})
		}
		asked += o.askGiven(t, name)
		if asked < 12 {
			t.Errorf("%s: only %d figures", name, asked)
		}
	}
}

// asks compares an explanation with what is printed, be it nothing.
func (o *Outcome) asks(t *testing.T, name, asked, printed string) {
	t.Helper()
	lines, err := o.explain(asked, "zh")
	if printed == "—" {
		printed = ""
	}
	if err != nil || lines[0].Printed != printed || lines[0].How == (count.Said{}) && lines[0].Chinese == "" {
		t.Errorf("%s: %q is printed as %q and explained as %+v, %v", name, asked, printed, lines, err)
	}
	for n, line := range lines {
		for _, from := range line.From {
			if from == n || from >= len(lines) {
				t.Errorf("%s: %q: line %d is made of line %d of %d", name, asked, n, from, len(lines))
			}
		}
	}
}

// askHead asks for what stands above the tables: so many were issued, so many are void because of this.
func (o *Outcome) askHead(t *testing.T, name, lang string) (asked int) {
	t.Helper()
	head := strings.Join(o.head(lang), "\n")
	for _, what := range []string{tableIssued, tableCheckedIn, tableCollected, tableValid, figureInvalid} {
		word := phrase(lang, what)
		found := regexp.MustCompile(`(?m)(?:^|[ ：:])` + word + ` (\S+)`).FindStringSubmatch(head)
		if found == nil {
			t.Fatalf("%s: %q is not in\n%s", name, word, head)
		}
		if o.Result.Table(what) != nil && o.Book.Named(what) {
			continue // the author calls something of his own so
		}
		o.asks(t, name, word, found[1])
		asked++
	}
	for _, s := range o.Spoilt {
		for what, n := range map[string]int{figureVoid: s.Ballots, figureVoidRows: s.Rows} {
			if said := phrase(lang, map[string]string{figureVoid: "ballots void", figureVoidRows: "rows void"}[what], itoa(n)); n > 0 {
				if !strings.Contains(head, phrase(lang, s.Reason)) || !strings.Contains(head, said) {
					t.Errorf("%s: %q is not in\n%s", name, said, head)
				}
				o.asks(t, name, o.fileWord(lang, "name."+what)+" "+phrase(lang, s.Reason), itoa(n))
				asked++
			}
		}
	}
	if o.Replaced > 0 {
		o.asks(t, name, o.fileWord(lang, "name.replaced"), itoa(o.Replaced))
	}
	return asked
}

// askGiven asks for the figures from elsewhere: each says which row of which file it is from.
func (o *Outcome) askGiven(t *testing.T, name string) (asked int) {
	t.Helper()
	for _, table := range o.Book.Imported() {
		o.Result.Table(table).Each(func(labels []string, c count.Cell) bool {
			at := slices.Clone(labels)
			slices.Reverse(at)
			o.asks(t, name, strings.Join(at, " ")+" "+table, c.Text)
			if by, given := o.given.by(table, labels); given {
				lines, err := o.explain(table+" "+strings.Join(labels, " "), "zh")
				if err != nil || !strings.Contains(lines[0].Chinese, by.file+" 第 "+itoa(by.row)+" 行") || !strings.Contains(lines[0].English, by.file+", row "+itoa(by.row)) {
					t.Errorf("%s: %s of %v is from %v, and it says %+v, %v", name, table, labels, by, lines, err)
				}
				asked++
			}
			return true
		})
	}
	return asked
}

// askTable asks for the cells of the tables that are printed together, and for the ballots beside them.
func (o *Outcome) askTable(t *testing.T, name string, group []figure, s Style) (asked int) {
	t.Helper()
	printed := o.lay(group, s)
	beside := printed.columns[len(printed.columns)-1].title == phrase(s.Lang, figureInvalid) && len(group[0].table.Axes()) == 1
	last, row := len(printed.columns), 0
	if beside {
		last -= 3
	}
	group[0].table.Each(func(labels []string, _ count.Cell) bool {
		cells, at := printed.rows[row], strings.Join(labels, " ")
		for k, f := range group {
			o.asks(t, name, strings.TrimSpace(f.key+" "+at), cells[last-len(group)+k])
			asked++
		}
		for k, what := range []string{tableCollected, tableValid, figureInvalid} {
			if beside {
				o.asks(t, name, phrase(s.Lang, what)+" "+at, cells[last+k])
				asked++
			}
		}
		row++
		return true
	})
	if row != len(printed.rows) {
		t.Errorf("%s: %d rows of %d", name, row, len(printed.rows))
	}
	return asked
}

// TestAFigureFromElsewhereIsFollowedIntoTheScore, and says so wherever another figure rests on it.
func TestAFigureFromElsewhereIsFollowedIntoTheScore(t *testing.T) {
	o, err := Count(everyJob(t)["best-worst"])
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range []string{"网络得票 B01", "B01 online votes"} {
		lines, err := o.explain(asked, "zh")
		if err != nil || len(lines) != 3 {
			t.Fatalf("%s: %+v, %v", asked, lines, err)
		}
		text := chainText(lines, "zh") + chainText(lines, "en")
		for _, want := range []string{
			"1. 网络得票（B01）：", "外来的数，不由选票得出，来自 online-counts.csv.gz 第 2 行；评分办法中依次用到它的步骤：网络得分、得分、总名次、十佳、十差。", "2. 网络得分（B01）：", "3. 得分（B01）：",
			"a figure from elsewhere, which no ballot gives, from online-counts.csv.gz, row 2; the steps of the rulebook that rest on it, in order: online score, score, overall rank, Ten best, Ten worst.",
		} {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
				t.Errorf("%s: %q is not in\n%s", asked, want, text)
			}
		}
		if fmt.Sprint(lines[1].From, lines[2].From) != "[0] [1]" {
			t.Errorf("%s: made of %v, %v", asked, lines[1].From, lines[2].From)
		}
	}
	lines, err := o.explain("score B01", "zh")
	if text := chainText(lines, "zh"); err != nil || !strings.Contains(text, "来自 online-counts.csv.gz 第 2 行。") {
		t.Errorf("the score does not say where the figure is from, %v:\n%s", err, text)
	}
}

// TestTheNumbersAtACutAreExplained by the name of the list in either language.
func TestTheNumbersAtACutAreExplained(t *testing.T) {
	o, err := Count(everyJob(t)["best-worst"])
	if err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{
		"名额 十佳": "1. 名额（十佳）：10。评分办法定的名额。", "places ten best": "1. 名额（十佳）：10。", "十佳 入选数": "从可列入的 ", "listed Ten best": "3. 可列入的单位（十佳）：", "不能列入 十差": "不能列入：已列入“十佳”",
	} {
		lines, err := o.explain(asked, "zh")
		if text := chainText(lines, "zh"); err != nil || !strings.Contains(text, want) {
			t.Errorf("%s: %v, it does not say %s:\n%s", asked, err, want, text)
		}
	}
	for _, asked := range []string{"名额", "名额 十优", "名额 十佳 甲类"} {
		if lines, err := o.explain(asked, "zh"); err == nil {
			t.Errorf("%s: %+v", asked, lines)
		}
	}
}

// TestAQuestionAboutACutSaysWhatItLeavesOpen: of which list it is, and of which class where each has its own.
func TestAQuestionAboutACutSaysWhatItLeavesOpen(t *testing.T) {
	files := map[string]string{
		"r.json": `{"rulebook": 2, "title": "两份", "ballot": {"sheet": "all units", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
			"steps": [{"name": "得分", "do": "mean", "of": "marks"},
				{"name": "甲奖", "do": "cut", "of": "得分", "inside": "all", "first": "high", "take": 1, "tied_at_the_cut": "expand"},
				{"name": "乙奖", "do": "cut", "of": "得分", "inside": "class", "first": "high", "take": 1, "tied_at_the_cut": "expand", "not_on": ["甲奖"]}],
			"result": {"score": "得分", "a": "甲奖", "b": "乙奖"}}`,
		"u.csv":   "编号,单位,类别\nA,税务,窗口\nB,公安,机关\n",
		"b.jsonl": `{"rows": [{"unit": "A", "grade": "好"}]}`,
	}
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, err := Count(Job{Rulebook: filepath.Join(folder, "r.json"), Units: filepath.Join(folder, "u.csv"), Ballots: []string{filepath.Join(folder, "b.jsonl")}})
	if err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string][2]string{
		"barred 乙奖": {"--explain：“乙奖”每个参评类别各有一份，旁边要写参评类别：机关, 窗口", `--explain: "乙奖" is one list for each class; write a class beside it: 机关, 窗口`},
		"next":      {"--explain：“名单外第一名”是一份名单的，旁边要写名单：甲奖, 乙奖", `--explain: "first outside" is of one list; write a list beside it: 甲奖, 乙奖`},
	} {
		var open *unsaid
		if _, err := o.explain(asked, "zh"); !errors.As(err, &open) {
			t.Errorf("%s: %v", asked, err)
		} else if open.Message("zh") != want[0] || open.Error() != want[1] {
			t.Errorf("%s: %s\n%v\nwant %s", asked, open.Message("zh"), err, want)
		}
	}
}

// TestLabelsHaveAnyOrder: whoever asks need not know in which the rulebook has them.
func TestLabelsHaveAnyOrder(t *testing.T) {
	o, err := Count(everyJob(t)["double"])
	if err != nil {
		t.Fatal(err)
	}
	marks := o.Result.Table(tableMarks)
	var at []string
	marks.Each(func(labels []string, _ count.Cell) bool { at = slices.Clone(labels); return false })
	want, err := o.explain("marks "+strings.Join(at, " "), "zh")
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(at)
	for _, asked := range []string{"marks " + strings.Join(at, " "), strings.Join(at, " ") + " 票数", at[0] + " marks " + strings.Join(at[1:], " ")} {
		if lines, err := o.explain(asked, "zh"); err != nil || lines[0].Printed != want[0].Printed || !slices.Equal(lines[0].At, want[0].At) {
			t.Errorf("%s: %+v, %v, want %+v", asked, lines, err, want)
		}
	}
	if _, err := o.explain("marks "+at[0]+" "+at[0], "zh"); err == nil {
		t.Error("a label that is named twice is taken for one")
	}
}

// TestASumOfCountsIsExplained: what no label is given for is added up, of the people who came for every
// unit the most, and what nobody gave has no sum.
func TestASumOfCountsIsExplained(t *testing.T) {
	for name, job := range everyJob(t) {
		if slices.Contains([]string{"windows", "pledges"}, name) {
			o, err := Count(job)
			if err != nil {
				t.Fatal(err)
			}
			marks := o.Result.Table(tableMarks)
			want := 0
			unit, grade := marks.Labels("unit")[0], marks.Labels("grade")[0]
			marks.Each(func(labels []string, c count.Cell) bool {
				if labels[0] == unit && labels[len(labels)-1] == grade {
					want += int(c.Value.Num().Int64())
				}
				return true
			})
			o.asks(t, name, "票数 "+unit+" "+grade, itoa(want))
			o.asks(t, name, "marks "+unit+" "+grade, itoa(want))
		}
	}
	files := map[string]string{
		"r.json": `{"rulebook": 2, "title": "人工点票", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
			"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`,
		"u.csv": "编号,单位\nW1,税务\nW2,民政\n", "a.csv": "编号,收回,有效,好\nW1,10,9,9\n",
	}
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, err := Count(Job{Rulebook: filepath.Join(folder, "r.json"), Units: filepath.Join(folder, "u.csv"), Parts: []string{filepath.Join(folder, "a.csv")}})
	if err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{"收回": "", "收回 W1": "10", "invalid W1": "1", "无效": "", "作废": "0"} {
		o.asks(t, "by hand", asked, want)
	}
	if _, err := o.explain("收回 W9", "zh"); err == nil || !strings.Contains(err.Error(), "W9") {
		t.Errorf("of a unit that is not there: %v", err)
	}
}

// TestALabelThatIsANumberIsKeptApartFromItsCount, and one of words stands beside it.
func TestALabelThatIsANumberIsKeptApartFromItsCount(t *testing.T) {
	for labels, want := range map[[2]string]string{{"-1.5", "2"}: "Added up: -1.5: 1 + 2: 3", {"good", "bad"}: "Added up: good 1 + bad 3"} {
		var chain count.Chain
		all := count.Place{}.With("unit", "A")
		chain.Sum("marks", all, chain.Count("marks", all.With("number", labels[0]), 1), chain.Count("marks", all.With("number", labels[1]), 3))
		lines := ToldLines(chain.Told, nil)
		if got := lines[len(lines)-1].How.English; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
