package live

import (
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// room watches the disk of the data folder, for all tellers together. When an
// append finds it full, nothing begins any more (ballots, check-ins, items)
// and everything that was begun can end: acts go on, in the room of the ballast
// if need be. Ballots never take that room, so they wait until so much is free
// that every ballast stands again; then one append decides whether it is over.
type room struct {
	dir    string
	logger *slog.Logger
	now    func() time.Time
	free   func() (uint64, error)

	state atomic.Int32

	mu    sync.Mutex // guards what follows
	asked time.Time  // when there was last looked for room
	spent []ballast  // released, and not made again
}

// The states of a disk.
const (
	diskOpen   = iota // it takes what comes, as far as anybody knows
	diskFull          // nothing begins
	diskTrying        // there is ample room, and no append has shown it yet
)

const (
	// LowRoom is where people are warned: several times what the log of a city's
	// evening takes, with its write-ahead log.
	LowRoom = 512 << 20
	// askAgain is the pause before a full disk is asked for room again.
	askAgain = time.Second
)

// ballast is what a log on a disk keeps back for the end of an evening.
type ballast interface {
	BallastHeld() bool
	ReleaseBallast() error
	RestoreBallast() error
}

func newRoom(dir string, now func() time.Time, logger *slog.Logger) *room {
	return &room{dir: dir, now: now, logger: logger, free: func() (uint64, error) { return data.Free(dir) }}
}

// begins tells what waits on a full disk from what may end there.
func begins(c voting.Command) bool {
	switch c.(type) {
	case *voting.CastBallot, voting.RedeemCard, voting.OpenItem, voting.IssueCards, voting.PublishSession, voting.CreateSession:
		return true
	}
	return false
}

// refuses reports whether a command waits until there is room.
func (r *room) refuses(c voting.Command) bool {
	return r.state.Load() == diskFull && begins(c) && r.full()
}

// full reports whether nothing begins. While the disk is full it is asked at
// most once a second whether it still is.
func (r *room) full() bool {
	if r.state.Load() != diskFull {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if waited := r.now().Sub(r.asked); waited < 0 || waited >= askAgain {
		r.asked = r.now()
		if r.ample() && r.restore() {
			r.state.CompareAndSwap(diskFull, diskTrying)
		}
	}
	return r.state.Load() == diskFull
}

// ample reports whether there is room for the ballast many times over. A disk
// that cannot be asked has to show it.
func (r *room) ample() bool {
	free, err := r.free()
	return err != nil || free >= data.AmpleRoom
}

// low reports whether people are to be warned.
func (r *room) low() bool {
	free, err := r.free()
	return err == nil && free < LowRoom
}

// restore makes every ballast again that is gone. The caller holds r.mu.
func (r *room) restore() bool {
	r.spent = slices.DeleteFunc(r.spent, func(b ballast) bool {
		if err := b.RestoreBallast(); err != nil {
			r.logger.Error("a ballast file could not be made again", "error", err)
		}
		return b.BallastHeld()
	})
	return len(r.spent) == 0
}

// filled notes that an append found no room. The operator is told once.
func (r *room) filled() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = r.now()
	if r.state.Swap(diskFull) != diskOpen {
		return
	}
	free, _ := r.free() // only told
	r.logger.Error("the data disk is full: no ballot is recorded, nobody checks in and no item opens until there is ample room; "+
		"remove what is not needed from this disk, but no logs; the item that is open can be closed, confirmed and revealed",
		"folder", r.dir, "free", free, "wanted", uint64(data.AmpleRoom))
}

// wrote notes that an append reached the disk.
func (r *room) wrote() {
	if r.state.Load() == diskTrying && r.state.CompareAndSwap(diskTrying, diskOpen) {
		free, _ := r.free() // only told
		r.logger.Info("the data disk has room again and takes ballots", "folder", r.dir, "free", free)
	}
}

// spend gives the room of a log's ballast to an act, if it still has one.
func (r *room) spend(log data.Log) bool {
	b, ok := log.(ballast)
	if !ok || !b.BallastHeld() {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := b.ReleaseBallast(); err != nil {
		r.logger.Error("the ballast could not be released", "error", err)
		return false
	}
	r.spent = append(r.spent, b)
	r.logger.Warn("the ballast was released, so that the evening can be ended on the full disk", "folder", r.dir)
	return true
}

// watch begins with a log. One that has no ballast, because there was no room
// for it, takes no ballots: nothing would be left to end the evening with.
func (r *room) watch(log data.Log) {
	b, ok := log.(ballast)
	if !ok || b.BallastHeld() {
		return
	}
	r.mu.Lock()
	r.spent = append(r.spent, b)
	r.mu.Unlock()
	r.filled()
}

// forget ends with a log.
func (r *room) forget(log data.Log) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.spent = slices.DeleteFunc(r.spent, func(b ballast) bool { return any(b) == any(log) })
}
