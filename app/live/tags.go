package live

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"pingyi/data"
	"pingyi/voting"
)

// BallotID is the 128-bit number that a phone draws for a ballot and keeps for
// every resend of it. It is never written anywhere.
type BallotID [16]byte

// tagger makes tags and salts of ballots from the key of an item's run. The
// keys live in files outside the log, are made before the item opens, and are
// shredded when it is confirmed or set aside: after that nobody can tell which
// card a ballot came from.
type tagger struct {
	keys    *data.Keys
	current atomic.Pointer[itemKey] // the run whose ballots come by the thousand
	overdue atomic.Int32            // keys that are to be gone and are still there

	// Owned by the teller.
	live  map[string]runOf // keys that exist, by name
	ended bool             // the key of the cards is gone, too
}

type runOf struct {
	item voting.ItemID
	run  uint16
}

// itemKey is one run's key, ready for many goroutines.
type itemKey struct {
	runOf
	*MACs
}

func newItemKey(of runOf, key []byte) *itemKey { return &itemKey{runOf: of, MACs: NewMACs(key)} }

func (of runOf) name() string { return fmt.Sprintf("item.%d.%d", of.item, of.run) }

// newTagger finds the keys that an earlier process left.
func newTagger(keys *data.Keys) (*tagger, error) {
	t := &tagger{keys: keys, live: make(map[string]runOf)}
	names, err := keys.Names()
	if err != nil {
		return nil, fmt.Errorf("list item keys: %w", err)
	}
	for _, name := range names {
		var of runOf
		if strings.HasPrefix(name, "item.") {
			if _, err := fmt.Sscanf(name, "item.%d.%d", &of.item, &of.run); err != nil {
				return nil, fmt.Errorf("read name of key %q: %w", name, err)
			}
			t.live[name] = of
		}
	}
	return t, nil
}

// create makes the key of a run durable. It may exist from an attempt to open
// that did not reach the log.
func (t *tagger) create(item voting.ItemID, run uint16) error {
	of := runOf{item, run}
	if _, err := t.keys.GetOrCreate(of.name()); err != nil {
		return err
	}
	t.live[of.name()] = of
	return nil
}

// follow brings keys in step with the log: the staged item's key is made ready
// for handlers, keys of confirmed and void runs are shredded, and that of the
// cards when the session has ended.
func (t *tagger) follow(s *voting.State) error {
	var failed error
	overdue := int32(0)
	shred := func(name string) bool {
		err := t.keys.Shred(name)
		if err == nil || errors.Is(err, data.ErrNoKey) {
			return true
		}
		failed = errors.Join(failed, err)
		overdue++
		return false
	}
	for name, of := range t.live {
		item := s.Item(of.item)
		if item != nil && item.Run == of.run && !settled(item.Phase) {
			continue
		}
		if current := t.current.Load(); current != nil && current.runOf == of {
			t.current.Store(nil)
		}
		if shred(name) {
			delete(t.live, name)
		}
	}
	if s.Phase == voting.Ended && !t.ended {
		t.ended = shred(cardKey)
	}
	t.overdue.Store(overdue)
	return errors.Join(failed, t.ready(s.Staged()))
}

func settled(phase voting.ItemPhase) bool {
	return phase == voting.PhaseConfirmed || phase == voting.PhaseRevealed || phase == voting.PhaseVoid
}

// ready publishes the key of the item on stage to the handlers, while it has one:
// phones ask for their ballots until it is confirmed.
func (t *tagger) ready(item *voting.ItemState) error {
	if item == nil || item.Phase != voting.PhaseOpen && item.Phase != voting.PhaseClosed {
		return nil
	}
	of := runOf{item.ID, item.Run}
	if current := t.current.Load(); current != nil && current.runOf == of {
		return nil
	}
	key, err := t.keys.Get(of.name())
	if err != nil {
		return fmt.Errorf("key of the item on stage: %w", err)
	}
	t.current.Store(newItemKey(of, key))
	return nil
}

// mark fills tag and salt from the current key, on the handler's goroutine. A
// ballot for any other run is left for the teller.
func (t *tagger) mark(r *request) {
	key := t.current.Load()
	if key == nil || (key.runOf != runOf{r.ballot.Item, r.ballot.Run}) {
		return
	}
	key.fill(&r.ballot, r.id)
}

// fill does the same on the teller's goroutine for any run that still has a
// key; without one the tag stays zero.
func (t *tagger) fill(r *request) {
	if r.ballot.Tag != (voting.Tag{}) {
		return
	}
	of := runOf{r.ballot.Item, r.ballot.Run}
	if current := t.current.Load(); current != nil && current.runOf == of {
		current.fill(&r.ballot, r.id)
		return
	}
	if _, there := t.live[of.name()]; !there {
		return
	}
	if key, err := t.keys.Get(of.name()); err == nil {
		newItemKey(of, key).fill(&r.ballot, r.id)
	}
}

func (k *itemKey) fill(ballot *voting.CastBallot, id BallotID) {
	tag := k.Of([]byte{'t'}, ballot.Card[:])
	salt := k.Of([]byte{'s'}, ballot.Card[:], id[:])
	copy(ballot.Tag[:], tag[:])
	copy(ballot.Salt[:], salt[:])
}

// tagOf returns the tag of a card in the open item, zero when none is open. It
// runs on the teller's goroutine.
func (t *tagger) tagOf(s *voting.State, card voting.CardID) voting.Tag {
	item := s.OpenItem()
	if item == nil {
		return voting.Tag{}
	}
	return t.tagIn(item, card)
}

// tagIn returns the tag of a card in the current run of an item, zero when the
// run has no key (any more).
func (t *tagger) tagIn(item *voting.ItemState, card voting.CardID) voting.Tag {
	r := &request{ballot: voting.CastBallot{Item: item.ID, Run: item.Run, Card: card}}
	t.fill(r)
	return r.ballot.Tag
}
