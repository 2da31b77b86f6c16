package onair

import (
	"fmt"

	"pingyi/voting"
)

// Extension is more time for a vote that is open, as a box has asked for it. It says until when, and
// not how much longer: carried out twice it is the same. Giving the time is the session's to do; here it is
// kept, so that a press that is sent again is known again, also after a restart.
type Extension struct {
	Session  voting.SessionID `json:"session"`
	Item     voting.ItemID    `json:"item"`
	Run      uint16           `json:"run"`
	Deadline int64            `json:"deadline"` // Unix seconds
}

// Extend keeps what a press has asked for, before it is asked of the session.
type Extend struct {
	Act
	Extension
}

// Extended says what a press has asked for.
type Extended struct {
	Stamp
	Extension
}

// extended is an extension with whose press it was.
type extended struct {
	done
	Extension
}

// Extension finds what a press has asked for before. A number that was another press's is refused.
func (s *State) Extension(a Act) (Extension, bool, error) {
	for _, e := range s.extended {
		if e.under(a) {
			return e.Extension, true, e.other(a)
		}
	}
	return Extension{}, false, nil
}

func (d decision) extend(c Extend) ([]Event, error) {
	if _, known := d.house.Session(c.Session); !known {
		return nil, refuse(RefusedSession, string(c.Session))
	}
	if c.Item == 0 || c.Deadline <= 0 {
		return nil, fmt.Errorf("decide: an extension of item %d until %d", c.Item, c.Deadline)
	}
	return one(&Extended{Stamp: d.stamp(), Extension: c.Extension})
}

// applyExtended keeps as many as there are numbers of wishes.
func (s *State) applyExtended(e *Extended) {
	if len(s.extended) == remembered {
		s.extended = append([]extended{}, s.extended[1:]...)
	}
	s.extended = append(s.extended, extended{done{e.Controller, e.ID, e.Said, s.Revision}, e.Extension})
}
