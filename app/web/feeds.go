package web

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pingyi/app/socket"
	"pingyi/display"
)

// Feeds show the pictures of an audience on sockets.
type Feeds struct {
	sockets *socket.Sockets
	now     func() time.Time
	open    *prometheus.GaugeVec
}

// NewFeeds shows pictures on these sockets, and counts who looks.
func NewFeeds(sockets *socket.Sockets, now func() time.Time, metrics prometheus.Registerer) *Feeds {
	open := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "pingyi_sockets", Help: "Open sockets by kind of screen."}, []string{"screen"})
	metrics.MustRegister(open)
	return &Feeds{sockets: sockets, now: now, open: open}
}

// Follow shows one feed on a socket, after the server's time.
func (f *Feeds) Follow(feed *display.Feed, screen string, aside socket.Aside) socket.Handler {
	return func(ctx context.Context, s socket.Socket) error {
		if err := f.Greet(s); err != nil {
			return err
		}
		return f.FollowAfter(feed, 0, screen, aside)(ctx, s)
	}
}

// FollowAfter is Follow for a screen that knows the server's time and has the frame of that number already.
func (f *Feeds) FollowAfter(feed *display.Feed, last uint64, screen string, aside socket.Aside) socket.Handler {
	return func(ctx context.Context, s socket.Socket) error {
		defer f.Count(screen)()
		return f.sockets.PumpAfter(ctx, s, feed, last, aside)
	}
}

// Count counts one socket among those of its kind until done is called.
func (f *Feeds) Count(screen string) (done func()) {
	open := f.open.WithLabelValues(screen)
	open.Inc()
	return open.Dec
}

// Greet sends the server's clock, from which a screen knows its own error.
func (f *Feeds) Greet(s socket.Socket) error {
	return s.Write([]byte(fmt.Sprintf(`{"now":%d}`, f.now().UnixMilli())))
}
