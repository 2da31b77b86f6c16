package phone

import (
	"encoding/binary"
	"sync"
	"time"

	"pingyi/voting"
)

// paceBurst is how many ballots a card may send at once after a rest. A person
// who changes their mind, on a phone that sends everything twice, stays far
// below; a program with a card in its hand does not fill the log.
const paceBurst = 20

// askBurst is how often a card may ask about itself at once after a rest, and
// open a socket. A page asks when its stage changes and every ten seconds where
// it has no socket; somebody who reloads and reloads is to be let through.
const askBurst = 100

// pace bounds how much one card can send. It remembers a card only until the
// card has rested, and in a table of fixed size, so it costs the same on any
// evening: when the table is full of busy cards, the one that rests first is
// forgotten, which lets it send more and never refuses another.
type pace struct {
	every int64 // nanoseconds from one ballot to the next in the long run
	burst int64 // ballots at once after a rest
	began time.Time
	parts [paceParts]pacePart
}

const (
	paceParts = 64 // locks
	paceSets  = 64 // sets of lanes under a lock
	paceLanes = 4  // cards in a set; one cache line
)

type pacePart struct {
	mu   sync.Mutex
	sets [paceSets]paceSet
}

// paceSet holds the cards that fall on one place of the table.
type paceSet [paceLanes]paceLane

// paceLane is one busy card.
type paceLane struct {
	card uint64
	rest int64 // when it has rested, in nanoseconds after the beginning
}

// newPace makes a bound of so many ballots per second, nil for none.
func newPace(perSecond int, burst int64, now time.Time) *pace {
	if perSecond <= 0 {
		return nil
	}
	return &pace{every: int64(time.Second) / int64(perSecond), burst: burst, began: now}
}

// allow counts one ballot of a card, unless the card has sent too many.
func (p *pace) allow(card voting.CardID, now time.Time) bool {
	if p == nil {
		return true
	}
	// An identifier is a keyed hash: any part of it is as good as chance.
	name, place := binary.LittleEndian.Uint64(card[:8]), binary.LittleEndian.Uint64(card[8:])
	at := int64(now.Sub(p.began))
	part := &p.parts[place%paceParts]
	part.mu.Lock()
	defer part.mu.Unlock()
	lane := part.sets[place/paceParts%paceSets].lane(name)
	if lane.card != name || lane.rest < at || lane.rest-at > p.burst*p.every { // the last: the clock was put back
		*lane = paceLane{card: name, rest: at}
	}
	if lane.rest+p.every-at > p.burst*p.every {
		return false
	}
	lane.rest += p.every
	return true
}

// lane finds the card in its set, or the lane that it may take over: the one
// that rests first.
func (set *paceSet) lane(card uint64) *paceLane {
	first := &set[0]
	for i := range set {
		if set[i].card == card {
			return &set[i]
		}
		if set[i].rest < first.rest {
			first = &set[i]
		}
	}
	return first
}

// limiter bounds wrong guesses for the whole server. A hall shares one address,
// so nobody is locked out by address; with 80 random bits a guess is hopeless
// anyway, and this only keeps the guessing cheap for us.
type limiter struct {
	mu     sync.Mutex
	second int64
	used   int
}

const guessesPerSecond = 50

func (l *limiter) allow(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Unix() != l.second {
		l.second, l.used = now.Unix(), 0
	}
	l.used++
	return l.used <= guessesPerSecond
}
