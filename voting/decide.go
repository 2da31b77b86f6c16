package voting

import (
	"errors"
	"fmt"
	"strings"
)

// MinLot is the number of cards that a category of a secret session must have,
// so that a card says little about its holder. A rehearsal may have fewer.
const MinLot = 10

// Decide turns a command into the events that carry it out, or into a Refusal,
// or into AlreadyRecorded. It changes nothing: the caller writes the events and
// applies them. An error that is neither says that the caller built a command
// wrongly, such as a time before 1970.
func Decide(s *State, c Command) ([]Event, error) {
	if ballot, ok := c.(*CastBallot); ok {
		return s.decideBallot(ballot)
	}
	if create, ok := c.(CreateSession); ok {
		return s.decideCreate(create)
	}
	if s.Phase == "" {
		return nil, refuse(RefusedPhase, "there is no session yet")
	}
	switch c := c.(type) {
	case RedeemCard:
		return s.decideRedeem(c)
	case IssueCards:
		return s.act(c.Act, func() ([]Event, error) { return s.decideIssue(c) })
	case PublishSession:
		return s.act(c.Act, func() ([]Event, error) { return s.decidePublish(c) })
	case CloseSession:
		return s.act(c.Act, func() ([]Event, error) { return s.decideCloseSession(c) })
	case VoidCard:
		return s.act(c.Act, func() ([]Event, error) { return s.decideVoidCard(c) })
	case ReissueCard:
		return s.act(c.Act, func() ([]Event, error) { return s.decideReissue(c) })
	case CueScene:
		return s.act(c.Act, func() ([]Event, error) { return s.decideCue(c) })
	default:
		return s.decideResult(c)
	}
}

// act refuses a command that was decided on an older picture.
func (s *State) act(a Act, decide func() ([]Event, error)) ([]Event, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	if a.Expect != 0 && a.Expect != s.Revision {
		return nil, refuse(RefusedStale, fmt.Sprintf("revision is %d", s.Revision))
	}
	return decide()
}

// check finds what could not be read back from the log.
func (a Act) check() error {
	if !text(a.By) {
		return errors.New("decide: the author of an act is too long or not UTF-8")
	}
	if !a.Role.known() {
		return fmt.Errorf("decide: no role %q", a.Role)
	}
	return checkTime(a.At)
}

func checkTime(at int64) error {
	if at < 0 || at > maxTime {
		return fmt.Errorf("decide: time %d is before 1970 or beyond reason", at)
	}
	return nil
}

func (a Act) stamp() Stamp { return Stamp{At: a.At, By: a.By, Role: a.Role} }

func one(e Event) ([]Event, error) { return []Event{e}, nil }

func (s *State) decideCreate(c CreateSession) ([]Event, error) {
	if s.Phase != "" {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if err := c.Act.check(); err != nil {
		return nil, err
	}
	if err := c.Session.check(); err != nil {
		return nil, err
	}
	return one(&SessionCreated{Stamp: c.stamp(), Session: c.Session})
}

func (s *State) decidePublish(c PublishSession) ([]Event, error) {
	if s.Phase != Draft {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if issued, _ := s.Issued(); issued == 0 {
		return nil, refuse(RefusedPhase, "no cards were issued")
	}
	if err := s.enoughCards(nil); err != nil {
		return nil, err
	}
	return one(&SessionPublished{Stamp: c.stamp(), RulebookHash: s.Session.Rulebook.Hash(), SealsResult: c.SealsResult})
}

func (s *State) decideCloseSession(c CloseSession) ([]Event, error) {
	if s.Phase != Published && s.Phase != Running {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if s.OpenItem() != nil {
		return nil, refuse(RefusedOtherOpen, "")
	}
	for i := range s.Items {
		if s.Items[i].Phase == PhaseClosed { // its key still joins cards and marks, and would never be shredded
			return nil, refuse(RefusedItemPhase, fmt.Sprintf("item %d is closed and not confirmed", s.Items[i].ID))
		}
	}
	return one(&SessionClosed{Stamp: c.stamp()})
}

func (s *State) decideCue(c CueScene) ([]Event, error) {
	if !c.Scene.known() || c.Page < 0 || c.Page > MaxUnits {
		return nil, refuse(RefusedScene, string(c.Scene))
	}
	return one(&SceneCued{Stamp: c.stamp(), Scene: c.Scene, Page: c.Page})
}

// reasonGiven refuses an act that cannot be undone and gives no reason.
func reasonGiven(reason string) error {
	if strings.TrimSpace(reason) == "" || !text(reason) {
		return refuse(RefusedReason, "")
	}
	return nil
}
