package count_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// A case is written in lines that a person can check with a pencil: what the
// rulebook says, what was counted, what comes out. The words are:
//
//	units 甲/class/session …     one unit each; class and session may be left out
//	pledges 甲 first second      the criteria of its own
//	ballot, categories, axes     JSON, instead of the ballot of four grades
//	step {…}                     JSON, one line, in order
//	kept                         the rulebook was accepted once, by fewer demands
//	table NAME axis …            figures from elsewhere; rows: labels, value
//	figures NAME                 the same when a rulebook stands beside the file
//	count NAME                   counts; rows: labels, number
//	marks                        rows: labels, then grade=number, or single numbers
//	lot, re-vote STEP a b=c      decisions of people; b and c were left level
//	lot, re-vote STEP/label a b  likewise, where the step has ties along other axes
//	veto 甲 author reason
//	want NAME                    rows: labels, value; "-" for no value
//	tells TABLE labels: WORDS    how the figure came about, in one of the languages
//	leads TABLE labels: WORDS    likewise of some figure further down its chain
//	rounds TABLE labels: WORDS   how it was rounded
//	pending STEP kind a b        or STEP/label
//	settled STEP                 nothing of it waits
//	fails TEXT                   the run stops and says so
//	problem TEXT                 the rulebook is refused and says so
//
// A space inside a name is written as _.
type example struct {
	name  string
	lines []string
}

// readExamples splits a file at the lines that begin with "== ".
func readExamples(t *testing.T, file string) []example {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for _, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "== "):
			all = append(all, example{name: line[3:]})
		case line == "" || strings.HasPrefix(line, "#") || len(all) == 0:
		default:
			all[len(all)-1].lines = append(all[len(all)-1].lines, line)
		}
	}
	return all
}

const fourGrades = `{"sheet": "one unit", "grades": [
	{"label": "满意", "points": 100, "headline": true}, {"label": "基本满意", "points": 80},
	{"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}]}`

// script is an example being read.
type script struct {
	t         *testing.T
	json      map[string]string
	steps     []string
	imported  []string
	last      string
	units     []count.Unit
	feed      []func(in *count.Input) error
	check     []func(res *count.Result)
	fails     string
	problem   string
	kept      bool
	block     string
	blockName string
}

func split(line string) []string {
	fields := strings.Fields(line)
	for i := range fields {
		fields[i] = strings.ReplaceAll(fields[i], "_", " ")
	}
	return fields
}

func (s *script) read(line string) {
	word, rest, _ := strings.Cut(line, " ")
	fields := split(rest)
	switch word {
	case "units":
		for _, f := range fields {
			parts := append(strings.Split(f, "/"), "", "")
			s.units = append(s.units, count.Unit{Label: parts[0], Class: parts[1], Session: parts[2]})
		}
	case "pledges":
		for i := range s.units {
			if s.units[i].Label == fields[0] {
				s.units[i].Criteria = fields[1:]
			}
		}
	case "ballot", "categories", "axes", "rulebook":
		s.json[word] = rest
	case "kept":
		s.kept = true
	case "step":
		s.addStep(rest)
	case "table":
		axes, _ := json.Marshal(fields[1:])
		if fields[1:] == nil {
			axes = []byte("[]")
		}
		s.imported = append(s.imported, fmt.Sprintf(`{"name": %q, "axes": %s}`, fields[0], axes))
		s.block, s.blockName = word, fields[0]
	case "figures":
		s.block, s.blockName = "table", fields[0]
	case "count", "want":
		s.block, s.blockName = word, fields[0]
	case "marks", "grades":
		s.block, s.blockName = "marks", word
	case "lot", "re-vote":
		s.feed = append(s.feed, func(in *count.Input) error { return in.Decide(decisionOf(word, fields)) })
	case "veto":
		s.feed = append(s.feed, func(in *count.Input) error {
			return in.Veto(count.Veto{Unit: fields[0], Author: fields[1], Reason: fields[2]})
		})
	case "tells", "leads", "rounds":
		at, words, _ := strings.Cut(rest, ": ")
		s.check = append(s.check, func(res *count.Result) { s.tells(res, split(at), words, word) })
	case "pending":
		s.check = append(s.check, func(res *count.Result) { s.wantPending(res, fields) })
	case "settled":
		s.check = append(s.check, func(res *count.Result) {
			if slices.ContainsFunc(res.Pending(), func(p count.Pending) bool { return p.Step == rest }) {
				s.t.Errorf("%s waits: %v", rest, res.Pending())
			}
		})
	case "fails":
		s.fails = rest
	case "problem":
		s.problem = rest
	default:
		s.row(split(line))
	}
}

