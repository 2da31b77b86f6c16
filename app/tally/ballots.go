package tally

import (
	"errors"
	"os"
	"slices"

	"pingyi/app/intake"
)

// errScattered says that the rows of one ballot do not stand together: they have
// to be gathered before they can be counted.
var errScattered = errors.New("the rows of a ballot are scattered over the files")

// maxWrong is how many errors about ballots are told at once.
const maxWrong = 20

// reading is one way through one file of ballots.
type reading struct {
	e      *event
	file   string
	gather bool
	rows   int // of ballots
	bad    intake.Errors
}

// wrong notes an error and reports whether it was one.
func (r *reading) wrong(row int, e *intake.RowError) bool {
	if e == nil {
		return false
	}
	e.File, e.Row = r.file, row
	r.bad = append(r.bad, *e)
	return true
}

// ended tells why a file of lines could not be read to its end.
func (r *reading) ended(err error, row int) error {
	if err == nil {
		return nil
	}
	return intake.Errors{{File: r.file, Row: row + 1, Code: intake.CodeBallot, Args: inBoth(NewTrouble("ballot.file"))}}
}

func (r *reading) full() bool { return len(r.bad) >= maxWrong }

// readBallots counts every file, in order.
func (e *event) readBallots(job Job) error {
	if len(job.Ballots) == 0 {
		return nil
	}
	if err := onlyOnce(job.Ballots); err != nil {
		return err
	}
	for _, table := range []string{tableCollected, tableValid} {
		e.known[table] = true
		e.told.note(table, everywhere, rowIn{})
	}
	for _, path := range job.Ballots {
		e.box.files = append(e.box.files, base(path))
	}
	var m *meter
	if job.Progress != nil {
		m = newMeter(job.Progress, job.Lang, job.Ballots)
		defer m.bar.Clear()
	}
	if err := e.readAll(job, m); err != nil {
		return err
	}
	if len(e.empty) == len(job.Ballots) { // or every unit would get nothing without a word
		return e.empty
	}
	for _, file := range e.empty {
		e.notes = append(e.notes, intake.Warning(file))
	}
	e.tellOnward()
	if len(e.box.latest) == 0 {
		return nil
	}
	e.box.again()
	if m != nil {
		m.size *= 2
	}
	return e.readAll(job, m)
}

func (e *event) readAll(job Job, m *meter) error {
	e.desk = newDesk()
	for i, path := range job.Ballots {
		e.box.file = i
		if !isLong(path) {
			if err := e.desk.clear(e); err != nil {
				return err
			}
		}
		if err := e.readBallotFile(path, job.gather, m); err != nil {
			return err
		}
	}
	return e.desk.clear(e)
}

// isLong reports whether a file of ballots has one row for each mark.
func isLong(path string) bool {
	return !slices.Contains([]string{".jsonl", ".json", ".ndjson", ".txt"}, kindOf(path))
}

// onlyOnce refuses a file that is given twice, under whatever name: of ballots
// without numbers nothing else would show it.
func onlyOnce(paths []string) error {
	var seen []os.FileInfo
	for i, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return unreadable(path, err)
		}
		if at := slices.IndexFunc(seen, func(other os.FileInfo) bool { return os.SameFile(info, other) }); at >= 0 {
			return NewTrouble("file-twice", "file", paths[i], "other", paths[at])
		}
		seen = append(seen, info)
	}
	return nil
}

func (e *event) readBallotFile(path string, gather bool, m *meter) error {
	in, err := openWatched(path, m)
	if err != nil {
		return err
	}
	defer in.Close() // nothing was written
	r := &reading{e: e, file: base(path), gather: gather}
	switch kindOf(path) {
	case ".jsonl", ".json", ".ndjson":
		err = r.objects(in)
	case ".txt":
		err = r.sheets(in)
	case ".xlsx":
		err = r.workbook(path)
	default:
		err = r.long(in)
	}
	if err != nil {
		return err
	}
	if r.rows == 0 && !e.box.second {
		e.empty = append(e.empty, intake.RowError{File: r.file, Code: intake.CodeNoBallot})
	}
	return r.bad.Result()
}
