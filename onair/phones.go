package onair

import (
	"fmt"

	"pingyi/voting"
)

// Phones says when phones learn that a result is out, so that a hall does not cheer before viewers
// have seen why.
type Phones struct {
	AtOnce bool `json:"at_once,omitempty"` // with the reveal, whatever is on program
	Offset int  `json:"offset,omitempty"`  // milliseconds between the word of a program that it shows a result and the phones
	Within int  `json:"within"`            // milliseconds after the reveal at which they learn it where no program has given its word
}

// firstPhones holds in a room where nobody has said anything.
func firstPhones() Phones { return Phones{Within: 5_000} }

// PhonesRelease is the run of an item whose result the phones of a session were let know last.
type PhonesRelease struct {
	Session voting.SessionID `json:"session"`
	Item    voting.ItemID    `json:"item"`
	Run     uint16           `json:"run"`
}

// SetPhones says when phones learn of results from now on.
type SetPhones struct {
	Act
	Phones Phones
}

// ReleasePhones lets the phones of a session know of a result. Take is the take by which the program
// showed it, 0 when it has not and the time was over. Record is how far the session's log went.
type ReleasePhones struct {
	Act
	PhonesRelease
	Take   uint64
	Record uint64
}

// PhonesSet says when phones learn of results.
type PhonesSet struct {
	Stamp
	Phones Phones `json:"phones"`
}

// PhonesReleased says that the phones of a session were let know of a result.
type PhonesReleased struct {
	Stamp
	PhonesRelease
	Take   uint64 `json:"take,omitempty"`
	Record uint64 `json:"record"`
}

// Phones tells when phones learn of results.
func (s *State) Phones() Phones { return s.phones }

// PhonesOf is the result that the phones of a session were let know last; false before any.
func (s *State) PhonesOf(id voting.SessionID) (PhonesRelease, bool) {
	released, is := s.released[id]
	return released, is
}

// maxPhones bounds both times, in milliseconds.
const maxPhones = 60_000

func (d decision) setPhones(c SetPhones) ([]Event, error) {
	for field, time := range map[string]int{"offset": c.Phones.Offset, "within": c.Phones.Within} {
		if time < 0 || time > maxPhones {
			return nil, refuse(RefusedPhones, field)
		}
	}
	if c.Phones == d.phones {
		return nothing()
	}
	return one(&PhonesSet{Stamp: d.stamp(), Phones: c.Phones})
}

func (d decision) releasePhones(c ReleasePhones) ([]Event, error) {
	if _, known := d.house.Session(c.Session); !known {
		return nil, refuse(RefusedSession, string(c.Session))
	}
	if d.released[c.Session] == c.PhonesRelease {
		return nothing()
	}
	return one(&PhonesReleased{Stamp: d.stamp(), PhonesRelease: c.PhonesRelease, Take: c.Take, Record: c.Record})
}

func (s *State) applyPhones(e Event) error {
	switch e := e.(type) {
	case *PhonesSet:
		s.phones = e.Phones
	case *PhonesReleased:
		if e.Item == 0 {
			return fmt.Errorf("%w: phones learn of no item", ErrOrder)
		}
		s.released[e.Session] = e.PhonesRelease
	}
	return nil
}

// Reported tells whether some events are reports of the server, which change no picture.
func Reported(events []Event) bool {
	for _, e := range events {
		if !report(e) {
			return false
		}
	}
	return true
}

// report tells the events that are no acts on a picture, as what the server writes down of itself: nobody who is
// about to act has looked at another picture because of them.
func report(e Event) bool {
	switch e.(type) {
	case *WasShown, *PhonesReleased, *Extended:
		return true
	}
	return false
}
