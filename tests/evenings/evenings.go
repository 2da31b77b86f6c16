// Package evenings has the example evenings that voting keeps as logs, for the tests
// of whoever makes something of a state.
package evenings

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"pingyi/voting"
)

// T is what is asked of a test.
type T interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// Events are the records of an example such as "result": an evening with figures, a
// draw, a veto and a correction; "v1-pledges" is one of the first format.
func Events(t T, example string) []voting.Event {
	t.Helper()
	if !strings.HasPrefix(example, "v1-") {
		example = "v2-" + example
	}
	text, err := os.ReadFile(filepath.Join(root(t), "voting", "testdata", "log-"+example+".golden"))
	if err != nil {
		t.Fatal(err)
	}
	var events []voting.Event
	for _, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		if line[0] != '{' { // a packed record
			if line, err = hex.DecodeString(string(line)); err != nil {
				t.Fatal(err)
			}
		}
		e, err := voting.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// Until are the records of an example up to and with the n-th of a kind.
func Until(t T, example, kind string, n int) []voting.Event {
	t.Helper()
	events := Events(t, example)
	for i, e := range events {
		if voting.Kind(e) == kind {
			if n--; n == 0 {
				return events[:i+1]
			}
		}
	}
	t.Fatalf("there is no such %s", kind)
	return nil
}

// State folds the records of an example up to and with the n-th of a kind.
func State(t T, example, kind string, n int) *voting.State {
	t.Helper()
	state := voting.NewState()
	for _, e := range Until(t, example, kind, n) {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return state
}

// root is the folder of the module, in which tests run somewhere.
func root(t T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal("there is no go.mod above the test")
		}
		folder = above
	}
}