// decisionOf reads "名次/履职 甲 乙=丙".
func decisionOf(kind string, fields []string) count.Decision {
	step := strings.Split(fields[0], "/")
	d := count.Decision{Step: step[0], Kind: kind, Author: "监票人", Record: "记录一"}
	if len(step) > 1 {
		d.Where = step[1:]
	}
	for _, field := range fields[1:] {
		level := strings.Split(field, "=")
		if d.Order = append(d.Order, level...); len(level) > 1 {
			d.Level = append(d.Level, level)
		}
	}
	return d
}

func (s *script) addStep(text string) {
	var head struct{ Name string }
	if err := json.Unmarshal([]byte(text), &head); err != nil {
		s.t.Fatalf("%v in step %s", err, text)
	}
	s.steps, s.last = append(s.steps, text), head.Name
}

// row is one line of a block.
func (s *script) row(fields []string) {
	labels, value, name := fields[:len(fields)-1], fields[len(fields)-1], s.blockName
	switch s.block {
	case "table":
		s.feed = append(s.feed, func(in *count.Input) error { return in.SetText(name, value, labels...) })
	case "count":
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			s.t.Fatal(err)
		}
		s.feed = append(s.feed, func(in *count.Input) error { return in.Add(name, n, labels...) })
	case "marks":
		s.feed = append(s.feed, func(in *count.Input) error { return addMarks(in, name, fields) })
	case "want":
		s.check = append(s.check, func(res *count.Result) { s.want(res, name, labels, value) })
	default:
		s.t.Fatalf("the line %q means nothing", strings.Join(fields, " "))
	}
}

// addMarks reads "甲 企业 满意=3" or "甲 8.5 9 9".
func addMarks(in *count.Input, table string, fields []string) error {
	_, axes, _ := in.Counts(table)
	labels := fields[:len(axes)-1]
	for _, mark := range fields[len(labels):] {
		label, times, counted := strings.Cut(mark, "=")
		n := int64(1)
		if counted {
			var err error
			if n, err = strconv.ParseInt(times, 10, 64); err != nil {
				return err
			}
		}
		if err := in.Add(table, n, append(append([]string{}, labels...), label)...); err != nil {
			return err
		}
	}
	return nil
}

func (s *script) want(res *count.Result, name string, labels []string, value string) {
	table := res.Table(name)
	if table == nil {
		s.t.Fatalf("there is no table %q", name)
	}
	cell, err := table.Cell(labels...)
	if err != nil {
		s.t.Fatal(err)
	}
	got := strings.ReplaceAll(cell.Text, " ", "_")
	if !cell.Has() {
		got = "-"
	}
	if got != strings.ReplaceAll(value, " ", "_") {
		s.t.Errorf("%s of %q is %s, want %s", name, labels, got, value)
	}
	lines, err := res.Explain(name, labels...)
	if err != nil || len(lines) == 0 {
		s.t.Errorf("%s of %q is not explained: %v", name, labels, err)
	}
	checkSums(s.t, stepsOf(s.t, s.text()), lines)
}

func (s *script) tells(res *count.Result, at []string, words, what string) {
	lines, err := res.Explain(at[0], at[1:]...)
	if err != nil {
		s.t.Fatal(err)
	}
	is := func(l count.Line) bool {
		if what == "rounds" {
			l.How = l.Rounded
		}
		return l.How.Chinese == words || l.How.English == words
	}
	if what != "leads" && !is(lines[0]) || !slices.ContainsFunc(lines, is) {
		s.t.Errorf("%q tells\n%s\n%s\nwant\n%s", at, lines[0].How.Chinese, lines[0].How.English, words)
	}
}

