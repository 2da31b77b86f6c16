//go:build linux

package app

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pingyi/voting"
)

// mountSmall gives a server a data disk of its own of 48 MiB, and its keys
// another. Only root may mount one; elsewhere the test is skipped.
func mountSmall(t *testing.T, cfg *Config) {
	t.Helper()
	if err := syscall.Mount("tmpfs", cfg.Dir, "tmpfs", 0, "size=48m"); err != nil {
		t.Skipf("a small disk cannot be mounted: %v", err)
	}
	cfg.KeysDir = t.TempDir()
	t.Cleanup(func() {
		if err := syscall.Unmount(cfg.Dir, 0); err != nil {
			t.Error(err)
		}
	})
}

// stuff fills the disk of a file to the last byte.
func stuff(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 1<<20); len(block) > 0; {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			block = block[:len(block)/2]
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveningOnADiskThatFillsUp is the whole of it, on a real file system.
func TestEveningOnADiskThatFillsUp(t *testing.T) {
	var dir string
	p := publishPlace(t, func(cfg *Config) { mountSmall(t, cfg); dir = cfg.Dir })
	free, _ := p.cards()
	first, second := p.holding(free[0]), p.holding(free[1])
	p.act(stage1, open1)
	receiptOf(t, "a ballot", first.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "1")))
	other := filepath.Join(dir, "other")
	stuff(t, other)
	late := ballotJSON(2, 1, 1, "W1", "0")
	full := false
	for id := 10; id < 100 && !full; id++ { // what is left of the write-ahead log's last page may take some
		full = first.post("/v/ballot", ballotJSON(id, 1, 1, "W1", "1")).status == http.StatusServiceUnavailable
	}
	wantRefusal(t, "a ballot on the full disk", second.post("/v/ballot", late), http.StatusServiceUnavailable, "not-recorded")
	p.wantDisk("full", http.StatusServiceUnavailable, "磁盘已满，选票暂不能记录")
	wantRefusal(t, "a new session", p.desk.upload("application/json", map[string]string{
		"units": deskUnits, "roster": phoneRoster(), "rulebook": phoneRulebook(), "rehearsal": "1"}), http.StatusInsufficientStorage, "disk-full")

	p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`, `{"act":"stage","item":2}`)
	if _, err := os.Stat(filepath.Join(dir, "sessions", p.session, "log.db.ballast")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the ballast was not needed: %v", err)
	}
	const open2 = `{"act":"open","item":2,"seconds":600}`
	p.clock.move(time.Second)
	wantRefusal(t, "opening the next item", p.desk.act(p.session, open2), http.StatusServiceUnavailable, "not-recorded")

	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	p.clock.move(time.Second)
	p.act(open2)
	receiptOf(t, "a ballot when there is room", second.post("/v/ballot", ballotJSON(3, 2, 1, "W2", "0")))
	p.wantDisk("low", http.StatusOK, "磁盘空间不足")
	if info, err := os.Stat(filepath.Join(dir, "sessions", p.session, "log.db.ballast")); err != nil || info.Size() == 0 {
		t.Errorf("the ballast is not made again: %v", err)
	}
	if got := p.tally(1); !slices.Equal(got, []int{0, 1, 0}) {
		t.Errorf("item 1 counts %v, want the one ballot that was recorded", got)
	}
	if n := strings.Count(p.logs.String(), `"level":"ERROR"`); n != 1 {
		t.Errorf("%d errors are logged:\n%s", n, p.logs)
	}
	var phase voting.ItemPhase
	if err := p.live().Look(func(s *voting.State) { phase = s.Item(1).Phase }); err != nil || phase != voting.PhaseRevealed {
		t.Errorf("item 1 is %s, %v", phase, err)
	}
}
