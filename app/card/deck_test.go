package card

import (
	"bytes"
	"strings"
	"testing"

	"pingyi/voting"
)

var lots = []voting.Lot{
	{Category: 0, Holders: []voting.RepresentativeID{"R1", "R2", "R3"}},
	{Category: 0, Recused: "市司法局", Holders: []voting.RepresentativeID{"R4"}},
	{Category: 1, Holders: []voting.RepresentativeID{"R5", "R6"}},
}

func states(cards []voting.Card) []voting.CardState {
	all := make([]voting.CardState, len(cards))
	for i, c := range cards {
		all[i] = voting.CardState{Card: c}
	}
	return all
}

func TestEveryDealtCardIsFoundByItsCode(t *testing.T) {
	deck := NewDeck(bytes.Repeat([]byte{7}, 32))
	index := NewIndex(deck, states(deck.Deal(lots, false)))
	all := index.All()
	if len(all) != 6 {
		t.Fatalf("dealt 6 cards, the index has %d", len(all))
	}
	for _, p := range all {
		token, _ := index.Token(p.ID)
		typed := strings.ToLower(strings.ReplaceAll(Grouped(token), "-", " "))
		if id, ok := index.Find(typed); !ok || id != p.ID {
			t.Errorf("code of card %s finds %v, %t", p.Label(), id, ok)
		}
		if id, ok := index.ByLabel(p.Label()); !ok || id != p.ID {
			t.Errorf("number %s finds %v, %t", p.Label(), id, ok)
		}
	}
}

func TestNumbersRunCategoryByCategory(t *testing.T) {
	deck := NewDeck(bytes.Repeat([]byte{7}, 32))
	last := voting.CategoryID(0)
	for _, p := range NewIndex(deck, states(deck.Deal(lots, false))).All() {
		if p.Category < last {
			t.Errorf("card %s of category %d comes after category %d", p.Label(), p.Category, last)
		}
		last = p.Category
		if p.Holder != "" {
			t.Errorf("card %s of a secret session names %s", p.Label(), p.Holder)
		}
	}
}

func TestDealIsTheSameAgainAndOrderedByIdentifier(t *testing.T) {
	deck := NewDeck(bytes.Repeat([]byte{9}, 32))
	first, again := deck.Deal(lots, true), deck.Deal(lots, true)
	holders := make(map[voting.RepresentativeID]bool)
	for i := range first {
		if first[i] != again[i] {
			t.Fatalf("card %d differs between two deals", i)
		}
		if i > 0 && bytes.Compare(first[i-1].ID[:], first[i].ID[:]) >= 0 {
			t.Errorf("cards %d and %d are not in the order of their identifiers", i-1, i)
		}
		holders[first[i].Holder] = true
	}
	if len(holders) != 6 {
		t.Errorf("an open session names %d holders of 6", len(holders))
	}
}

func TestReissuedCardKeepsItsNumberAndNewestIsMeant(t *testing.T) {
	deck := NewDeck(bytes.Repeat([]byte{3}, 32))
	cards := deck.Deal(lots, false)
	index := NewIndex(deck, states(cards))
	old := index.All()[2]
	next, err := index.Replacement(old.ID)
	if err != nil {
		t.Fatal(err)
	}
	index = NewIndex(deck, append(states(cards), voting.CardState{Card: voting.Card{ID: next, Category: old.Category}}))
	if got := index.Label(next); got != "0003-2" {
		t.Errorf("the replacement is called %q", got)
	}
	if id, _ := index.ByLabel("3"); id != next {
		t.Error("number 3 does not mean the newest card")
	}
	if id, _ := index.ByLabel("0003-1"); id == next {
		t.Error("number 0003-1 means the newest card")
	}
}

func TestNormalizeForgivesWhatPeopleType(t *testing.T) {
	for typed, want := range map[string]string{
		"abcd efgh ijkl mnop": "ABCDEFGHIJKLMNOP",
		"ABCD-EFGH-2345-67AB": "ABCDEFGH234567AB",
		"ＡＢＣＤ　ＥＦＧＨ－２３４５－６７ＡＢ": "ABCDEFGH234567AB",
		"0bcd1fgh8345-67AB": "OBCDIFGHB34567AB",
	} {
		if got, ok := Normalize(typed); !ok || got != want {
			t.Errorf("%q is read as %q, %t; want %q", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "ABCD", "ABCD-EFGH-2345-67A!", "ABCDEFGH234567ABC", strings.Repeat("A", 1000), "ABCD-EFGH-2345-67A9"} {
		if _, ok := Normalize(typed); ok {
			t.Errorf("%.30q is taken for a code", typed)
		}
	}
}
