package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/data"
)

// imported is the bundle of a meeting with votes from elsewhere, held over HTTP and
// announced, and the key that was printed.
func imported(t *testing.T) (folder, key string) {
	t.Helper()
	kept := filepath.Join(t.TempDir(), "kept")
	if status, out, problems := say(t, "", "rehearse", "-lang", "en", "-announce", "-keep", kept, "../../data/sample/best-worst"); status != 0 {
		t.Fatalf("status %d: %s %s", status, out, problems)
	}
	logs, err := filepath.Glob(filepath.Join(kept, "sessions", "*", "log.db"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("%v, logs %v", err, logs)
	}
	folder = bundled(t, scrutineers, logs[0])
	body, err := os.ReadFile(filepath.Join(folder, "verifier.txt"))
	if err != nil {
		t.Fatal(err)
	}
	key, _, _ = strings.Cut(string(body), "\n")
	return folder, key
}

// moreVotes is one figure from elsewhere made higher, in a record that is hashed again.
func moreVotes(t *testing.T, folder string) {
	t.Helper()
	lines(t, folder, onFirst("figures-entered", func(line *bundle.Line) bool {
		changed := bytes.Replace(line.Record, []byte(`"value":"`), []byte(`"value":"9`), 1)
		var act struct{ Event json.RawMessage }
		if err := json.Unmarshal(changed, &act); err != nil || bytes.Equal(changed, line.Record) {
			t.Fatalf("%v: %s", err, line.Record)
		}
		line.Record, line.Event, line.Hash = changed, act.Event, data.LeafHash(changed).String()
		return true
	}))
}

// What a result rests on beside the ballots is under a signature: who changes a figure
// that was imported breaks the checkpoint of the confirmation, and who takes that away
// the promise under which the items stand.
func TestFiguresFromElsewhereAreUnderASignature(t *testing.T) {
	t.Parallel()
	honest, key := imported(t)
	check := func(folder string, status int, verified, counted string) {
		t.Helper()
		if got, out, _ := say(t, "", "verify", "-lang", "en", "-key", key, folder); got != status || !strings.Contains(out, verified) {
			t.Errorf("status %d, want %d and %q:\n%s", got, status, verified, out)
		}
		if got, out := runPython(t, script, "--key", key, folder); got != status || !strings.Contains(out, counted) {
			t.Errorf("the script: status %d, want %d and %q:\n%s", got, status, counted, out)
		}
	}
	check(honest, 0, "ok      the result: its checkpoints, 3 in all, are signed", " 0 differences")
	seals := func(line *bundle.Line) bool { return line.Kind != "result-sealed" }
	for name, c := range map[string]struct {
		change            func(folder string)
		verified, counted string
	}{
		"figures": {func(folder string) { moreVotes(t, folder) }, "checkpoint of version 1 of the result does not agree with the log", "DIFFERS checkpoint of version 1 of the result: root"},
		"and no checkpoint": {func(folder string) {
			moreVotes(t, folder)
			lines(t, folder, seals)
			withoutNotes(t, folder)
		}, "the end of the session is not under a signature", "session-closed, and what was entered before it, are under a signature"},
		"and no promise": {func(folder string) {
			moreVotes(t, folder)
			lines(t, folder, seals)
			withoutNotes(t, folder)
			lines(t, folder, onFirst("session-published", func(line *bundle.Line) bool {
				line.Record = bytes.Replace(line.Record, []byte(`,"seals_result":true`), nil, 1)
				line.Event = bytes.Replace(line.Event, []byte(`,"seals_result":true`), nil, 1)
				line.Hash = data.LeafHash(line.Record).String()
				return true
			}))
		}, "checkpoint of item 1 does not agree with the log", "DIFFERS checkpoint of item 1: root"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := copied(t, honest)
			c.change(folder)
			reroot(t, folder)
			sums(t, folder)
			check(folder, 1, c.verified, c.counted)
		})
	}
}

// withoutNotes removes the checkpoints of the result.
func withoutNotes(t *testing.T, folder string) {
	t.Helper()
	notes, err := filepath.Glob(filepath.Join(folder, "checkpoints", "result-*.txt"))
	if err != nil || len(notes) != 3 {
		t.Fatalf("%v, checkpoints of the result %v", err, notes)
	}
	for _, note := range notes {
		if err := os.Remove(note); err != nil {
			t.Fatal(err)
		}
	}
}

// A session that was published before there were such checkpoints is in order, and both
// programs say that nobody signed what its result rests on.
func TestAnOlderResultIsSaidToBeUnderNoSignature(t *testing.T) {
	t.Parallel()
	const folder = "testdata/released/format-3/lists-scrutineer"
	if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 0 || !strings.Contains(out, "unknown whether the result was confirmed and announced so") {
		t.Errorf("status %d:\n%s", status, out)
	}
	if status, out := python(t, folder); status != 3 || !strings.Contains(out, "NOT SIGNED whether the result was confirmed and announced so") {
		t.Errorf("the script: status %d:\n%s", status, out)
	}
}
