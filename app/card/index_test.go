package card

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting"
)

func TestTokenAndIdentifierAreTheDocumentedHashes(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("token\x00\x00\x00\xe7\x00\x00\x00\x02"))
	token := base32.StdEncoding.EncodeToString(mac.Sum(nil)[:10])
	mac = hmac.New(sha256.New, key)
	mac.Write([]byte("card" + token))
	deck := NewDeck(key)
	key[0] = 'x' // the deck has its own copy
	if got := deck.Token(231, 2); got != token || len(got) != TokenLength {
		t.Errorf("token of card 231, second print, is %s, want %s", got, token)
	}
	if id := deck.ID(token); string(id[:]) != string(mac.Sum(nil)[:16]) {
		t.Errorf("identifier is %s", id)
	}
}

func TestTokensOfOtherCardsPrintsAndKeysDiffer(t *testing.T) {
	seen := make(map[string]bool)
	for seed := byte(1); seed <= 3; seed++ {
		for number := 1; number <= 300; number++ {
			for generation := 1; generation <= 3; generation++ {
				token := testDeck(seed).Token(number, generation)
				if seen[token] {
					t.Fatalf("token of card %d, print %d, key %d is there already", number, generation, seed)
				}
				seen[token] = true
			}
		}
	}
}

func TestNumberDoesNotFollowRosterOrLotInASecretSession(t *testing.T) {
	s := evening(voting.Secret, 400)
	all := indexOf(t, s).All()
	runs, recused := 0, 0
	for i, p := range all {
		if i > 0 && p.Recused != all[i-1].Recused {
			runs++
		}
		if p.Recused != "" {
			recused++
		}
		if p.Holder != "" {
			t.Fatalf("card %s names its holder", p.Label())
		}
	}
	if recused != 45 { // every ninth of 400
		t.Fatalf("%d cards are recused, want 45", recused)
	}
	if runs < 40 { // in the order of the lots there would be 3
		t.Errorf("the recused cards stand together: %d changes along %d numbers", runs, len(all))
	}
}

func TestNumbersFollowTheRosterInAnOpenSession(t *testing.T) {
	s := evening(voting.Open, 60)
	all := indexOf(t, s).All()
	for i, p := range all {
		if i > 0 && all[i-1].Category == p.Category && all[i-1].Holder >= p.Holder {
			t.Errorf("card %s of %s follows one of %s", p.Label(), p.Holder, all[i-1].Holder)
		}
	}
}

func TestDealHasOneCardPerRepresentativeOfEachLot(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := evening(voting.Secret, rapid.IntRange(1, 80).Draw(rt, "representatives"))
		lots := lotsOf(s)
		cards := testDeck(rapid.Byte().Draw(rt, "seed")).Deal(lots, false)
		type kind struct {
			category voting.CategoryID
			recused  voting.Department
		}
		count := make(map[kind]int)
		ids := make(map[voting.CardID]bool)
		for _, c := range cards {
			count[kind{c.Category, c.Recused}]++
			ids[c.ID] = true
		}
		for _, lot := range lots {
			if got := count[kind{lot.Category, lot.Recused}]; got != len(lot.Holders) {
				rt.Fatalf("lot %d %q has %d cards for %d representatives", lot.Category, lot.Recused, got, len(lot.Holders))
			}
		}
		if len(ids) != len(s.Roster) {
			rt.Fatalf("%d identifiers for %d representatives", len(ids), len(s.Roster))
		}
	})
}

func TestCardsOfAnotherKeyHaveNoNumber(t *testing.T) {
	cards := testDeck(1).Deal(lots, false)
	x := NewIndex(testDeck(2), states(cards))
	if x.Len() != 0 || len(x.All()) != 0 {
		t.Fatalf("%d cards of another key have a number", x.Len())
	}
	if _, ok := x.Find(testDeck(2).Token(1, 1)); ok {
		t.Error("a token is found that was never issued")
	}
	if _, err := x.Replacement(cards[0].ID); !errors.Is(err, ErrUnknown) {
		t.Errorf("replacement of an unknown card: %v", err)
	}
	if _, ok := x.Token(cards[0].ID); ok || x.Label(cards[0].ID) != "" {
		t.Error("an unknown card has a token or a number")
	}
}

