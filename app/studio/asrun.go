package studio

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"

	"pingyi/app/card"
	"pingyi/app/live"
	"pingyi/beijing"
	"pingyi/data"
	"pingyi/onair"
	"pingyi/voting"
)

// asRun is the as-run list as the desk asks for it. It is folded as far as somebody asked before, so
// that a page late in the evening does not read the whole log again.
type asRun struct {
	mu   sync.Mutex
	list *onair.AsRun // nil: nobody has asked, or the log could not be read
	next uint64       // record
}

// upTo gives the list of a log, as far as it is on disk.
func (a *asRun) upTo(log data.Log) ([]onair.Run, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.list == nil {
		a.list, a.next = onair.NewAsRun(), 0
	}
	err := log.Read(a.next, func(seq uint64, record data.Record) error {
		e, err := onair.Decode(record)
		if err == nil {
			err = a.list.Add(e)
		}
		a.next = seq + 1
		return err
	})
	if err != nil {
		a.list = nil
		return nil, fmt.Errorf("read the as-run list: %w", err)
	}
	return a.list.Runs(), nil
}

// runsFor is the list as somebody may read it, of one output or, with "", of all. Like a status it tells
// anybody at the desk what was on the outputs, except on a sealed one, where that is for those who see it.
func (s *Studio) runsFor(who voting.Role, only onair.Name) ([]onair.Run, Names, error) {
	s.mu.Lock()
	log, broken := s.log, s.broken
	s.mu.Unlock()
	if broken {
		return nil, nil, live.ErrNotRecorded
	}
	runs, err := s.ran.upTo(log)
	if err != nil {
		return nil, nil, err
	}
	runs = slices.DeleteFunc(RunsOf(runs, only), func(run onair.Run) bool {
		return run.Class == onair.Sealed && !sees(who, run.Class)
	})
	if runs, err = WithFollowed(runs, s.readSession); err != nil {
		return nil, nil, err
	}
	names := s.names(runs)
	return names.WithCorrections(runs), names, nil
}

// RunsOf are the lines of one output, or with "" all.
func RunsOf(runs []onair.Run, only onair.Name) []onair.Run {
	return slices.DeleteFunc(slices.Clone(runs), func(run onair.Run) bool { return only != "" && run.Output != only })
}

// byteOrderMark tells spreadsheet programs that a file is UTF-8.
const byteOrderMark = "\ufeff"

// WriteRuns writes lines of the as-run list as CSV, for the command and for the desk. No cell can be
// taken for a formula: words on a strap are anybody's.
func WriteRuns(out io.Writer, runs []onair.Run, names Names) error {
	if _, err := io.WriteString(out, byteOrderMark); err != nil {
		return err
	}
	rows := [][]string{{
		"output", "layer", "what", "about", "step", "take", "session", "record", "from", "to", "by", "painted", "ended", "ended_by",
		"delay_ms", "air_from", "air_to", "seen", "painted_by", "engine", "painted_record",
		"last_record", "phase",
	}}
	for _, run := range runs {
		row := []string{
			string(run.Output), string(run.Layer), run.What, names.About(run, "item", ""), strconv.Itoa(run.Cue.Step), strconv.FormatUint(run.Take, 10),
			string(run.Session), strconv.FormatUint(run.Record, 10), moment(run.From), moment(run.To), run.By, moment(run.Shown), run.End, run.EndBy,
			strconv.FormatInt(run.Late, 10), moment(run.Air), moment(run.Off), string(run.Paint()), run.Host, run.Engine, strconv.FormatUint(run.Seq, 10),
			strconv.FormatUint(max(run.Last, run.Record), 10), string(run.Phase),
		}
		for i := range row {
			row[i] = card.Harmless(row[i])
		}
		rows = append(rows, row)
	}
	return csv.NewWriter(out).WriteAll(rows)
}

// moment writes a time for machines, "" for none.
func moment(at int64) string {
	if at == 0 {
		return ""
	}
	return beijing.MomentAndFrame(at)
}
