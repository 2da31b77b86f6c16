package display

import (
	"strings"
	"testing"

	"pingyi/voting"
)

func phoneShows(h *Hub, phase voting.ItemPhase) bool {
	return strings.Contains(string(h.Feed(Phone).Latest().Bytes), `"phase":"`+string(phase)+`","deadline"`)
}

// TestPhonesKeepTheirPictureWhileAProgramShowsTheResultFirst: nothing at all reaches a phone of a
// reveal that is kept back, not even that something has changed.
func TestPhonesKeepTheirPictureWhileAProgramShowsTheResultFirst(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld})
	hub := NewHub(Setting{})
	h.after = func(s *voting.State) { hub.Paint(s) }
	hub.GatePhones(&PhoneGate{})
	h.stage(1)
	h.open(1)
	h.vote(0, 0)
	h.close(1)
	h.confirm(1)
	before := hub.Feed(Phone).Latest()
	h.do(voting.RevealItem{Item: 1})
	revealed := h.state.Records
	if got := hub.Feed(Phone).Latest(); got.Seq != before.Seq || !phoneShows(hub, voting.PhaseConfirmed) {
		t.Errorf("after the reveal phones show %s", got.Bytes)
	}
	if !strings.Contains(string(hub.Feed(Screen).Latest().Bytes), `"revealed"`) {
		t.Error("the wall waits too")
	}
	h.cue(voting.SceneBoard, 0)
	if kept, is := hub.KeptBack(); !is || kept != (KeptBack{Item: 1, Run: 1, Seq: revealed}) {
		t.Errorf("kept back is %+v %t, want the reveal at %d", kept, is, revealed)
	}
	hub.GatePhones(&PhoneGate{Item: 1, Run: 1})
	hub.Paint(h.state)
	if _, is := hub.KeptBack(); is || !phoneShows(hub, voting.PhaseRevealed) {
		t.Error("phones are not told when they may know")
	}
	hub.GatePhones(&PhoneGate{})
	h.cue(voting.SceneScore, 0)
	if !phoneShows(hub, voting.PhaseRevealed) {
		t.Error("what phones were told is taken back")
	}
}

func TestPhonesAreNotKeptFromTheNextItem(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld})
	hub := NewHub(Setting{})
	h.after = func(s *voting.State) { hub.Paint(s) }
	hub.GatePhones(&PhoneGate{})
	h.whole(1, 3)
	h.stage(2)
	if _, is := hub.KeptBack(); is || !phoneShows(hub, voting.PhaseOnStage) {
		t.Error("phones wait for a result while the next unit is on stage")
	}
}

func TestWhoComesToARevealedResultSeesIt(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld})
	h.whole(1, 3)
	hub := NewHub(Setting{})
	hub.GatePhones(&PhoneGate{})
	hub.Paint(h.state)
	if !phoneShows(hub, voting.PhaseRevealed) {
		t.Error("after a restart phones wait for what is long out")
	}
}
