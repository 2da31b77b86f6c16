package app

import (
	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"pingyi/app/live"
)

// health is that of the sessions, with what the server does beside them. Of that nothing makes the
// server unwell: votes do not wait for graphics.
type health struct {
	live.Health
	Drop string `json:"drop,omitempty"` // the folder for graphics systems: ok or failed; absent without one
}

// getHealth says whether every session can take votes.
func (a *App) getHealth(c *fiber.Ctx) error {
	h := health{Health: a.sessions.Health()}
	if a.drop != nil {
		h.Drop = "ok"
		if a.drop.Failed() != nil {
			h.Drop = "failed"
		}
	}
	status := fiber.StatusOK
	if !h.OK {
		status = fiber.StatusServiceUnavailable
	}
	return c.Status(status).JSON(h)
}

// gauge shows a number that is asked for whenever somebody reads /metrics.
func (a *App) gauge(name, help string, ask func() float64) {
	a.metrics.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, ask))
}

// gauges are the measures of what the server stands on.
func (a *App) gauges() {
	a.gauge("pingyi_data_free_bytes", "Room left on the disk of the data folder.", func() float64 {
		free, err := a.sessions.Free()
		if err != nil {
			return -1
		}
		return float64(free)
	})
	a.gauge("pingyi_ballots_refused", "1 while the disk is full and no ballot is recorded.", func() float64 {
		if a.sessions.Full() {
			return 1
		}
		return 0
	})
	a.gauge("pingyi_keys_overdue", "Keys that are to be destroyed and are still there.", func() float64 {
		return float64(a.sessions.Health().Keys)
	})
}