func (s *script) wantPending(res *count.Result, fields []string) {
	for _, p := range res.Pending() {
		if strings.Join(append([]string{p.Step}, p.Where...), "/") == fields[0] && p.Kind == fields[1] && strings.Join(p.Units, " ") == strings.Join(fields[2:], " ") {
			return
		}
	}
	s.t.Errorf("%q does not wait; what waits is %v", fields, res.Pending())
}

// text puts the rulebook together.
func (s *script) text() string {
	if whole := s.json["rulebook"]; whole != "" {
		return whole
	}
	ballot := s.json["ballot"]
	if ballot == "" {
		ballot = fourGrades
	}
	parts := []string{`"rulebook": 2`, `"title": "例"`, `"ballot": ` + ballot}
	for _, key := range []string{"categories", "axes"} {
		if s.json[key] != "" {
			parts = append(parts, fmt.Sprintf("%q: %s", key, s.json[key]))
		}
	}
	if s.imported != nil {
		parts = append(parts, `"imported": [`+strings.Join(s.imported, ", ")+"]")
	}
	parts = append(parts, `"steps": [`+strings.Join(s.steps, ", ")+"]", fmt.Sprintf(`"result": {"score": %q}`, s.last))
	return toldAll("{" + strings.Join(parts, ", ") + "}")
}

func (s *script) run() {
	s.t.Helper()
	parse := count.Parse
	if s.kept {
		parse = count.ParseKept
	}
	book, err := parse([]byte(s.text()))
	if s.problem != "" {
		if err == nil || !strings.Contains(err.Error(), s.problem) {
			s.t.Errorf("the rulebook is refused with %v, want %q", err, s.problem)
		}
		return
	}
	if err != nil {
		s.t.Fatal(err)
	}
	in, err := book.NewInput(s.units)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, feed := range s.feed {
		if err := feed(in); err != nil {
			s.t.Fatal(err)
		}
	}
	res, err := book.Run(in)
	if s.fails != "" {
		if err == nil || !strings.Contains(err.Error(), s.fails) {
			s.t.Errorf("the run stops with %v, want %q", err, s.fails)
		}
		return
	}
	if err != nil {
		s.t.Fatal(err)
	}
	for _, check := range s.check {
		check(res)
	}
}

func runExample(t *testing.T, e example, book string) {
	t.Helper()
	s := &script{t: t, json: make(map[string]string)}
	if book != "" {
		s.json["rulebook"] = book
	}
	for _, line := range e.lines {
		s.read(line)
	}
	if len(s.check) == 0 && s.fails == "" && s.problem == "" {
		t.Fatal("the example wants nothing")
	}
	s.run()
}

// TestSteps runs the text tables: one file for each thing that a step can do.
func TestSteps(t *testing.T) {
	files, err := filepath.Glob("testdata/steps/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		for _, e := range readExamples(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+e.name, func(t *testing.T) { runExample(t, e, "") })
		}
	}
}

// TestEveryStepHasExamples: beside the file of a step stands its text table.
func TestEveryStepHasExamples(t *testing.T) {
	files, err := filepath.Glob("step_*.go")
	if err != nil || len(files) < 18 {
		t.Fatal("the files of the steps are missing", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "step_"), ".go")
		if len(readExamples(t, filepath.Join("testdata", "steps", name+".txt"))) < 2 {
			t.Errorf("%s has fewer than two examples in testdata/steps/%s.txt", file, name)
		}
	}
}

// TestPublished: results that were announced come out of rulebooks alone, among
// them those that do not follow their own rule: there the difference is the test.
func TestPublished(t *testing.T) {
	folders, err := filepath.Glob("../testdata/published/*")
	if err != nil || len(folders) < 14 {
		t.Fatal("published results are missing", err)
	}
	for _, folder := range folders {
		book, err := os.ReadFile(filepath.Join(folder, "rulebook.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range readExamples(t, filepath.Join(folder, "figures.txt")) {
			t.Run(filepath.Base(folder)+"/"+e.name, func(t *testing.T) { runExample(t, e, string(book)) })
		}
	}
}
