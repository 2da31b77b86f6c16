//go:build linux

package bench

import (
	"errors"
	"math/rand/v2"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

const (
	batchSize      = 1000
	ballotsPerCard = 4 // for one item: three changes of mind
)

// history writes the log of a session without the server: the same rules and
// the same log, in batches like the teller's.
type history struct {
	log   *data.SQLite // nil to keep nothing
	state *voting.State
	cards []voting.CardState
	item  int // the one on stage
	cast  int // ballots written by this history

	next    int // card whose turn it is
	marks   int // of the whole round of cards
	random  *rand.ChaCha8
	arena   []byte
	bounds  []int
	records []data.Record
	leaves  []data.Hash
}

func openHistory(path string) (*history, error) {
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path, Ballast: -1})
	if err != nil {
		return nil, err
	}
	state, err := replay(log)
	if err != nil {
		return nil, errors.Join(err, log.Close())
	}
	return newHistory(log, state), nil
}

func newHistory(log *data.SQLite, state *voting.State) *history {
	h := &history{log: log, state: state, cards: state.Cards(), item: int(state.OnStage), random: rand.NewChaCha8([32]byte{})}
	h.cards = h.cards[:len(h.cards):len(h.cards)]
	return h
}

// apart is a copy that writes nothing down.
func (h *history) apart() (*history, error) {
	state, err := replay(h.log)
	if err != nil {
		return nil, err
	}
	return newHistory(nil, state), nil
}

// replay folds a log, as the server does when it starts.
func replay(log data.Log) (*voting.State, error) {
	state := voting.NewState()
	err := log.Read(0, func(_ uint64, record data.Record) error {
		e, err := voting.Decode(record)
		if err != nil {
			return err
		}
		return state.Apply(e)
	})
	return state, err
}

// verifyTime opens a log as a start does, which checks every hash in it.
func verifyTime(path string) (time.Duration, error) {
	began := time.Now()
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path, ReadOnly: true})
	if err != nil {
		return 0, err
	}
	took := time.Since(began)
	return took, errors.Join(log.Damage(), log.Close())
}

// grow runs whole items until the log has so many records.
func (h *history) grow(records int) error {
	for int(h.state.Records) < records {
		if err := h.open(); err != nil {
			return err
		}
		for left := ballotsPerCard * len(h.cards); left > 0; left -= batchSize {
			if err := h.batch(min(left, batchSize)); err != nil {
				return err
			}
		}
		if err := h.settle(); err != nil {
			return err
		}
	}
	return nil
}

func (h *history) act() voting.Act { return voting.Act{By: organizer, At: time.Now().Unix()} }

// open stages and opens the next item.
func (h *history) open() error {
	h.item++
	h.next, h.marks = 0, 0
	act, item := h.act(), voting.ItemID(h.item)
	return h.do(voting.StageItem{Act: act, Item: item}, voting.OpenItem{Act: act, Item: item, Deadline: act.At + 3600})
}

// seal closes the item and fixes its checkpoint.
func (h *history) seal() error {
	act, item := h.act(), voting.ItemID(h.item)
	if err := h.do(voting.CloseItem{Act: act, Item: item}); err != nil {
		return err
	}
	head := data.Head{Size: h.state.Records}
	if h.log != nil {
		head = h.log.Head()
	}
	return h.do(voting.SealItem{Act: act, Item: item, Seal: voting.Seal{
		Size: head.Size, Root: head.Root.String(), Code: data.ShortCode(head.Root), Note: "not signed: written by the benchmark",
	}})
}

func (h *history) confirm(item int) error {
	act := h.act()
	act.Role = voting.Scrutineer
	return h.do(voting.ConfirmItem{Act: act, Item: voting.ItemID(item)})
}

func (h *history) settle() error {
	if err := h.seal(); err != nil {
		return err
	}
	return h.confirm(h.item)
}

// do carries out acts, each in a segment of its own.
func (h *history) do(commands ...voting.Command) error {
	for _, c := range commands {
		h.begin()
		if err := h.decide(c); err != nil {
			return err
		}
		if err := h.append(); err != nil {
			return err
		}
	}
	return nil
}

// batch casts n ballots, card after card, each with another mark than the
// card's last one.
func (h *history) batch(n int) error {
	marks := [grades]voting.Marks{"\x00", "\x01", "\x02", "\x03"}
	h.begin()
	at := time.Now().Unix()
	for range n {
		card := &h.cards[h.next]
		ballot := voting.CastBallot{
			Item: voting.ItemID(h.item), Run: 1, Card: card.ID, Device: card.Device, Tag: voting.Tag(card.ID), Marks: marks[h.marks%grades], At: at,
		}
		ballot.Tag[0] ^= byte(h.item) // a tag is never the same in two items
		ballot.Tag[1] ^= byte(h.item >> 8)
		_, _ = h.random.Read(ballot.Salt[:]) // never fails
		if err := h.decide(&ballot); err != nil {
			return err
		}
		if h.next++; h.next == len(h.cards) {
			h.next = 0
			h.marks++
		}
	}
	h.cast += n
	return h.append()
}

func (h *history) begin() { h.arena, h.bounds, h.records = h.arena[:0], h.bounds[:0], h.records[:0] }

func (h *history) decide(c voting.Command) error {
	events, err := voting.Decide(h.state, c)
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := h.state.Apply(e); err != nil {
			return err
		}
		h.arena = voting.Encode(e, h.arena)
		h.bounds = append(h.bounds, len(h.arena))
	}
	return nil
}

func (h *history) append() error {
	if h.log == nil {
		return nil
	}
	from := 0
	for _, to := range h.bounds {
		h.records = append(h.records, h.arena[from:to])
		from = to
	}
	if len(h.leaves) < len(h.records) {
		h.leaves = make([]data.Hash, max(len(h.records), batchSize))
	}
	_, err := h.log.AppendHashed(h.records, h.leaves[:len(h.records)])
	return err
}
