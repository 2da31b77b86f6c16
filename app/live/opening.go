package live

import (
	"fmt"
	"time"

	"pingyi/voting"
)

// awaited is the self-paced form that opens by itself, nil when there is none (any
// more): its session is published, and nobody has had it open yet. One whose closing
// time has passed meanwhile is left to people.
func (t *Teller) awaited() *voting.ItemState {
	s := t.state
	if s.Session.Opens == 0 || s.Phase != voting.Published && s.Phase != voting.Running {
		return nil
	}
	item := s.Item(1)
	fresh := item.Run <= 1 && (item.Phase == voting.PhaseWaiting || item.Phase == voting.PhaseOnStage)
	if !fresh || s.Session.Closes != 0 && t.now().Unix() >= s.Session.Closes {
		return nil
	}
	return item
}

// openDue puts a form on stage and opens it when its time has come, as commands
// like any other.
func (t *Teller) openDue() error {
	item, now := t.awaited(), t.now().Unix()
	if item == nil || now < t.state.Session.Opens {
		return nil
	}
	id, act := item.ID, voting.Act{By: "opening", Role: voting.OfTeller, At: now}
	commands := []voting.Command{voting.OpenItem{Act: act, Item: id, Deadline: t.state.Session.Closing(now)}}
	if item.Phase == voting.PhaseWaiting {
		commands = append([]voting.Command{voting.StageItem{Act: act, Item: id}}, commands...)
	}
	for _, c := range commands {
		if err := t.self(c); err != nil {
			return fmt.Errorf("open the form at its time: %w", err)
		}
	}
	return nil
}

// armOpening sets the timer for the opening of a form. A time that has come and
// could not be kept is tried again as every duty is.
func (t *Teller) armOpening() {
	if t.awaited() == nil {
		t.disarmOpening()
		return
	}
	wait := time.Unix(t.state.Session.Opens, 0).Sub(t.now())
	if t.clock.opening != nil || wait <= 0 {
		return
	}
	t.clock.opening = t.later(min(wait, wallAgain), func() { t.clock.opening, t.clock.due = nil, true })
}

func (t *Teller) disarmOpening() {
	if t.clock.opening != nil {
		t.clock.opening.Stop()
		t.clock.opening = nil
	}
}
