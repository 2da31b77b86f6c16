package phone

import (
	"sync"
	"testing"

	"pingyi/voting"
)

// lostOf numbers the seats that are lost, from 1.
func lostOf(taken []seat) (lost []int) {
	for i, s := range taken {
		if s.lost() {
			lost = append(lost, i+1)
		}
	}
	return lost
}

func takeSome(s *seats, card voting.CardID, n int) (taken []seat) {
	for range n {
		taken = append(taken, s.take(card))
	}
	return taken
}

func TestFourSocketsOfACardStay(t *testing.T) {
	s := &seats{}
	taken := takeSome(s, someCard(), maxSeats)
	if lost := lostOf(taken); lost != nil {
		t.Errorf("of the first four, %v are lost", lost)
	}
	takeSome(s, someCard(), 10)
	if lost := lostOf(taken); lost != nil {
		t.Errorf("another card costs this one %v", lost)
	}
}

func TestOneSocketTooManyCostsTheOldest(t *testing.T) {
	s, card := &seats{}, someCard()
	taken := takeSome(s, card, maxSeats+2)
	if lost := lostOf(taken); len(lost) != 2 || lost[0] != 1 || lost[1] != 2 {
		t.Errorf("lost are %v, want the two oldest", lost)
	}
}

func TestSocketThatLeavesMakesRoom(t *testing.T) {
	s, card := &seats{}, someCard()
	stays := s.take(card)
	for range 100 { // a page that is loaded again and again, beside one that stays
		s.take(card).leave()
	}
	if stays.lost() {
		t.Error("sockets that are gone have pushed out one that is open")
	}
	taken := takeSome(s, card, maxSeats)
	taken[0].leave() // lost nothing: it goes by itself
	stays.leave()    // was lost, and says so late
	if lost := lostOf(taken[1:]); lost != nil {
		t.Errorf("after two have left, %v are lost", lost)
	}
}

func TestSeatsHoldNothingOfWhoeverHasLeft(t *testing.T) {
	s := &seats{}
	for range 1000 {
		for _, seat := range takeSome(s, someCard(), 3) {
			seat.leave()
		}
	}
	for p := range s.parts {
		for i := range s.parts[p].sets {
			set := &s.parts[p].sets[i]
			for lane := range set {
				if set[lane].Load() != nil {
					t.Fatal("a card that has no socket keeps a lane")
				}
			}
		}
	}
}

func TestAHallKeepsItsSeats(t *testing.T) {
	s := &seats{}
	var mu sync.Mutex
	var taken []seat
	var crowd sync.WaitGroup
	for range 16 {
		crowd.Go(func() {
			for range 1250 {
				seat := s.take(someCard())
				mu.Lock()
				taken = append(taken, seat)
				mu.Unlock()
			}
		})
	}
	crowd.Wait()
	if lost := lostOf(taken); lost != nil {
		t.Errorf("%d of %d phones lose their only socket", len(lost), len(taken))
	}
}

func TestLookingAtASeatAllocatesNothing(t *testing.T) {
	s := &seats{}
	seat := s.take(someCard())
	if n := testing.AllocsPerRun(1000, func() { seat.lost() }); n != 0 {
		t.Errorf("%v allocations for a look", n)
	}
}
