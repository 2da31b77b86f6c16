package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app"
	"pingyi/data"
	"pingyi/voting"
)

// say runs a sub-command as the shell would and returns what it said.
func say(t *testing.T, input string, args ...string) (status int, out, problems string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = run(t.Context(), args, console{in: strings.NewReader(input), out: &stdout, err: &stderr})
	return status, stdout.String(), stderr.String()
}

// smallScenario is a folder with the first two units of the windows evening.
func smallScenario(t *testing.T) string {
	t.Helper()
	from, to := filepath.Join("..", "..", "data", "sample", "windows"), t.TempDir()
	for _, name := range []string{"representatives.csv", "rulebook.json"} {
		body, err := os.ReadFile(filepath.Join(from, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), body, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	units, err := os.ReadFile(filepath.Join(from, "units.csv"))
	if err == nil {
		err = os.WriteFile(filepath.Join(to, "units.csv"), []byte(strings.Join(strings.SplitAfter(string(units), "\n")[:3], "")), 0o600)
	}
	if err == nil {
		ballots := `{"unit": "W001", "rep": "R00001", "grade": 0}` + "\n" + `{"unit": "W002", "rep": "R00001", "grade": 2}` + "\n"
		err = os.WriteFile(filepath.Join(to, "ballots.jsonl"), []byte(ballots), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// evening leaves the log of a short evening behind and returns its path.
func evening(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if status, _, problems := say(t, "a password for the test\n", "account", "-dir", folder, "test", "organizer"); status != 0 {
		t.Fatal(problems)
	}
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.Dir = "127.0.0.1:0", folder
	server, err := app.New(cfg, quiet())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- server.Run(ctx) }()
	t.Setenv("PINGYI_PASSWORD", "a password for the test")
	status, out, problems := say(t, "", "rehearse", "-server", server.BaseURL(), "-name", "test", smallScenario(t))
	stop()
	if err := <-served; err != nil || status != 0 || !strings.Contains(out, "nothing to compare with") {
		t.Fatalf("status %d, %v: %s %s", status, err, out, problems)
	}
	logs, err := filepath.Glob(filepath.Join(folder, "sessions", "*", "log.db"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("logs %v, %v", logs, err)
	}
	return logs[0]
}

func TestVerifyAcceptsAnHonestLogAndSaysWhatItCannotKnow(t *testing.T) {
	status, out, problems := say(t, "", "verify", evening(t))
	if status != 0 {
		t.Fatalf("status %d: %s %s", status, out, problems)
	}
	for _, said := range []string{"2 signed", "2 confirmed tallies counted again", "unknown who held which card", "unknown whether the signer's key"} {
		if !strings.Contains(out, said) {
			t.Errorf("verify does not say %q:\n%s", said, out)
		}
	}
}

func TestVerifyRefusesAnotherSignersKey(t *testing.T) {
	other, err := data.NewSigner("pingyi/another", bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ := say(t, "", "verify", "-key", other.VerifierKey(), evening(t))
	if status != 1 || !strings.Contains(out, "FAILED") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

// TestVerifyNamesARewrittenLog plays an operator who writes a whole new log in
// which one mark is another: chain, tree and head file are in order again, but
// the checkpoints were signed over the true one.
func TestVerifyNamesARewrittenLog(t *testing.T) {
	honest, err := data.OpenSQLite(data.SQLiteConfig{Path: evening(t), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer honest.Close()
	path := filepath.Join(t.TempDir(), "log.db")
	forged, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	err = honest.Read(0, func(_ uint64, record data.Record) error {
		event, err := voting.Decode(record)
		if err != nil {
			return err
		}
		if cast, ok := event.(*voting.BallotCast); ok && changed == 0 {
			cast.Marks = voting.Marks([]byte{1})
			changed++
		}
		_, err = forged.Append([]data.Record{voting.Encode(event, nil)})
		return err
	})
	if err == nil {
		err = forged.Close()
	}
	if err != nil || changed != 1 {
		t.Fatalf("forge log: %v, %d marks changed", err, changed)
	}
	status, out, _ := say(t, "", "verify", path)
	if status != 1 || !strings.Contains(out, "does not agree with the log") {
		t.Errorf("status %d:\n%s", status, out)
	}
}

func TestVerifyNamesALogThatIsNotThere(t *testing.T) {
	if status, _, problems := say(t, "", "verify", filepath.Join(t.TempDir(), "none.db")); status != 1 || !strings.Contains(problems, "none.db") {
		t.Errorf("status %d: %s", status, problems)
	}
}

func TestReplayShowsTheBoardAtAnyRecord(t *testing.T) {
	log := evening(t)
	status, out, problems := say(t, "", "replay", log)
	if status != 0 || !strings.Contains(out, "2 of 2 items confirmed") || !strings.Contains(out, "100.00") || !strings.Contains(out, "30.00") {
		t.Errorf("status %d: %s %s", status, out, problems)
	}
	status, out, _ = say(t, "", "replay", "-at", "0", log)
	if status != 0 || !strings.Contains(out, "after record 0 (session-created): draft") || !strings.Contains(out, "0 of 2 items confirmed") {
		t.Errorf("status %d: %s", status, out)
	}
}

func TestRehearseEndsWithOneWhereResultsDiffer(t *testing.T) {
	folder := smallScenario(t)
	wrong, err := json.Marshal(map[string]any{"issued": 450, "checked_in": 2, "units": []any{}})
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "expected.json"), wrong, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ := say(t, "", "rehearse", folder)
	if status != 1 || !strings.Contains(out, "DIFFERS checked in: expected 2, counted 1") {
		t.Errorf("status %d: %s", status, out)
	}
}

func TestMistakesAreNamedAndHelpIsComplete(t *testing.T) {
	if status, _, problems := say(t, "", "nonsense"); status != 2 || !strings.Contains(problems, "nonsense") {
		t.Errorf("status %d: %s", status, problems)
	}
	for _, args := range [][]string{{"replay"}, {"verify", "a", "b"}, {"rehearse", filepath.Join(t.TempDir(), "nowhere")}, {"account", "x"}, {"serve", "-ballots-per-second", "ten"}} {
		if status, _, problems := say(t, "", args...); status != 1 || problems == "" {
			t.Errorf("%v: status %d, said %q", args, status, problems)
		}
	}
	if status, _, problems := say(t, "short\n", "account", "-dir", t.TempDir(), "test", "organizer"); status != 1 || !strings.Contains(problems, "12") {
		t.Errorf("a short password: status %d, said %q", status, problems)
	}
	_, out, _ := say(t, "", "help")
	for _, cmd := range commands() {
		if !strings.Contains(out, "pingyi "+cmd.name) {
			t.Errorf("help does not name %s", cmd.name)
		}
	}
	if _, out, _ := say(t, "", "help", "config"); !strings.Contains(out, "PINGYI_BASE_URL") {
		t.Errorf("help config says %q", out)
	}
}
