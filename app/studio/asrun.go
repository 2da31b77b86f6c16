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

// asRun is the as-run list as the desk asks for it. The log of the control room is folded as far as somebody
// asked before, so that a page late in the evening does not read all of it again. Those of the sessions, in
// which every ballot is a record, are folded anew when there is more in any of the logs, and for one who asks at
// a time: whoever asks meanwhile waits, and mostly finds it done.
type asRun struct {
	mu   sync.Mutex
	list *onair.AsRun // nil: nobody has asked, or the log could not be read
	next uint64       // record

	whole []onair.Run                 // with what followed the rundown; nobody changes it
	of    uint64                      // how far the log of the control room went in it
	ends  map[voting.SessionID]uint64 // and those of the sessions; nil: there is no whole
}

// sessionLogs are the logs of the sessions that the list is about.
type sessionLogs struct {
	end  func(voting.SessionID) uint64 // how far one goes, 0 where it is not at hand
	read ReadSession
}

// everything gives the list of a log with what followed the rundown, as far as it is on disk. The caller must
// not change it.
func (a *asRun) everything(log data.Log, sessions sessionLogs) ([]onair.Run, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.fold(log); err != nil {
		return nil, err
	}
	if a.ends != nil && a.of == a.next && !a.grown(sessions) {
		return a.whole, nil
	}
	a.ends = nil
	runs := a.list.Runs()
	ends := make(map[voting.SessionID]uint64)
	for _, id := range SessionsOf(followers(runs)) { // before they are read: what comes meanwhile is folded again, and never missed
		ends[id] = sessions.end(id)
	}
	whole, err := WithFollowed(runs, sessions.read)
	if err != nil {
		return nil, err
	}
	a.whole, a.of, a.ends = whole, a.next, ends
	return whole, nil
}

// fold folds what has come to the log of the control room.
func (a *asRun) fold(log data.Log) error {
	if a.list == nil {
		a.list, a.next, a.ends = onair.NewAsRun(), 0, nil
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
		return fmt.Errorf("read the as-run list: %w", err)
	}
	return nil
}

// grown reports whether the log of a session does not end where it did.
func (a *asRun) grown(sessions sessionLogs) bool {
	for id, end := range a.ends {
		if sessions.end(id) != end {
			return true
		}
	}
	return false
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
	runs, err := s.ran.everything(log, sessionLogs{end: s.endOf, read: s.readSession})
	if err != nil {
		return nil, nil, err
	}
	runs = slices.DeleteFunc(RunsOf(runs, only), func(run onair.Run) bool {
		return run.Class == onair.Sealed && !sees(who, run.Class)
	})
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
