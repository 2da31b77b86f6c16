package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"pingyi/app/bundle"
	"pingyi/app/progress"
	"pingyi/app/recount"
	"pingyi/data"
	"pingyi/voting"
)

const verifyArgs = "[-key VERIFIER] [-results FILE] [-receipt RECEIPT] LOG|BUNDLE|ZIP"

// verify checks a log, or the bundle that was made of one, from its bytes alone
// and says what it checked and what it cannot know.
func verify(_ context.Context, args []string, c console) error {
	flags := flagSet("verify", verifyArgs, c)
	key := flags.String("key", "", "the signer's verifier key, from another source than the log, such as the printed record")
	results := flags.String("results", "", "results.json as it was published, to be compared with the records")
	receipt := flags.String("receipt", "", "a voter's receipt, 64 hexadecimal digits: is its ballot in the records, and under which checkpoint")
	if err := flags.Parse(args); err != nil {
		return err
	}
	path, err := oneArgument(flags, "log (the log.db of a session) or bundle (a folder, or the .zip that the desk gives)")
	if err != nil {
		return err
	}
	if *key != "" { // before any record could be blamed for it
		if err := data.CheckVerifierKey(*key); err != nil {
			return fmt.Errorf("-key: %w", err)
		}
	}
	published, err := readPublished(*results)
	if err != nil {
		return err
	}
	v := &verifier{out: c.out, key: *key, state: voting.NewState(), published: published, name: filepath.Base(*results)}
	v.closes, v.confirmed, v.bar = make(map[voting.ItemID]uint64), make(confirmed), progress.New(c.err, "记录 records", 0)
	if v.receipt, err = newReceipt(*receipt); err != nil {
		return err
	}
	err = v.path(path)
	if failed := new(failure); errors.As(err, failed) {
		v.bar.Clear()
		fmt.Fprintf(c.out, "FAILED  %v\n", err)
		return errReported
	}
	return err
}

// path checks whatever stands there: a bundle, one that is packed, or a log.
func (v *verifier) path(path string) error {
	if strings.HasSuffix(path, ".zip") {
		folder, remove, err := unpacked(path)
		if err != nil {
			return err
		}
		defer remove()
		return v.bundle(folder)
	}
	if bundle.Is(path) {
		return v.bundle(path)
	}
	return v.log(path)
}

// failure is what a check found, as against a file that cannot be read at all.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

