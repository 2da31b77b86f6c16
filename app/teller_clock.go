package app

import (
	"errors"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

// afterActs does what follows from an act that is on disk: seal a closed item
// and keep the timer in step with the state.
func (t *Teller) afterActs(closed bool) {
	if closed {
		t.sealItem(t.state.OnStage)
	}
	t.arm()
}

// sealItem fixes the checkpoint of a closed item before any reveal: it signs the
// log as it stands now.
func (t *Teller) sealItem(id voting.ItemID) {
	seal, err := t.sign(t.log.Head())
	if err == nil {
		err = t.self(voting.SealItem{Act: voting.Act{By: "teller", At: t.now().Unix()}, Item: id, Seal: seal})
	}
	if err != nil {
		t.logger.Error("checkpoint could not be fixed", "item", id, "error", err)
	}
}

// self carries out a command that the teller gives itself, outside the queue.
func (t *Teller) self(c voting.Command) error {
	r := &request{command: c, done: make(chan struct{}, 1)}
	t.turn([]*request{r})
	<-r.done
	return r.answer.Err
}

// restartGrace is how long an item stays open at least after a restart, so that
// phones can send what the outage kept back.
const restartGrace = 15 * time.Second

// resume picks up what a stop or a crash left half way: an item that was open,
// a close without its checkpoint, keys that were due to be shredded.
func (t *Teller) resume() {
	for i := range t.state.Items {
		if item := &t.state.Items[i]; item.Phase == voting.PhaseClosed && item.Seal == nil {
			t.sealItem(item.ID)
		}
	}
	if item := t.state.OpenItem(); item != nil {
		until := t.now().Add(restartGrace).Unix()
		if item.Deadline < until {
			err := t.self(voting.ExtendItem{Act: voting.Act{By: "restart", At: t.now().Unix()}, Item: item.ID, Deadline: until})
			if err != nil {
				t.logger.Error("open item could not be extended after the restart", "item", item.ID, "error", err)
			}
		}
	}
	if err := t.tags.follow(t.state); err != nil {
		t.logger.Error("item keys are behind the log", "error", err)
	}
	t.arm()
}

// arm sets the timer that closes the open item at its deadline.
func (t *Teller) arm() {
	item := t.state.OpenItem()
	if item == nil {
		t.armedFor = 0
		if t.deadline != nil {
			t.deadline.Stop()
		}
		return
	}
	if item.Deadline == t.armedFor {
		return
	}
	if t.deadline != nil {
		t.deadline.Stop()
	}
	t.armedFor = item.Deadline
	id, run := item.ID, item.Run
	t.deadline = time.AfterFunc(time.Unix(item.Deadline, 0).Sub(t.now()), func() { t.closeByDeadline(id, run) })
}

// closeByDeadline issues the close as a command like any other. It looks again
// first: the item may have been extended or closed since the timer was set.
func (t *Teller) closeByDeadline(id voting.ItemID, run uint16) {
	due := false
	err := t.Look(func(s *voting.State) {
		item := s.OpenItem()
		due = item != nil && item.ID == id && item.Run == run && item.Deadline <= t.now().Unix()
	})
	if err == nil && due {
		err = t.Do(voting.CloseItem{Act: voting.Act{By: "deadline", At: t.now().Unix()}, Item: id, ByDeadline: true}).Err
	}
	if err != nil && !errors.Is(err, data.ErrClosed) {
		t.logger.Error("deadline could not close the item", "item", id, "error", err)
	}
}
