package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"pingyi/app/progress"
	"pingyi/data"
	"pingyi/onair"
	"pingyi/voting"
)

// errEnough ends the reading of a log at the record that was asked for.
var errEnough = errors.New("enough")

// rehearsalLine stands on whatever is printed of a rehearsal.
const rehearsalLine = "演练 REHEARSAL: nothing here is a result"

// unannouncedLine stands on whatever is written of a result that nobody has announced.
const unannouncedLine = "尚未公布 UNANNOUNCED: nobody has announced this result; it is not to leave the house"

const replayArgs = "[-at RECORD|TIME] [-output NAME [-record RECORD] [-join URL] [-html FILE]] LOG|DATA"

// replay prints the board of a session as it stood at a record, or the picture of an output.
func replay(_ context.Context, args []string, c console) error {
	flags := flagSet("replay", replayArgs, c)
	at := flags.String("at", "", "`number` of the last record to fold, from 0, without it the whole log; with -output a time")
	output := flags.String("output", "", "print the picture that this output of the control room had at a time, as JSON; wants the data folder of a server")
	record := uint64(math.MaxUint64)
	flags.Func("record", "with -output: `number` of the last record of the session to fold, where its second is not exact enough", func(text string) (err error) {
		record, err = strconv.ParseUint(text, 10, 64)
		return err
	})
	joinURL := flags.String("join", "", "with -output: the address that the scene of the code shows")
	page := flags.String("html", "", "with -output: write the picture to this `file` as a page that draws it, in place of the JSON; a browser shows it without any server")
	if err := flags.Parse(args); err != nil {
		return err
	}
	path, err := oneArgument(flags, "log (the log.db of a session), or data folder")
	if err != nil {
		return err
	}
	if *output != "" {
		moment, err := momentOf(*at)
		if err != nil {
			return err
		}
		return replayOutput(path, wanted{onair.Name(*output), moment, record, *joinURL, *page}, c)
	}
	last := uint64(math.MaxUint64)
	if *at != "" {
		if last, err = strconv.ParseUint(*at, 10, 64); err != nil {
			return fmt.Errorf("flag -at: want the number of a record, got %q", *at)
		}
	}
	return replayBoard(path, last, c)
}

// replayBoard folds a log up to a record and prints the board as it stood there.
func replayBoard(path string, last uint64, c console) error {
	log, err := openLog(path)
	if err != nil {
		return err
	}
	defer log.Close()
	state := voting.NewState()
	kind := ""
	bar := progress.New(c.err, "记录 records", int(min(log.Head().Size, last)))
	err = log.Read(0, func(seq uint64, record data.Record) error {
		bar.Add(1)
		if seq > last {
			return errEnough
		}
		e, err := voting.Decode(record)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		kind = voting.Kind(e)
		return state.Apply(e)
	})
	bar.Clear()
	if errors.Is(err, errEnough) {
		err = nil
	}
	if state.Records == 0 {
		return errors.Join(err, fmt.Errorf("%s: holds no record", path))
	}
	printBoard(c.out, state, kind) // of a damaged log as well, as far as it is whole
	if err != nil {
		return fmt.Errorf("%s: whole up to record %d, and there it ends: %w", path, state.Records-1, err)
	}
	return nil
}

func printBoard(out io.Writer, s *voting.State, last string) {
	issued, checkedIn := s.Issued()
	if s.Session.Rehearsal {
		fmt.Fprintln(out, rehearsalLine)
	}
	fmt.Fprintf(out, "%s\nafter record %d (%s): %s, cards issued %d, checked in %d\n",
		s.Session.Title, s.Records-1, last, s.Phase, issued, checkedIn)
	if item := s.Staged(); item != nil && item.Whole() {
		fmt.Fprintf(out, "on stage: item %d, run %d, the whole form of %d units: %s, %d ballots, %d of them void\n",
			item.ID, item.Run, len(s.Session.Units), item.Phase, item.Tally.Total(), item.Tally.Voids())
	} else if item != nil {
		unit := s.Unit(item.Unit)
		fmt.Fprintf(out, "on stage: item %d, run %d, %s %s: %s, %d ballots\n", item.ID, item.Run, unit.ID, unit.Name, item.Phase, item.Tally.Total())
	}
	rows := s.BoardOf(s.ShownVersion().Number)
	confirmed := make(map[voting.ItemID]bool)
	for _, row := range rows {
		confirmed[row.Item] = true
	}
	fmt.Fprintf(out, "%d of %d items confirmed\n", len(confirmed), len(s.Items))
	for _, row := range rows {
		score := "-"
		if row.Score.Has() {
			score = row.Score.Text
		}
		fmt.Fprintf(out, "%4d %4d  %-8s %8s  %v  %s (%s)\n", row.Rank, row.RankInClass, row.Unit.ID, score, row.Tally.ByGrade(), row.Unit.Name, row.Unit.Class)
	}
}
