package app

import "github.com/prometheus/client_golang/prometheus"

// metrics are the server's own registry, and what is counted in this package. No
// label ever names a card, a person, an address or a mark.
type metrics struct {
	registry *prometheus.Registry
	refused  *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		refused:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "pingyi_refusals_total", Help: "Refused requests by code."}, []string{"code"}),
	}
	m.registry.MustRegister(m.refused)
	return m
}
