package live

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"pingyi/data"
	"pingyi/voting"
)

// ErrUnsaved is what somebody gets whose marks could not be kept before the
// ballot is sent. The ballot itself does not need it.
var ErrUnsaved = errors.New("the marks were not saved")

// Stretch is what a phone saves of a ballot that is being filled in: the marks
// from row From on, or none to ask what is there.
type Stretch struct {
	Item   voting.ItemID
	Run    uint16
	Card   voting.CardID
	Device voting.Device
	From   int
	Marks  voting.Marks
}

// Filled is a ballot that is being filled in, as the server has it: what was
// saved, or where nothing was, the ballot that stands, or blanks.
type Filled struct {
	Marks  voting.Marks
	Unsent bool // it is not what stands
	Other  bool // another phone marked it last
}

// drafts keep what is marked on the form of the item on stage and not sent.
// They are no ballots: nothing counts them, sends them or writes them into the
// log, and they go with the key of the item.
//
// A draft holds which ballot stood when it was begun. Where another one stands
// the draft is none any more, so a late or left-over one changes nothing.
type drafts struct {
	keys    *data.Keys
	logger  *slog.Logger
	failing atomic.Bool // it was said that marks cannot be saved
	current atomic.Pointer[openDrafts]

	mu      sync.Mutex
	damaged runOf // the run whose file cannot be read: it is not tried again
}

// openDrafts are those of one run.
type openDrafts struct {
	runOf
	*data.Drafts
}

// resume finds what an earlier process left for the open item.
func (d *drafts) resume(s *voting.State) {
	if item := s.OpenItem(); item != nil && d.keys.HasDrafts(runOf{item.ID, item.Run}.name()) {
		_, err := d.open(runOf{item.ID, item.Run})
		_ = d.unsaved(err) // nobody waits for it yet
	}
}

