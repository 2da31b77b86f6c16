package app

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pingyi/app/live"
	"pingyi/data"
	"pingyi/voting"
)

// keep puts something in the way of a key's destruction until remove is called.
func keep(t *testing.T, dir, name string) (remove func()) {
	t.Helper()
	obstacle := filepath.Join(dir, name+".shredded") // a folder, which no file can replace
	if err := os.Mkdir(obstacle, 0o700); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(obstacle); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKeyThatIsOverdueIsToldToTheDesk(t *testing.T) {
	p := publishPlace(t, nil)
	keys := filepath.Join(p.app.cfg.KeysDir, "sessions", p.session)
	p.act(stage1, open1, close1)
	remove := keep(t, keys, "item.1.1")
	wantKeys := func(overdue string, banner bool) {
		t.Helper()
		if answer := p.desk.json("/healthz"); answer.status != http.StatusOK || !strings.Contains(answer.body, `"keys_overdue":`+overdue) {
			t.Errorf("health says %d %s", answer.status, answer.body)
		}
		if text := p.desk.json("/metrics").body; !strings.Contains(text, "pingyi_keys_overdue "+overdue) {
			t.Errorf("the measures say\n%s", text)
		}
		if page := p.desk.page("/desk/s/" + p.session); strings.Contains(page.body, "应当销毁的密钥") != banner {
			t.Errorf("the desk speaks of a key: %v", !banner)
		}
	}
	p.act(`{"act":"confirm","item":1}`)
	wantKeys("1", true)
	remove()
	p.act(`{"act":"reveal","item":1}`)
	wantKeys("0", false)
}

func TestHealthNamesATellerThatHasEnded(t *testing.T) {
	cfg := DefaultConfig()
	cfg.Dir, cfg.Listen = t.TempDir(), "127.0.0.1:0"
	disks := &failingDisks{}
	server, err := serverOnDisks(cfg, slog.New(slog.DiscardHandler), disks)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	if err := server.sessions.Create(smallSession(t), "zhang"); err != nil {
		t.Fatal(err)
	}
	if h := server.sessions.Health(); !h.OK || h.Stopped != 0 {
		t.Errorf("while all is well, health says %s", h)
	}
	disks.latest().set(data.ErrFatal)
	issue := voting.IssueCards{Act: voting.Act{By: "zhang", At: 1}, Cards: []voting.Card{{ID: voting.CardID{1}}}}
	if a := server.sessions.Find("s").Do(issue); !errors.Is(a.Err, live.ErrNotRecorded) {
		t.Fatalf("the act on the failed disk: %v", a.Err)
	}
	answer, err := server.fiber.Test(httptest.NewRequest("GET", "/healthz", nil))
	if err != nil {
		t.Fatal(err)
	}
	if alive, err := server.fiber.Test(httptest.NewRequest("GET", "/livez", nil)); err != nil || alive.StatusCode != http.StatusOK {
		t.Errorf("a server that is unwell is not alive: %v", err)
	}
	if h := server.sessions.Health(); h.OK || h.Stopped != 1 || answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("health says %d %s", answer.StatusCode, h)
	}
}
