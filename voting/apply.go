package voting

import (
	"errors"
	"fmt"
)

// Apply folds one event into the state. It accepts everything that Decide
// allowed. An error means that the log is not one of ours, or was changed: the
// fold is where a recount finds a ballot after the close or a card issued twice.
// The state is spoiled then and must be thrown away. The state keeps parts of
// the event, so the caller must not change it afterwards.
func (s *State) Apply(e Event) error {
	if err := s.fold(e); err != nil {
		return fmt.Errorf("apply %s as record %d: %w", e.kind(), s.Records, err)
	}
	s.Records++
	return nil
}

func (s *State) fold(e Event) error {
	if created, ok := e.(*SessionCreated); ok {
		return s.create(created)
	}
	if s.Phase == "" {
		return errors.New("the log does not begin with a session")
	}
	switch e := e.(type) {
	case *BallotCast:
		return s.castBallot(e)
	case *BallotWithdrawn:
		return s.withdrawBallot(e)
	case *CardRedeemed:
		return s.redeemCard(e)
	}
	s.Revision++
	if act, ok := e.(interface{ when() int64 }); ok {
		s.ActedAt = act.when()
	}
	switch e := e.(type) {
	case *CardsIssued:
		return s.issueCards(e)
	case *CardVoided:
		return s.voidCard(e)
	case *SessionPublished:
		return s.publish(e)
	case *SessionClosed:
		return s.end()
	case *SceneCued:
		s.Scene, s.Page = e.Scene, e.Page
		return nil
	case *FiguresEntered, *DecisionEntered, *UnitVetoed, *VetoLifted,
		*ResultConfirmed, *ResultAnnounced, *NoticeStarted, *ResultCertified, *ResultCorrected, *CorrectionAbandoned, *ResultSealed:
		return s.foldResult(e)
	}
	return s.foldItem(e)
}

func (s *State) create(e *SessionCreated) error {
	if s.Phase != "" {
		return errors.New("a session has one first record")
	}
	if e.Session.Rulebook.book == nil {
		return errors.New("the session has no rulebook")
	}
	if err := e.Session.checkRundown(); err != nil {
		return err
	}
	s.Session, s.Phase, s.Versions = e.Session, Draft, []Version{{Number: 1}}
	s.Items = make([]ItemState, len(e.Session.Rundown))
	for i, item := range e.Session.Rundown {
		s.Items[i] = ItemState{Item: item, Phase: PhaseWaiting}
	}
	for i, unit := range e.Session.Units {
		s.units[unit.ID] = i
	}
	s.issued = make([]Turnout, len(e.Session.Rulebook.Categories))
	s.members = make([]int, len(e.Session.Rulebook.Categories))
	for _, rep := range e.Session.Roster {
		if int(rep.Category) >= len(s.members) {
			return fmt.Errorf("no category %d for a representative", rep.Category)
		}
		s.members[rep.Category]++
	}
	s.Revision, s.ActedAt = 1, e.At
	return nil
}

func (s *State) publish(e *SessionPublished) error {
	if s.Phase != Draft {
		return fmt.Errorf("the session is %s", s.Phase)
	}
	if hash := s.Session.Rulebook.Hash(); e.RulebookHash != hash {
		return fmt.Errorf("the rulebook of the session has hash %s, not %s", hash, e.RulebookHash)
	}
	s.Phase, s.sealsResult = Published, e.SealsResult
	return nil
}

func (s *State) end() error {
	if (s.Phase != Published && s.Phase != Running) || s.OpenItem() != nil {
		return fmt.Errorf("the session is %s, or an item is open", s.Phase)
	}
	s.Phase = Ended
	s.resultMoved()
	return nil
}

func (s *State) issueCards(e *CardsIssued) error {
	if s.Phase == Ended {
		return fmt.Errorf("the session is %s", s.Phase)
	}
	for _, card := range e.Cards {
		if int(card.Category) >= len(s.issued) {
			return fmt.Errorf("no category %d for a card", card.Category)
		}
		if s.cards[card.ID] != nil {
			return errors.New("a card was issued twice")
		}
		s.cards[card.ID] = &CardState{Card: card}
		s.issued[card.Category].Issued++
	}
	return nil
}

// Arrive folds a check-in whose record is still to be written, so it is not
// counted among Records. Applying the record later changes nothing else: a
// check-in of the same card on the same phone finds everything as it is.
func (s *State) Arrive(e *CardRedeemed) error {
	if err := s.redeemCard(e); err != nil {
		return fmt.Errorf("check in a card ahead of its record: %w", err)
	}
	return nil
}

func (s *State) redeemCard(e *CardRedeemed) error {
	if s.Phase == Draft || s.Phase == Ended {
		return fmt.Errorf("the session is %s", s.Phase)
	}
	card := s.cards[e.Card]
	if card == nil || card.Void {
		return errors.New("the card was not issued or is void")
	}
	switch {
	case !card.Redeemed:
		s.checkIn(card, 1)
	case card.Device != e.Device:
		s.lose(card.Device)
	}
	s.regain(e.Device)
	card.Redeemed, card.Device = true, e.Device
	return nil
}

func (s *State) voidCard(e *CardVoided) error {
	card := s.cards[e.Card]
	if card == nil || card.Void {
		return errors.New("the card was not issued or is void")
	}
	card.Void = true
	s.issued[card.Category].Issued--
	if card.Redeemed {
		s.checkIn(card, -1)
		s.lose(card.Device)
	}
	return nil
}
