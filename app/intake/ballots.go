package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting"
)

// Limits of a file of ballots, unpacked.
const (
	maxBallotLine  = 16 << 10
	maxBallotBytes = 1 << 30
	maxBallots     = 10_000_000
)

// readBallots reads the ballots of a scenario as they come, line by line.
func readBallots(fsys fs.FS, session voting.Session) ([]ScenarioBallot, error) {
	f, name, err := openFirst(fsys, ballotFiles(session.Rulebook)...)
	if err != nil {
		return nil, err
	}
	defer f.Close() // nothing was written
	content := io.Reader(f)
	if strings.HasSuffix(name, ".gz") {
		if content, err = gzip.NewReader(f); err != nil {
			return nil, Errors{RowError{File: name, Code: CodeBallot, Args: detail("file")}}
		}
	}
	r := newBallotReader(name, session)
	limited := &io.LimitedReader{R: content, N: maxBallotBytes}
	lines := bufio.NewScanner(limited)
	lines.Buffer(make([]byte, maxBallotLine), maxBallotLine)
	for lines.Scan() && len(r.bad) < maxErrors {
		if session.Rulebook.AllUnits {
			r.readForm(lines.Bytes())
		} else {
			r.read(lines.Bytes())
		}
	}
	if err := lines.Err(); err != nil {
		r.line++
		r.wrong(CodeBallot, "", detail("file")...)
	}
	if r.line == 0 && len(r.bad) == 0 {
		r.wrong(CodeNoData, "")
	}
	if limited.N <= 0 {
		r.wrong(CodeFileSize, "", strconv.Itoa(maxBallotBytes>>20))
	}
	return r.ballots, r.bad.result()
}

type ballotReader struct {
	file    string
	line    int
	units   map[string]voting.Unit
	rules   voting.Rulebook
	reps    map[string]voting.RepresentativeID
	grades  int
	rows    int            // of a form
	order   map[string]int // where each unit stands on a form
	ballots []ScenarioBallot
	bad     Errors
}

func newBallotReader(file string, session voting.Session) *ballotReader {
	r := &ballotReader{
		file: file, grades: len(session.Rulebook.Grades),
		order: make(map[string]int, len(session.Units)), units: make(map[string]voting.Unit, len(session.Units)), rules: session.Rulebook, reps: make(map[string]voting.RepresentativeID, len(session.Roster)),
	}
	for i, unit := range session.Units {
		r.units[string(unit.ID)], r.order[string(unit.ID)] = unit, i
		r.rows += len(r.rules.CriteriaOf(unit))
	}
	for _, rep := range session.Roster {
		r.reps[string(rep.ID)] = rep.ID
	}
	return r
}

func (r *ballotReader) wrong(code Code, value string, args ...string) {
	r.bad = append(r.bad, RowError{File: r.file, Row: r.line, Value: value, Code: code, Args: args})
}

// read takes one line. The identifiers that it keeps are the session's own
// strings, so that a million ballots do not hold a million copies.
func (r *ballotReader) read(line []byte) {
	r.line++
	if len(bytes.TrimSpace(line)) == 0 {
		return
	}
	var ballot ballotLine
	if err := decodeStrictly(line, &ballot); err != nil {
		r.wrong(CodeBallot, "", detail("json")...)
		return
	}
	if ballot.Unit == nil || ballot.Rep == nil || (ballot.Grade == nil) == (ballot.Pledges == nil) {
		r.wrong(CodeBallot, "", detail("one grade")...)
		return
	}
	unit, unitKnown := r.units[*ballot.Unit]
	rep, repKnown := r.reps[*ballot.Rep]
	switch {
	case !unitKnown:
		r.wrong(CodeBallotUnit, *ballot.Unit)
	case !repKnown:
		r.wrong(CodeBallotRep, *ballot.Rep)
	case len(r.ballots) >= maxBallots:
		r.wrong(CodeTooLong, "", strconv.Itoa(maxBallots))
	default:
		if marks, ok := r.marks(unit, ballot); ok {
			r.ballots = append(r.ballots, ScenarioBallot{Unit: unit.ID, Rep: rep, Marks: marks})
		}
	}
}

// ballotLine is one line: a grade for the one thing that is asked, or a grade for
// each pledge that is marked, by its number.
type ballotLine struct {
	Unit    *string        `json:"unit"`
	Rep     *string        `json:"rep"`
	Grade   *int           `json:"grade"`
	Pledges map[string]int `json:"pledges"`
}

// marks puts the grades of a line in the order of the unit's criteria; a pledge
// that the line leaves out is left blank.
func (r *ballotReader) marks(unit voting.Unit, ballot ballotLine) (voting.Marks, bool) {
	asked := r.rules.CriteriaOf(unit)
	grades, left := ballot.Pledges, len(ballot.Pledges)
	if ballot.Grade != nil {
		grades, left = map[string]int{asked[0].Key(): *ballot.Grade}, 1
	}
	marks := make([]byte, len(asked))
	for i, criterion := range asked {
		grade, marked := grades[criterion.Key()]
		switch {
		case !marked:
			marks[i] = voting.Absent
			continue
		case grade < 0 || grade >= r.grades:
			r.wrong(CodeBallotGrade, strconv.Itoa(grade), strconv.Itoa(r.grades-1))
			return "", false
		}
		marks[i], left = byte(grade), left-1
	}
	if ballot.Grade != nil && len(asked) > 1 {
		r.wrong(CodeBallot, "", detail("pledges")...)
		return "", false
	}
	for _, number := range slices.Sorted(maps.Keys(grades)) {
		if left > 0 && !slices.ContainsFunc(asked, func(c voting.Criterion) bool { return c.Key() == number }) {
			r.wrong(CodeBallotPledge, number, string(unit.ID))
			return "", false
		}
	}
	return voting.Marks(marks), true
}

func decodeStrictly(line []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows the closing brace")
	}
	return nil
}
