package app_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/rehearse"
	"pingyi/data"
)

// health is what the server says of itself.
type health struct {
	OK       bool `json:"ok"`
	Sessions int  `json:"sessions"`
	Closed   int  `json:"closed_by_error"`
	status   int
}

func (e *evening) health(t *testing.T) health {
	t.Helper()
	response, err := http.Get(e.app.BaseURL() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	h := health{status: response.StatusCode}
	if err := json.NewDecoder(response.Body).Decode(&h); err != nil {
		t.Fatal(err)
	}
	return h
}

func (e *evening) logPath(session string) string {
	return filepath.Join(e.dir, "sessions", session, "log.db")
}

// wantClosed fails unless one session stays closed, for a reason that the log
// lines name, and the other one runs.
func (e *evening) wantClosed(t *testing.T, closed, reason, running string) {
	t.Helper()
	if h := e.health(t); h.OK || h.status != http.StatusServiceUnavailable || h.Sessions != 1 || h.Closed != 1 {
		t.Errorf("health says %+v", h)
	}
	found := false
	for line := range strings.Lines(e.logs.String()) {
		found = found || strings.Contains(line, `"level":"ERROR"`) && strings.Contains(line, closed) && strings.Contains(line, reason)
	}
	if !found {
		t.Errorf("no line names session %s and %q:\n%s", closed, reason, e.logs)
	}
	var refused *rehearse.Refused
	e.desk.Use(closed)
	if err := e.desk.State(new(any)); !errors.As(err, &refused) || refused.Status != http.StatusNotFound {
		t.Errorf("the closed session is served: %v", err)
	}
	e.desk.Use(running)
	e.must(t, rehearse.Act{Act: "stage", Item: 2}, rehearse.Act{Act: "open", Item: 2, Seconds: 600})
	cards, err := e.desk.Cards()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.phone(t, freeCard(cards)).Cast(ballot(2, "0")); err != nil {
		t.Errorf("voting in the other session: %v", err)
	}
}

func freeCard(cards []rehearse.Card) rehearse.Card {
	for _, c := range cards {
		if c.Recused == "" {
			return c
		}
	}
	return rehearse.Card{}
}

// twoSessions runs an evening with two sessions, a ballot in the first, and
// ends it. keep, if not nil, is called before the end, while nothing is written.
func twoSessions(t *testing.T, keep func(e *evening, first string)) (dir, first, second string, cast rehearse.Ballot, card rehearse.Card, receipt string) {
	t.Helper()
	e := startEvening(t, t.TempDir())
	card = freeCard(e.publish(t))
	first = e.desk.Session()
	e.must(t, rehearse.Act{Act: "stage", Item: 1}, rehearse.Act{Act: "open", Item: 1, Seconds: 600})
	cast = ballot(1, "0")
	receipt, err := e.phone(t, card).Cast(cast)
	if err != nil {
		t.Fatal(err)
	}
	e.publish(t)
	second = e.desk.Session()
	if keep != nil {
		keep(e, first)
	}
	if err := e.stop(); err != nil {
		t.Fatal(err)
	}
	return e.dir, first, second, cast, card, receipt
}

// lockEnv names the log that this very test program holds open when it is run
// as another process.
const lockEnv = "TEST_HOLD_LOG"

func TestSessionThatAnotherProcessHoldsStaysClosed(t *testing.T) {
	if path := os.Getenv(lockEnv); path != "" {
		holdLog(t, path)
		return
	}
	dir, first, second, _, _, _ := twoSessions(t, nil)
	release := holdElsewhere(t, filepath.Join(dir, "sessions", first, "log.db"))
	e := startEvening(t, dir)
	e.wantClosed(t, first, "another process is writing", second)
	if err := e.stop(); err != nil {
		t.Fatal(err)
	}
	release()
	e = startEvening(t, dir)
	if h := e.health(t); !h.OK || h.status != http.StatusOK || h.Sessions != 2 {
		t.Errorf("when the other process has ended, health says %+v", h)
	}
}

// holdElsewhere has another process hold a log until release is called.
func holdElsewhere(t *testing.T, path string) (release func()) {
	t.Helper()
	other := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	other.Env = append(os.Environ(), lockEnv+"="+path)
	in, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	release = func() {
		if !ended {
			ended = true
			_ = in.Close()
			_ = other.Wait()
		}
	}
	t.Cleanup(release)
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	return release
}

// holdLog is what the other process does.
func holdLog(t *testing.T, path string) {
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	fmt.Println("held")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until the test lets go
}

func TestDamagedSessionIsNotServed(t *testing.T) {
	t.Parallel()
	dir, first, second, _, _, _ := twoSessions(t, nil)
	path := filepath.Join(dir, "sessions", first, "log.db")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(content), `"kind":"item-opened"`)
	if at < 0 {
		t.Fatal("the record to be damaged is not in the file")
	}
	content[at+10] ^= 1 // one bit
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	startEvening(t, dir).wantClosed(t, first, "log is damaged", second)
}

// TestWriteAheadLogThatWasCutIsNoticed copies a running session as a power cut
// would leave it, once whole and once with the end of its write-ahead log gone.
func TestWriteAheadLogThatWasCutIsNoticed(t *testing.T) {
	t.Parallel()
	crash := make(map[string][]byte)
	dir, first, second, cast, card, receipt := twoSessions(t, func(e *evening, first string) {
		for _, ending := range []string{"", "-wal", ".head"} {
			content, err := os.ReadFile(e.logPath(first) + ending)
			if err != nil {
				t.Fatal(err)
			}
			crash[ending] = content
		}
	})
	restore := func(wal []byte) {
		path := filepath.Join(dir, "sessions", first, "log.db")
		_ = os.Remove(path + "-shm")
		for ending, content := range map[string][]byte{"": crash[""], "-wal": wal, ".head": crash[".head"]} {
			if err := os.WriteFile(path+ending, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	restore(crash["-wal"][:len(crash["-wal"])*3/4])
	e := startEvening(t, dir)
	e.wantClosed(t, first, "acknowledged records are missing", second)
	if err := e.stop(); err != nil {
		t.Fatal(err)
	}
	restore(crash["-wal"])
	e = startEvening(t, dir)
	if h := e.health(t); !h.OK || h.Sessions != 2 {
		t.Fatalf("the whole copy does not open: %+v\n%s", h, e.logs)
	}
	phone, err := rehearse.NewPhone(e.app.BaseURL())
	if err == nil {
		err = phone.Redeem(card.Token, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(phone.Hang)
	if again, err := phone.Cast(cast); err != nil || again != receipt {
		t.Errorf("after the power cut the ballot has receipt %q, %v instead of %q", again, err, receipt)
	}
}
