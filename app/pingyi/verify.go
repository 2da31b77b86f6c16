package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"pingyi/data"
	"pingyi/voting"
)

// verify checks a log from its bytes alone and says what it checked and what
// it cannot know.
func verify(_ context.Context, args []string, c console) error {
	flags := flagSet("verify", "[-key VERIFIER] LOG", c)
	key := flags.String("key", "", "the signer's verifier key, from another source than the log, such as the printed record")
	if err := flags.Parse(args); err != nil {
		return err
	}
	path, err := oneArgument(flags, "log (the log.db of a session)")
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return err
	}
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path, ReadOnly: true})
	if err != nil {
		return err
	}
	defer log.Close()
	_, noHead := os.Stat(path + ".head")
	v := verifier{headFile: noHead == nil, out: c.out, key: *key, state: voting.NewState(), recount: make(map[recountKey]recounted)}
	if err := v.check(log); err != nil {
		fmt.Fprintf(c.out, "FAILED  %v\n", err)
		return errReported
	}
	return nil
}

// verifier folds a log a second way: it keeps the last ballot of each tag in a
// plain map and counts again at each close, without the fold's running tallies.
type verifier struct {
	out      io.Writer
	key      string
	headFile bool
	ownKey   bool // the key was read from the log itself
	state    *voting.State
	tree     *data.Tree
	recount  map[recountKey]recounted
	seals    int
	counted  int
	closes   map[voting.ItemID]uint64 // position of the latest close of an item
}

type recountKey struct {
	item voting.ItemID
	run  uint16
	tag  voting.Tag
}

type recounted struct {
	category voting.CategoryID
	marks    voting.Marks
}

func (v *verifier) check(log *data.SQLite) error {
	if damage := log.Damage(); damage != nil {
		return damage
	}
	head := log.Head()
	v.say("segments: %d segments chain to %s", head.Segments, head.Chain)
	if v.headFile {
		v.say("head file: agrees with the database")
	} else {
		fmt.Fprintln(v.out, "unknown whether the log lost its end: there is no head file beside it")
	}
	var err error
	if v.tree, err = data.ReadTree(log); err != nil {
		return err
	}
	root, err := v.tree.Root(head.Size)
	if err != nil || root != head.Root {
		return fmt.Errorf("merkle root of %d records is %s, the log says %s", head.Size, root, head.Root)
	}
	v.say("tree: %d records give the root %s", head.Size, root)
	v.closes = make(map[voting.ItemID]uint64)
	if err := log.Read(0, v.record); err != nil {
		return err
	}
	v.say("checkpoints: %d signed, each true of the log at its size", v.seals)
	v.say("recount: %d confirmed tallies counted again from the ballots and found equal", v.counted)
	fmt.Fprintln(v.out, "ok      everything that was checked holds")
	fmt.Fprintln(v.out, "unknown who held which card; whether cards were voted by their holders; what phones were shown")
	if v.ownKey {
		fmt.Fprintln(v.out, "unknown whether the signer's key is the organizer's: it was read from the log itself; give the printed one with -key")
	}
	return nil
}

func (v *verifier) say(format string, args ...any) {
	fmt.Fprintf(v.out, "ok      "+format+"\n", args...)
}

// record checks one record on its way into the fold.
func (v *verifier) record(seq uint64, record data.Record) error {
	e, err := voting.Decode(record)
	if err != nil {
		return fmt.Errorf("record %d: %w", seq, err)
	}
	if err := v.state.Apply(e); err != nil {
		return err
	}
	switch e := e.(type) {
	case *voting.SessionCreated:
		return v.begin(e)
	case *voting.SessionPublished:
		if hash := v.state.Session.Rulebook.Hash(); hash != e.RulebookHash {
			return fmt.Errorf("record %d: the rulebook was published as %s but hashes to %s", seq, e.RulebookHash, hash)
		}
	case *voting.BallotCast:
		item := v.state.Item(e.Item)
		if item.Phase != voting.PhaseOpen {
			return fmt.Errorf("record %d: a ballot for item %d, which is %s", seq, e.Item, item.Phase)
		}
		v.recount[recountKey{e.Item, e.Run, e.Tag}] = recounted{e.Category, e.Marks}
	case *voting.BallotWithdrawn:
		delete(v.recount, recountKey{e.Item, e.Run, e.Tag})
	case *voting.ItemClosed:
		v.closes[e.Item] = seq
	case *voting.ItemSealed:
		return v.seal(seq, e)
	case *voting.ItemConfirmed:
		return v.countAgain(e.Item)
	case *voting.ItemVoided:
		v.forget(e.Item)
	}
	return nil
}

func (v *verifier) begin(e *voting.SessionCreated) error {
	if v.key == "" {
		v.key, v.ownKey = e.Session.Signer, true
	}
	if v.key == "" {
		return errors.New("the log names no signer; give one with -key")
	}
	v.say("session: %s (%s)", e.Session.Title, e.Session.ID)
	return nil
}

// seal checks that a checkpoint is signed, covers the close of its item, and is
// true of the log as it was then.
func (v *verifier) seal(seq uint64, e *voting.ItemSealed) error {
	_, size, root, err := data.VerifyCheckpoint([]byte(e.Seal.Note), v.key)
	if err != nil {
		return fmt.Errorf("record %d: checkpoint of item %d: %w", seq, e.Item, err)
	}
	if size > seq || size <= v.closes[e.Item] {
		return fmt.Errorf("record %d: checkpoint of item %d covers %d records, the item closed at record %d", seq, e.Item, size, v.closes[e.Item])
	}
	want, err := v.tree.Root(size)
	if err != nil {
		return fmt.Errorf("record %d: %w", seq, err)
	}
	if want != root || root.String() != e.Seal.Root || data.ShortCode(root) != e.Seal.Code || size != e.Seal.Size {
		return fmt.Errorf("record %d: checkpoint of item %d does not agree with the log", seq, e.Item)
	}
	v.seals++
	return nil
}

// countAgain compares the fold's tally with a count of the last ballots.
func (v *verifier) countAgain(id voting.ItemID) error {
	item := v.state.Item(id)
	again := voting.NewTally(len(item.Tally.Counts), len(v.state.Session.Rulebook.Grades))
	for key, ballot := range v.recount {
		if key.item != id || key.run != item.Run {
			continue
		}
		again.Ballots[ballot.category]++
		for i := range len(ballot.marks) {
			if ballot.marks[i] != voting.Absent {
				again.Counts[ballot.category][ballot.marks[i]]++
			}
		}
		delete(v.recount, key)
	}
	for category := range again.Counts {
		for grade, n := range again.Counts[category] {
			if n != item.Tally.Counts[category][grade] {
				return fmt.Errorf("item %d: counting again gives %v, the fold has %v", id, again.Counts, item.Tally.Counts)
			}
		}
	}
	v.counted++
	return nil
}

// forget drops the ballots of an item whose run was set aside.
func (v *verifier) forget(id voting.ItemID) {
	for key := range v.recount {
		if key.item == id {
			delete(v.recount, key)
		}
	}
}