func TestFindDoesNotKnowTheNextPrintBeforeItIsIssued(t *testing.T) {
	deck := testDeck(4)
	x := NewIndex(deck, states(deck.Deal(lots, false)))
	for _, token := range []string{deck.Token(1, 2), deck.Token(7, 1), deck.Token(0, 1)} {
		if _, ok := x.Find(token); ok {
			t.Errorf("token %s of a card that was not issued is found", token)
		}
	}
	if _, ok := x.Find("HTTPS://PINGYI.EXAMPLE.GOV.CN/V#" + deck.Token(6, 1)); !ok {
		t.Error("the whole link is not read as a code")
	}
}

func TestReissueGoesOnFromTheNewestPrint(t *testing.T) {
	deck := testDeck(4)
	issued := states(deck.Deal(lots, false))
	first := NewIndex(deck, issued).All()[3]
	id := first.ID
	for generation := 2; generation <= 4; generation++ {
		x := NewIndex(deck, issued)
		next, err := x.Replacement(id)
		if err != nil {
			t.Fatal(err)
		}
		issued = append(issued, voting.CardState{Card: voting.Card{ID: next, Category: first.Category}})
		x = NewIndex(deck, issued)
		if p, ok := x.Printed(next); !ok || p.Number != first.Number || p.Generation != generation {
			t.Fatalf("print %d is number %d, print %d", generation, p.Number, p.Generation)
		}
		if _, err := x.Replacement(id); !errors.Is(err, ErrReplaced) {
			t.Errorf("a card is replaced twice: %v", err)
		}
		id = next
	}
	if last := NewIndex(deck, issued); last.Label(id) != "0004-4" || last.Len() != len(issued) {
		t.Errorf("newest card is called %s", last.Label(id))
	}
}

func TestByLabelReadsNumbersAsPeopleTypeThem(t *testing.T) {
	x := indexOf(t, evening(voting.Secret, 40))
	all := x.All()
	for typed, number := range map[string]int{"0031": 31, "31": 31, " 31 ": 31, "００３１": 31, "0031-1": 31, "0031—1": 31} {
		if id, ok := x.ByLabel(typed); !ok || id != all[number-1].ID {
			t.Errorf("%q does not find card %d", typed, number)
		}
	}
	for _, typed := range []string{"", "0", "41", "-1", "31-2", "31-", "A31", "99999999999999999999", "1-99999999999999999999"} {
		if _, ok := x.ByLabel(typed); ok {
			t.Errorf("%q finds a card", typed)
		}
	}
}

func TestFacesAreInForceAndNamedOnlyInAnOpenSession(t *testing.T) {
	for _, secrecy := range []voting.Secrecy{voting.Secret, voting.Open} {
		s := evening(secrecy, 40)
		deck := testDeck(5)
		issued := states(deck.Deal(lotsOf(s), secrecy == voting.Open))
		issued[7].Void = true
		x := NewIndex(deck, issued)
		faces := x.Faces(s)
		if len(faces) != 39 {
			t.Fatalf("%s: %d faces of 39 cards in force", secrecy, len(faces))
		}
		for _, f := range faces {
			if (f.Name != "") != (secrecy == voting.Open) {
				t.Errorf("%s: card %s has the name %q", secrecy, f.Label, f.Name)
			}
			if id, ok := x.Find(f.Token); !ok || x.Label(id) != f.Label || id == issued[7].ID {
				t.Errorf("%s: token of card %s finds another", secrecy, f.Label)
			}
		}
		if !slices.IsSortedFunc(faces, func(a, b Face) int { return slices.Compare([]byte(a.Label), []byte(b.Label)) }) {
			t.Errorf("%s: faces are not in the order of their numbers", secrecy)
		}
	}
}

func BenchmarkIndexOf10000Cards(b *testing.B) {
	deck := testDeck(5)
	issued := states(deck.Deal(lotsOf(evening(voting.Secret, 10_000)), false))
	for b.Loop() {
		if NewIndex(deck, issued).Len() != 10_000 {
			b.Fatal("cards are missing")
		}
	}
}

func BenchmarkFind(b *testing.B) {
	deck := testDeck(5)
	x := NewIndex(deck, states(deck.Deal(lotsOf(evening(voting.Secret, 10_000)), false)))
	token := deck.Token(777, 1)
	for b.Loop() {
		if _, ok := x.Find(token); !ok {
			b.Fatal("card is missing")
		}
	}
}
