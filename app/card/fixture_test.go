package card

import (
	"bytes"
	"fmt"
	"testing"

	"pingyi/voting"
)

// evening is a session of n representatives in two categories, every ninth of
// whom works for a department that is appraised.
func evening(secrecy voting.Secrecy, n int) voting.Session {
	s := voting.Session{
		ID: "evening", Title: "市直部门单位服务窗口公开评议",
		Rulebook: voting.Rulebook{
			Secrecy:    secrecy,
			Categories: []voting.Category{{Label: "人大代表"}, {Label: "企业代表"}},
		},
	}
	for i := range n {
		s.Roster = append(s.Roster, voting.Representative{
			ID: voting.RepresentativeID(fmt.Sprintf("R%05d", i+1)), Name: fmt.Sprintf("代表%d号", i+1), Category: voting.CategoryID(i % 2),
		})
	}
	return s
}

func lotsOf(s voting.Session) []voting.Lot {
	parts := make(map[string]*voting.Lot)
	var order []*voting.Lot
	for i, rep := range s.Roster {
		recused := voting.Department("")
		if i%9 == 0 {
			recused = "市司法局"
		}
		key := fmt.Sprint(rep.Category, recused)
		if parts[key] == nil {
			parts[key] = &voting.Lot{Category: rep.Category, Recused: recused}
			order = append(order, parts[key])
		}
		parts[key].Holders = append(parts[key].Holders, rep.ID)
	}
	all := make([]voting.Lot, len(order))
	for i, lot := range order {
		all[i] = *lot
	}
	return all
}

func testDeck(seed byte) *Deck { return NewDeck(bytes.Repeat([]byte{seed}, 32)) }

func indexOf(t testing.TB, s voting.Session) *Index {
	t.Helper()
	deck := testDeck(5)
	x := NewIndex(deck, states(deck.Deal(lotsOf(s), s.Rulebook.Secrecy == voting.Open)))
	if x.Len() != len(s.Roster) {
		t.Fatalf("dealt %d cards, the index has %d", len(s.Roster), x.Len())
	}
	return x
}
