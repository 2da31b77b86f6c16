package live

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// smallLog is a log with a ballast on a disk of which the test says how much is
// free.
type smallLog struct {
	*faultyLog
	disk *smallDisk

	mu    sync.Mutex
	held  bool
	tries int
}

// smallDisk is the disk below one or more logs.
type smallDisk struct {
	mu   sync.Mutex
	left int64
}

func (d *smallDisk) free() (uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return uint64(d.left), nil
}

func (d *smallDisk) set(left int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left = left
}

// take reports whether there was so much room.
func (d *smallDisk) take(bytes int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left < bytes {
		return false
	}
	d.left -= bytes
	return true
}

func (l *smallLog) AppendHashed(records []data.Record, leaves []data.Hash) (data.Head, error) {
	l.mu.Lock()
	l.tries++
	l.mu.Unlock()
	var bytes int64
	for _, record := range records {
		bytes += int64(len(record))
	}
	if !l.disk.take(bytes) {
		return data.Head{}, data.ErrFull
	}
	return l.faultyLog.AppendHashed(records, leaves)
}

// tried is how many appends there were.
func (l *smallLog) tried() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tries
}

func (l *smallLog) BallastHeld() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held
}

func (l *smallLog) ReleaseBallast() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held {
		l.disk.take(-data.DefaultBallast)
	}
	l.held = false
	return nil
}

func (l *smallLog) RestoreBallast() error {
	free, _ := l.disk.free()
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.held && free >= data.AmpleRoom {
		l.held = l.disk.take(data.DefaultBallast)
	}
	return nil
}

// onSmallDisk puts the hall's log on a disk with ample room.
func (h *hall) onSmallDisk() *smallLog {
	h.t.Helper()
	l := &smallLog{faultyLog: h.log, held: true, disk: &smallDisk{left: data.AmpleRoom}}
	h.look(func(*voting.State) { // the teller's own moment
		h.all.room.free = l.disk.free
		h.s.teller.log = l
	})
	return l
}

// lines counts what the server logs at a level.
func (h *hall) lines(level, says string) (n int) {
	for line := range strings.Lines(h.logs.String()) {
		if strings.Contains(line, `"level":"`+level+`"`) && strings.Contains(line, says) {
			n++
		}
	}
	return n
}

func TestFullDiskIsNotTriedWithEveryBallot(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Hour)
		early := h.ballot(1, 1, "0")
		recorded := h.cast(0, early)
		log.disk.set(0)
		wantAnswers(t, "the ballot that finds the disk full", []Answer{h.cast(1, h.ballot(1, 1, "0"))}, ErrNotRecorded)
		tries := log.tried()
		late := h.ballot(1, 1, "0")
		for range 600 {
			wantAnswers(t, "a ballot on the full disk", []Answer{h.cast(2, late)}, ErrNotRecorded)
			time.Sleep(100 * time.Millisecond)
		}
		if n := log.tried() - tries; n != 0 || !log.BallastHeld() {
			t.Errorf("ballots tried the full disk %d times in a minute; the ballast stands: %v", n, log.BallastHeld())
		}
		if again := h.cast(0, early); again.Err != nil || again.Receipt != recorded.Receipt {
			t.Errorf("a ballot that is recorded, sent again, is told %v", again.Err)
		}
		if a := h.cast(3, h.ballot(2, 1, "0")); !errors.Is(a.Err, voting.Refusal{Code: voting.RefusedRun}) {
			t.Errorf("a ballot that the rules refuse is told %v", a.Err)
		}
		log.disk.set(data.AmpleRoom)
		time.Sleep(askAgain)
		wantAnswers(t, "the ballot when there is room", []Answer{h.cast(2, late)}, nil)
		if full, over := h.lines("ERROR", ""), h.lines("INFO", "room again"); full != 1 || over != 1 {
			t.Errorf("%d lines say that the disk is full and %d that it is over:\n%s", full, over, h.logs)
		}
	})
}

