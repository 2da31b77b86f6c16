package voting

import (
	"errors"
	"fmt"
	"slices"
)

// castBallot counts a ballot in place of the one that stood for its tag. Ballots
// of different tags commute in the tally.
func (s *State) castBallot(e *BallotCast) error {
	item := s.Item(e.Item)
	if item == nil || item.Phase != PhaseOpen || item.Run != e.Run {
		return fmt.Errorf("item %d takes no ballots of run %d", e.Item, e.Run)
	}
	rb := &s.Session.Rulebook
	if int(e.Category) >= len(rb.Categories) || !e.Marks.fit(item.Tally.Criteria(), rb.grades()) {
		return errors.New("the ballot does not fit the form")
	}
	if (e.Holder != "") != (rb.Secrecy == Open) {
		return errors.New("the ballot names a representative where it may not, or names none where it must")
	}
	if before, again := item.ballots[e.Tag]; again {
		if rb.FirstOnly {
			return errors.New("the first ballot counts, and one stands")
		}
		item.Tally.add(before.choice, -1)
		item.earlier[resend{e.Tag, before.salt}] = before
	}
	made := item.chosen(choice{e.Marks, e.Holder, e.Category, placeOf(rb.faultOf(e.Marks))})
	item.ballots[e.Tag] = standing{salt: e.Salt, at: e.At, choice: made}
	item.Tally.add(made, 1)
	item.moved(e.Tag)
	return nil
}

// chosen returns the one copy of a choice.
func (item *ItemState) chosen(c choice) *choice {
	known := item.choices[c]
	if known == nil {
		fresh := c // only a new choice goes to the heap
		known = &fresh
		item.choices[c] = known
	}
	return known
}

func (s *State) withdrawBallot(e *BallotWithdrawn) error {
	item := s.Item(e.Item)
	if item == nil || item.Phase != PhaseOpen || item.Run != e.Run {
		return fmt.Errorf("item %d withdraws no ballots of run %d", e.Item, e.Run)
	}
	before, there := item.ballots[e.Tag]
	if !there {
		return errors.New("no ballot to withdraw")
	}
	item.Tally.add(before.choice, -1)
	delete(item.ballots, e.Tag)
	item.moved(e.Tag)
	return nil
}

// moved lets the live tally follow once the ballots of LiveStep different cards
// have changed. One card that changes its mind five times moves nothing, or it
// could wait for a single neighbour and read off the difference.
func (item *ItemState) moved(tag Tag) {
	if !slices.Contains(item.unshown, tag) {
		item.unshown = append(item.unshown, tag)
	}
	if len(item.unshown) >= LiveStep && item.Tally.Total() >= LiveStep {
		item.showAll()
	}
}

func (item *ItemState) showAll() {
	item.Live.copyFrom(item.Tally)
	item.unshown = item.unshown[:0]
}
