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
	"strconv"
	"strings"

	"pingyi/voting"
)

// Limits of a file of ballots, unpacked.
const (
	maxBallotLine  = 4096
	maxBallotBytes = 1 << 30
	maxBallots     = 10_000_000
)

// readBallots reads the ballots of a scenario as they come, line by line.
func readBallots(fsys fs.FS, session voting.Session) ([]ScenarioBallot, error) {
	f, name, err := openFirst(fsys, "ballots.jsonl.gz", "ballots.jsonl")
	if err != nil {
		return nil, err
	}
	defer f.Close() // nothing was written
	content := io.Reader(f)
	if strings.HasSuffix(name, ".gz") {
		if content, err = gzip.NewReader(f); err != nil {
			return nil, Errors{RowError{File: name, Code: CodeBallot, Args: []string{"gzip: " + err.Error()}}}
		}
	}
	r := newBallotReader(name, session)
	limited := &io.LimitedReader{R: content, N: maxBallotBytes}
	lines := bufio.NewScanner(limited)
	lines.Buffer(make([]byte, maxBallotLine), maxBallotLine)
	for lines.Scan() && len(r.bad) < maxErrors {
		r.read(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		r.line++
		r.wrong(CodeBallot, "", err.Error())
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
	units   map[string]voting.UnitID
	reps    map[string]voting.RepresentativeID
	grades  int
	ballots []ScenarioBallot
	bad     Errors
}

func newBallotReader(file string, session voting.Session) *ballotReader {
	r := &ballotReader{
		file: file, grades: len(session.Rulebook.Grades),
		units: make(map[string]voting.UnitID, len(session.Units)), reps: make(map[string]voting.RepresentativeID, len(session.Roster)),
	}
	for _, unit := range session.Units {
		r.units[string(unit.ID)] = unit.ID
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
	var ballot struct {
		Unit  *string `json:"unit"`
		Rep   *string `json:"rep"`
		Grade *int    `json:"grade"`
	}
	if err := decodeStrictly(line, &ballot); err != nil {
		r.wrong(CodeBallot, "", err.Error())
		return
	}
	if ballot.Unit == nil || ballot.Rep == nil || ballot.Grade == nil {
		r.wrong(CodeBallot, "", `want "unit", "rep" and "grade"`)
		return
	}
	unit, unitKnown := r.units[*ballot.Unit]
	rep, repKnown := r.reps[*ballot.Rep]
	switch {
	case !unitKnown:
		r.wrong(CodeBallotUnit, *ballot.Unit)
	case !repKnown:
		r.wrong(CodeBallotRep, *ballot.Rep)
	case *ballot.Grade < 0 || *ballot.Grade >= r.grades:
		r.wrong(CodeBallotGrade, strconv.Itoa(*ballot.Grade), strconv.Itoa(r.grades-1))
	case len(r.ballots) >= maxBallots:
		r.wrong(CodeTooLong, "", strconv.Itoa(maxBallots))
	default:
		r.ballots = append(r.ballots, ScenarioBallot{Unit: unit, Rep: rep, Grade: *ballot.Grade})
	}
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
