package studio

import (
	"sync"
	"time"
)

// clock is that of the control room. It never runs back: what is out is told by comparing its moment with now, so a wall clock
// that is set back, as by the first answer of a time server, would take names off the air that are out, and a press after that
// would take them back for good. Until the wall clock has caught up this one runs at half its speed, so that moments still come.
// The room, its pages and its boxes go by this one alone; a session has its own.
type clock struct {
	wall func() time.Time

	mu   sync.Mutex // guards what follows
	told time.Time  // newest answer
	seen time.Time  // wall clock then
}

// Now is the wall clock, or later.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	wall := c.wall().Round(0) // which compares by what it says, and not by the time that this process has run
	now := c.told.Add(max(0, wall.Sub(c.seen)) / 2)
	if !now.After(wall) {
		now = wall
	}
	c.told, c.seen = now, wall
	return now
}

// notBefore has it run on from a moment (Unix milliseconds) that the log knows already.
func (c *clock) notBefore(at int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if then := time.UnixMilli(at); then.After(c.told) {
		c.told, c.seen = then, c.wall().Round(0)
	}
}
