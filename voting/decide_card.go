package voting

import (
	"fmt"
	"slices"
)

func (s *State) decideIssue(c IssueCards) ([]Event, error) {
	if s.Phase == Ended {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if len(c.Cards) == 0 || len(c.Cards)+len(s.cards) > maxCards {
		return nil, refuse(RefusedSession, fmt.Sprintf("cards: want 1 to %d in all", maxCards))
	}
	seen := make(map[CardID]bool, len(c.Cards))
	added := make([]int, len(s.issued))
	for i, card := range c.Cards {
		if seen[card.ID] || s.cards[card.ID] != nil {
			return nil, refuse(RefusedCardTwice, "")
		}
		seen[card.ID] = true
		if int(card.Category) >= len(s.issued) {
			return nil, refuse(RefusedSession, fmt.Sprintf("cards[%d].category", i))
		}
		added[card.Category]++
		if card.Recused != "" && !(s.Session.Rulebook.Recuses() && slices.Contains(s.Session.departments(), card.Recused)) {
			return nil, refuse(RefusedSession, fmt.Sprintf("cards[%d].recused: no such department, or nobody is recused", i))
		}
	}
	if err := s.checkHolders(c.Cards); err != nil {
		return nil, err
	}
	if s.Phase != Draft {
		if err := s.enoughCards(added); err != nil {
			return nil, err
		}
	}
	return one(&CardsIssued{Stamp: c.stamp(), Cards: c.Cards})
}

// checkHolders wants no holder in a secret session; in an open one a person on
// the roster, in the person's own category, with no other card in force.
func (s *State) checkHolders(cards []Card) error {
	if s.Session.Rulebook.Secrecy == Secret {
		for i, card := range cards {
			if card.Holder != "" {
				return refuse(RefusedSession, fmt.Sprintf("cards[%d].holder: the session is secret", i))
			}
		}
		return nil
	}
	category := make(map[RepresentativeID]CategoryID, len(s.Session.Roster))
	for _, rep := range s.Session.Roster {
		category[rep.ID] = rep.Category
	}
	for _, card := range s.cards {
		if !card.Void {
			delete(category, card.Holder)
		}
	}
	for i, card := range cards {
		own, free := category[card.Holder]
		if !free || own != card.Category {
			return refuse(RefusedSession, fmt.Sprintf("cards[%d].holder: not on the roster, of another category, or has a card", i))
		}
		delete(category, card.Holder)
	}
	return nil
}

// enoughCards refuses a secret session in which a category has cards, but too
// few of them to hide among. added, by category, is what is about to be issued.
func (s *State) enoughCards(added []int) error {
	if s.Session.Rulebook.Secrecy != Secret || s.Session.Rehearsal {
		return nil
	}
	for category, t := range s.issued {
		n := t.Issued
		if added != nil {
			if added[category] == 0 {
				continue
			}
			n += added[category]
		}
		if n > 0 && n < MinLot {
			return refuse(RefusedFewCards, s.Session.Rulebook.Categories[category].Label)
		}
	}
	return nil
}

// inForce finds a card that was issued and is not void.
func (s *State) inForce(id CardID) (*CardState, error) {
	card := s.cards[id]
	if card == nil {
		return nil, refuse(RefusedCard, "")
	}
	if card.Void {
		return nil, refuse(RefusedCardVoid, "")
	}
	return card, nil
}

// decideRedeem writes nothing for the phone that holds the card already. After
// the session has ended nobody is checked in any more: the count of those
// present stands.
func (s *State) decideRedeem(c RedeemCard) ([]Event, error) {
	if err := checkTime(c.At); err != nil {
		return nil, err
	}
	card, err := s.inForce(c.Card)
	if err != nil {
		return nil, err
	}
	if card.Redeemed && card.Device == c.Device {
		return nil, nil
	}
	if s.Phase == Draft || s.Phase == Ended {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if card.Redeemed && !c.TakeOver {
		return nil, refuse(RefusedCardElsewhere, "")
	}
	return one(&CardRedeemed{Stamp: Stamp{At: c.At}, Card: c.Card, Device: c.Device})
}

func (s *State) decideVoidCard(c VoidCard) ([]Event, error) {
	if err := reasonGiven(c.Reason); err != nil {
		return nil, err
	}
	if _, err := s.inForce(c.Card); err != nil {
		return nil, err
	}
	events := []Event{&CardVoided{Stamp: c.stamp(), Card: c.Card, Reason: c.Reason}}
	if item := s.OpenItem(); item != nil {
		if _, voted := item.ballots[c.Tag]; voted {
			events = append(events, &BallotWithdrawn{Stamp: Stamp{At: c.At}, Item: item.ID, Run: item.Run, Tag: c.Tag})
		}
	}
	return events, nil
}

func (s *State) decideReissue(c ReissueCard) ([]Event, error) {
	events, err := s.decideVoidCard(c.VoidCard)
	if err != nil {
		return nil, err
	}
	if s.Phase == Ended {
		return nil, refuse(RefusedPhase, string(s.Phase))
	}
	if s.cards[c.Replacement] != nil {
		return nil, refuse(RefusedCardTwice, "")
	}
	replacement := s.cards[c.Card].Card
	replacement.ID = c.Replacement
	old := c.Card
	return append(events, &CardsIssued{Stamp: c.stamp(), Cards: []Card{replacement}, Replaces: &old}), nil
}
