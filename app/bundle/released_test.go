package bundle

import (
	"encoding/base64"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/tests/evenings"
	"pingyi/voting"
)

// Before a result was announced there is nothing to publish; those who work on it have
// their bundle, which says so.
func TestThePublicHasNoBundleBeforeAnAnnouncement(t *testing.T) {
	for _, kind := range []string{"session-closed", "result-confirmed"} {
		events := evenings.Until(t, "result", kind, 1)
		folder := t.TempDir()
		if _, err := Write(filepath.Join(folder, "b"), Public, logOf(t, events), func() {}); !errors.Is(err, ErrUnannounced) {
			t.Errorf("after %s: %v", kind, err)
		}
		empty(t, folder)
		if w := write(t, Scrutineer, events); !w.Unannounced || !strings.Contains(read(t, w, "README.txt"), "UNANNOUNCED") {
			t.Errorf("after %s the scrutineers' bundle does not say that nobody has announced the result", kind)
		}
	}
	if w := write(t, Public, evenings.Until(t, "result", "result-announced", 1)); w.Unannounced || w.Kept != 0 {
		t.Errorf("after the announcement: %+v", w)
	}
}

// While a correction is in work, and when it is confirmed, the public's bundle is to
// the byte the one that was made before it was begun.
func TestThePublicBundleEndsBeforeACorrectionInWork(t *testing.T) {
	begun := evenings.Until(t, "result", "result-corrected", 1)
	before := everything(t, write(t, Public, begun[:len(begun)-1]))
	for _, c := range []struct {
		kind string
		n    int
		kept uint64
	}{{"result-corrected", 1, 1}, {"figures-entered", 2, 2}, {"unit-vetoed", 2, 3}, {"result-confirmed", 2, 4}} {
		w := write(t, Public, evenings.Until(t, "result", c.kind, c.n))
		if everything(t, w) != before || w.Kept != c.kept {
			t.Errorf("after %s it is another one, and keeps %d records back, want %d", c.kind, w.Kept, c.kept)
		}
	}
	if w := write(t, Public, evenings.Events(t, "result")); w.Kept != 0 || !strings.Contains(read(t, w, "result.json"), `"version": 2`) {
		t.Errorf("after the announcement of the correction: %+v", w)
	}
}

// What was entered for a correction that was given up is told nobody, neither while the
// version before goes on nor when a later correction is announced. Where a correction is
// in work that another one is to correct, the bundle ends before both.
func TestWhatACorrectionThatWasGivenUpHeldIsNotForThePublic(t *testing.T) {
	all := evenings.Events(t, "abandoned")
	certified := evenings.Until(t, "abandoned", "result-certified", 1)
	for _, events := range [][]voting.Event{certified, all} {
		public, whole := write(t, Public, events), write(t, Scrutineer, events)
		if told(t, public, "误传") || !told(t, whole, "误传") || public.Session.Records != uint64(len(events)) {
			t.Errorf("of %d records the public has %d, and what was given up: %t; scrutineers: %t", len(events), public.Session.Records, told(t, public, "误传"), told(t, whole, "误传"))
		}
		if public.Session.Root != whole.Session.Root {
			t.Error("the two bundles have different trees")
		}
	}
	open := voting.Stamp{At: 1700000200, By: "组织者", Role: voting.Organizer}
	confirm := voting.Stamp{At: 1700000200, By: "监票人", Role: voting.Scrutineer}
	twice := append(all[:len(all):len(all)], &voting.ResultCorrected{Stamp: open, Version: 5, Reason: "五"}, &voting.ResultConfirmed{Stamp: confirm, Version: 5},
		&voting.ResultCorrected{Stamp: open, Version: 6, Reason: "六"})
	for _, events := range [][]voting.Event{twice, append(twice[:len(twice):len(twice)], &voting.CorrectionAbandoned{Stamp: open, Version: 6, Reason: "放弃"})} {
		if w := write(t, Public, events); w.Session.Records != uint64(len(all)) {
			t.Errorf("of a correction of a correction the public has %d records, want %d", w.Session.Records, len(all))
		}
	}
}

// told reports whether a word is in a record of a bundle, as text or as bytes.
func told(t *testing.T, w Written, word string) bool {
	t.Helper()
	for line := range strings.Lines(read(t, w, fileRecords)) {
		_, text, _ := strings.Cut(line, `"record":"`)
		text, _, _ = strings.Cut(text, `"`)
		bytes, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, word) || strings.Contains(string(bytes), word) {
			return true
		}
	}
	return false
}
