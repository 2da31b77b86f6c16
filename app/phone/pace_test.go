package phone

import (
	"crypto/rand"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pingyi/voting"
)

func someCard() (c voting.CardID) {
	_, _ = rand.Read(c[:]) // never fails on the systems Go supports
	return c
}

// taken is how many of n ballots of a card are let through at one moment.
func taken(p *pace, c voting.CardID, n int, now time.Time) (let int) {
	for range n {
		if p.allow(c, now) {
			let++
		}
	}
	return let
}

func TestCardSendsABurstAndThenItsRate(t *testing.T) {
	now := time.Now()
	p, c := newPace(10, paceBurst, now), someCard()
	if n := taken(p, c, 500, now); n != paceBurst {
		t.Errorf("%d ballots at once, want %d", n, paceBurst)
	}
	let := 0
	for ms := 1; ms <= 10_000; ms++ {
		let += taken(p, c, 3, now.Add(time.Duration(ms)*time.Millisecond))
	}
	if let != 100 {
		t.Errorf("%d ballots in ten seconds, want 100", let)
	}
	now = now.Add(10*time.Second + 2*time.Second)
	if n := taken(p, c, 500, now); n != paceBurst {
		t.Errorf("%d ballots at once after a rest, want %d", n, paceBurst)
	}
}

func TestOneCardDoesNotHoldUpAnother(t *testing.T) {
	now := time.Now()
	p := newPace(10, paceBurst, now)
	taken(p, someCard(), 1000, now)
	for i := range 100_000 { // a city, all in the same instant
		if !p.allow(someCard(), now) {
			t.Fatalf("card %d is refused its first ballot", i)
		}
	}
}

func TestClockThatIsPutBackLocksNobodyOut(t *testing.T) {
	now := time.Now()
	p, c := newPace(10, paceBurst, now), someCard()
	taken(p, c, 1000, now.Add(time.Hour))
	if n := taken(p, c, 100, now); n != paceBurst {
		t.Errorf("%d ballots after the clock went back, want %d", n, paceBurst)
	}
}

func TestNoLimitIsNone(t *testing.T) {
	if n := taken(newPace(0, paceBurst, time.Now()), someCard(), 10_000, time.Now()); n != 10_000 {
		t.Errorf("%d of 10000", n)
	}
}

func TestPaceHoldsForManyHandlersAtOnce(t *testing.T) {
	now := time.Now()
	p, c := newPace(10, paceBurst, now), someCard()
	var let atomic.Int64
	var crowd sync.WaitGroup
	for range 16 {
		crowd.Go(func() { let.Add(int64(taken(p, c, 100, now))) })
	}
	crowd.Wait()
	if let.Load() != paceBurst {
		t.Errorf("%d ballots, want %d", let.Load(), paceBurst)
	}
}

func TestPaceAllocatesNothing(t *testing.T) {
	now := time.Now()
	p, c := newPace(10, paceBurst, now), someCard()
	if n := testing.AllocsPerRun(1000, func() { p.allow(c, now) }); n != 0 {
		t.Errorf("%v allocations for a ballot", n)
	}
}

func BenchmarkPace(b *testing.B) {
	now := time.Now()
	p := newPace(10, paceBurst, now)
	cards := make([]voting.CardID, 10_000)
	for i := range cards {
		cards[i] = someCard()
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.allow(cards[i%len(cards)], now.Add(time.Duration(i)*time.Microsecond))
	}
}
