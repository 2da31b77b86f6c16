package card

import (
	"bytes"
	"slices"
	"strings"

	"pingyi/voting"
)

// Deal makes one card for each representative of the lots. Numbers run from 1,
// category by category, so that cards are printed and boxed by category.
//
// In a secret session a keyed hash shuffles the numbers inside a category, so
// that a number tells neither the place on the roster nor the lot. In an open
// one (named) every card has its holder, and inside a category numbers follow
// those of the representatives, which makes the cards easy to hand out.
//
// The cards come sorted by identifier: the log that records them does not tell
// their numbers.
func (d *Deck) Deal(lots []voting.Lot, named bool) []voting.Card {
	mac := d.mac()
	var seats []seat
	for i, lot := range lots {
		for j, holder := range lot.Holders {
			s := seat{card: voting.Card{Category: lot.Category, Recused: lot.Recused}}
			if named {
				s.card.Holder = holder
			} else {
				s.draw = bytes.Clone(mac.of("deal", pair(i, j)))
			}
			seats = append(seats, s)
		}
	}
	slices.SortStableFunc(seats, func(a, b seat) int {
		if a.card.Category != b.card.Category {
			return int(a.card.Category) - int(b.card.Category)
		}
		if named {
			return strings.Compare(string(a.card.Holder), string(b.card.Holder))
		}
		return bytes.Compare(a.draw, b.draw)
	})
	cards := make([]voting.Card, len(seats))
	for i, s := range seats {
		cards[i] = s.card
		cards[i].ID = mac.id(mac.token(i+1, 1))
	}
	slices.SortFunc(cards, func(a, b voting.Card) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return cards
}

// seat is one card before it has its number.
type seat struct {
	card voting.Card
	draw []byte // the order of the seats of a secret session
}
