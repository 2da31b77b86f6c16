package clock

import (
	"testing"
	"time"
)

// TestTheClockOfTheHouseNeverRunsBack: set back, the wall clock is run ahead of at its own speed, and followed again once it is
// set forward past that.
func TestTheClockOfTheHouseNeverRunsBack(t *testing.T) {
	start := time.Unix(1_764_180_000, 0)
	wall := start
	c := New(func() time.Time { return wall })
	for _, step := range []struct {
		what       string
		move, want time.Duration // seconds of the wall clock; of this one since the start
	}{
		{"begun", 0, 0}, {"running", 10, 10}, {"set forward", 20, 30}, {"set back", -4, 30}, {"at the same speed", 2, 32}, {"and further", 4, 36},
		{"set forward, but not as far", 1, 37}, {"set forward past it", 8, 45}, {"followed again", 5, 50},
	} {
		wall = wall.Add(step.move * time.Second)
		if got := c.Now().Sub(start); got != step.want*time.Second {
			t.Errorf("%s: it is at %s, want %s", step.what, got, step.want*time.Second)
		}
	}
	c.NotBefore(wall.Add(time.Hour).UnixMilli())
	if got := c.Now().Sub(wall); got != time.Hour {
		t.Errorf("behind what the log knows by an hour it is at %s from the wall clock", got)
	}
	c.NotBefore(wall.Add(24 * time.Hour).UnixMilli())
	if got := c.Now().Sub(wall); got != time.Hour {
		t.Errorf("by a clock that was a day wrong it is set to %s from the wall clock", got)
	}
	c.NotBefore(start.UnixMilli())
	if got := c.Now().Sub(wall); got != time.Hour {
		t.Errorf("by what is long over it is set to %s from the wall clock", got)
	}
}
