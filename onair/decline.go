package onair

import (
	"fmt"
	"strings"

	"pingyi/voting"
)

// Decline is the scrutineer's no to what was asked, or the word taken back that was given: what is
// out stays out, and nothing more of this version is released until somebody approves it.
type Decline struct {
	Act
	Session voting.SessionID
	List    string
	Binding
	Reason string
}

// Declined says that a scrutineer will not have a ranking released, and why.
type Declined struct {
	Stamp
	Session voting.SessionID `json:"session"`
	List    string           `json:"list"`
	Binding
	Reason string `json:"reason"`
}

// decline takes the no of a scrutineer. Like his word it is about the ranking as it is sealed now.
func (d decision) decline(c Decline) ([]Event, error) {
	if d.Role != Scrutineer {
		return nil, refuse(RefusedRole, string(d.Role))
	}
	reason := strings.TrimSpace(c.Reason)
	if reason == "" || !plain(reason) {
		return nil, refuse(RefusedReason, "")
	}
	ranking, err := d.sealed(c.Session, c.List)
	if err != nil {
		return nil, err
	}
	if ranking.Binding != c.Binding {
		return nil, refuse(RefusedStale, fmt.Sprintf("version %d, %s", ranking.Version, ranking.Checkpoint))
	}
	r := d.release(c.Session, c.List)
	if r == nil || r.Binding != c.Binding || r.Asked == "" && r.Approved == "" {
		return nothing()
	}
	if r.Of > 0 && r.Groups >= r.Of {
		return nil, refuse(RefusedStep, fmt.Sprint(r.Groups))
	}
	return one(&Declined{Stamp: d.stamp(), Session: c.Session, List: c.List, Binding: c.Binding, Reason: reason})
}

func (s *State) applyDeclined(e *Declined) error {
	r := s.release(e.Session, e.List)
	if r == nil || r.Binding != e.Binding {
		return fmt.Errorf("%w: nobody has asked for %q", ErrOrder, e.List)
	}
	r.Asked, r.Approved, r.Declined, r.Reason = "", "", e.By, e.Reason
	return nil
}
