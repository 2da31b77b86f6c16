package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"pingyi/app/studio"
	"pingyi/data"
	"pingyi/onair"
	"pingyi/static"
	"pingyi/voting"
)

const asRunArgs = "[-lang zh|en] [-output NAME] [-csv] DATA"

// asRun prints what was on each output of the control room, from when to when.
func asRun(_ context.Context, args []string, c console) error {
	flags := flagSet("asrun", asRunArgs, c)
	only := flags.String("output", "", "")
	asCSV := flags.Bool("csv", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	folder, err := oneArgument(flags, "data folder of a server")
	if err != nil {
		return err
	}
	list := onair.NewAsRun()
	if err := eachAct(folder, list.Add); err != nil {
		return err
	}
	runs, err := studio.WithFollowed(studio.RunsOf(list.Runs(), onair.Name(*only)), sessionsIn(folder))
	if err != nil {
		return err
	}
	names, err := namesIn(folder, runs)
	if err != nil {
		return err
	}
	runs = names.WithCorrections(runs)
	if *asCSV {
		return studio.WriteRuns(c.out, runs, names)
	}
	lines := runLines{lang: c.lang, names: names}
	if lines.words, err = static.WordsOf(map[string]string{"zh": "zh-CN", "en": "en"}[c.lang]); err != nil {
		return err
	}
	for _, run := range runs {
		fmt.Fprintln(c.out, lines.line(run))
	}
	return nil
}

// namesIn reads the logs of the sessions that lines are about. Of one that is not in the folder any more the
// lines have numbers alone.
func namesIn(folder string, runs []onair.Run) (studio.Names, error) {
	names := make(studio.Names)
	for _, id := range studio.SessionsOf(runs) {
		path := filepath.Join(folder, "sessions", string(id), "log.db")
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		state, err := sessionAt(path, math.MaxInt64, math.MaxUint64)
		if err != nil {
			return nil, err
		}
		names.Learn(id, state)
	}
	return names, nil
}

// sessionsIn reads the logs of the sessions in a folder.
func sessionsIn(folder string) studio.ReadSession {
	return func(id voting.SessionID, fn func(uint64, data.Record) error) (bool, error) {
		path := filepath.Join(folder, "sessions", string(id), "log.db")
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		log, err := openLog(path)
		if err != nil {
			return false, err
		}
		defer log.Close()
		return true, log.Read(0, fn)
	}
}

// studioLog is the log of the control room in a server's data folder.
func studioLog(folder string) string { return filepath.Join(folder, studio.Folder, "log.db") }

// eachAct reads the log of the control room.
func eachAct(folder string, fn func(onair.Event) error) error {
	path := studioLog(folder)
	log, err := openLog(path)
	if err != nil {
		return err
	}
	defer log.Close()
	err = log.Read(0, func(seq uint64, record data.Record) error {
		e, err := onair.Decode(record)
		if err == nil {
			err = fn(e)
		}
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
