package studio

import (
	"testing"
	"time"
)

func TestKeyThatBouncesKeepsItsNumber(t *testing.T) {
	p, now := newPresses(), time.Unix(1_800_000_000, 0)
	first := p.number("pgm/next?", now)
	for _, soon := range []time.Duration{0, 100 * time.Millisecond, twice - 1} {
		if got := p.number("pgm/next?", now.Add(soon)); got != first {
			t.Errorf("after %s it is another press", soon)
		}
	}
	numbers := map[string]bool{first: true}
	for _, key := range []string{"pgm/back?", "pgm/next?", "pgm/back?"} {
		now = now.Add(twice)
		if got := p.number(key, now); numbers[got] {
			t.Errorf("%s has the number of another press", key)
		} else {
			numbers[got] = true
		}
	}
	if got := p.number("pgm/next?", now.Add(-time.Hour)); numbers[got] {
		t.Error("a clock that was set back makes a new press the old one")
	}
}

func TestBucketFillsAgain(t *testing.T) {
	b, now := bucket{most: 3, perSecond: 2}, time.Unix(1_800_000_000, 0)
	let := func() (n int) {
		for range 10 {
			if b.allow(now) {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 3}, {400 * time.Millisecond, 0}, {100 * time.Millisecond, 1}, {time.Hour, 3}} {
		now = now.Add(step.after)
		if got := let(); got != step.want {
			t.Errorf("%s later it lets %d through, want %d", step.after, got, step.want)
		}
	}
}
