package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"pingyi/voting"
)

// ScenarioFiles is a whole evening from a folder: the session, what was voted,
// and what it comes to.
type ScenarioFiles struct {
	Files    Files          // as read, for uploading them
	Session  voting.Session // a rehearsal with the identifier "scenario"
	Warnings []Warning
	Ballots  []ScenarioBallot // in the order of the file
	Expected *Expected        // nil when the folder has none
}

// ScenarioBallot is one ballot of a scenario; Grade is the position of the
// grade in the rulebook, from 0.
type ScenarioBallot struct {
	Unit  voting.UnitID
	Rep   voting.RepresentativeID
	Grade int
}

// Expected is the result of a scenario, in the shape of results.json.
type Expected struct {
	Issued    int            `json:"issued"`
	CheckedIn int            `json:"checked_in"`
	Units     []ExpectedUnit `json:"units"`
}

// ExpectedUnit is the result of one unit. Counts has by category label one
// count for each grade; Exact is a fraction "a/b" before rounding, empty like
// Score for a unit without a score.
type ExpectedUnit struct {
	Unit        voting.UnitID    `json:"unit"`
	Class       voting.Class     `json:"class"`
	Counts      map[string][]int `json:"counts"`
	Exact       string           `json:"exact"`
	Score       string           `json:"score"`
	Rank        int              `json:"rank"`
	RankInClass int              `json:"rank_in_class"`
}

// Scenario reads a folder with rulebook.json, units.csv or units.xlsx, a
// roster, ballots.jsonl.gz or ballots.jsonl (one {"unit","rep","grade"} a line)
// and, optionally, expected.json. The roster is the named file; with an empty
// name it is representatives.csv or representatives.xlsx. What is wrong with
// the contents comes as Errors with file and line.
func Scenario(fsys fs.FS, roster string) (*ScenarioFiles, error) {
	s := &ScenarioFiles{Files: Files{ID: "scenario", Rehearsal: true}}
	rosters := []string{"representatives.csv", "representatives.xlsx"}
	if roster != "" {
		rosters = []string{roster}
	}
	for _, want := range []struct {
		into  *File
		names []string
	}{
		{&s.Files.Rulebook, []string{"rulebook.json"}},
		{&s.Files.Units, []string{"units.csv", "units.xlsx"}},
		{&s.Files.Roster, rosters},
	} {
		if err := readFirst(fsys, want.into, want.names...); err != nil {
			return nil, err
		}
	}
	var err error
	if s.Session, s.Warnings, err = Session(s.Files); err != nil {
		return nil, err
	}
	if s.Ballots, err = readBallots(fsys, s.Session); err != nil {
		return nil, err
	}
	if s.Expected, err = readExpected(fsys, s.Session); err != nil {
		return nil, err
	}
	return s, nil
}

// readFirst reads the first of the names that the folder has.
func readFirst(fsys fs.FS, into *File, names ...string) error {
	f, name, err := openFirst(fsys, names...)
	if err != nil {
		return err
	}
	defer f.Close() // nothing was written
	body, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return fmt.Errorf("read scenario: %s: %w", name, err)
	}
	*into = File{Name: name, Body: body}
	return nil
}

func openFirst(fsys fs.FS, names ...string) (fs.File, string, error) {
	for _, name := range names {
		f, err := fsys.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, name, fmt.Errorf("read scenario: %w", err)
		}
		return f, name, nil
	}
	return nil, "", Errors{RowError{File: names[0], Code: CodeScenarioFiles, Args: []string{strings.Join(names, ", ")}}}
}
