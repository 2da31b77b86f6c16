//go:build linux

package bench

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	frameBytes = 1024
	framePause = 100 * time.Millisecond
)

// fanout measures what a frame to many sockets costs, against a bare loop over
// the same library, and what a socket costs while nothing happens.
func fanout(ctx context.Context, b *bench) error {
	b.section("fan-out")
	b.line("fan-out.about")
	rows := [][]string{b.head("fan-out.head")}
	for _, n := range b.sockets {
		n = b.affordable(n, 2)
		for _, pause := range []time.Duration{framePause, 0} {
			d, err := b.duel(ctx, n, pause)
			if err != nil {
				return fmt.Errorf("%d sockets: %w", n, err)
			}
			rows = append(rows, d.rows(b.report, n, pause)...)
		}
	}
	b.table(rows)
	return b.weighSockets(ctx)
}

// affordable is n, or as many sockets as the limit of open files allows when so
// many sides hold them at once.
func (b *bench) affordable(n, sides int) int {
	if most := (int(b.files) - 500) / sides; n > most {
		b.line("fewer", "n", most, "wanted", n)
		return most
	}
	return n
}

// stage is one server with its crowd.
type stage struct {
	*process
	crowd *crowd
	sent  int64

	cpu  []float64 // microseconds per frame, one per turn
	rate []float64 // frames per second, one per turn
}

// fill starts a server of a kind with n sockets on it.
func (b *bench) fill(ctx context.Context, kind string, n int) (*stage, usage, error) {
	p, err := b.start(ctx, kind)
	if err != nil {
		return nil, usage{}, err
	}
	empty, err := p.ask("collect")
	if err != nil {
		return nil, empty, errors.Join(err, p.stop())
	}
	s := &stage{process: p}
	if s.crowd, err = gather(p.addr, "/ws", n, func(int) string { return "" }); err != nil {
		return nil, empty, errors.Join(err, p.stop())
	}
	if err := p.awaitSockets(n); err != nil {
		return nil, empty, errors.Join(err, s.leave())
	}
	return s, empty, nil
}

// awaitSockets waits until the server counts n sockets.
func (p *process) awaitSockets(n int) error {
	for until := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		u, err := p.ask("usage")
		if err != nil || u.Open >= int64(n) {
			return err
		}
		if time.Now().After(until) {
			return fmt.Errorf("%s holds %d of %d sockets", p.name, u.Open, n)
		}
	}
}

func (s *stage) leave() error {
	s.crowd.leave()
	return s.stop()
}

// duel is two sides in turns.
type duel struct{ loop, ours *stage }

func (b *bench) duel(ctx context.Context, n int, pause time.Duration) (d duel, err error) {
	if d.loop, _, err = b.fill(ctx, "loop", n); err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, d.loop.leave()) }()
	if d.ours, _, err = b.fill(ctx, "frames", n); err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, d.ours.leave()) }()
	for round := range b.frameTurns + 1 {
		sides := []*stage{d.loop, d.ours}
		for i := range sides {
			if err := sides[(i+round)%2].turn(b.frames, n, pause); err != nil {
				return d, err
			}
		}
		if round == 0 { // warms up
			for _, s := range sides {
				s.cpu, s.rate = nil, nil
			}
		}
	}
	return d, nil
}

// turn sends k frames to n sockets.
func (s *stage) turn(k, n int, pause time.Duration) error {
	before, err := s.ask("usage")
	if err != nil {
		return err
	}
	var busy time.Duration
	for range k {
		began := time.Now()
		if _, err := fmt.Fprintf(s.say, "publish %d\n", frameBytes); err != nil {
			return err
		}
		s.sent += int64(n)
		if err := s.crowd.await(s.sent); err != nil {
			return err
		}
		busy += time.Since(began)
		var done usage
		if err := s.answer(&done); err != nil || done.Problem != "" {
			return fmt.Errorf("publish: %s: %w", done.Problem, err)
		}
		time.Sleep(pause - time.Since(began)) // the pace that is measured
	}
	after, err := s.ask("usage")
	if err != nil {
		return err
	}
	s.cpu = append(s.cpu, float64(after.CPU-before.CPU)/float64(k*n))
	s.rate = append(s.rate, float64(k*n)/busy.Seconds())
	return nil
}

func (d duel) rows(r *report, n int, pause time.Duration) [][]string {
	pace := r.words("paced")
	if pause == 0 {
		pace = r.words("closed")
	}
	var cpu, rate []float64
	for i := range d.ours.cpu {
		cpu = append(cpu, d.loop.cpu[i]/d.ours.cpu[i])
		rate = append(rate, d.ours.rate[i]/d.loop.rate[i])
	}
	r.atLeast(r.words("fan-out.cpu", "n", n, "pace", pace), median(cpu), 0.80)
	if pause == 0 {
		r.atLeast(r.words("fan-out.rate", "n", n, "pace", pace), median(rate), 0.80)
	}
	row := func(name string, s *stage, cpu, rate float64) []string {
		return []string{fmt.Sprint(n), pace, name, number(median(s.cpu)), number(cpu), number(median(s.rate)), number(rate)}
	}
	return [][]string{row(r.words("loop"), d.loop, 1, 1), row("pingyi", d.ours, median(cpu), median(rate))}
}

// weighSockets compares the memory of idle sockets with that of the library as
// its examples use it.
func (b *bench) weighSockets(ctx context.Context) error {
	n := b.affordable(b.idle, 1)
	rows := [][]string{b.head("idle.head")}
	for _, kind := range []string{"frames", "usual"} {
		s, empty, err := b.fill(ctx, kind, n)
		if err != nil {
			return err
		}
		full, err := s.ask("collect")
		if err = errors.Join(err, s.leave()); err != nil {
			return err
		}
		each := func(after, before int64) float64 { return float64(after-before) / float64(n) }
		name := b.words("usual")
		if kind == "frames" {
			name = "pingyi"
			b.atMost(b.words("idle.target", "n", n), each(full.Resident, empty.Resident), 12)
		}
		rows = append(rows, []string{
			fmt.Sprint(n), name, number(each(full.Resident, empty.Resident)), number(each(full.Live, empty.Live)),
			number(each(int64(full.Goroutines), int64(empty.Goroutines))),
		})
	}
	b.gap()
	b.table(rows)
	b.line("idle.about")
	return nil
}
