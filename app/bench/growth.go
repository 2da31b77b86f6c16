//go:build linux

package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// growth asks whether a ballot costs more late at night: the same ballots with
// a short and with a long log behind them.
func growth(ctx context.Context, b *bench) (err error) {
	b.section("growth", "short", b.count(b.shortLog), "long", b.count(b.longLog))
	b.line("growth.about", "n", batchSize)
	cards := max(b.growthOn, 60) * 4
	items := b.longLog/(ballotsPerCard*cards) + b.turns + 12
	short, err := b.openHall(ctx, filepath.Join(b.dir, "short"), cards, items, cards)
	if err != nil {
		return err
	}
	long, err := b.openHall(ctx, filepath.Join(b.dir, "long"), cards, items, cards)
	if err != nil {
		return errors.Join(err, short.stop())
	}
	if err := errors.Join(short.stop(), long.stop()); err != nil {
		return err
	}
	if err := b.growthOfLogs(short, long); err != nil {
		return err
	}
	return b.growthOfServer(ctx, short, long)
}

func (r *report) count(n int) string {
	switch {
	case n >= 1_000_000:
		return r.words("million", "n", fmt.Sprintf("%.3g", float64(n)/1e6))
	case n >= 1000:
		return r.words("thousand", "n", fmt.Sprintf("%.3g", float64(n)/1e3))
	}
	return fmt.Sprint(n)
}

// growthOfLogs writes both logs and measures rules and log alone.
func (b *bench) growthOfLogs(short, long *hall) (err error) {
	s, err := openHistory(short.logPath())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.log.Close()) }()
	l, err := openHistory(long.logPath())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.log.Close()) }()
	began := time.Now()
	if err := errors.Join(s.grow(b.shortLog), l.grow(b.longLog)); err != nil {
		return err
	}
	b.line("growth.wrote", "n", number(float64(s.cast+l.cast)/time.Since(began).Seconds()))
	ratio, err := b.growthOfRules(s, l)
	if err != nil {
		return err
	}
	b.atMost(b.words("growth.rules.target", "long", b.count(b.longLog), "short", b.count(b.shortLog)), ratio, 1.1)
	short.item, short.cast = s.item, short.cast+s.cast
	long.item, long.cast = l.item, long.cast+l.cast
	if err := b.growthOfReplay(long.logPath(), l); err != nil {
		return err
	}
	return b.weighBallots(s)
}

// growthOfRules lets the two take turns with one item each.
func (b *bench) growthOfRules(short, long *history) (float64, error) {
	if err := errors.Join(short.open(), long.open()); err != nil {
		return 0, err
	}
	const turns = 15 // of one batch, or the short log would not stay short
	var ratios []float64
	var costs [2][]float64
	for round := range turns {
		var cost [2]float64
		for i := range 2 {
			at := (i + round) % 2
			h := []*history{short, long}[at]
			before := processorTime()
			if err := h.batch(batchSize); err != nil {
				return 0, err
			}
			cost[at] = float64(processorTime()-before) / 1000 / batchSize
			costs[at] = append(costs[at], cost[at])
		}
		ratios = append(ratios, cost[1]/cost[0])
	}
	if err := errors.Join(short.settle(), long.settle()); err != nil {
		return 0, err
	}
	b.line("growth.rules", "short", number(median(costs[0])), "long", number(median(costs[1])))
	return median(ratios), nil
}

// processorTime is what this process has used, in nanoseconds.
func processorTime() int64 {
	var spent syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &spent) != nil {
		return 0
	}
	return spent.Utime.Nano() + spent.Stime.Nano()
}

// growthOfReplay reads the whole long log as a start does.
func (b *bench) growthOfReplay(path string, l *history) error {
	if err := l.log.Checkpoint(); err != nil {
		return err
	}
	records := l.log.Head().Size
	took, err := verifyTime(path)
	if err != nil {
		return err
	}
	began := time.Now()
	again, err := replay(l.log)
	if err != nil {
		return err
	}
	folded := time.Since(began)
	if again.Records != l.state.Records || again.Revision != l.state.Revision {
		return fmt.Errorf("replay ends at record %d, the log was written to %d", again.Records, l.state.Records)
	}
	million := func(d time.Duration) string { return number(float64(records) / d.Seconds() / 1e6) }
	b.line("growth.replay", "verify", million(took), "fold", million(folded))
	return nil
}

// weighBallots measures the memory of counted ballots on a copy of the state.
func (b *bench) weighBallots(h *history) error {
	scales, err := h.apart()
	if err != nil {
		return err
	}
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	before := heap()
	counted, first := 0, scales.item+1
	for counted < b.weighed && scales.item+1 < len(scales.state.Items) {
		if err := scales.open(); err != nil {
			return err
		}
		if err := scales.batch(len(scales.cards)); err != nil {
			return err
		}
		counted += len(scales.cards)
		if err := scales.seal(); err != nil {
			return err
		}
	}
	held := heap() - before
	for item := first; item <= scales.item; item++ {
		if err := scales.confirm(item); err != nil {
			return err
		}
	}
	after := heap() - before
	b.line("growth.memory", "held", number(held/float64(counted)), "n", b.count(counted), "after", number(after/float64(counted)))
	runtime.KeepAlive(scales)
	return nil
}

// growthOfServer measures the whole product on the two logs.
func (b *bench) growthOfServer(ctx context.Context, short, long *hall) (err error) {
	sides := []*side{{hall: short}, {hall: long}}
	for _, s := range sides {
		began := time.Now()
		if err := s.hall.serve(ctx, b); err != nil {
			return err
		}
		b.line("growth.starts", "n", b.count(s.hall.cast), "took", time.Since(began).Round(time.Millisecond))
		s.process, s.seats = s.hall.process, s.hall.seats
		defer func() { err = errors.Join(err, s.hall.leave()) }()
	}
	if err := b.stormWith(sides, b.growthOn); err != nil {
		return err
	}
	rows := [][]string{b.head("growth.head")}
	for i, s := range sides {
		sum := summary(s.turns)
		rows = append(rows, []string{b.count([]int{b.shortLog, b.longLog}[i]), fmt.Sprint(b.growthOn), number(sum.rate), number(sum.p99), number(sum.cpu)})
	}
	b.table(rows)
	var cpu []float64
	for i := range sides[1].turns {
		cpu = append(cpu, sides[1].turns[i].cpu/sides[0].turns[i].cpu)
	}
	b.atMost(b.words("growth.server.target", "long", b.count(b.longLog), "short", b.count(b.shortLog)), median(cpu), 1.1)
	b.about(b.words("growth.server.rate", "long", b.count(b.longLog), "short", b.count(b.shortLog)),
		median(ratios(sides[1].turns, sides[0].turns)), 1)
	return nil
}
