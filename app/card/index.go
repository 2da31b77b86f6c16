package card

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting"
)

// ErrUnknown is returned for a card that the log did not issue under this key.
var ErrUnknown = errors.New("no such card")

// ErrReplaced is returned for a card that has a replacement already.
var ErrReplaced = errors.New("card has a replacement")

// place is number and generation of a card, both from 1.
type place struct{ number, generation int }

// Index knows which number and which token belong to which card of a log. It
// is computed when cards were issued and does not change; it is safe for use by
// several goroutines.
type Index struct {
	deck   *Deck
	places map[voting.CardID]place
	ids    map[place]voting.CardID
	cards  map[voting.CardID]voting.CardState
	last   []int // last[n-1] is the newest generation of card n
	digits int
}

// NewIndex computes the numbers of the cards that a log issued, void ones
// included: it makes identifiers of numbers 1, 2, 3 … until one is not in the
// log. Cards that another key made are left out; Len tells.
func NewIndex(deck *Deck, cards []voting.CardState) *Index {
	x := &Index{
		deck: deck, places: make(map[voting.CardID]place, len(cards)), ids: make(map[place]voting.CardID, len(cards)),
		cards: make(map[voting.CardID]voting.CardState, len(cards)),
	}
	for _, card := range cards {
		x.cards[card.ID] = card
	}
	mac := deck.mac()
	for number := 1; ; number++ {
		newest := 0
		for generation := 1; ; generation++ {
			id := mac.id(mac.token(number, generation))
			if _, issued := x.cards[id]; !issued {
				break
			}
			at := place{number, generation}
			x.places[id], x.ids[at], newest = at, id, generation
		}
		if newest == 0 {
			break
		}
		x.last = append(x.last, newest)
	}
	x.digits = max(4, len(strconv.Itoa(len(x.last))))
	return x
}

// Len is the number of cards with a number, all generations together. It is
// the number of cards given to NewIndex unless some are of another key.
func (x *Index) Len() int { return len(x.places) }

// Find reads a token as people type it and returns the card that has it. The
// look-up compares keyed hashes, never tokens, so its time tells nothing about
// the token of any card.
func (x *Index) Find(typed string) (voting.CardID, bool) {
	token, ok := Normalize(typed)
	if !ok {
		return voting.CardID{}, false
	}
	id := x.deck.ID(token)
	_, ok = x.places[id]
	return id, ok
}

// Label is how a card is called in front of people, see Printed.Label. It is
// empty for an unknown card.
func (x *Index) Label(id voting.CardID) string {
	p, ok := x.Printed(id)
	if !ok {
		return ""
	}
	return p.Label()
}

// Token returns the secret of a card: who has it can vote.
func (x *Index) Token(id voting.CardID) (string, bool) {
	at, ok := x.places[id]
	if !ok {
		return "", false
	}
	return x.deck.Token(at.number, at.generation), true
}

// Printed returns a card with its number.
func (x *Index) Printed(id voting.CardID) (Printed, bool) {
	at, ok := x.places[id]
	if !ok {
		return Printed{}, false
	}
	return Printed{CardState: x.cards[id], Number: at.number, Generation: at.generation, digits: x.digits}, true
}

// ByLabel finds the card that is called so. Without a print ("0231" or "231")
// it is the newest one of that number.
func (x *Index) ByLabel(label string) (voting.CardID, bool) {
	number, print, reprinted := strings.Cut(strings.Map(digit, label), "-")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(x.last) {
		return voting.CardID{}, false
	}
	at := place{n, x.last[n-1]}
	if reprinted {
		if at.generation, err = strconv.Atoi(print); err != nil {
			return voting.CardID{}, false
		}
	}
	id, ok := x.ids[at]
	return id, ok
}

// digit reads full-width digits like those of a keyboard and leaves blanks out.
func digit(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == '－' || r == '–' || r == '—':
		return '-'
	case r == ' ' || r == '\u3000' || r == '+':
		return -1
	}
	return r
}

// Replacement returns the identifier of the card that comes in the place of
// one. It is ErrUnknown for a card without a number and ErrReplaced for one
// that is not the newest of its number.
func (x *Index) Replacement(id voting.CardID) (voting.CardID, error) {
	at, ok := x.places[id]
	if !ok {
		return voting.CardID{}, ErrUnknown
	}
	if at.generation != x.last[at.number-1] {
		return voting.CardID{}, ErrReplaced
	}
	return x.deck.ID(x.deck.Token(at.number, at.generation+1)), nil
}

// Printed is a card with its number and generation, both from 1.
type Printed struct {
	voting.CardState
	Number     int
	Generation int

	digits int // width of the number, the same for all cards of a session
}

// Label is how the card is called in front of people: its number with leading
// zeros ("0231"), and from the second print on the print ("0231-2").
func (p Printed) Label() string {
	label := fmt.Sprintf("%0*d", p.digits, p.Number)
	if p.Generation > 1 {
		label += "-" + strconv.Itoa(p.Generation)
	}
	return label
}

// All lists the cards in the order of their numbers, void ones too.
func (x *Index) All() []Printed {
	all := make([]Printed, 0, len(x.places))
	for id := range x.places {
		p, _ := x.Printed(id)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Printed) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Generation, b.Generation))
	})
	return all
}