// TestEveningIsEndedInTheRoomOfTheBallast fills the disk while an item is open.
func TestEveningIsEndedInTheRoomOfTheBallast(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Minute)
		wantAnswers(t, "voting", h.castAll(h.ballots(5, 1, "0")), nil)
		log.disk.set(0)
		wantAnswers(t, "on the full disk", h.castAll(h.ballots(hallCards, 1, "1")), ErrNotRecorded)
		time.Sleep(time.Minute + time.Second) // the deadline closes and seals by itself
		synctest.Wait()
		if p := h.phase(1); p != voting.PhaseClosed || !h.sealed(1) || log.BallastHeld() {
			t.Fatalf("after the deadline the item is %s, sealed: %v, the ballast stands: %v", p, h.sealed(1), log.BallastHeld())
		}
		h.must(voting.ConfirmItem{Act: h.act(), Item: 1}, voting.RevealItem{Act: h.act(), Item: 1}, voting.StageItem{Act: h.act(), Item: 2})
		time.Sleep(askAgain)
		for what, c := range map[string]voting.Command{
			"opening the next item": h.opening(2, time.Hour),
			"checking in":           voting.RedeemCard{Card: cardOf(0), Device: 7, TakeOver: true, At: h.now().Unix()},
		} {
			if a := h.s.Do(c); !errors.Is(a.Err, ErrNotRecorded) {
				t.Errorf("%s in the room of the ballast: %v", what, a.Err)
			}
		}
		log.disk.set(data.AmpleRoom - 1)
		time.Sleep(askAgain)
		if a := h.s.Do(h.opening(2, time.Hour)); !errors.Is(a.Err, ErrNotRecorded) {
			t.Errorf("with too little room to make the ballast again an item opens: %v", a.Err)
		}
		log.disk.set(2 * data.AmpleRoom)
		time.Sleep(askAgain)
		h.must(h.opening(2, time.Hour))
		if !log.BallastHeld() {
			t.Error("the ballast is not made again")
		}
		wantAnswers(t, "voting again", h.castAll(h.ballots(hallCards, 2, "1")), nil)
		if n := h.counted(1); n != 5 {
			t.Errorf("item 1 counts %d ballots, want the 5 that were recorded", n)
		}
		if full, over := h.lines("ERROR", ""), h.lines("INFO", "room again"); full != 1 || over != 1 || h.lines("WARN", "ballast") != 1 {
			t.Errorf("%d lines say that the disk is full and %d that it is over:\n%s", full, over, h.logs)
		}
	})
}

// TestBallotsOfTheSameBatchDoNotEatTheBallast holds up a segment while ballots
// and an act queue behind it, and fills the disk meanwhile.
func TestBallotsOfTheSameBatchDoNotEatTheBallast(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Hour)
		release := h.log.hold()
		defer release()
		first := make(chan Answer, 1)
		go func() { first <- h.cast(0, h.ballot(1, 1, "0")) }()
		synctest.Wait()
		var crowd sync.WaitGroup
		answers := make([]Answer, 10)
		for i := range answers {
			form := h.ballot(1, 1, "1")
			crowd.Go(func() { answers[i] = h.cast(1+i, form) })
		}
		synctest.Wait()
		var closed Answer
		var looked int
		crowd.Go(func() { closed = h.s.Do(voting.CloseItem{Act: h.act(), Item: 1}) })
		synctest.Wait()
		crowd.Go(func() {
			_ = h.s.Look(func(s *voting.State) { looked = s.Item(1).Tally.Total() })
		})
		synctest.Wait()
		log.disk.set(0)
		release()
		crowd.Wait()
		wantAnswers(t, "the ballot that was on its way", []Answer{<-first}, nil)
		wantAnswers(t, "ballots beside the close", answers, ErrNotRecorded)
		if closed.Err != nil || h.phase(1) != voting.PhaseClosed || log.BallastHeld() {
			t.Errorf("closing: %v, the item is %s, the ballast stands: %v", closed.Err, h.phase(1), log.BallastHeld())
		}
		if n := h.counted(1); n != 1 || looked != 1 {
			t.Errorf("%d ballots count and a look saw %d, want the one that is on the disk", n, looked)
		}
	})
}

// TestActThatIsRefusedSparesTheBallast has a ballot find the disk full beside
// an act that writes nothing.
func TestActThatIsRefusedSparesTheBallast(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Hour)
		release := h.log.hold()
		defer release()
		go h.cast(0, h.ballot(1, 1, "0"))
		synctest.Wait()
		var crowd sync.WaitGroup
		crowd.Go(func() { h.cast(1, h.ballot(1, 1, "0")) })
		crowd.Go(func() { h.s.Do(voting.RevealItem{Act: h.act(), Item: 1}) })
		synctest.Wait()
		log.disk.set(0)
		release()
		crowd.Wait()
		if !log.BallastHeld() {
			t.Error("the ballast is spent on nothing")
		}
	})
}

