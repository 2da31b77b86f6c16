// Package clock is the one clock of the house: sessions, control room, pages and boxes all go by it.
package clock

import (
	"sync"
	"time"
)

// Clock never runs back. What is out is told by comparing its moment with now, so a wall clock that is set back, as by the first
// answer of a time server, would take names off the air that are out, and a press after that would take them back for good. From
// then on this one is ahead of it by that much, and as fast: whoever measures it from afar, as pages do, finds nothing changed. A
// wall clock that is set forward is followed.
type Clock struct {
	wall func() time.Time

	mu   sync.Mutex // guards what follows
	told time.Time  // newest answer
	seen time.Time  // wall clock then
}

// New begins at the wall clock.
func New(wall func() time.Time) *Clock { return &Clock{wall: wall} }

// Now is the wall clock, or later.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	wall := c.wall().Round(0) // which compares by what it says, and not by the time that this process has run
	now := c.told.Add(max(0, wall.Sub(c.seen)))
	if !now.After(wall) {
		now = wall
	}
	c.told, c.seen = now, wall
	return now
}

// furthest is how far ahead of the wall clock a log may have it begin. A log that knows of later was written by a clock that was
// wrong by days or years: to go on by that would close forms and end log-ins, for as long.
const furthest = time.Hour

// NotBefore has it run on from a moment (Unix milliseconds) that a log knows already, unless that is more than an hour ahead.
func (c *Clock) NotBefore(at int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	wall := c.wall().Round(0)
	if then := time.UnixMilli(at); then.After(c.told) && then.Sub(wall) <= furthest {
		c.told, c.seen = then, wall
	}
}
