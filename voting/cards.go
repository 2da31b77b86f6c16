package voting

import (
	"bytes"
	"slices"
)

// Cards returns every card that was issued, void ones too, in the order of
// their identifiers, which says nothing about their numbers.
func (s *State) Cards() []CardState {
	cards := make([]CardState, 0, len(s.cards))
	for _, card := range s.cards {
		cards = append(cards, *card)
	}
	slices.SortFunc(cards, func(a, b CardState) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return cards
}
