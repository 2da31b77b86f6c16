package display

import (
	"bytes"
	"testing"

	"pingyi/voting"
)

// A card that changes phones is nobody else's business: the phones' picture
// stays the same bytes, and yet whoever waits for it is woken and may ask.
func TestALostCardWakesThePhonesAndIsInNoPicture(t *testing.T) {
	h := newHall(t, plan{})
	h.stage(1)
	h.open(1)
	hub := NewHub(Setting{})
	hub.Paint(h.state)
	before, again := hub.Feed(Phone).Watch()
	h.do(voting.RedeemCard{Card: h.cards[0].ID, Device: 0xC0FFEE, TakeOver: true})
	hub.Paint(h.state)
	select {
	case <-again:
	default:
		t.Fatal("the phones are not woken")
	}
	after, again := hub.Feed(Phone).Watch()
	if after.Seq != before.Seq || !bytes.Equal(after.Bytes, before.Bytes) {
		t.Errorf("the phones get another picture\n from %s\n   to %s", before.Bytes, after.Bytes)
	}
	if got := hub.LostAt(1); got != 1 {
		t.Errorf("the phone that was taken over lost its card with loss %d, want 1", got)
	}
	if got := hub.LostAt(0xC0FFEE); got != 0 {
		t.Errorf("the phone that took over lost its card at %d", got)
	}
	h.vote(3, 0) // on device 1, as all cards of this hall
	hub.Paint(h.state)
	select {
	case <-again:
		t.Error("a ballot wakes the phones")
	default:
	}
}

func TestALostCardIsKnownAfterARestart(t *testing.T) {
	h := newHall(t, plan{})
	hub := NewHub(Setting{})
	if hub.LostAt(1) != 0 {
		t.Error("somebody lost a card before anything was painted")
	}
	h.do(voting.VoidCard{Card: h.cards[0].ID, Reason: "遗失"})
	hub.Paint(h.state)
	if got := hub.LostAt(1); got != 1 {
		t.Errorf("the phone of the void card lost it with loss %d, want 1", got)
	}
}