// open gives the drafts of a run.
func (d *drafts) open(of runOf) (*openDrafts, error) {
	if current := d.current.Load(); current != nil && current.runOf == of {
		return current, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.damaged == of {
		return nil, data.ErrCorrupt
	}
	kept, err := d.keys.Drafts(of.name())
	if errors.Is(err, data.ErrCorrupt) {
		d.damaged = of
	}
	if err != nil {
		return nil, err
	}
	current := &openDrafts{of, kept}
	d.current.Store(current)
	return current, nil
}

// forget drops the draft of a card in a run, if there may be one.
func (d *drafts) forget(of runOf, card voting.CardID) {
	if current := d.current.Load(); current != nil && current.runOf == of {
		_ = current.Drop(card[:]) // what remains is known to be old by the ballot it names
	}
}

// follow drops the draft of a card that a command has taken out of use.
func (d *drafts) follow(c voting.Command) {
	current := d.current.Load()
	if current == nil {
		return
	}
	switch c := c.(type) {
	case voting.VoidCard:
		d.forget(current.runOf, c.Card)
	case voting.ReissueCard:
		d.forget(current.runOf, c.Card)
	}
}

// unsaved makes of an error what a person is told, and tells the operator once.
func (d *drafts) unsaved(err error) error {
	if err == nil {
		if d.failing.Swap(false) {
			d.logger.Info("marks are saved again")
		}
		return nil
	}
	if errors.As(err, new(voting.Refusal)) || errors.Is(err, data.ErrBusy) {
		return err
	}
	over := errors.Is(err, data.ErrClosed) || errors.Is(err, data.ErrShredded) // confirmed at this moment
	if !over && !d.failing.Swap(true) {
		d.logger.Error("marks cannot be saved before the ballot is sent; ballots are taken as ever", "error", err)
	}
	return fmt.Errorf("%w: %w", ErrUnsaved, err)
}

// basis is what a draft is begun from: the ballot that stands, or blanks.
type basis struct {
	salt  voting.Salt // of the ballot that stands, zero for none
	marks voting.Marks
}

// basis runs on the teller's goroutine. It refuses what the rules do not allow.
func (s *Session) basis(state *voting.State, c *Stretch) (basis, error) {
	item := state.Item(c.Item)
	ballot := voting.CastBallot{Item: c.Item, Run: c.Run, Card: c.Card, Device: c.Device, Marks: c.Marks}
	if item != nil {
		ballot.Tag = s.teller.tags.tagIn(item, c.Card)
	}
	if err := state.TakesStretch(&ballot, c.From); err != nil {
		return basis{}, err
	}
	if before, stands := state.Standing(c.Item, ballot.Tag); stands {
		return basis{before.Salt, before.Marks}, nil
	}
	return basis{marks: voting.Marks(bytes.Repeat([]byte{voting.Absent}, item.Tally.Criteria()))}, nil
}

// saveTries is how often a stretch is saved anew because its card has sent a ballot
// meanwhile. A person sends one; who sends three in that time is no person.
const saveTries = 3

// Save keeps what a card has marked, and returns once that is on disk, beside the
// ballot that stands. With no marks it only says what is there. The error is a
// refusal of the rules, as for a ballot, ErrUnsaved, or data.ErrBusy.
func (s *Session) Save(c Stretch) (Filled, error) {
	begun, err := s.standing(&c)
	if err != nil {
		return Filled{}, err
	}
	if len(c.Marks) > 0 && s.teller.room.full() {
		return Filled{}, s.drafts.unsaved(data.ErrFull) // what is left of the disk is for ballots and acts
	}
	for range saveTries {
		saved, err := s.keep(&c, begun)
		if err = s.drafts.unsaved(err); err != nil || len(c.Marks) == 0 {
			return saved, err
		}
		before := begun
		if begun, err = s.standing(&c); err != nil {
			return Filled{}, err // it is over by now, and what was saved is no use
		}
		if begun.salt == before.salt {
			return saved, nil
		}
	}
	return Filled{}, fmt.Errorf("%w: one ballot after another was recorded meanwhile", ErrUnsaved)
}

// standing asks the teller what a draft is begun from, or why none is.
func (s *Session) standing(c *Stretch) (begun basis, refused error) {
	err := s.Look(func(state *voting.State) { begun, refused = s.basis(state, c) })
	return begun, errors.Join(err, refused)
}

// keep merges a stretch into the draft that was begun from a ballot.
func (s *Session) keep(c *Stretch, begun basis) (Filled, error) {
	kept, err := s.drafts.open(runOf{c.Item, c.Run})
	if err != nil {
		return Filled{}, err
	}
	var now draft
	err = kept.Change(c.Card[:], func(text []byte) ([]byte, error) {
		now = readDraft(text, begun)
		now.merge(c)
		return now.text(begun), nil
	})
	if errors.Is(err, data.ErrCorrupt) {
		s.drafts.forget(kept.runOf, c.Card) // this one cannot be read, and the next may begin anew
	}
	if err != nil {
		return Filled{}, err
	}
	return Filled{Marks: now.marks, Unsent: now.marks != begun.marks, Other: now.device != 0 && now.device != c.Device}, nil
}

// draft is one as it is kept: which ballot stood when it was begun, on which
// phone it was marked last, and the marks.
type draft struct {
	basis
	device voting.Device // 0 for none
}

// readDraft reads what was kept, if it is no older than the ballot that stands.
func readDraft(text []byte, begun basis) draft {
	const head = len(voting.Salt{}) + 8
	if len(text) != head+len(begun.marks) || !bytes.Equal(text[:len(voting.Salt{})], begun.salt[:]) {
		return draft{basis: begun}
	}
	kept := draft{basis: begun, device: voting.Device(binary.BigEndian.Uint64(text[len(voting.Salt{}):]))}
	kept.marks = voting.Marks(text[head:])
	return kept
}

func (d *draft) merge(c *Stretch) {
	if len(c.Marks) == 0 {
		return
	}
	d.marks = d.marks[:c.From] + c.Marks + d.marks[c.From+len(c.Marks):]
	d.device = c.Device
}

// text is what is kept of a draft: nothing where it says what stands.
func (d *draft) text(begun basis) []byte {
	if d.marks == begun.marks {
		return nil
	}
	text := binary.BigEndian.AppendUint64(append([]byte(nil), d.salt[:]...), uint64(d.device))
	return append(text, d.marks...)
}
