package phone

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"pingyi/voting"
)

// maxSeats is how many sockets one card may have open: some pages on one phone,
// and the ones that are gone and not yet noticed.
const maxSeats = 4

// seats bounds the sockets of each card: the newest stay. It is a table of fixed
// size like that of pace, and holds a card only while a socket of it is open. A
// socket looks by itself whether it has to go, whenever its feed wakes it, so
// nobody keeps a list of sockets. Where more cards fall on one place than it has
// lanes, the one that came first is forgotten, and its sockets stay.
type seats struct {
	turns atomic.Uint64
	parts [seatParts]seatPart
}

const (
	seatParts = 64  // locks
	seatSets  = 128 // sets of lanes under a lock
	seatLanes = 4   // cards in a set
)

type seatPart struct {
	mu   sync.Mutex // for whoever changes a lane
	sets [seatSets][seatLanes]seatLane
}

// seatLane holds the sockets of one card, nil for none. What it points to never
// changes, so sockets read it without a lock.
type seatLane struct{ atomic.Pointer[seatRow] }

type seatRow struct {
	card  uint64
	turns [maxSeats]uint64 // of its sockets, the oldest first; 0 for none
}

// newest is the turn of the newest socket, 0 of an empty lane.
func (l *seatLane) newest() uint64 {
	if row := l.Load(); row != nil {
		return row.turns[maxSeats-1]
	}
	return 0
}

// seat is the place of one open socket.
type seat struct {
	part *seatPart
	lane *seatLane
	card uint64
	turn uint64
}

// take gives a card one more seat. It must be left again.
func (s *seats) take(card voting.CardID) seat {
	name, place := binary.LittleEndian.Uint64(card[:8]), binary.LittleEndian.Uint64(card[8:])
	part := &s.parts[place%seatParts]
	part.mu.Lock()
	defer part.mu.Unlock()
	lane := laneOf(&part.sets[place/seatParts%seatSets], name)
	row := seatRow{card: name}
	if before := lane.Load(); before != nil && before.card == name {
		copy(row.turns[:], before.turns[1:])
	}
	turn := s.turns.Add(1)
	row.turns[maxSeats-1] = turn
	lane.Store(&row)
	return seat{part: part, lane: lane, card: name, turn: turn}
}

// laneOf finds the lane of a card, or the one that it may take over.
func laneOf(set *[seatLanes]seatLane, card uint64) *seatLane {
	first := &set[0]
	for i := range set {
		if row := set[i].Load(); row != nil && row.card == card {
			return &set[i]
		}
		if set[i].newest() < first.newest() {
			first = &set[i]
		}
	}
	return first
}

// lost reports whether newer sockets of the card have taken the seat.
func (s seat) lost() bool {
	row := s.lane.Load()
	return row != nil && row.card == s.card && s.turn < row.turns[0]
}

// leave gives the seat back.
func (s seat) leave() {
	s.part.mu.Lock()
	defer s.part.mu.Unlock()
	before := s.lane.Load()
	if before == nil || before.card != s.card {
		return
	}
	row := seatRow{card: s.card}
	at := maxSeats
	for i := maxSeats - 1; i >= 0; i-- {
		if before.turns[i] != s.turn && before.turns[i] != 0 {
			at--
			row.turns[at] = before.turns[i]
		}
	}
	if at == maxSeats {
		s.lane.Store(nil)
		return
	}
	s.lane.Store(&row)
}
