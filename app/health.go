package app

import (
	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
)

// getHealth says whether every session can take votes.
func (a *App) getHealth(c *fiber.Ctx) error {
	h := a.sessions.Health()
	status := fiber.StatusOK
	if !h.OK {
		status = fiber.StatusServiceUnavailable
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Status(status).SendString(h.String())
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
