package studio

import (
	"testing"
	"time"
)

// TestTheClockOfTheRoomNeverRunsBack: set back, the wall clock is waited for at half the speed, and then followed again.
func TestTheClockOfTheRoomNeverRunsBack(t *testing.T) {
	start := time.Unix(1_764_180_000, 0)
	wall := start
	c := &clock{wall: func() time.Time { return wall }}
	for _, step := range []struct {
		what       string
		move, want time.Duration // seconds of the wall clock; of this one since the start
	}{
		{"begun", 0, 0}, {"running", 10, 10}, {"set forward", 20, 30}, {"set back", -4, 30}, {"at half the speed", 2, 31}, {"and further", 4, 33},
		{"the wall clock is at 32 and catches up", 2, 34}, {"followed again", 5, 39},
	} {
		wall = wall.Add(step.move * time.Second)
		if got := c.Now().Sub(start); got != step.want*time.Second {
			t.Errorf("%s: it is at %s, want %s", step.what, got, step.want*time.Second)
		}
	}
	c.notBefore(wall.Add(time.Minute).UnixMilli())
	if got := c.Now().Sub(wall); got != time.Minute {
		t.Errorf("behind what the log knows by a minute it is at %s from the wall clock", got)
	}
	c.notBefore(start.UnixMilli())
	if got := c.Now().Sub(wall); got != time.Minute {
		t.Errorf("by what is long over it is set to %s from the wall clock", got)
	}
}
