package live

import (
	"errors"
	"fmt"
	"time"

	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

const (
	// restartGrace is how long an item stays open at least after a restart, so
	// that phones can send what the outage kept back.
	restartGrace = 15 * time.Second
	// dutyAgain is the pause before a duty that failed is tried again.
	dutyAgain = time.Second
	// queueAgain is the pause before a full queue is tried again.
	queueAgain = 20 * time.Millisecond
	// wallAgain is how often the wall's clock is asked while days lie ahead: what
	// was announced is a time of day, and over days the two clocks part.
	wallAgain = time.Minute
)

// clock is when the teller does something without being asked. It belongs to
// the goroutine of run.
type clock struct {
	resumed   bool // what was open when the process began has its grace
	attending bool
	due       bool // a timer came: there may be something to do
	retrying  bool // a timer is set for a duty that failed
	deadline  *time.Timer
	alarm     alarm     // what deadline is set for
	rings     time.Time // when, by the process's clock
	asks      bool      // the wall's clock is to be asked again for a deadline far ahead
	opening   *time.Timer
	keysDue   bool // a key that is to be gone is still there
	lastPaint time.Time
	ticking   bool // a timer is set for the next picture
}

// alarm is the deadline of one run.
type alarm struct {
	runOf
	at int64 // Unix seconds
}

// alarmOf is the deadline of an item that is open, the zero alarm for nil.
func alarmOf(item *voting.ItemState) alarm {
	if item == nil {
		return alarm{}
	}
	return alarm{runOf{item.ID, item.Run}, item.Deadline}
}

// attend does what follows from the state without being asked: destroy keys
// that have done their work, extend an item that a restart found open, close
// one whose time is up, open a form whose time has come, seal what was closed and what was
// done to the result. It looks at nothing but the
// state and the alarm, so what a full disk or a full queue prevents is done as
// soon as they allow it. Each duty is a command to
// oneself, whose own turn does not come back here.
func (t *Teller) attend() {
	if t.clock.attending || t.broken.Load() {
		return
	}
	t.clock.attending, t.clock.due = true, false
	defer func() { t.clock.attending = false }()
	t.followKeys() // a stop may have come between a confirmation and the shredding, or a failure
	for _, duty := range []func() error{t.extendAfterRestart, t.closeOverdue, t.openDue, t.sealClosed, t.sealResult} {
		if err := duty(); err != nil {
			if !t.room.full() { // which was said once, with what to do
				t.logger.Error("the teller will try again", "error", err)
			}
			t.attendAgain()
			break
		}
	}
	t.arm()
}

func (t *Teller) attendAgain() {
	if t.clock.retrying {
		return
	}
	t.clock.retrying = true
	t.later(dutyAgain, func() { t.clock.retrying, t.clock.due = false, true })
}

// extendAfterRestart comes before anything that could close the item.
func (t *Teller) extendAfterRestart() error {
	if t.clock.resumed {
		return nil
	}
	now := t.now()
	until := now.Add(restartGrace + time.Second - 1).Unix() // up to the next whole second
	if item := t.state.OpenItem(); item != nil && item.Deadline < until {
		if err := t.self(voting.ExtendItem{Act: voting.Act{By: "restart", Role: voting.OfTeller, At: now.Unix()}, Item: item.ID, Deadline: until}); err != nil {
			return fmt.Errorf("extend item %d after the restart: %w", item.ID, err)
		}
	}
	t.clock.resumed = true
	return nil
}

// closeOverdue issues the close as a command like any other. The wall's clock is
// not asked: whoever puts it right in the middle of an item neither ends the
// item nor prolongs it. Its deadline is the least that the record says.
func (t *Teller) closeOverdue() error {
	item := t.state.OpenItem()
	if item == nil || t.clock.alarm != alarmOf(item) || time.Now().Before(t.clock.rings) {
		return nil
	}
	at := max(t.now().Unix(), item.Deadline)
	if err := t.self(voting.CloseItem{Act: voting.Act{By: "deadline", Role: voting.OfTeller, At: at}, Item: item.ID, ByDeadline: true}); err != nil {
		return fmt.Errorf("close item %d at its deadline: %w", item.ID, err)
	}
	return nil
}

// sealClosed fixes the checkpoint of every closed item before any reveal: it
// signs the log as it stands now.
func (t *Teller) sealClosed() error {
	for i := range t.state.Items {
		item := &t.state.Items[i]
		if item.Phase != voting.PhaseClosed || item.Seal != nil {
			continue
		}
		seal, err := t.sign(t.log.Head())
		if err == nil {
			err = t.self(voting.SealItem{Act: voting.Act{By: "teller", Role: voting.OfTeller, At: t.now().Unix()}, Item: item.ID, Seal: seal})
		}
		if err != nil {
			return fmt.Errorf("fix the checkpoint of item %d: %w", item.ID, err)
		}
	}
	return nil
}

// sealResult fixes the checkpoint of the last act on the result, as sealClosed does that
// of a close: the figures, vetoes and draws that a version rests on are under it too.
func (t *Teller) sealResult() error {
	if !t.state.Unsealed() {
		return nil
	}
	seal, err := t.sign(t.log.Head())
	if err == nil {
		err = t.self(voting.SealResult{Act: voting.Act{By: "teller", Role: voting.OfTeller, At: t.now().Unix()}, Seal: seal})
	}
	if err != nil {
		return fmt.Errorf("fix the checkpoint of the result: %w", err)
	}
	return nil
}

// self carries out a command that the teller gives itself, outside the queue.
func (t *Teller) self(c voting.Command) error {
	r := &request{command: c, done: make(chan struct{}, 1)}
	t.turn([]*request{r})
	<-r.done
	return r.answer.Err
}

// followKeys brings the keys of items in step with the state. A key that cannot
// be destroyed is tried again until it is gone.
func (t *Teller) followKeys() {
	err := t.tags.follow(t.state)
	if err != nil {
		t.attendAgain()
	}
	switch due := err != nil; {
	case due && !t.clock.keysDue:
		t.logger.Error("item keys are behind the log; it is tried again every second", "error", err)
	case !due && t.clock.keysDue:
		t.logger.Info("item keys are in step with the log again")
	}
	t.clock.keysDue = err != nil
}

// arm sets the timer for the deadline of the open item. The deadline is by the
// wall's clock and the timer runs by the process's, which nobody can put back:
// what is between the two is settled when the item opens, or at the restart that
// finds it open, and an extension moves both by the same. Of a self-paced form it
// is settled anew until its last minute.
func (t *Teller) arm() {
	t.armOpening()
	item := t.state.OpenItem()
	next, before := alarmOf(item), t.clock.alarm
	if next == before && !t.clock.asks {
		return
	}
	t.disarm()
	if t.clock.alarm, t.clock.asks = next, false; item == nil {
		return
	}
	if next.runOf == before.runOf && next != before {
		t.clock.rings = t.clock.rings.Add(time.Duration(next.at-before.at) * time.Second)
	} else {
		t.clock.rings = time.Now().Add(time.Unix(item.Deadline, 0).Sub(t.now()))
	}
	wait := time.Until(t.clock.rings)
	far := t.state.Session.Rulebook.SelfPaced && wait > wallAgain
	if far {
		wait = wallAgain
	}
	t.clock.deadline = t.later(wait, func() { t.clock.due, t.clock.asks = true, far })
}

func (t *Teller) disarm() {
	if t.clock.deadline != nil {
		t.clock.deadline.Stop()
	}
}

// later runs do on the teller's goroutine after a while, between two batches. A
// full queue only delays it; a closed one ends it.
func (t *Teller) later(wait time.Duration, do func()) *time.Timer {
	return time.AfterFunc(wait, func() {
		if err := t.Look(func(*voting.State) { do() }); errors.Is(err, data.ErrBusy) {
			t.later(queueAgain, do)
		}
	})
}

// paintSoon paints now, or, when the last picture is too fresh, as soon as it
// is not: at most one picture per display.PaintEvery.
func (t *Teller) paintSoon() {
	wait := display.PaintEvery - time.Since(t.clock.lastPaint)
	if wait <= 0 {
		t.paint()
		return
	}
	if t.clock.ticking {
		return
	}
	t.clock.ticking = true
	t.later(wait, func() { t.clock.ticking = false; t.paint() })
}

func (t *Teller) paint() {
	if t.broken.Load() {
		return
	}
	t.clock.lastPaint = time.Now()
	t.hub.Paint(t.state)
}
