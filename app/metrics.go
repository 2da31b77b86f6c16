package app

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// tellerMetrics counts what one teller does. No label ever names a card, a
// person, an address or a mark.
type tellerMetrics struct {
	records  prometheus.Counter
	failures prometheus.Counter
	batch    prometheus.Histogram
	append   prometheus.Histogram
}

// appended notes one segment that is on disk.
func (m *tellerMetrics) appended(records int, took time.Duration) {
	m.records.Add(float64(records))
	m.batch.Observe(float64(records))
	m.append.Observe(took.Seconds())
}

// failed notes one segment that did not reach the disk.
func (m *tellerMetrics) failed() { m.failures.Inc() }

// metrics are the server's own; sessions share them.
type metrics struct {
	registry *prometheus.Registry
	teller   tellerMetrics
	refused  *prometheus.CounterVec
	sockets  *prometheus.GaugeVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		teller: tellerMetrics{
			records:  prometheus.NewCounter(prometheus.CounterOpts{Name: "pingyi_records_total", Help: "Records that reached the disk."}),
			failures: prometheus.NewCounter(prometheus.CounterOpts{Name: "pingyi_append_failures_total", Help: "Batches that did not reach the disk."}),
			batch: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "pingyi_batch_records", Help: "Records in one batch.",
				Buckets: prometheus.ExponentialBuckets(1, 2, 11)}),
			append: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "pingyi_append_seconds", Help: "Time to write one batch durably.",
				Buckets: prometheus.ExponentialBuckets(0.0002, 2, 14)}),
		},
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "pingyi_refusals_total", Help: "Refused requests by code."}, []string{"code"}),
		sockets: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "pingyi_sockets", Help: "Open sockets by kind of screen."}, []string{"screen"}),
	}
	m.registry.MustRegister(m.teller.records, m.teller.failures, m.teller.batch, m.teller.append, m.refused, m.sockets)
	return m
}
