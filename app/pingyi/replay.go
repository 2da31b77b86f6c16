package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"pingyi/app/progress"
	"pingyi/app/tally"
	"pingyi/data"
	"pingyi/onair"
	"pingyi/voting"
)

// errEnough ends the reading of a log at the record that was asked for.
var errEnough = errors.New("enough")

const replayArgs = "[-lang zh|en] [-at RECORD|TIME] [-output NAME [-record RECORD] [-join URL] [-html FILE]] LOG|DATA"

// replay prints the board of a session as it stood at a record, or the picture of an output.
func replay(_ context.Context, args []string, c console) error {
	flags := flagSet("replay", replayArgs, c)
	at := flags.String("at", "", "")
	output := flags.String("output", "", "")
	record := uint64(math.MaxUint64)
	flags.Func("record", "", func(text string) (err error) {
		record, err = strconv.ParseUint(text, 10, 64)
		return err
	})
	joinURL := flags.String("join", "", "")
	page := flags.String("html", "", "")
	if err := parse(flags, args); err != nil {
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
		return replayOutput(path, wanted{onair.Name(*output), moment, record, *joinURL, *page}, c.lang, c)
	}
	last := uint64(math.MaxUint64)
	if *at != "" {
		if last, err = strconv.ParseUint(*at, 10, 64); err != nil {
			return fmt.Errorf("flag -at: want the number of a record, got %q", *at)
		}
	}
	return replayBoard(path, last, c.lang, c)
}

// replayBoard folds a log up to a record and prints the board as it stood there.
func replayBoard(path string, last uint64, lang string, c console) error {
	log, err := openLog(path)
	if err != nil {
		return err
	}
	defer log.Close()
	state := voting.NewState()
	kind := ""
	bar := progress.New(c.err, tally.Say(lang, "bar.records"), int(min(log.Head().Size, last)))
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
	switch {
	case state.Records == 0 && err != nil:
		return fmt.Errorf("%s: no record of it can be read: %w", path, err)
	case state.Records == 0:
		return fmt.Errorf("%s: holds no record", path)
	}
	printBoard(c.out, state, kind, newVoice(lang)) // of a damaged log as well, as far as it is whole
	if err != nil {
		return fmt.Errorf("%s: whole up to record %d, and there it ends: %w", path, state.Records-1, err)
	}
	return nil
}

func printBoard(out io.Writer, s *voting.State, last string, v voice) {
	say := func(key string, pairs ...string) { fmt.Fprintln(out, tally.Say(v.lang, "replay."+key, pairs...)) }
	issued, checkedIn := s.Issued()
	if s.Session.Rehearsal {
		fmt.Fprintln(out, tally.Say(v.lang, "mark.rehearsal"))
	}
	fmt.Fprintln(out, s.Session.Title)
	say("after", "n", fmt.Sprint(s.Records-1), "act", v.found.Say(last), "phase", phaseIn(v.lang, "session", string(s.Phase)), "issued", fmt.Sprint(issued), "checked", fmt.Sprint(checkedIn))
	if item := s.Staged(); item != nil {
		unit := s.Unit(item.Unit)
		key := "staged"
		if item.Whole() {
			key = "staged.form"
		}
		say(key, "n", fmt.Sprint(item.ID), "run", fmt.Sprint(item.Run), "units", fmt.Sprint(len(s.Session.Units)), "id", string(unit.ID), "name", unit.Name,
			"phase", phaseIn(v.lang, "item", string(item.Phase)), "ballots", fmt.Sprint(item.Tally.Total()), "void", fmt.Sprint(item.Tally.Voids()))
	}
	rows := s.BoardOf(s.ShownVersion().Number)
	confirmed := make(map[voting.ItemID]bool)
	for _, row := range rows {
		confirmed[row.Item] = true
	}
	say("confirmed", "n", fmt.Sprint(len(confirmed)), "of", fmt.Sprint(len(s.Items)))
	if len(rows) > 0 {
		say("columns")
	}
	for _, row := range rows {
		score := "-"
		if row.Score.Has() {
			score = row.Score.Text
		}
		fmt.Fprintf(out, "%4d %4d  %-8s %8s  %v  %s%s\n", row.Rank, row.RankInClass, row.Unit.ID, score, row.Tally.ByGrade(), row.Unit.Name, classIn(v.lang, row.Unit.Class))
	}
}

// phaseIn is where a session or an item is, in one language.
func phaseIn(lang, of, phase string) string {
	return cmp.Or(tally.Say(lang, "replay."+of+"."+phase), phase)
}

// classIn is the class of a unit behind its name; where there are no classes it is nothing.
func classIn(lang string, class voting.Class) string {
	if class == "" {
		return ""
	}
	return tally.Say(lang, "replay.class", "class", string(class))
}
