package feed

import (
	"errors"
	"testing"
	"time"

	"pingyi/display"
	"pingyi/onair"
)

func (s *studio) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(d)
}

// However many ask, the session is looked at a few times a second and a page is encoded once.
func TestAPageIsEncodedOnceAsLongAsItDoesNotChange(t *testing.T) {
	s := newStudio()
	room, encoded := s.room(), 0
	format := Format{Name: "counted", encode: func(p Page) []byte { encoded++; return encodeCSV(p) }}
	tags := make(map[string]bool)
	ask := func() {
		for range 50 {
			body, err := room.Body("pgm", display.ViewBoard, format)
			if err != nil {
				t.Fatal(err)
			}
			tags[body.Tag] = true
		}
	}
	ask()
	if s.asked != 1 {
		t.Errorf("50 requests at once asked %d times", s.asked)
	}
	for range 10 {
		s.wait(time.Second)
		ask()
	}
	if encoded != 1 || len(tags) != 1 {
		t.Errorf("a page that does not change was encoded %d times, with %d tags", encoded, len(tags))
	}
	s.turn(func(tables *display.Tables) {
		tables.Views[0].Rows[2] = []string{"3", "3", "false", "新", "70", "", ""}
	})
	ask()
	if encoded != 2 || len(tags) != 2 {
		t.Errorf("after a change it was encoded %d times, with %d tags", encoded, len(tags))
	}
}

// Position and time are those of the moment at which a view came to look as it does.
func TestAPageKeepsTheMomentAtWhichItChanged(t *testing.T) {
	s := newStudio()
	room := s.room()
	first, _ := room.Page("pgm", display.ViewBoard)
	s.turn(func(tables *display.Tables) {
		tables.Seq = 5000
		tables.Views[2].Rows[0] = []string{"1", "", "94.0"}
	})
	board, _ := room.Page("pgm", display.ViewBoard)
	turnout, _ := room.Page("pgm", display.ViewTurnout)
	if board.Seq != first.Seq || !board.AsOf.Equal(first.AsOf) {
		t.Errorf("the board did not change, and is of position %d, %s", board.Seq, board.AsOf)
	}
	if turnout.Seq != 5000 || !turnout.AsOf.After(first.AsOf) {
		t.Errorf("the turnout changed, and is of position %d, %s", turnout.Seq, turnout.AsOf)
	}
	s.turn(func(tables *display.Tables) { tables.Rehearsal = true })
	if board, _ = room.Page("pgm", display.ViewBoard); !board.Rehearsal {
		t.Error("the board does not say that it is of a rehearsal")
	}
}

// Names that strangers think of are not kept.
func TestARoomForgetsOutputsThatAreNotThere(t *testing.T) {
	s := newStudio()
	room := s.room()
	for _, name := range []onair.Name{"a", "b", "../etc"} {
		if _, err := room.Page(name, display.ViewBoard); !errors.Is(err, ErrNone) {
			t.Errorf("there is an output %s", name)
		}
	}
	if _, err := room.Page("pgm", "secrets"); !errors.Is(err, ErrNone) {
		t.Error("there is a view secrets")
	}
	if len(room.outputs) != 1 {
		t.Errorf("the room keeps %d outputs, want 1", len(room.outputs))
	}
}
