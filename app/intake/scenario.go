package intake

import (
	"compress/gzip"
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
	Figures  []ScenarioFigures
	Expected *Expected // nil when the folder has none
}

// ScenarioBallot is one ballot of a scenario.
type ScenarioBallot struct {
	Unit  voting.UnitID // "" of a whole form
	Rep   voting.RepresentativeID
	Marks voting.Marks
}

// ScenarioFigures is a table that the rulebook wants from elsewhere.
type ScenarioFigures struct {
	Table string
	File  File
}

// Scenario reads a folder with rulebook.json, units.csv or units.xlsx (or
// candidates), a roster, ballots.jsonl (one {"unit","rep","grade"} a line) and,
// optionally, pledges.csv or pledges.xlsx and expected.json. Where units have
// pledges, a line of ballots has {"unit","rep","pledges":{number: grade}}. Where a
// ballot is about all units, ballots.txt has a number and the marks on each line;
// of a choice, meeting-ballots.jsonl has {"rep", and by list the units}. Each table that the
// rulebook imports is a file of its name, such as 日常.csv; where there is one only it may also be
// called figures or online-counts, and what may stay away needs no file. Any file may be packed with gzip, its name then ends with .gz. The roster is the named file; with an
// empty name it is representatives.csv or representatives.xlsx. What is wrong with
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
		{&s.Files.Units, []string{"units.csv", "units.xlsx", "candidates.csv", "candidates.xlsx"}},
		{&s.Files.Roster, rosters},
	} {
		if err := readFirst(fsys, want.into, want.names...); err != nil {
			return nil, err
		}
	}
	if err := readFirst(fsys, &s.Files.Pledges, "pledges.csv", "pledges.xlsx"); err != nil && !missing(err) {
		return nil, err
	}
	var err error
	if s.Session, s.Warnings, err = Session(s.Files); err != nil {
		return nil, err
	}
	if s.Ballots, err = readBallots(fsys, s.Session); err != nil {
		return nil, err
	}
	if s.Figures, err = readFigures(fsys, s.Session); err != nil {
		return nil, err
	}
	if s.Expected, err = readExpected(fsys, s.Session); err != nil {
		return nil, err
	}
	return s, nil
}

// readFigures reads the tables that the rulebook imports, as they are uploaded later.
func readFigures(fsys fs.FS, session voting.Session) ([]ScenarioFigures, error) {
	var all []ScenarioFigures
	tables := session.Imported()
	for _, table := range tables {
		names := []string{table.Name + ".csv", table.Name + ".xlsx"}
		if len(tables) == 1 {
			names = append(names, "figures.csv", "figures.xlsx", "online-counts.csv", "online-counts.xlsx")
		}
		var file File
		if err := readFirst(fsys, &file, names...); missing(err) && table.Optional {
			continue
		} else if err != nil {
			return nil, err
		}
		if _, _, err := Figures(file, session, table); err != nil {
			return nil, err
		}
		all = append(all, ScenarioFigures{Table: table.Name, File: file})
	}
	return all, nil
}

// readFirst reads the first of the names that the folder has, unpacked.
func readFirst(fsys fs.FS, into *File, names ...string) error {
	f, name, err := openFirst(fsys, names...)
	if err != nil {
		return err
	}
	defer f.Close() // nothing was written
	content := io.Reader(f)
	if strings.HasSuffix(name, packed) {
		if content, err = gzip.NewReader(f); err != nil {
			return fmt.Errorf("read scenario: %s: %w", name, err)
		}
	}
	body, err := io.ReadAll(io.LimitReader(content, MaxFile+1))
	if err != nil {
		return fmt.Errorf("read scenario: %s: %w", name, err)
	}
	*into = File{Name: strings.TrimSuffix(name, packed), Body: body}
	return nil
}

// packed is how the name of a packed file ends.
const packed = ".gz"

// missing tells that a folder does not have a file.
func missing(err error) bool {
	var wrong Errors
	return errors.As(err, &wrong) && len(wrong) == 1 && wrong[0].Code == CodeScenarioFiles
}

func openFirst(fsys fs.FS, names ...string) (fs.File, string, error) {
	for i := range 2 * len(names) {
		name := names[i/2]
		if i%2 == 1 {
			name += packed
		}
		f, err := fsys.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, name, fmt.Errorf("read scenario: %w", err)
		}
		return f, name, nil
	}
	return nil, "", Errors{RowError{File: names[0], Code: CodeScenarioFiles, Args: []string{List(names)}}}
}
