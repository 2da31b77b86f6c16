package main

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strconv"

	"pingyi/beijing"
	"pingyi/data"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// momentOf reads a time, in Unix milliseconds.
func momentOf(text string) (int64, error) {
	if number, err := strconv.ParseInt(text, 10, 64); err == nil {
		return number, nil
	}
	at, err := beijing.ReadFrame(text)
	if err != nil {
		return 0, fmt.Errorf("flag -at: want a time such as %q (Beijing time) or Unix milliseconds, got %q", "2006-01-02 15:04:05", text)
	}
	return at.UnixMilli(), nil
}

// replayOutput prints the picture that an output had at a moment. Acts of the control room are
// known to a thousandth of a second and records of a session to a second, so of the session the
// picture has all that was written down in the second of that moment; record pins it.
func replayOutput(folder string, name onair.Name, at int64, record uint64, joinURL string, c console) error {
	room := onair.NewState()
	err := eachAct(folder, func(e onair.Event) error {
		if onair.StampOf(e).At > at {
			return errEnough
		}
		return room.Apply(e)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	view, there := room.View(name)
	if !there {
		return fmt.Errorf("-output: at that moment there was no output %q", name)
	}
	var state *voting.State
	if view.Session != "" {
		if view.Frozen != 0 {
			record = view.Frozen - 1
		}
		if state, err = sessionAt(filepath.Join(folder, "sessions", string(view.Session), "log.db"), at/1000, record); err != nil {
			return err
		}
		fmt.Fprintf(c.err, "session %s after record %d, control room at revision %d\n", view.Session, state.Records-1, room.Revision)
	}
	hub := display.NewHub(display.Setting{JoinURL: joinURL})
	fmt.Fprintf(c.out, "%s\n", hub.RenderFor(state, view))
	return nil
}

// sessionAt folds the log of a session up to a second, or up to a record when one is given.
func sessionAt(path string, second int64, last uint64) (*voting.State, error) {
	log, err := openLog(path)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	state := voting.NewState()
	err = log.Read(0, func(seq uint64, record data.Record) error {
		e, err := voting.Decode(record)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		if seq > last || last == math.MaxUint64 && voting.When(e) > second {
			return errEnough
		}
		return state.Apply(e)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if state.Records == 0 {
		return nil, fmt.Errorf("%s: holds no record of that time", path)
	}
	return state, nil
}
