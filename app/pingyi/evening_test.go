package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pingyi/app"
)

// past is a short evening that is over.
type past struct {
	log     string
	results []byte // results.json as the desk gave it
}

// evening plays a scenario without expectation on a server of its own.
func evening(t *testing.T, scenario string) past {
	t.Helper()
	e, err := play(t.TempDir(), scenario)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func play(folder, scenario string) (past, error) {
	if status, _, problems := said(context.Background(), testPassword+"\n", "account", "-dir", folder, "test", "organizer"); status != 0 {
		return past{}, fmt.Errorf("add an account: %s", problems)
	}
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.Dir = "127.0.0.1:0", folder
	server, err := app.New(cfg, quiet())
	if err != nil {
		return past{}, err
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	served := make(chan error, 1)
	go func() { served <- server.Run(ctx) }()
	status, out, problems := said(ctx, "", "rehearse", "-lang", "en", "-server", server.BaseURL(), "-name", "test", scenario)
	logs, _ := filepath.Glob(filepath.Join(folder, "sessions", "*", "log.db"))
	var results []byte
	if len(logs) == 1 {
		results, err = download(server.BaseURL(), filepath.Base(filepath.Dir(logs[0])))
	}
	stop()
	if err := cmp.Or(err, <-served); err != nil || status != 0 || len(logs) != 1 || !strings.Contains(out, "nothing to compare with") {
		return past{}, fmt.Errorf("status %d, %w, logs %v: %s %s", status, err, logs, out, problems)
	}
	return past{log: logs[0], results: results}, nil
}

// download takes results.json as a person does.
func download(base, session string) ([]byte, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	browser := http.Client{Jar: jar}
	entered, err := browser.PostForm(base+"/desk/login", url.Values{"name": {"test"}, "password": {testPassword}})
	if err != nil {
		return nil, err
	}
	entered.Body.Close()
	answer, err := browser.Get(base + "/desk/s/" + session + "/results.json")
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("results.json: status %d, %w", answer.StatusCode, err)
	}
	return body, nil
}

// smallScenario is a folder with the first two units of the windows evening.
func smallScenario(t *testing.T) string {
	t.Helper()
	return scenarioOf(t, writeSmall)
}

// mixedScenario has twelve representatives of all six categories with different
// opinions; one of them votes twice on the first unit.
func mixedScenario(t *testing.T) string {
	t.Helper()
	return scenarioOf(t, writeMixed)
}

func scenarioOf(t *testing.T, write func(folder string) error) string {
	t.Helper()
	folder := t.TempDir()
	if err := write(folder); err != nil {
		t.Fatal(err)
	}
	return folder
}

func writeSmall(to string) error {
	from := filepath.Join("..", "..", "data", "sample", "windows")
	for _, name := range []string{"representatives.csv", "rulebook.json"} {
		body, err := os.ReadFile(filepath.Join(from, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), body, 0o600)
		}
		if err != nil {
			return err
		}
	}
	units, err := os.ReadFile(filepath.Join(from, "units.csv"))
	if err == nil {
		err = os.WriteFile(filepath.Join(to, "units.csv"), []byte(strings.Join(strings.SplitAfter(string(units), "\n")[:3], "")), 0o600)
	}
	if err != nil {
		return err
	}
	ballots := `{"unit": "W001", "rep": "R00001", "grade": 0}` + "\n" + `{"unit": "W002", "rep": "R00001", "grade": 2}` + "\n"
	return os.WriteFile(filepath.Join(to, "ballots.jsonl"), []byte(ballots), 0o600)
}

func writeMixed(to string) error {
	if err := writeSmall(to); err != nil {
		return err
	}
	var ballots strings.Builder
	fmt.Fprintf(&ballots, `{"unit": "W001", "rep": "R00001", "grade": 2}`+"\n")
	for i, number := range []int{1, 3, 61, 62, 121, 123, 241, 242, 311, 313, 421, 422} {
		for k, unit := range []string{"W001", "W002"} {
			fmt.Fprintf(&ballots, `{"unit": %q, "rep": "R%05d", "grade": %d}`+"\n", unit, number, (i+k*i/5)%4)
		}
	}
	return os.WriteFile(filepath.Join(to, "ballots.jsonl"), []byte(ballots.String()), 0o600)
}

// smallEvening is the small scenario, played once for all tests.
func smallEvening(t *testing.T) past {
	t.Helper()
	return copyOf(t, playedSmall)
}

// mixedEvening is the mixed scenario, played once for all tests.
func mixedEvening(t *testing.T) past {
	t.Helper()
	return copyOf(t, playedMixed)
}

var (
	playedSmall = sync.OnceValues(func() (played, error) { return playOnce(writeSmall) })
	playedMixed = sync.OnceValues(func() (played, error) { return playOnce(writeMixed) })
)

// played is what an evening leaves behind in the folder of its server.
type played struct {
	past  // its log under that folder
	files map[string][]byte
}

func playOnce(scenario func(folder string) error) (played, error) {
	both, err := os.MkdirTemp("", "evening")
	if err != nil {
		return played{}, err
	}
	defer os.RemoveAll(both)
	from, folder := filepath.Join(both, "scenario"), filepath.Join(both, "server")
	var e past
	if err = cmp.Or(os.Mkdir(from, 0o700), os.Mkdir(folder, 0o700)); err == nil {
		err = scenario(from)
	}
	if err == nil {
		e, err = play(folder, from)
	}
	if err != nil {
		return played{}, err
	}
	all := played{past: e, files: make(map[string][]byte)}
	if all.log, err = filepath.Rel(folder, e.log); err != nil {
		return played{}, err
	}
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			all.files[name], err = os.ReadFile(filepath.Join(folder, name))
		}
		return err
	})
	return all, err
}

// copyOf gives a test a copy of what was played, with which it may do whatever it wants.
func copyOf(t *testing.T, played func() (played, error)) past {
	t.Helper()
	of, err := played()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, body := range of.files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return past{log: filepath.Join(folder, of.log), results: bytes.Clone(of.results)}
}
