package live

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"pingyi/data"
	"pingyi/voting"
)

// arrivals are check-ins whose records are still to be written. Who scans a card
// while an item is open votes within the minute: in the log the card would stand
// beside its ballot, and whoever reads the log could join the two for ever. So in
// a secret session such check-ins wait for the close of the item, and enter the
// log with it, in the order of the cards and with the time of the close. Until
// then they are on disk, sealed under the key of the item, batch after batch: a
// form is open for weeks, and all its check-ins come meanwhile.
type arrivals struct {
	keys    *data.Keys
	waiting map[voting.CardID]voting.Device
	unsaved []voting.CardID // whose last scan is not on disk yet
}

func newArrivals(keys *data.Keys) *arrivals {
	return &arrivals{keys: keys, waiting: make(map[voting.CardID]voting.Device)}
}

// keeps reports whether a check-in has to wait.
func (a *arrivals) keeps(s *voting.State) bool {
	return s.OpenItem() != nil && s.Session.Rulebook.Secrecy == voting.Secret
}

// arrivalSize is one check-in on disk: card and phone.
const arrivalSize = len(voting.CardID{}) + 8

// save puts what came since the last time on disk, in the order of the cards.
func (a *arrivals) save(item *voting.ItemState) error {
	if len(a.unsaved) == 0 {
		return nil
	}
	slices.SortFunc(a.unsaved, byCard)
	text := make([]byte, 0, len(a.unsaved)*arrivalSize)
	for _, card := range slices.Compact(a.unsaved) {
		text = append(text, card[:]...)
		text = binary.BigEndian.AppendUint64(text, uint64(a.waiting[card]))
	}
	sealed, err := a.keys.Sealed(runOf{item.ID, item.Run}.name())
	if err == nil {
		err = sealed.Append(text)
	}
	if err != nil {
		return fmt.Errorf("keep check-ins of the open item: %w", err)
	}
	a.unsaved = a.unsaved[:0]
	return nil
}

// load brings back what waits for the close of the open item, if any, and folds
// it into a state that was folded from the log.
func (a *arrivals) load(s *voting.State) error {
	a.forget()
	if !a.keeps(s) {
		return nil // what is still on disk has entered the log with the close
	}
	item := s.OpenItem()
	name := runOf{item.ID, item.Run}.name()
	if !a.keys.HasSealed(name) {
		return nil
	}
	sealed, err := a.keys.Sealed(name)
	if err == nil {
		err = sealed.Each(func(text []byte) error { return a.read(s, text) })
	}
	if err != nil {
		return fmt.Errorf("read check-ins of the open item: %w", err)
	}
	return nil
}

// read takes the check-ins of one batch. A card that another phone took over
// later stands in a later batch again.
func (a *arrivals) read(s *voting.State, text []byte) error {
	if len(text)%arrivalSize != 0 {
		return data.ErrCorrupt
	}
	for entry := range slices.Chunk(text, arrivalSize) {
		e := &voting.CardRedeemed{Device: voting.Device(binary.BigEndian.Uint64(entry[len(voting.CardID{}):]))}
		copy(e.Card[:], entry)
		if err := a.add(s, e); err != nil {
			return err
		}
	}
	return nil
}

// arrive is a check-in that comes now, and is to be saved.
func (a *arrivals) arrive(s *voting.State, e *voting.CardRedeemed) error {
	a.unsaved = append(a.unsaved, e.Card)
	return a.add(s, e)
}

// add lets a card that has arrived vote.
func (a *arrivals) add(s *voting.State, e *voting.CardRedeemed) error {
	if card, known := s.Card(e.Card); !known || card.Void {
		return nil // destroyed since
	}
	a.waiting[e.Card] = e.Device
	return s.Arrive(e)
}

func (a *arrivals) forget() {
	clear(a.waiting)
	a.unsaved = a.unsaved[:0]
}

// records are what enters the log with the event that ends the item, in the
// order of the cards. A card that was destroyed meanwhile has never been there.
func (a *arrivals) records(s *voting.State, at int64) []voting.Event {
	var all []voting.Event
	for _, id := range a.cards() {
		if card, known := s.Card(id); known && !card.Void {
			all = append(all, &voting.CardRedeemed{Stamp: voting.Stamp{At: at}, Card: id, Device: a.waiting[id]})
		}
	}
	a.forget()
	return all
}

func (a *arrivals) cards() []voting.CardID {
	return slices.SortedFunc(maps.Keys(a.waiting), byCard)
}

func byCard(x, y voting.CardID) int { return bytes.Compare(x[:], y[:]) }

// endOf is the time at which an event ends the item that is open, false for any
// other event.
func endOf(s *voting.State, e voting.Event) (at int64, ends bool) {
	open := s.OpenItem()
	switch e := e.(type) {
	case *voting.ItemClosed:
		return e.At, true
	case *voting.ItemVoided:
		return e.At, open != nil && e.Item == open.ID
	}
	return 0, false
}

// keep puts check-ins on disk before they are answered. Where that fails they
// are forgotten again and their phones are told so; what else was in the batch
// is in the log and stands.
func (t *Teller) keep(batch []*request) {
	err := t.late.save(t.state.OpenItem())
	if err == nil {
		return
	}
	t.logger.Error("check-ins could not be kept; phones are told so", "error", err)
	t.refold(err)
	for _, r := range batch {
		if r.late {
			r.answer = Answer{Err: ErrNotRecorded}
		}
	}
}
