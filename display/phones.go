package display

import "pingyi/voting"

// shownRun is one run of an item.
type shownRun struct {
	item voting.ItemID
	run  uint16
}

// PhoneGate keeps phones from learning of a result before viewers do: as long as it is on, the only
// reveal that they are shown is that of the run it names.
type PhoneGate struct {
	Item voting.ItemID
	Run  uint16
}

// KeptBack is a reveal that the phones do not know of yet, and the position in the log at which it was
// painted first.
type KeptBack struct {
	Item voting.ItemID
	Run  uint16
	Seq  uint64
}

// GatePhones sets the gate, nil for none. It may be called from any goroutine and holds with the
// next picture. What phones have been shown is never taken back.
func (h *Hub) GatePhones(gate *PhoneGate) { h.gate.Store(gate) }

// KeptBack tells which reveal the phones do not know of; false when there is none. It may be called
// from any goroutine.
func (h *Hub) KeptBack() (KeptBack, bool) {
	if w := h.withheld.Load(); w != nil {
		return *w, true
	}
	return KeptBack{}, false
}

// withhold reports whether the phones keep the picture they have: it says of the result on stage
// that it is not out yet.
func (h *Hub) withhold(s *voting.State) bool {
	item := s.Staged()
	if item == nil || item.Phase != voting.PhaseRevealed {
		h.withheld.Store(nil)
		return false
	}
	now := shownRun{item.ID, item.Run}
	gate := h.gate.Load()
	if gate == nil || now == h.told || now == (shownRun{gate.Item, gate.Run}) || h.shown[Phone] == nil {
		h.told = now
		h.withheld.Store(nil)
		return false
	}
	if w := h.withheld.Load(); w == nil || w.Item != item.ID || w.Run != item.Run {
		h.withheld.Store(&KeptBack{Item: item.ID, Run: item.Run, Seq: s.Records})
	}
	return true
}
