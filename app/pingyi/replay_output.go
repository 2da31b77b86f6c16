package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"pingyi/app/card"
	"pingyi/app/tally"
	"pingyi/beijing"
	"pingyi/data"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/static"
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

// wanted is which picture is drawn again, and how.
type wanted struct {
	output  onair.Name
	at      int64  // Unix milliseconds
	record  uint64 // the last of the session
	joinURL string
	page    string // file to write; "" prints the picture as JSON
}

// replayOutput prints the picture that an output had at a moment. Acts of the control room are
// known to a thousandth of a second and records of a session to a second, so of the session the
// picture has all that was written down in the second of that moment; record pins it. An output with a
// delay shows at a moment what held so much earlier, and that is what is drawn.
func replayOutput(folder string, w wanted, lang string, c console) error {
	note := func(key string, pairs ...string) { fmt.Fprintln(c.err, tally.Say(lang, "replay."+key, pairs...)) }
	on := w.at
	w, err := w.heldAt(folder)
	if err != nil {
		return err
	}
	room := onair.NewState()
	err = eachAct(folder, func(e onair.Event) error {
		if onair.StampOf(e).At > w.at {
			return errEnough
		}
		return room.Apply(e)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if late := on - w.at; late != 0 {
		note("late", "output", string(w.output), "on", beijing.DayAndFrame(on), "at", beijing.Frame(w.at), "ms", fmt.Sprint(late))
	}
	view, there := room.View(w.output, w.at)
	view = view.Standing(w.at)
	if !there {
		return fmt.Errorf("-output: at that moment there was no output %q", w.output)
	}
	var state *voting.State
	if view.Session != "" {
		if view.Frozen != 0 {
			w.record = view.Frozen - 1
		}
		if state, err = sessionAt(filepath.Join(folder, "sessions", string(view.Session), "log.db"), w.at/1000, w.record); err != nil {
			return err
		}
		note("drawn", "session", string(view.Session), "n", fmt.Sprint(state.Records-1), "revision", fmt.Sprint(room.Revision))
	}
	frame := display.NewHub(display.Setting{JoinURL: w.joinURL}).RenderFor(state, view)
	if w.page != "" {
		if err := w.draw(frame); err != nil {
			return err
		}
		note("page", "file", w.page)
		return nil
	}
	fmt.Fprintf(c.out, "%s\n", frame)
	return nil
}

// heldAt is wanted at the moment that the output shows then, as its delay has it.
func (w wanted) heldAt(folder string) (wanted, error) {
	air := onair.NewAir(w.output, w.at)
	err := eachAct(folder, func(e onair.Event) error {
		if onair.StampOf(e).At > w.at {
			return errEnough
		}
		return air.Add(e)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return w, err
	}
	if moment, begun := air.Moment(); begun {
		w.at = moment
	}
	return w, nil
}

// draw writes a picture as a page that draws it.
func (w wanted) draw(frame []byte) error {
	site, err := static.New()
	if err != nil {
		return err
	}
	still := static.Still{Title: fmt.Sprintf("%s %s", w.output, beijing.DayAndFrame(w.at)), Frame: frame, At: w.at}
	if w.joinURL != "" {
		if still.Code, err = card.QR(w.joinURL); err != nil {
			return err
		}
	}
	text, err := site.StillPage(still)
	if err == nil {
		err = os.WriteFile(w.page, text, 0o600)
	}
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
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
