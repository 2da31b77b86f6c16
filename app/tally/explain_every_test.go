package tally

import (
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
		"u.csv": "编号,单位\nW1,税务\nW2,民政\n", "a.csv": "编号,收回,有效\nW1,10,9\n",
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
