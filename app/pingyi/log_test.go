package main

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhatIsNoLogIsNamed gives verify and replay what people mistake for one.
func TestWhatIsNoLogIsNamed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := func(name string, body string) string {
		full := filepath.Join(folder, name)
		if err := os.WriteFile(full, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return full
	}
	for what, want := range map[string]string{
		filepath.Join(folder, "none.db"): "no such file",
		folder:                           "is a folder",
		path("empty.db", ""):             "is empty",
		path("text.db", "name,score\nW001,89.48\n"): "is not a log",
		path("other.db", emptyDatabase(t)):          "not the log of a session",
	} {
		for command, args := range map[string][]string{"verify": {"verify", "-lang", "en", what}, "replay": {"replay", "-lang", "en", what}} {
			status, out, problems := say(t, "", args...)
			if status != 1 || out != "" || !strings.Contains(problems, want) || !strings.Contains(problems, what) {
				t.Errorf("%s %s: status %d, printed %q, said %q; want %q", command, filepath.Base(what), status, out, problems, want)
			}
		}
	}
	if status, _, problems := say(t, "", "verify", "-lang", "en", "-results", path("r.json", "{}"), smallEvening(t).log); status != 1 || !strings.Contains(problems, "r.json") {
		t.Errorf("results without units: status %d, said %q", status, problems)
	}
}

// emptyDatabase is what SQLite makes of a database without a table.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	head, err := hex.DecodeString("53514c69746520666f726d61742033001000010100402020000000010000000100000000000000000000000000000000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000000001002e63010d00000000100000")
	if err != nil {
		t.Fatal(err)
	}
	return string(append(head, make([]byte, 4096-len(head))...))
}

// TestDamagedLogIsReadAsFarAsItIsWhole flips a letter of the last record.
func TestDamagedLogIsReadAsFarAsItIsWhole(t *testing.T) {
	t.Parallel()
	path := smallEvening(t).log
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(body, []byte("session-closed"))
	if at < 0 {
		t.Fatal("the end of the session is not in the database file")
	}
	body[at]++
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, problems := say(t, "", "replay", "-lang", "en", path)
	if status != 1 || !strings.Contains(out, "items confirmed: 2 of 2") || !strings.Contains(problems, "there it ends") || !strings.Contains(problems, "damaged") {
		t.Errorf("replay: status %d, said %q:\n%s", status, problems, out)
	}
	if status, out, _ := say(t, "", "verify", "-lang", "en", path); status != 1 || !strings.Contains(out, "FAILED") || !strings.Contains(out, "damaged") {
		t.Errorf("verify: status %d:\n%s", status, out)
	}
}
