package live

import "encoding/json"

// Health is what the sessions say of themselves, to machines and to the desk.
// It holds nothing that changes by the second: the desk compares it as text.
type Health struct {
	OK       bool   `json:"ok"`              // every session can take votes
	Sessions int    `json:"sessions"`        // that run
	Closed   int    `json:"closed_by_error"` // that could not be opened
	Stopped  int    `json:"stopped"`         // whose teller has ended
	Disk     string `json:"disk"`            // of the data folder: ok, low or full
	Keys     int    `json:"keys_overdue"`    // that are to be gone and are still there
}

// Health asks everybody. Keys that are overdue do not make the server unwell:
// it counts, and what is at stake is in the desk's hands.
func (a *Sessions) Health() Health {
	h := Health{Disk: "ok"}
	switch {
	case a.room.full():
		h.Disk = "full"
	case a.room.low():
		h.Disk = "low"
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	h.Sessions, h.Closed = len(a.all), len(a.broken)
	for _, s := range a.all {
		if s.teller.over() {
			h.Stopped++
		}
		h.Keys += int(s.teller.tags.overdue.Load())
	}
	h.OK = h.Closed == 0 && h.Stopped == 0 && h.Disk != "full"
	return h
}

// String is the health as machines read it.
func (h Health) String() string {
	text, _ := json.Marshal(h) // numbers, and three words
	return string(text)
}

// over reports whether a teller takes nothing any more.
func (t *Teller) over() bool {
	select {
	case <-t.stopped:
		return true
	default:
		return t.broken.Load()
	}
}

// Full reports whether the disk is full, so that no ballot is recorded.
func (a *Sessions) Full() bool { return a.room.full() }

// Free is the room left on the disk of the data folder, in bytes.
func (a *Sessions) Free() (uint64, error) { return a.room.free() }
