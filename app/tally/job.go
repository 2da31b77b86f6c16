package tally

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// Job names the files of one count. Rulebook and Units are needed, and Ballots
// or Parts.
type Job struct {
	Rulebook  string
	Units     string
	Roster    string   // who may vote, and their categories
	Ballots   []string // read one after the other, as if they were one file
	Parts     []string // figures from elsewhere, counts by hand, and the pledges of units
	Decisions string   // fresh votes, draws and vetoes
	Lang      string   // of what Progress shows
	Progress  io.Writer
	gather    bool // the rows of one ballot are scattered: put them together first
}

// Outcome is a result with everything that is printed beside it.
type Outcome struct {
	Book     *count.Rulebook
	Result   *count.Result
	Spoilt   []count.Spoilt
	Replaced int // ballots that do not count because their owner cast another
	Notes    []intake.Warning
	units    []unit
	told     givenFor // counts that somebody gave
	given    given    // and where
	sums     sums
	open     count.Unsettled // what may change with ties that wait; nil until somebody asks
}

// Count reads everything and counts. Errors about files are of type
// intake.Errors, those about the rulebook of type *BadRulebook.
func Count(job Job) (*Outcome, error) {
	book, err := readRulebook(job.Rulebook, count.ParseKept) // by which people voted, or may have
	if err != nil {
		return nil, err
	}
	if len(job.Ballots)+len(job.Parts) == 0 {
		return nil, NewTrouble("nothing-to-count")
	}
	if err := onlyOnce(job.Parts); err != nil {
		return nil, err
	}
	e, err := newEvent(book, job)
	if err != nil {
		return nil, err
	}
	switch err := e.readBallots(job); {
	case errors.Is(err, errScattered) && !job.gather:
		job.gather = true
		return Count(job)
	case err != nil:
		return nil, err
	}
	if err := e.readDecisions(job.Decisions); err != nil {
		return nil, err
	}
	asked := namesIn(book)
	if err := e.complete(asked); err != nil {
		return nil, err
	}
	result, err := book.Run(e.in)
	if err != nil {
		return nil, e.stopped(filepath.Base(job.Rulebook), err)
	}
	if err := firstError(e.agree(result), e.gaps(result, asked)); err != nil {
		return nil, err
	}
	e.idle(job.Decisions, result)
	return &Outcome{
		Book: book, Result: result, Spoilt: e.in.Spoilt(), Replaced: e.box.replaced, Notes: e.notes, units: e.units, told: e.told.settled(result, e.units), given: e.told, sums: addUp(result),
	}, nil
}

// BadRulebook is a rulebook that cannot be followed, with every problem.
type BadRulebook struct {
	File     string
	Problems count.Problems
}

// Error is the message in English.
func (b *BadRulebook) Error() string { return b.Message("en") }

// Message has one line for each problem: file and line, path, reason, mend.
func (b *BadRulebook) Message(lang string) string {
	lines := make([]string, len(b.Problems))
	for i, p := range b.Problems {
		place := b.File
		if p.Line > 0 {
			place += fmt.Sprintf(":%d", p.Line)
		}
		lines[i] = place + ": " + problemText(p, lang)
	}
	return strings.Join(lines, "\n")
}

// problemText is one problem on a line: path, reason, mend.
func problemText(p count.Problem, lang string) string {
	if lang != "zh" {
		return p.Error()
	}
	p = p.Chinese()
	return fmt.Sprintf("%s：%s。%s。", p.Path, p.Reason, p.Mend)
}

// ReadRulebook reads a rulebook of either version that is to be used.
func ReadRulebook(path string) (*count.Rulebook, error) { return readRulebook(path, count.Parse) }

func readRulebook(path string, parse func([]byte) (*count.Rulebook, error)) (*count.Rulebook, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, err
	}
	book, err := parse(text)
	var problems count.Problems
	if errors.As(err, &problems) {
		return nil, &BadRulebook{File: filepath.Base(path), Problems: problems.Located(text)}
	}
	return book, err
}

// readFile reads a file that is small enough to be held, unpacked when its name
// ends with .gz.
func readFile(path string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() // nothing was written
	body, err := io.ReadAll(io.LimitReader(f, intake.MaxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return body, nil
}

func readTable(path string) (intake.Table, error) {
	body, err := readFile(path)
	if err != nil {
		return intake.Table{}, err
	}
	return intake.ReadTable(filepath.Base(path), body)
}

// complete refuses to count when the rulebook asks for what nobody gave: that
// would be a silent nothing in every figure.
func (e *event) complete(names []string) error {
	asked := make(map[string]bool)
	for _, name := range e.book.Imported() {
		asked[name] = !e.book.Optional(name)
	}
	for _, name := range names {
		if slices.Contains(turnoutTables(), name) || slices.Contains(markTables(), name) {
			asked[name] = true
		}
	}
	for _, name := range e.book.Inputs() {
		if asked[name] && !e.gave(name) {
			return e.unanswered(name)
		}
	}
	return nil
}

// gave reports whether somebody gave a table. Of marks a column alone is nothing: where all
// of its cells are empty nobody counted any.
func (e *event) gave(table string) bool {
	if slices.Contains(markTables(), table) {
		return len(e.box.files) > 0 || len(e.told[table]) > 0
	}
	return e.known[table]
}

// gaps refuses what the rulebook asks for and a file leaves empty for some: the steps
// would count it as 0, which nobody said.
func (e *event) gaps(result *count.Result, asked []string) error {
	for _, name := range turnoutTables() {
		if t := result.Table(name); t != nil && slices.Contains(asked, name) {
			if at, some := e.told.left(t); some {
				return &gap{name, strings.Join(at, " · ")}
			}
		}
	}
	return nil
}

type gap struct{ name, place string }

// Error is the sentence in English.
func (g *gap) Error() string { return g.Message("en") }

// Message is the sentence in one language.
func (g *gap) Message(lang string) string {
	place := g.place
	if place != "" {
		place = Say(lang, "given.where", "place", place)
	}
	return Say(lang, "given.gap", "name", phrase(lang, g.name), "place", place)
}

// unanswered says which table nobody gave, and by which files it could come.
func (e *event) unanswered(name string) error {
	u := &unanswered{name: name}
	switch name {
	case tableIssued, tableMembership:
		u.otherwise = "asked.roster"
	case tableCollected, tableValid:
		u.otherwise = "asked.ballots"
	case tableMarks, tableGrades, tableTicks:
		return NewTrouble("asked.marks", "name", name, "title", tableTitles(name)[1])
	}
	return u
}

type unanswered struct{ name, otherwise string }

// Error is the sentence in English.
func (u *unanswered) Error() string { return u.Message("en") }

// Message is the sentence in one language.
func (u *unanswered) Message(lang string) string {
	name := u.name
	if slices.Contains(turnoutTables(), name) {
		name = phrase(lang, name)
	}
	return Say(lang, "asked", "name", name, "otherwise", Say(lang, u.otherwise))
}

// The tables of counts that the engine knows by these names.
const (
	tableMarks      = "marks"
	tableGrades     = "grades"
	tableTicks      = "ticks"
	tableIssued     = "issued"
	tableCheckedIn  = "checked in"
	tableMembership = "membership"
	tableCollected  = "collected"
	tableValid      = "valid"
)

func turnoutTables() []string {
	return []string{tableIssued, tableCheckedIn, tableMembership, tableCollected, tableValid}
}

// markTables are what ballots say, or people who counted them.
func markTables() []string { return []string{tableMarks, tableGrades, tableTicks} }

// WriteFile puts a file in its place when all of it is there, or not at all.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