// TestDiskThatLies has a quota: it says that there is room and takes nothing.
func TestDiskThatLies(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Hour)
		log.disk.set(0)
		h.all.room.free = func() (uint64, error) { return 1 << 40, nil }
		ballot := h.ballot(1, 1, "0")
		tries := log.tried()
		for range 600 {
			wantAnswers(t, "a ballot", []Answer{h.cast(2, ballot)}, ErrNotRecorded)
			time.Sleep(100 * time.Millisecond)
		}
		if n := log.tried() - tries; n < 30 || n > 61 {
			t.Errorf("the disk was tried %d times in a minute", n)
		}
		if full, over := h.lines("ERROR", ""), h.lines("INFO", "room again"); full != 1 || over != 0 {
			t.Errorf("%d lines say that the disk is full and %d that it is over:\n%s", full, over, h.logs)
		}
		log.disk.set(data.AmpleRoom)
		time.Sleep(askAgain)
		wantAnswers(t, "a ballot when it takes one", []Answer{h.cast(2, ballot)}, nil)
	})
}

// TestBallastIsSharedWithNobody has two logs on one disk: what one of them
// spends is not for the ballots of the other.
func TestBallastIsSharedWithNobody(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Hour)
		other := &smallLog{faultyLog: &faultyLog{Memory: data.NewMemory()}, held: true, disk: log.disk}
		room := h.all.room
		room.watch(other)
		log.disk.set(0)
		room.filled()
		if !room.spend(other) || room.spend(other) {
			t.Error("a ballast is spent once")
		}
		time.Sleep(askAgain)
		wantAnswers(t, "a ballot in the room of another's ballast", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, ErrNotRecorded)
		log.disk.set(data.AmpleRoom)
		time.Sleep(askAgain)
		wantAnswers(t, "a ballot when both stand again", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, nil)
		if !other.BallastHeld() {
			t.Error("the other's ballast is not made again")
		}
	})
}

func TestClosedLogIsNotWaitedFor(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		gone := &smallLog{faultyLog: &faultyLog{Memory: data.NewMemory()}, disk: &smallDisk{}} // never to be had again
		h.open(1, time.Hour)
		h.all.room.watch(gone)
		log.disk.set(data.AmpleRoom)
		time.Sleep(askAgain)
		wantAnswers(t, "a ballot while a log has no ballast", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, ErrNotRecorded)
		h.all.room.forget(gone)
		time.Sleep(askAgain)
		wantAnswers(t, "a ballot when that log is closed", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, nil)
	})
}

func TestLogWithoutBallastTakesNoBallots(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		h.open(1, time.Hour)
		log.disk.set(data.AmpleRoom - 1)
		if err := log.ReleaseBallast(); err != nil {
			t.Fatal(err)
		}
		log.disk.set(data.AmpleRoom - 1)
		h.all.room.watch(log) // as at a start
		wantAnswers(t, "a ballot without a ballast", []Answer{h.cast(0, h.ballot(1, 1, "0"))}, ErrNotRecorded)
		h.must(voting.CloseItem{Act: h.act(), Item: 1})
		if full := h.lines("ERROR", "the data disk is full"); full != 1 {
			t.Errorf("%d lines say so", full)
		}
	})
}

func TestWhatBeginsWaitsAndWhatEndsGoesOn(t *testing.T) {
	waits := []voting.Command{&voting.CastBallot{}, voting.RedeemCard{}, voting.OpenItem{}, voting.IssueCards{}, voting.PublishSession{}, voting.CreateSession{}}
	goesOn := []voting.Command{
		voting.StageItem{}, voting.ExtendItem{}, voting.CloseItem{}, voting.SealItem{}, voting.ConfirmItem{}, voting.RevealItem{},
		voting.VoidItem{}, voting.VoidCard{}, voting.ReissueCard{}, voting.CueScene{}, voting.CloseSession{},
	}
	if slices.ContainsFunc(goesOn, begins) || slices.ContainsFunc(waits, func(c voting.Command) bool { return !begins(c) }) {
		t.Error("an act is on the wrong side")
	}
}

func TestItemThatCannotOpenMakesNoKey(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		log := h.onSmallDisk()
		log.disk.set(0)
		h.all.room.filled()
		h.must(voting.StageItem{Act: h.act(), Item: 1})
		if a := h.s.Do(h.opening(1, time.Hour)); !errors.Is(a.Err, ErrNotRecorded) || there(h.dir, "item.1.1") {
			t.Errorf("opening an item on a full disk: %v, its key is there: %v", a.Err, there(h.dir, "item.1.1"))
		}
	})
}
