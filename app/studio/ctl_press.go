package studio

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"
)

// twice is the time within which the same key pressed again is the same press: a contact that
// bounces, a finger that taps twice, a box that sends again.
const twice = 300 * time.Millisecond

// How many presses, and how many questions, one controller may have at once and in a second.
const (
	pressesAtOnce   = 20
	pressesASecond  = 10
	questionsAtOnce = 120
	questionsSecond = 60
)

// presses is what is remembered of one controller, in memory alone: what it pressed last, and how
// much it has pressed of late.
type presses struct {
	mu    sync.Mutex // guards what follows
	last  map[string]pressed
	count int
	acts  bucket
	looks bucket
}

// pressed is when a key was pressed and under which number.
type pressed struct {
	at time.Time
	id string
}

func newPresses() *presses {
	return &presses{
		last: make(map[string]pressed),
		acts: bucket{most: pressesAtOnce, perSecond: pressesASecond}, looks: bucket{most: questionsAtOnce, perSecond: questionsSecond},
	}
}

// bucket lets so many through at once and so many a second.
type bucket struct {
	most, perSecond int
	spent           time.Duration // of the time in which all come back
	seen            time.Time
}

func (b *bucket) allow(now time.Time) bool {
	each := time.Second / time.Duration(b.perSecond)
	if gone := now.Sub(b.seen); gone > 0 {
		b.spent, b.seen = max(0, b.spent-gone), now
	}
	if b.spent+each > each*time.Duration(b.most) {
		return false
	}
	b.spent += each
	return true
}

func (p *presses) mayAct(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.acts.allow(now)
}

func (p *presses) mayLook(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.looks.allow(now)
}

// number gives a press that has none its number: that of the same key before if it was pressed
// just now, so that the room knows it again and does nothing.
func (p *presses) number(key string, now time.Time) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if before, is := p.last[key]; is && now.Sub(before.at) < twice && !now.Before(before.at) {
		return before.id
	}
	if len(p.last) >= remembered {
		clear(p.last)
	}
	p.count++
	id := fmt.Sprintf("press-%d-%d", now.UnixNano(), p.count)
	p.last[key] = pressed{now, id}
	return id
}

// digest is short for what was said: as long as it needs to tell two from each other that nobody has made alike on purpose.
func digest(said []byte) string {
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:8])
}

// remembered bounds what is kept of one controller.
const remembered = 512
