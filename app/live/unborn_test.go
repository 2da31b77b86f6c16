package live

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pingyi/data"
	"pingyi/voting"
)

// TestServerThatStoppedWhileASessionWasCreatedHasNone begins with what a crash
// leaves between the opening of a session's folder and its first record.
func TestServerThatStoppedWhileASessionWasCreatedHasNone(t *testing.T) {
	dir, logged := t.TempDir(), &logBuffer{}
	for _, name := range []string{"20261126-empty", "20261126-bare"} {
		if err := os.MkdirAll(filepath.Join(dir, "sessions", name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: filepath.Join(dir, "sessions", "20261126-empty", "log.db")})
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	a := New(Config{
		Dir: dir, KeysDir: filepath.Join(dir, "keys"), Now: time.Now, Metrics: prometheus.NewRegistry(),
		Logger: slog.New(slog.NewTextHandler(logged, nil)), Fatal: func(err error) { t.Error(err) },
	})
	if err := a.OpenAll(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, id := range []voting.SessionID{"20261126-empty", "20261126-bare"} {
		if a.Find(id) != nil {
			t.Errorf("%s is a session", id)
		}
		if n := strings.Count(logged.String(), string(id)); n != 1 {
			t.Errorf("%s is named %d times in the log: %s", id, n, logged)
		}
	}
	if h := a.Health(); !h.OK || h.Sessions != 0 || h.Closed != 0 {
		t.Errorf("the server says of itself %s", h)
	}
}

// TestSessionIsFoundOnlyWithItsFirstRecord looks while the record is written.
func TestSessionIsFoundOnlyWithItsFirstRecord(t *testing.T) {
	dir := t.TempDir()
	log := &faultyLog{Memory: data.NewMemory()}
	a := New(Config{
		Dir: dir, KeysDir: filepath.Join(dir, "keys"), Now: time.Now, Metrics: prometheus.NewRegistry(), Logger: slog.New(slog.DiscardHandler),
		Fatal: func(err error) { t.Error(err) }, OpenLog: func(string) (data.Log, error) { return log, nil },
	})
	rulebook, err := voting.ParseRulebook([]byte(hallRulebook))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "W1", Name: "窗口"}}
	session := voting.Session{
		ID: "20261126-new", Title: "评议", Rulebook: rulebook, Units: units, Rundown: voting.RundownOf(rulebook, units),
		Roster: []voting.Representative{{ID: "R1"}},
	}
	early := false
	log.watch(func([]voting.Event) { early = early || a.Find(session.ID) != nil || a.Health().Sessions > 0 })
	if err := a.Create(session, "zhang"); err != nil {
		t.Fatal(err)
	}
	if early || a.Find(session.ID) == nil {
		t.Errorf("found before its first record: %v, after it: %v", early, a.Find(session.ID) != nil)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// TestSessionsAreListedInTheSameOrderEachTime: people choose from a list that is read anew under their hands.
func TestSessionsAreListedInTheSameOrderEachTime(t *testing.T) {
	dir := t.TempDir()
	a := New(Config{
		Dir: dir, KeysDir: filepath.Join(dir, "keys"), Now: time.Now, Metrics: prometheus.NewRegistry(), Logger: slog.New(slog.DiscardHandler),
		Fatal: func(err error) { t.Error(err) }, OpenLog: func(string) (data.Log, error) { return data.NewMemory(), nil },
	})
	rulebook, err := voting.ParseRulebook([]byte(hallRulebook))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "W1", Name: "窗口"}}
	for _, id := range []voting.SessionID{"20261126-c", "20261125-b", "20261126-a", "20261127-d"} {
		session := voting.Session{ID: id, Title: "评议", Rulebook: rulebook, Units: units, Rundown: voting.RundownOf(rulebook, units), Roster: []voting.Representative{{ID: "R1"}}}
		if err := a.Create(session, "zhang"); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		var listed []string
		for _, s := range a.All() {
			listed = append(listed, string(s.ID))
		}
		if got, want := strings.Join(listed, " "), "20261125-b 20261126-a 20261126-c 20261127-d"; got != want {
			t.Fatalf("listed as %s, want %s", got, want)
		}
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}
