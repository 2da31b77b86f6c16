package app

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
)

// health is what the server says of itself, to machines and to the desk. It
// holds nothing that changes by the second: the desk compares it as text.
type health struct {
	OK       bool   `json:"ok"`              // every session can take votes
	Sessions int    `json:"sessions"`        // that run
	Closed   int    `json:"closed_by_error"` // that could not be opened
	Stopped  int    `json:"stopped"`         // whose teller has ended
	Disk     string `json:"disk"`            // of the data folder: ok, low or full
	Keys     int    `json:"keys_overdue"`    // that are to be gone and are still there
}

// health asks everybody. Keys that are overdue do not make the server unwell:
// it counts, and what is at stake is in the desk's hands.
func (a *App) health() health {
	h := health{Disk: "ok"}
	switch {
	case a.room.full():
		h.Disk = "full"
	case a.room.low():
		h.Disk = "low"
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	h.Sessions, h.Closed = len(a.sessions), len(a.broken)
	for _, s := range a.sessions {
		if s.teller.over() {
			h.Stopped++
		}
		h.Keys += int(s.teller.tags.overdue.Load())
	}
	h.OK = h.Closed == 0 && h.Stopped == 0 && h.Disk != "full"
	return h
}

// String is the answer of /healthz.
func (h health) String() string {
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

// getHealth says whether every session can take votes.
func (a *App) getHealth(c *fiber.Ctx) error {
	h := a.health()
	status := fiber.StatusOK
	if !h.OK {
		status = fiber.StatusServiceUnavailable
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Status(status).SendString(h.String())
}

// gauge shows a number that is asked for whenever somebody reads /metrics.
func (m *metrics) gauge(name, help string, ask func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, ask))
}

// gauges are the measures of what the server stands on.
func (a *App) gauges() {
	a.metrics.gauge("pingyi_data_free_bytes", "Room left on the disk of the data folder.", func() float64 {
		free, err := a.room.free()
		if err != nil {
			return -1
		}
		return float64(free)
	})
	a.metrics.gauge("pingyi_ballots_refused", "1 while the disk is full and no ballot is recorded.", func() float64 {
		if a.room.full() {
			return 1
		}
		return 0
	})
	a.metrics.gauge("pingyi_keys_overdue", "Keys that are to be destroyed and are still there.", func() float64 {
		return float64(a.health().Keys)
	})
}