func readPublished(path string) (*recount.Result, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	published, err := recount.Read(text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return &published, nil
}

// verifier folds records and counts them a second way beside the fold.
type verifier struct {
	out       io.Writer
	bar       *progress.Bar
	key       string
	ownKey    bool // the key was read from the records themselves
	published *recount.Result
	name      string // of the published file
	receipt   *receipt
	state     *voting.State
	rehearsal bool
	confirmed confirmed
	count     recount.Count
	tree      *data.Tree
	seals     int
	covered   uint64                   // records under the last checkpoint
	closes    map[voting.ItemID]uint64 // position of the latest close of an item
}

// log checks the log of a session.
func (v *verifier) log(path string) error {
	log, err := openLog(path)
	if err != nil {
		return err
	}
	defer log.Close()
	_, noHead := os.Stat(path + ".head")
	v.bar.Set(0, int(log.Head().Size))
	if err := v.checkLog(log, noHead == nil); err != nil {
		return failure{err}
	}
	return nil
}

func (v *verifier) checkLog(log *data.SQLite, headFile bool) error {
	if damage := log.Damage(); damage != nil {
		return damage
	}
	head := log.Head()
	v.say("segments: %d segments chain to %s", head.Segments, head.Chain)
	if headFile {
		v.say("head file: agrees with the database")
	} else {
		v.unknown("whether the log lost its end: there is no head file beside it")
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
	if err := log.Read(0, v.record); err != nil {
		return err
	}
	v.bar.Clear()
	v.saySeals()
	if err := v.compare(); err != nil {
		return err
	}
	if err := v.receipt.tell(v); err != nil {
		return err
	}
	v.end()
	return nil
}

func (v *verifier) saySeals() {
	v.say("checkpoints: %d signed, each true of the log at its size", v.seals)
	v.confirmed.tell(v)
}

// rehearses says what a rehearsal is, beside the title; end says it again beside
// the verdict. What is cut out of this must not pass for the check of a result.
func (v *verifier) rehearses(yes bool) {
	if yes && !v.rehearsal {
		fmt.Fprintln(v.out, rehearsalLine)
	}
	v.rehearsal = v.rehearsal || yes
}

// end says what no record can tell.
func (v *verifier) end() {
	v.say("everything that was checked holds")
	if v.rehearsal {
		fmt.Fprintln(v.out, rehearsalLine)
	}
	v.unknown("who held which card; whether cards were voted by their holders; what phones were shown")
	if v.ownKey {
		v.unknown("whether the signer's key is the organizer's: it was read from the records themselves; give the printed one with -key")
	}
	if v.published == nil {
		v.unknown("whether these are the results that were published: give results.json with -results")
	}
	if size := v.tree.Size(); v.covered < size {
		v.unknown("whether the last %d records stood so when they were written: they came after the last checkpoint and are under no signature", size-v.covered)
	}
}

func (v *verifier) unknown(format string, args ...any) {
	fmt.Fprintf(v.out, "unknown "+format+"\n", args...)
}

func (v *verifier) say(format string, args ...any) {
	fmt.Fprintf(v.out, "ok      "+format+"\n", args...)
}

// record checks one record on its way into the fold and the second count.
func (v *verifier) record(seq uint64, record data.Record) error {
	v.bar.Add(1)
	e, err := voting.Decode(record)
	if err != nil {
		return fmt.Errorf("record %d: %w", seq, err)
	}
	v.receipt.look(seq, data.LeafHash(record), e)
	return v.fold(seq, e)
}

func (v *verifier) fold(seq uint64, e voting.Event) error {
	if err := v.state.Apply(e); err != nil {
		return err
	}
	v.count.Follow(e)
	if e, ok := e.(*voting.SessionCreated); ok {
		if err := v.signer(e.Session.Signer); err != nil {
			return err
		}
		v.say("session: %s (%s)", e.Session.Title, e.Session.ID)
		v.rehearses(e.Session.Rehearsal)
	}
	return v.look(seq, e)
}

// look checks what an act says of the records before it.
func (v *verifier) look(seq uint64, e voting.Event) error {
	switch e := e.(type) {
	case *voting.ItemClosed:
		v.closes[e.Item] = seq
	case *voting.ItemConfirmed:
		return v.confirmed.note(seq, e, v.rehearsal)
	case *voting.ItemSealed:
		return v.seal(seq, e)
	}
	return nil
}

// signer takes the key that the records name where no other was given.
func (v *verifier) signer(own string) error {
	if v.key == "" {
		v.key, v.ownKey = own, true
	}
	if v.key == "" {
		return errors.New("the log names no signer; give one with -key")
	}
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
	v.covered = max(v.covered, size)
	v.receipt.sealed(e.Item, size)
	return nil
}

// compare holds the second count against the fold, which is what the server
// shows, and against what was published.
func (v *verifier) compare() error {
	counted := v.count.Result()
	shown, err := v.shown()
	if err != nil {
		return err
	}
	if err := v.differ(recount.Differences(counted, shown, "the server", false)); err != nil {
		return err
	}
	v.say("recount: %d confirmed items counted again from the ballots and found equal: counts by category and grade, blanks, ballots, cards", len(counted.Units))
	v.sayFigures()
	if lists := counted.Lists(); len(lists) > 0 {
		v.say("lists: %s made again, with who is on them, in which place, by which figure, who is next and by how much, and found equal", strings.Join(lists, ", "))
	}
	if v.published == nil {
		return nil
	}
	if v.published.Version > 0 { // it may be one that was corrected since
		counted = v.count.ResultOf(v.published.Version)
	}
	if err := v.differ(recount.Differences(counted, *v.published, v.name, true)); err != nil {
		return err
	}
	v.say("results: %s says the same", v.name)
	return nil
}

// shown is what the server shows, with the lists of units as it prints them.
func (v *verifier) shown() (recount.Result, error) {
	var printed recount.Result
	body, err := bundle.ResultText(v.state)
	if err == nil {
		err = json.Unmarshal(body, &printed)
	}
	shown := recount.Shown(v.state)
	shown.Selections = printed.Selections
	return shown, err
}

// sayFigures says what worked out the figures again. One engine twice is no proof
// of its arithmetic.
func (v *verifier) sayFigures() {
	own, engine := recount.Figures(v.state.Session.Rulebook)
	if len(own) > 0 {
		v.say("figures: %s worked out again from these counts by an arithmetic of its own, exact and rounded, and found equal", strings.Join(own, ", "))
	}
	if len(engine) > 0 {
		v.say("figures: %s worked out again from these counts by the server's own engine, and found equal", strings.Join(engine, ", "))
		v.unknown("whether the arithmetic of %s is right: it was done again by the same engine; docs/recount does it in another way", strings.Join(engine, ", "))
	}
}

// differ names every difference.
func (v *verifier) differ(lines []string) error {
	for _, line := range lines {
		fmt.Fprintln(v.out, "DIFFERS", line)
	}
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return errors.New("1 difference")
	}
	return fmt.Errorf("%d differences", len(lines))
}
