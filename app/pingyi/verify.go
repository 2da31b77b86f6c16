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
	"pingyi/app/tally"
	"pingyi/data"
	"pingyi/voting"
)

const verifyArgs = "[-lang zh|en] [-key VERIFIER] [-results FILE] [-receipt RECEIPT] LOG|BUNDLE|ZIP"

// verify checks a log, or the bundle that was made of one, from its bytes alone
// and says what it checked and what it cannot know.
func verify(_ context.Context, args []string, c console) error {
	flags := flagSet("verify", verifyArgs, c)
	key := flags.String("key", "", "")
	results := flags.String("results", "", "")
	receipt := flags.String("receipt", "", "")
	if err := parse(flags, args); err != nil {
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
	published, stated, err := readPublished(*results)
	if err != nil {
		return err
	}
	c.out = plainText{c.out}
	v := &verifier{out: c.out, voice: newVoice(c.lang), key: *key, state: voting.NewState(), published: published, stated: stated, name: filepath.Base(*results)}
	v.closes, v.confirmed, v.bar = make(map[voting.ItemID]uint64), make(confirmed), progress.New(c.err, tally.Say(c.lang, "bar.records"), 0)
	if v.receipt, err = newReceipt(*receipt); err != nil {
		return err
	}
	err = v.path(path)
	if failed := new(failure); errors.As(err, failed) {
		v.bar.Clear()
		fmt.Fprintln(c.out, v.words("failed", "why", v.found.Say(err.Error())))
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

func readPublished(path string) (*recount.Result, bundle.Stated, error) {
	if path == "" {
		return nil, bundle.Stated{}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, bundle.Stated{}, err
	}
	published, err := recount.Read(text)
	if err != nil {
		return nil, bundle.Stated{}, fmt.Errorf("read %s: %w", path, err)
	}
	stated, _, err := bundle.ReadStated(text) // a file of the desk has members that a bundle has not
	return &published, stated, err
}

// verifier folds records and counts them a second way beside the fold.
type verifier struct {
	voice
	out       io.Writer
	bar       *progress.Bar
	key       string
	ownKey    bool // the key was read from the records themselves
	published *recount.Result
	stated    bundle.Stated // the published file member by member
	name      string        // of the published file
	receipt   *receipt
	state     *voting.State
	rehearsal bool
	confirmed confirmed
	count     recount.Count
	tree      *data.Tree
	seals     int
	covered   uint64                   // records under the last checkpoint
	closes    map[voting.ItemID]uint64 // position of the latest close of an item
	life      signedLife
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
	v.say("segments", "n", fmt.Sprint(head.Segments), "chain", fmt.Sprint(head.Chain))
	if headFile {
		v.say("head")
	} else {
		v.unknown("headless")
	}
	var err error
	if v.tree, err = data.ReadTree(log); err != nil {
		return err
	}
	root, err := v.tree.Root(head.Size)
	if err != nil || root != head.Root {
		return fmt.Errorf("merkle root of the records, %d in all, is %s, the log says %s", head.Size, root, head.Root)
	}
	v.say("tree", "n", fmt.Sprint(head.Size), "root", root.String())
	if err := log.Read(0, v.record); err != nil {
		return err
	}
	v.bar.Clear()
	v.saySeals()
	if err := v.life.whole(v); err != nil {
		return err
	}
	if err := v.compare(); err != nil {
		return err
	}
	if err := v.receipt.tell(v); err != nil {
		return err
	}
	v.end("holds")
	return nil
}

func (v *verifier) saySeals() {
	v.say("seals", "n", fmt.Sprint(v.seals))
	v.confirmed.tell(v)
}

// rehearses says what a rehearsal is, beside the title; end says it again beside
// the verdict. What is cut out of this must not pass for the check of a result.
func (v *verifier) rehearses(yes bool) {
	if yes && !v.rehearsal {
		fmt.Fprintln(v.out, tally.Say(v.lang, "mark.rehearsal"))
	}
	v.rehearsal = v.rehearsal || yes
}

// end gives the verdict, and says beside it what was not found out: what the bundle cannot
// show, and what no record can tell.
func (v *verifier) end(verdict string, unseen ...string) {
	v.say(verdict)
	if v.rehearsal {
		fmt.Fprintln(v.out, tally.Say(v.lang, "mark.rehearsal"))
	}
	for _, line := range unseen {
		v.unknown(line)
	}
	v.unknown("cards")
	if v.ownKey {
		v.unknown("key")
	}
	if v.published == nil {
		v.unknown("unpublished")
	}
	if size := v.tree.Size(); v.covered < size {
		v.unknown("uncovered", "n", fmt.Sprint(size-v.covered), "all", fmt.Sprint(size))
	}
}

func (v *verifier) unknown(key string, pairs ...string) {
	fmt.Fprintln(v.out, v.words("not-known", "line", v.words(key, pairs...)))
}

func (v *verifier) say(key string, pairs ...string) {
	fmt.Fprintln(v.out, v.words("ok", "line", v.words(key, pairs...)))
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
		v.say("session", "title", e.Session.Title, "id", string(e.Session.ID))
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
	return v.life.look(v, seq, e)
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
	size, agrees, err := v.signed(e.Seal)
	switch {
	case err != nil:
		return fmt.Errorf("record %d: checkpoint of item %d: %w", seq, e.Item, err)
	case size > seq || size <= v.closes[e.Item]:
		return fmt.Errorf("record %d: checkpoint of item %d covers %d of the records, the item closed at record %d", seq, e.Item, size, v.closes[e.Item])
	case !agrees:
		return fmt.Errorf("record %d: checkpoint of item %d does not agree with the log", seq, e.Item)
	}
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
	v.say("recount", "n", fmt.Sprint(len(counted.Units)))
	v.sayFigures()
	if lists := counted.Lists(); len(lists) > 0 {
		v.say("lists", "names", v.figures(v.state.Session.Rulebook, lists))
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
	if err := v.everyMember(); err != nil {
		return err
	}
	v.say("results", "name", v.name)
	return nil
}

// everyMember compares what was published with the records, member by member.
func (v *verifier) everyMember() error {
	if v.stated.None() {
		return nil
	}
	differences, compared, err := v.stated.Published(v.state)
	if err != nil {
		return err
	}
	return v.tellMembers(differences, compared)
}

// tellMembers names what parts, or that the file is too old to say.
func (v *verifier) tellMembers(differences []string, compared bool) error {
	if !compared {
		v.unknown("results.members", "name", v.name)
		return nil
	}
	return v.differ(differences)
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
		v.say("figures.own", "names", v.figures(v.state.Session.Rulebook, own))
	}
	if len(engine) > 0 {
		v.say("figures.engine", "names", v.figures(v.state.Session.Rulebook, engine))
		v.unknown("engine", "names", v.figures(v.state.Session.Rulebook, engine))
	}
}

// differ names every difference.
func (v *verifier) differ(lines []string) error {
	for _, line := range lines {
		fmt.Fprintln(v.out, v.words("differs", "line", v.found.Say(line)))
	}
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return errors.New("1 difference")
	}
	return fmt.Errorf("%d differences", len(lines))
}
