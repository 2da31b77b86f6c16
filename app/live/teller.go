package live

import (
	"errors"
	"log/slog"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// Bounds of the teller's loop. A segment of 1,000 ballots is on disk in a few
// milliseconds; a queue of 20,000 is the storm of a city, and past it voters
// are asked to come back rather than kept waiting.
const (
	maxBatch = 1_000
	maxQueue = 20_000
)

// Each batch costs a commit, and on a quick disk they would follow each other so
// closely that committing, not counting, takes the processor. So in a crowd the
// teller lets the handlers that are ready to run go first, for as long as that
// brings it more. It never sleeps: where nobody else can run it goes on at once.
const (
	crowded   = 16
	maxYields = 8
)

// Teller (计票员) is the one writer of a session: one goroutine that takes what
// has queued, decides and applies each command, appends the batch to the log,
// and only then answers and paints. It owns the state; nobody else sees it but
// through look.
type Teller struct {
	log     data.Log
	queue   *data.Queue[*request]
	hub     *display.Hub
	tags    *tagger
	late    *arrivals
	drafts  *drafts
	sign    func(data.Head) (voting.Seal, error)
	now     func() time.Time
	logger  *slog.Logger
	metrics *tellerMetrics
	room    *room // of the disk that all logs share
	stopped chan struct{}
	fatal   func(error) // told once when the log can no longer be trusted
	broken  atomic.Bool // the log can no longer be trusted, and the state may be ahead of it

	// Owned by the goroutine of run.
	state   *voting.State
	arena   []byte
	records [][]byte
	bounds  []int
	leaves  []data.Hash
	clock   clock
}

// run serves the queue until it is closed and drained.
func (t *Teller) run() {
	defer close(t.stopped)
	t.attend()
	t.paint()
	batch := make([]*request, 0, maxBatch)
	for {
		var open bool
		if len(batch) >= crowded {
			t.letGather()
		}
		batch, open = t.queue.Take(batch[:0], maxBatch)
		if !open {
			break
		}
		t.turn(batch)
		clear(batch)
	}
	t.disarm()
	t.disarmOpening()
}

// letGather yields until the queue has stopped growing.
func (t *Teller) letGather() {
	was := -1
	for range maxYields {
		now := t.queue.Len()
		if now == was || now >= maxBatch {
			return
		}
		was = now
		runtime.Gosched()
	}
}

// turn is one round: decide and apply all, append once, answer all.
func (t *Teller) turn(batch []*request) {
	if t.broken.Load() {
		for _, r := range batch {
			r.refuse()
		}
		return
	}
	for _, r := range batch {
		if isBallot(r) {
			t.tags.fill(r) // where the handler had no key yet
		}
	}
	arrange(batch)
	orderByTag(batch)
	t.arena, t.records, t.bounds, t.leaves = t.arena[:0], t.records[:0], t.bounds[:0], t.leaves[:0]
	acts := false
	for _, r := range batch {
		r.leaf, r.late = -1, false
		if r.look == nil {
			acts = t.decide(r) || acts
		}
	}
	wrote := len(t.bounds) > 0
	if wrote {
		if err := t.append(); err != nil {
			t.unwritten(batch, err)
			if t.clock.due {
				t.attend()
			}
			return
		}
	}
	kept := len(t.late.unsaved) > 0
	t.keep(batch)
	if acts {
		t.followKeys() // before the answer: who reads that an item is confirmed may rely on its key being gone
	}
	t.answer(batch)
	if acts || t.clock.due {
		t.attend()
	}
	if wrote || kept {
		t.paintSoon()
	}
}

// decide runs one command against the state and adds its records to the batch.
// It reports whether the command was an act, of a person or of the teller.
func (t *Teller) decide(r *request) (act bool) {
	if isBallot(r) {
		r.command = &r.ballot
		if r.ballot.Tag == (voting.Tag{}) {
			r.answer.Err = t.refusalWithoutKey(&r.ballot)
			return false
		}
	}
	if open, ok := r.command.(voting.OpenItem); ok {
		if err := t.prepare(open); err != nil {
			r.answer.Err = err
			return false
		}
	}
	events, err := voting.Decide(t.state, t.complete(r.command))
	var already voting.AlreadyRecorded
	if errors.As(err, &already) {
		r.answer.Receipt = data.LeafHash(voting.Encode(&already.Ballot, nil))
		return false
	}
	if err == nil && t.room.refuses(r.command) {
		err = ErrNotRecorded
	}
	if r.answer.Err = err; err != nil {
		return false
	}
	for _, e := range events {
		act = t.carryOut(r, e) || act
	}
	return act
}

// carryOut applies one event and adds its record to the batch, or keeps it for
// later.
func (t *Teller) carryOut(r *request, e voting.Event) (act bool) {
	switch e := e.(type) {
	case *voting.BallotCast:
		r.leaf = len(t.bounds)
		t.write(e)
		return false
	case *voting.CardRedeemed:
		if r.late = t.late.keeps(t.state); !r.late {
			t.write(e)
		} else if err := t.late.arrive(t.state, e); err != nil {
			panic("teller: an allowed check-in does not apply: " + err.Error())
		}
		return false
	}
	if at, ends := endOf(t.state, e); ends {
		for _, arrival := range t.late.records(t.state, at) {
			t.write(arrival)
		}
	}
	t.write(e)
	return true
}

// write applies an event and adds its record to the batch.
func (t *Teller) write(e voting.Event) {
	if err := t.state.Apply(e); err != nil {
		panic("teller: an allowed event does not apply: " + err.Error())
	}
	t.arena = voting.Encode(e, t.arena)
	t.bounds = append(t.bounds, len(t.arena))
}

// refusalWithoutKey answers a ballot whose item has no key: it was not opened
// yet, or its key is shredded because the tally is confirmed.
func (t *Teller) refusalWithoutKey(ballot *voting.CastBallot) error {
	_, err := voting.Decide(t.state, ballot)
	if err == nil || errors.As(err, new(voting.AlreadyRecorded)) {
		return voting.Refusal{Code: voting.RefusedNotOpen}
	}
	return err
}

// complete adds to the void of a card its tag in the item that is open at this
// very moment, so that its ballot there is withdrawn; and to the publication of a
// session the promise that its result is sealed.
func (t *Teller) complete(c voting.Command) voting.Command {
	switch c := c.(type) {
	case voting.VoidCard:
		c.Tag = t.tags.tagOf(t.state, c.Card)
		return c
	case voting.ReissueCard:
		c.Tag = t.tags.tagOf(t.state, c.Card)
		return c
	case voting.PublishSession:
		c.SealsResult = true // see sealResult
		return c
	}
	return c
}

// prepare makes the item's key durable before the item can open.
func (t *Teller) prepare(open voting.OpenItem) error {
	item := t.state.Item(open.Item)
	if item == nil || item.Phase != voting.PhaseOnStage {
		return nil // Decide refuses it
	}
	if t.room.refuses(open) {
		return ErrNotRecorded
	}
	if err := t.tags.create(item.ID, item.Run); err != nil {
		t.logger.Error("item key could not be written", "item", item.ID, "error", err)
		return ErrNotRecorded
	}
	return nil
}

// append writes the batch.
func (t *Teller) append() error {
	from := 0
	for _, to := range t.bounds {
		t.records = append(t.records, t.arena[from:to])
		from = to
	}
	began := time.Now()
	t.leaves = slices.Grow(t.leaves[:0], len(t.records))[:len(t.records)]
	if _, err := t.log.AppendHashed(t.records, t.leaves); err != nil {
		t.metrics.failed()
		return err
	}
	t.metrics.appended(len(t.records), time.Since(began))
	t.room.wrote()
	return nil
}

// unwritten answers a batch that is not on the disk. Every command of it is
// told "not recorded" and the state is folded again from the log, because it
// already holds what the disk does not. Looks then see what the disk has. Acts
// that found the disk full are tried once more in the room of the ballast.
func (t *Teller) unwritten(batch []*request, err error) {
	full := errors.Is(err, data.ErrFull)
	if full {
		t.room.filled()
	} else {
		t.logger.Error("records could not be written; voters are told so", "records", len(t.records), "error", err)
	}
	sound := t.refold(err)
	once := full && sound && slices.ContainsFunc(batch, mayEnd) && t.room.spend(t.log)
	again := batch[:0]
	for _, r := range batch {
		if sound && r.look != nil || once && mayEnd(r) {
			again = append(again, r)
		} else {
			r.refuse()
		}
	}
	if once {
		t.turn(again)
	} else {
		t.answer(again)
	}
}

// mayEnd tells an act that was allowed, and ends something.
func mayEnd(r *request) bool { return r.look == nil && r.answer.Err == nil && !begins(r.command) }

// refold makes the state what the log holds, unless the error, or another one,
// says that the log cannot be trusted. The server stops then, and nothing of
// this state is shown or answered any more.
func (t *Teller) refold(err error) bool {
	if !errors.Is(err, data.ErrFatal) && !errors.Is(err, data.ErrCorrupt) {
		var state *voting.State
		if state, err = fold(t.log); err == nil {
			err = t.late.load(state)
		}
		if err == nil {
			t.state = state
			return true
		}
	}
	t.broken.Store(true)
	t.fatal(err)
	return false
}

// answer wakes everybody in one pass; looks see the state as it is on disk. The draft
// of a new ballot ends before any look that could begin the next one beside it.
func (t *Teller) answer(batch []*request) {
	for _, r := range batch {
		if r.leaf >= 0 { // a resend has none, and may find a draft that was begun after it
			t.drafts.forget(runOf{r.ballot.Item, r.ballot.Run}, r.ballot.Card)
		}
	}
	for _, r := range batch {
		if r.look != nil {
			r.look(t.state)
		}
		if r.leaf >= 0 {
			r.answer.Receipt = t.leaves[r.leaf]
		}
		r.answer.Records, r.answer.Revision = t.state.Records, t.state.Revision
		r.done <- struct{}{}
	}
}

// arrange moves check-ins before everything else and looks behind it. Check-ins
// commute with the ballots of other cards, and looks run after the append in any
// case; left in their places they would divide the ballots around them into
// stretches, and those would tell who was first.
func arrange(batch []*request) {
	place := func(r *request) int {
		if _, arrives := r.command.(voting.RedeemCard); arrives {
			return 0
		} else if r.look == nil {
			return 1
		}
		return 2
	}
	slices.SortStableFunc(batch, func(a, b *request) int { return place(a) - place(b) })
}

// orderByTag sorts each stretch of ballots between two acts by tag,
// so that the log keeps no trace of who was first. Ballots of one card keep
// their order; those of different cards commute.
func orderByTag(batch []*request) {
	for from := 0; from < len(batch); {
		to := from
		for to < len(batch) && isBallot(batch[to]) {
			to++
		}
		slices.SortStableFunc(batch[from:to], func(a, b *request) int {
			return slices.Compare(a.ballot.Tag[:], b.ballot.Tag[:])
		})
		from = to + 1
	}
}

// fold reads the whole log into a new state.
func fold(log data.Log) (*voting.State, error) {
	state := voting.NewState()
	err := log.Read(0, func(_ uint64, record []byte) error {
		e, err := voting.Decode(record)
		if err != nil {
			return err
		}
		return state.Apply(e)
	})
	return state, err
}
