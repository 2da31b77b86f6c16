package live

import (
	"errors"
	"sync"

	"pingyi/data"
	"pingyi/voting"
)

// ErrNotRecorded is what a waiting request gets when its records did not reach
// the disk. Nothing of it was stored, and the same request may be sent again.
var ErrNotRecorded = errors.New("not recorded")

// Answer is what the teller says to one command, after its records are on disk.
type Answer struct {
	Receipt  data.Hash // of a ballot: the leaf hash of its record
	Records  uint64    // position in the log after the batch
	Revision uint64    // acts of people so far
	Err      error     // a voting.Refusal, ErrNotRecorded, or of the queue: data.ErrBusy, data.ErrClosed
}

// request is one command or one look at the state, waiting for its turn.
type request struct {
	command voting.Command
	ballot  voting.CastBallot // the hot command, kept here to save an allocation
	id      BallotID
	look    func(*voting.State)
	leaf    int  // index into the batch's leaves, -1 for none
	late    bool // a check-in whose record is written later
	answer  Answer
	done    chan struct{}
}

// refuse tells a request that nothing of it was stored. It is not to be touched
// afterwards: whoever waited for it may use its memory again.
func (r *request) refuse() {
	r.answer = Answer{Err: ErrNotRecorded}
	r.done <- struct{}{}
}

// isBallot tells a ballot that was not yet decided from acts and looks.
func isBallot(r *request) bool { return r.command == nil && r.look == nil }

// submit hands a request to the teller and waits until it is answered. A full
// queue answers at once with data.ErrBusy.
func (t *Teller) submit(r *request) Answer {
	if err := t.queue.Put(r); err != nil {
		return Answer{Err: err}
	}
	<-r.done
	return r.answer
}

// Do carries out one command.
func (t *Teller) Do(c voting.Command) Answer {
	return t.submit(&request{command: c, done: make(chan struct{}, 1)})
}

// Look runs fn on the state between two batches. fn must not keep the state.
func (t *Teller) Look(fn func(*voting.State)) error {
	return t.submit(&request{look: fn, done: make(chan struct{}, 1)}).Err
}

// requests lends out the memory of one ballot while it waits for the teller.
var requests = sync.Pool{New: func() any { return &request{done: make(chan struct{}, 1)} }}

// Cast puts one ballot before the teller and waits until it is on disk. The
// caller fills in all of it but tag and salt, which are made here, on its own
// goroutine; unit is that of the item as the voter saw it.
func (s *Session) Cast(id BallotID, unit []byte, ballot voting.CastBallot) Answer {
	if ballot.Item == 0 || int(ballot.Item) > len(s.Facts.Units) || string(unit) != s.Facts.Units[ballot.Item-1] {
		return Answer{Err: voting.Refusal{Code: voting.RefusedItem}}
	}
	r := requests.Get().(*request)
	defer func() {
		*r = request{done: r.done}
		requests.Put(r)
	}()
	r.id, r.ballot = id, ballot
	return s.cast(r)
}

func (s *Session) cast(r *request) Answer {
	s.teller.tags.mark(r)
	return s.teller.submit(r)
}
