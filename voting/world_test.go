package voting_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"

	"pingyi/voting"
)

// eveningBegins is the clock of every test session at second 0.
const eveningBegins = 1_700_000_000

// failer is what *testing.T, *testing.B, *testing.F and *rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// world is a session with its log, driven as a server would drive it: decide,
// write, read back, apply.
type world struct {
	t      failer
	state  *voting.State
	events []voting.Event
	log    [][]byte
	now    int64
}

func newWorld(t failer) *world {
	return &world{t: t, state: voting.NewState(), now: eveningBegins}
}

// do carries out one command. Every event must read back from its record as it
// was decided, and must apply.
func (w *world) do(c voting.Command) ([]voting.Event, error) {
	w.t.Helper()
	events, err := voting.Decide(w.state, c)
	if err != nil && len(events) > 0 {
		w.t.Fatalf("%T gave events and the error %v", c, err)
	}
	for _, e := range events {
		w.write(e)
	}
	return events, err
}

func (w *world) write(e voting.Event) {
	w.t.Helper()
	record := voting.Encode(e, nil)
	back, err := voting.Decode(record)
	if err != nil {
		w.t.Fatalf("record %q does not read back: %v", record, err)
	}
	if !reflect.DeepEqual(e, back) {
		w.t.Fatalf("record %q reads back as %+v, was %+v", record, back, e)
	}
	if again := voting.Encode(back, nil); !bytes.Equal(again, record) {
		w.t.Fatalf("record %q is written again as %q", record, again)
	}
	if err := w.state.Apply(e); err != nil {
		w.t.Fatalf("an event that was allowed does not apply: %v", err)
	}
	w.events, w.log = append(w.events, e), append(w.log, record)
}

// must carries out a command that the rules allow.
func (w *world) must(c voting.Command) []voting.Event {
	w.t.Helper()
	events, err := w.do(c)
	if err != nil {
		w.t.Fatalf("%T: %v", c, err)
	}
	return events
}

// scrutineer is who confirms; act is nobody in particular, as in logs of the
// first version.
func (w *world) scrutineer() voting.Act {
	return voting.Act{By: "监票人", Role: voting.Scrutineer, At: w.now}
}

func (w *world) act() voting.Act { return voting.Act{By: "组织者", At: w.now} }

// seal is the checkpoint of the log as it stands.
func (w *world) seal() voting.Seal {
	sum := sha256.Sum256(bytes.Join(w.log, nil))
	return voting.Seal{
		Size: uint64(len(w.log)), Root: hex.EncodeToString(sum[:]), Code: fmt.Sprintf("%X-%X", sum[:2], sum[2:4]),
		Note: "pingyi\n" + fmt.Sprint(len(w.log)) + "\n",
	}
}

// replay folds the records into a new state.
func replay(t failer, log [][]byte) *voting.State {
	t.Helper()
	state := voting.NewState()
	for i, record := range log {
		e, err := voting.Decode(record)
		if err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		if err := state.Apply(e); err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
	}
	return state
}

// wantReplay checks that the log alone gives the state that was reached.
func (w *world) wantReplay() {
	w.t.Helper()
	if again := replay(w.t, w.log); !reflect.DeepEqual(again, w.state) {
		w.t.Fatalf("the replayed log gives another state\ngot:  %+v\nwant: %+v", again, w.state)
	}
}

// code is how a test prints what Decide answered.
func code(err error) string {
	var refusal voting.Refusal
	var already voting.AlreadyRecorded
	switch {
	case err == nil:
		return "done"
	case errors.As(err, &already):
		return "already recorded"
	case errors.As(err, &refusal):
		return "refused: " + string(refusal.Code)
	}
	return "error: " + err.Error()
}

func cardID(name string) (id voting.CardID) {
	sum := sha256.Sum256([]byte("card " + name))
	copy(id[:], sum[:])
	return id
}

func deviceOf(name string) voting.Device {
	sum := sha256.Sum256([]byte("phone " + name))
	return voting.Device(sum[0])<<8 | voting.Device(sum[1]) | 1<<32
}

func tagOf(item voting.ItemID, run uint16, card string) (tag voting.Tag) {
	sum := sha256.Sum256(fmt.Appendf(nil, "tag %d %d %s", item, run, card))
	copy(tag[:], sum[:])
	return tag
}

func saltOf(card, ballot string) (salt voting.Salt) {
	sum := sha256.Sum256(fmt.Appendf(nil, "salt %s %s", card, ballot))
	copy(salt[:], sum[:])
	return salt
}

// receiptOf is the leaf hash of a record, the first bytes of it.
func receiptOf(ballot *voting.BallotCast) string {
	sum := sha256.Sum256(append([]byte{0}, voting.Encode(ballot, nil)...))
	return hex.EncodeToString(sum[:4])
}
