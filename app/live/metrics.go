package live

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// tellerMetrics counts what the tellers do, all together. No label ever names a
// card, a person, an address or a mark.
type tellerMetrics struct {
	records  prometheus.Counter
	failures prometheus.Counter
	batch    prometheus.Histogram
	append   prometheus.Histogram
}

func newTellerMetrics(registry prometheus.Registerer) *tellerMetrics {
	m := &tellerMetrics{
		records:  prometheus.NewCounter(prometheus.CounterOpts{Name: "pingyi_records_total", Help: "Records that reached the disk."}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{Name: "pingyi_append_failures_total", Help: "Batches that did not reach the disk."}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "pingyi_batch_records", Help: "Records in one batch.",
			Buckets: prometheus.ExponentialBuckets(1, 2, 11)}),
		append: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "pingyi_append_seconds", Help: "Time to write one batch durably.",
			Buckets: prometheus.ExponentialBuckets(0.0002, 2, 14)}),
	}
	registry.MustRegister(m.records, m.failures, m.batch, m.append)
	return m
}

// appended notes one segment that is on disk.
func (m *tellerMetrics) appended(records int, took time.Duration) {
	m.records.Add(float64(records))
	m.batch.Observe(float64(records))
	m.append.Observe(took.Seconds())
}

// failed notes one segment that did not reach the disk.
func (m *tellerMetrics) failed() { m.failures.Inc() }
