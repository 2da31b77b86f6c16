package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/data"
	"pingyi/voting"
)

const testPassword = "a password for the test"

// TestMain says the password once that rehearse reads from the environment: tests that run
// beside each other cannot.
func TestMain(m *testing.M) {
	if err := os.Setenv("PINGYI_PASSWORD", testPassword); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// file writes what was published to a file.
func file(t *testing.T, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results.json")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestVerifyAcceptsAnHonestLogAndSaysWhatItCannotKnow(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	status, out, problems := say(t, "", "verify", "-lang", "en", e.log)
	if status != 0 {
		t.Fatalf("status %d: %s %s", status, out, problems)
	}
	for _, said := range []string{"3 signed", "units with a confirmed tally (2) counted again", "unknown who held which card", "unknown whether the signer's key", "unknown whether these are the results"} {
		if !strings.Contains(out, said) {
			t.Errorf("verify does not say %q:\n%s", said, out)
		}
	}
	if status, out, problems = say(t, "", "verify", "-lang", "en", "-results", file(t, e.results), e.log); status != 0 || !strings.Contains(out, "results.json says the same") {
		t.Errorf("with the published results: status %d: %s %s", status, out, problems)
	}
}

// TestVerifyNamesEveryNumberThatWasPublishedWrong changes the published results
// in one respect after the other.
func TestVerifyNamesEveryNumberThatWasPublishedWrong(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	var honest map[string]any
	if err := json.Unmarshal(e.results, &honest); err != nil {
		t.Fatal(err)
	}
	unit := honest["units"].([]any)[0].(map[string]any)
	grade := unit["counts"].(map[string]any)["人大代表"].([]any)
	for name, lie := range map[string]struct {
		in    map[string]any
		value any
		want  string
	}{
		"issued":        {honest, 451.0, "cards issued: the records give 450, results.json says 451"},
		"checked_in":    {honest, 11.0, "checked in: the records give 12"},
		"blank":         {unit, 1.0, "W001 blank: the records give 0"},
		"ballots":       {unit, 13.0, "W001 ballots: the records give 12"},
		"expected":      {unit, 15.0, "W001 cards that could vote: the records give 12"},
		"exact":         {unit, "90", "W001 exact score"},
		"score":         {unit, "99.99", "W001 score"},
		"rank":          {unit, 9.0, "W001 rank:"},
		"rank_in_class": {unit, 9.0, "W001 rank in class:"},
		"class":         {unit, "另一类", "W001 class"},
		"counts":        {unit, map[string]any{"人大代表": []any{grade[0], grade[1], 7, grade[3]}}, `W001 "人大代表": the records give`},
		"unit":          {unit, "W009", "W001: confirmed in the records, results.json has no result for it"},
	} {
		t.Run(name, func(t *testing.T) {
			truth := lie.in[name]
			defer func() { lie.in[name] = truth }()
			lie.in[name] = lie.value
			body, err := json.Marshal(honest)
			if err != nil {
				t.Fatal(err)
			}
			status, out, _ := say(t, "", "verify", "-lang", "en", "-results", file(t, body), e.log)
			if status != 1 || !strings.Contains(out, "DIFFERS "+lie.want) || !strings.Contains(out, "FAILED") {
				t.Errorf("status %d:\n%s", status, out)
			}
		})
	}
}

// forge writes a whole new log as an operator could who has a signer of his own:
// segments, tree, head file and checkpoints are in order. change gives the events
// that stand in the place of one.
func forge(t *testing.T, honest string, signer *data.Signer, change func(voting.Event) []voting.Event) string {
	t.Helper()
	from, err := data.OpenSQLite(data.SQLiteConfig{Path: honest, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	path := filepath.Join(t.TempDir(), "log.db")
	to, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	again := sealing{state: voting.NewState()}
	write := func(e voting.Event) error {
		if signer != nil {
			sign(t, signer, to.Head(), e)
		}
		_, err := to.Append([]data.Record{voting.Encode(e, nil)})
		return err
	}
	err = from.Read(0, func(_ uint64, record data.Record) error {
		event, err := voting.Decode(record)
		if err != nil || signer != nil && voting.Kind(event) == "result-sealed" {
			return err
		}
		for _, e := range change(event) {
			for ; e != nil && err == nil; e = again.due(e, signer != nil) {
				err = write(e)
			}
		}
		return err
	})
	if err := errors.Join(err, to.Close()); err != nil {
		t.Fatalf("forge log: %v", err)
	}
	return path
}

// sign puts a signer's name and signatures in the place of the true ones.
func sign(t *testing.T, signer *data.Signer, head data.Head, e voting.Event) {
	t.Helper()
	switch e := e.(type) {
	case *voting.SessionCreated:
		e.Session.Signer = signer.VerifierKey()
	case *voting.ItemSealed:
		e.Seal = sealOf(t, signer, head)
	case *voting.ResultSealed:
		e.Seal = sealOf(t, signer, head)
	}
}

func sealOf(t *testing.T, signer *data.Signer, head data.Head) voting.Seal {
	t.Helper()
	note, err := signer.Sign("pingyi/forged", head)
	if err != nil {
		t.Fatal(err)
	}
	return voting.Seal{Size: head.Size, Root: head.Root.String(), Code: data.ShortCode(head.Root), Note: string(note)}
}

// sealing follows events until one of them does not apply.
type sealing struct {
	state  *voting.State
	failed bool
}

// due is the checkpoint of the result that has to follow an event, nil without one.
func (s *sealing) due(e voting.Event, wanted bool) voting.Event {
	s.failed = s.failed || !wanted || s.state.Apply(e) != nil
	if s.failed || !s.state.Unsealed() {
		return nil
	}
	return &voting.ResultSealed{Stamp: voting.Stamp{At: voting.When(e), By: "teller", Role: voting.OfTeller}, Version: s.state.LastVersion().Number}
}

func newSigner(t *testing.T, name string) *data.Signer {
	t.Helper()
	signer, err := data.NewSigner(name, bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// once applies a change to the first ballot only.
func once(change func(*voting.BallotCast) []voting.Event) func(voting.Event) []voting.Event {
	done := false
	return func(e voting.Event) []voting.Event {
		if cast, ok := e.(*voting.BallotCast); ok && !done {
			done = true
			return change(cast)
		}
		return []voting.Event{e}
	}
}

// TestVerifyNamesARewrittenLog plays an operator who rewrites the log and cannot
// sign: the checkpoints were signed over the true one.
func TestVerifyNamesARewrittenLog(t *testing.T) {
	t.Parallel()
	path := forge(t, mixedEvening(t).log, nil, once(func(b *voting.BallotCast) []voting.Event {
		b.Marks = voting.Marks([]byte{(b.Marks[0] + 1) % 4})
		return []voting.Event{b}
	}))
	status, out, _ := say(t, "", "verify", "-lang", "en", path)
	if status != 1 || !strings.Contains(out, "does not agree with the log") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

// TestVerifyFindsALogOfAnotherSigner plays an operator who rewrites the log and
// signs it anew. By itself such a log is in order; the printed key tells it, and
// so do the results that were published.
func TestVerifyFindsALogOfAnotherSigner(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	published, forger := file(t, e.results), newSigner(t, "pingyi/forger")
	var printed string
	forge(t, e.log, nil, func(event voting.Event) []voting.Event {
		if created, ok := event.(*voting.SessionCreated); ok {
			printed = created.Session.Signer
		}
		return []voting.Event{event}
	})
	for name, change := range map[string]func(*voting.BallotCast) []voting.Event{
		"a mark is another": func(b *voting.BallotCast) []voting.Event {
			b.Marks = voting.Marks([]byte{(b.Marks[0] + 1) % 4})
			return []voting.Event{b}
		},
		"a ballot is of another category": func(b *voting.BallotCast) []voting.Event {
			b.Category = (b.Category + 1) % 6
			return []voting.Event{b}
		},
		"a ballot is gone": func(*voting.BallotCast) []voting.Event { return nil },
		"a ballot is more": func(b *voting.BallotCast) []voting.Event {
			more := *b
			more.Tag[0]++
			return []voting.Event{b, &more}
		},
		"a ballot is withdrawn": func(b *voting.BallotCast) []voting.Event {
			return []voting.Event{b, &voting.BallotWithdrawn{Item: b.Item, Run: b.Run, Tag: b.Tag}}
		},
		"a ballot is blank": func(b *voting.BallotCast) []voting.Event {
			b.Marks = voting.Marks([]byte{voting.Absent})
			return []voting.Event{b}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := forge(t, e.log, forger, onSecondItem(change))
			if status, out, _ := say(t, "", "verify", "-lang", "en", path); status != 0 || !strings.Contains(out, "unknown whether the signer's key") {
				t.Errorf("a log that agrees with itself: status %d:\n%s", status, out)
			}
			if status, out, _ := say(t, "", "verify", "-lang", "en", "-key", printed, path); status != 1 || !strings.Contains(out, "checkpoint of item 1") {
				t.Errorf("with the printed key: status %d:\n%s", status, out)
			}
			if status, out, _ := say(t, "", "verify", "-lang", "en", "-results", published, path); status != 1 || !strings.Contains(out, "DIFFERS W002") {
				t.Errorf("with the published results: status %d:\n%s", status, out)
			}
		})
	}
}

// onSecondItem applies a change to the first ballot on the second item, on which
// nobody votes twice: it changes the count.
func onSecondItem(change func(*voting.BallotCast) []voting.Event) func(voting.Event) []voting.Event {
	first := once(change)
	return func(e voting.Event) []voting.Event {
		if cast, ok := e.(*voting.BallotCast); ok && cast.Item != 2 {
			return []voting.Event{e}
		}
		return first(e)
	}
}

func TestVerifyRefusesAnotherSignersKey(t *testing.T) {
	t.Parallel()
	status, out, _ := say(t, "", "verify", "-lang", "en", "-key", newSigner(t, "pingyi/another").VerifierKey(), smallEvening(t).log)
	if status != 1 || !strings.Contains(out, "FAILED") {
		t.Errorf("status %d:\n%s", status, out)
	}
}
