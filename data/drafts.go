package data

import (
	"bytes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

const (
	// MaxDraft is the longest draft in bytes.
	MaxDraft = 64 << 10

	maxDraftBatch = 1_000
	maxDraftQueue = 20_000

	draftsSuffix = ".drafts.db" // beside a key: what is kept under it until it is shredded
)

// Drafts keeps what many people have begun and not handed in, one text for each
// of them, under a key of Keys. It is no part of the log: a draft is changed in
// place, may be dropped, and is gone with the key. On disk its owner is a keyed
// hash and its text is sealed, both under keys that are derived from that key.
//
// Many goroutines may call it. One goroutine writes, and what has gathered
// meanwhile goes to the disk in one commit.
//
// Errors. ErrFull: nothing was changed, and the same may be tried again.
// ErrCorrupt: this draft, or the whole file, is not what was saved. ErrFatal: the
// disk failed; every later call returns it. ErrBusy: too many at once. ErrClosed:
// the key was shredded, or Keys was closed.
type Drafts struct {
	store   *draftStore
	owners  []byte // key of the keyed hash
	box     cipher.AEAD
	queue   *Queue[*draftChange]
	stopped chan struct{}
	broken  error // belongs to the goroutine of run
}

// draftChange is one call that waits for its commit.
type draftChange struct {
	row  draftRow
	fn   func(before []byte) ([]byte, error)
	err  error
	done chan struct{}
}

// draftRow is how the file names an owner.
type draftRow [16]byte

// Change replaces the draft of an owner by what fn makes of it, and returns once
// that is on disk. fn gets nil where there is none, and drops it by returning
// nil; an error of fn changes nothing and is returned. It must not wait for
// anything, nor keep what it was given.
func (d *Drafts) Change(owner []byte, fn func(before []byte) ([]byte, error)) error {
	c := &draftChange{row: d.row(owner), fn: fn, done: make(chan struct{}, 1)}
	err := d.queue.Put(c)
	if err == nil {
		<-c.done
		err = c.err
	}
	if err != nil {
		return fmt.Errorf("change draft: %w", err)
	}
	return nil
}

// Get returns the draft of an owner, nil when there is none.
func (d *Drafts) Get(owner []byte) (draft []byte, err error) {
	err = d.Change(owner, func(before []byte) ([]byte, error) {
		draft = bytes.Clone(before)
		return before, nil
	})
	if err != nil {
		return nil, err
	}
	return draft, nil
}

// Drop forgets the draft of an owner without looking at it, and does not wait
// for the disk: whoever must not find it any more tells by its content.
func (d *Drafts) Drop(owner []byte) error {
	err := d.queue.Put(&draftChange{row: d.row(owner), done: make(chan struct{}, 1)})
	if err != nil {
		return fmt.Errorf("drop draft: %w", err)
	}
	return nil
}

func (d *Drafts) row(owner []byte) (row draftRow) {
	mac := hmac.New(sha256.New, d.owners)
	mac.Write(owner)
	copy(row[:], mac.Sum(nil))
	return row
}

// run serves the queue until it is closed and drained.
func (d *Drafts) run() {
	defer close(d.stopped)
	batch := make([]*draftChange, 0, maxDraftBatch)
	for {
		var open bool
		if batch, open = d.queue.Take(batch[:0], maxDraftBatch); !open {
			return
		}
		d.turn(batch)
		clear(batch)
	}
}

// turn makes the changes of a batch, commits them together and answers.
func (d *Drafts) turn(batch []*draftChange) {
	err := d.broken
	if err == nil {
		err = d.store.together(func() error { return d.changeAll(batch) })
	}
	if errors.Is(err, ErrFatal) || errors.Is(err, ErrCorrupt) {
		d.broken = err
	}
	for _, c := range batch {
		if err != nil {
			c.err = err
		}
		c.done <- struct{}{}
	}
}

// changeAll ends with the first error of the disk; what is wrong with one change
// is the matter of who asked for it.
func (d *Drafts) changeAll(batch []*draftChange) error {
	for _, c := range batch {
		if c.fn == nil {
			if err := d.store.drop(c.row); err != nil {
				return err
			}
			continue
		}
		sealed, err := d.store.find(c.row)
		if err == nil {
			err = d.apply(c, sealed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// apply makes one change. Its error is one of the disk.
func (d *Drafts) apply(c *draftChange, sealed []byte) error {
	before, err := d.unseal(c.row, sealed)
	var after []byte
	if err == nil {
		after, err = c.fn(before)
	}
	if err == nil && len(after) > MaxDraft {
		err = ErrTooLarge
	}
	switch c.err = err; {
	case err != nil, (before == nil) == (after == nil) && bytes.Equal(before, after):
		return nil
	case after == nil:
		return d.store.drop(c.row)
	}
	nonce := make([]byte, d.box.NonceSize())
	_, _ = rand.Read(nonce) // never fails on the systems Go supports
	return d.store.put(c.row, d.box.Seal(nonce, nonce, after, c.row[:]))
}

func (d *Drafts) unseal(row draftRow, sealed []byte) ([]byte, error) {
	if sealed == nil {
		return nil, nil
	}
	n := d.box.NonceSize()
	if len(sealed) < n {
		return nil, ErrCorrupt
	}
	text, err := d.box.Open([]byte{}, sealed[:n], sealed[n:], row[:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return text, nil
}

// close lets what waits be written, and refuses what comes.
func (d *Drafts) close() error {
	d.queue.Close()
	<-d.stopped
	return d.store.close()
}

// Drafts returns those that are kept under a key. Their file is made when they
// are first asked for. Errors: those of Get, ErrFull, ErrLocked, ErrCorrupt for a
// damaged file, ErrFatal.
func (k *Keys) Drafts(name string) (*Drafts, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if d := k.drafts[name]; d != nil {
		return d, nil
	}
	d, err := k.openDrafts(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name+draftsSuffix, err)
	}
	if k.drafts == nil {
		k.drafts = make(map[string]*Drafts)
	}
	k.drafts[name] = d
	return d, nil
}

func (k *Keys) openDrafts(name string) (*Drafts, error) {
	if err := checkKeyName(name); err != nil {
		return nil, err
	}
	key, err := k.get(name)
	if err != nil {
		return nil, err
	}
	box, err := boxOf(derive(key, "drafts"))
	if err != nil {
		return nil, err
	}
	store, err := openDraftStore(k.path(name, draftsSuffix))
	if err != nil {
		return nil, err
	}
	d := &Drafts{
		store: store, owners: derive(key, "owners of drafts"), box: box,
		queue: NewQueue[*draftChange](maxDraftQueue), stopped: make(chan struct{}),
	}
	go d.run()
	return d, nil
}

// HasDrafts reports whether a file of drafts was made under a key.
func (k *Keys) HasDrafts(name string) bool {
	return checkKeyName(name) == nil && k.exists(name, draftsSuffix)
}

// endDrafts comes before the key goes: whoever waits is answered first.
func (k *Keys) endDrafts(name string) {
	if d := k.drafts[name]; d != nil {
		_ = d.close() // its files are removed in a moment
		delete(k.drafts, name)
	}
}

// removeDrafts takes the files away. Nobody can read them without their key.
func (k *Keys) removeDrafts(name string) error {
	var failed error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(k.path(name, draftsSuffix+suffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, diskError(err))
		}
	}
	return failed
}
