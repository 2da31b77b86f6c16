//go:build linux

package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// storm measures durable, counted, acknowledged ballots a second against a
// handler that parses the same body and stores nothing, and shows what one
// transaction for each ballot would cost.
func storm(ctx context.Context, b *bench) (err error) {
	b.section("storm")
	b.line("storm.about")
	sides, err := b.stormSides(ctx)
	if err != nil {
		return err
	}
	defer func() {
		for _, s := range sides {
			err = errors.Join(err, s.leave())
		}
	}()
	rows := [][]string{b.head("storm.head")}
	for _, connections := range b.storm {
		if err := b.stormWith(sides, connections); err != nil {
			return err
		}
		rows = append(rows, b.stormRows(sides, connections)...)
	}
	b.table(rows)
	b.line("storm.held")
	return nil
}

// side is one of the servers that take turns.
type side struct {
	*process
	hall   *hall // of the product only
	seats  []seat
	voters []*voter
	turns  []turn
	every  int // takes part in every n-th round only
}

func (s *side) leave() error {
	if s.hall != nil {
		return s.hall.leave()
	}
	return s.stop()
}

func (b *bench) stormSides(ctx context.Context) ([]*side, error) {
	most := slices.Max(b.storm)
	h, err := b.openHall(ctx, filepath.Join(b.dir, "storm"), max(most, 60), len(b.storm)*(b.turns+1), most)
	if err != nil {
		return nil, err
	}
	sides := []*side{nil, {process: h.process, hall: h, seats: h.seats, every: 1}}
	control := filepath.Join(b.dir, "one-by-one")
	if err := os.Mkdir(control, 0o700); err != nil {
		return nil, errors.Join(err, h.stop())
	}
	for _, kind := range []string{"bare", "one-by-one"} {
		p, err := b.start(ctx, kind, "-dir", control)
		if err != nil {
			return nil, errors.Join(err, h.stop())
		}
		s := &side{process: p, seats: h.seats, every: 1} // the same cookies: the same bytes on the wire
		if kind == "bare" {
			sides[0] = s
		} else {
			sides = append(sides, s)
		}
	}
	return sides, nil
}

// stormWith lets the sides take turns with so many connections. The first round
// connects and warms up, and is not reported.
func (b *bench) stormWith(sides []*side, connections int) (err error) {
	for _, s := range sides {
		s.turns, s.voters = nil, nil
		defer func() { err = errors.Join(err, hangUp(s.voters)) }()
	}
	for round := range b.turns + 1 {
		for i := range sides {
			s := sides[(i+round)%len(sides)]
			if s.voters == nil { // not before its turn: servers drop connections that say nothing for seconds
				if s.voters, err = connect(s.addr, s.seats[:connections]); err != nil {
					return err
				}
			}
			t, err := b.stormTurn(s)
			if err != nil {
				return fmt.Errorf("%d connections: %w", connections, err)
			}
			if round > 0 {
				s.turns = append(s.turns, t)
			}
		}
	}
	return nil
}

// stormTurn gives every turn of the product an item of its own, so that the
// result of each can be held against what was sent.
func (b *bench) stormTurn(s *side) (turn, error) {
	item := 1
	if s.hall != nil {
		if err := s.hall.open(); err != nil {
			return turn{}, err
		}
		item = s.hall.item
	}
	for _, v := range s.voters {
		v.turnTo(s.addr, item)
	}
	t, err := rush(s.voters, s.process, b.turn)
	if err != nil || s.hall == nil {
		return t, err
	}
	return t, s.hall.close(s.voters)
}

// stormRows reports one number of connections.
func (b *bench) stormRows(sides []*side, connections int) [][]string {
	var rows [][]string
	bare := summary(sides[0].turns)
	for i, s := range sides {
		name := []string{b.words("bare"), "pingyi", b.words("one-by-one")}[i]
		sum := summary(s.turns)
		ratio := median(ratios(s.turns, sides[0].turns))
		rows = append(rows, []string{
			fmt.Sprint(connections), name, number(sum.rate), number(ratio), number(sum.p50), number(sum.p99), number(sum.cpu),
		})
		switch i {
		case 1:
			want := 0.75
			if connections <= 64 {
				want = 0.50
			}
			b.atLeast(b.words("storm.target", "n", connections), ratio, want)
			if connections == 512 {
				b.atMost(b.words("storm.late", "n", connections), sum.p99/bare.p99, 2)
			}
		case 2:
			b.about(b.words("storm.single", "n", connections), ratio, 0.05)
		}
	}
	return rows
}

// ratios compares the turns of the same round.
func ratios(turns, base []turn) []float64 {
	var all []float64
	for i := range turns {
		all = append(all, turns[i].rate/base[i].rate)
	}
	return all
}

// summary takes the medians.
func summary(turns []turn) turn {
	pick := func(of func(turn) float64) float64 {
		var all []float64
		for _, t := range turns {
			all = append(all, of(t))
		}
		return median(all)
	}
	return turn{
		rate: pick(func(t turn) float64 { return t.rate }), cpu: pick(func(t turn) float64 { return t.cpu }),
		p50: pick(func(t turn) float64 { return t.p50 }), p99: pick(func(t turn) float64 { return t.p99 }),
	}
}
