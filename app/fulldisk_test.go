package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pingyi/app/live"
	"pingyi/data"
	"pingyi/voting"
)

// failingDisk is a log whose appends fail while it has a fault, and whose readers may have to wait.
type failingDisk struct {
	*data.SQLite
	mu    sync.Mutex
	fault error
	slow  func() // called before each reading
}

func (d *failingDisk) Read(from uint64, fn func(uint64, data.Record) error) error {
	d.mu.Lock()
	slow := d.slow
	d.mu.Unlock()
	if slow != nil {
		slow()
	}
	return d.SQLite.Read(from, fn)
}

// stall lets nobody read who begins from now on. The first that does is told of; all go on when it is over.
func (d *failingDisk) stall() (begun <-chan struct{}, over func()) {
	first, end := make(chan struct{}), make(chan struct{})
	var once, ended sync.Once
	d.mu.Lock()
	defer d.mu.Unlock()
	d.slow = func() {
		once.Do(func() { close(first) })
		<-end
	}
	return first, func() { ended.Do(func() { close(end) }) }
}

func (d *failingDisk) AppendHashed(records []data.Record, leaves []data.Hash) (data.Head, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault != nil {
		return data.Head{}, d.fault
	}
	return d.SQLite.AppendHashed(records, leaves)
}

func (d *failingDisk) set(fault error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = fault
}

// failingDisks puts disks that can fail under the sessions of a server.
type failingDisks struct {
	mu   sync.Mutex
	last *failingDisk
}

func (d *failingDisks) open(path string) (data.Log, error) {
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = &failingDisk{SQLite: log}
	return d.last, nil
}

// latest is the disk of the session that was opened last.
func (d *failingDisks) latest() *failingDisk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last
}

// serverOnDisks is a server that listens, on disks that can fail.
func serverOnDisks(cfg Config, logger *slog.Logger, disks *failingDisks) (*App, error) {
	server, err := prepare(cfg, logger)
	if err == nil {
		server.openLog = disks.open
		err = server.open()
	}
	return server, err
}

func TestVoterOnAFullDiskIsToldAndVotesLater(t *testing.T) {
	p := publishPlace(t, nil)
	free, _ := p.cards()
	h, form := p.holding(free[0]), p.holding(free[1])
	p.act(stage1, open1)
	records, revision := p.records()
	disk := p.disks.latest()
	disk.set(data.ErrFull)
	ballot := ballotJSON(1, 1, 1, "W1", "1")
	for range 3 {
		wantRefusal(t, "a ballot", h.post("/v/ballot", ballot), http.StatusServiceUnavailable, "not-recorded")
	}
	form.form("/v/ballot", url.Values{"item": {"1"}, "run": {"1"}, "unit": {"W1"}, "marks": {"2"}})
	if page := form.page("/v"); !strings.Contains(page.body, "没有记录") || strings.Contains(page.body, "已记录</p>") {
		t.Error("the page without script does not say that nothing was recorded")
	}
	wantRefusal(t, "scanning a card", p.handset().redeem(free[2].Token, false), http.StatusServiceUnavailable, "not-recorded")
	if answer := p.desk.act(p.session, close1); answer.status != http.StatusServiceUnavailable {
		t.Errorf("closing the item: status %d %s", answer.status, answer.body)
	}
	if m := meOf(t, h); m.Ballot != nil || m.Revision != revision {
		t.Errorf("the phone is told %+v", m)
	}
	if n := strings.Count(p.logs.String(), `"level":"ERROR"`); n != 1 || !strings.Contains(p.logs.String(), "the data disk is full") {
		t.Errorf("the log lines name the full disk %d times:\n%s", n, p.logs)
	}
	disk.set(nil)
	p.clock.move(time.Second)
	receipt := receiptOf(t, "the same ballot", h.post("/v/ballot", ballot))
	if again := receiptOf(t, "once more", h.post("/v/ballot", ballot)); again != receipt {
		t.Errorf("two receipts, %s and %s", receipt, again)
	}
	if m := meOf(t, h); m.Ballot == nil || m.Ballot.Receipt != receipt {
		t.Errorf("the phone is told %+v", m)
	}
	if r, _ := p.records(); r != records+1 || !slices.Equal(p.tally(1), []int{0, 1, 0}) {
		t.Errorf("%d records, counted %v", r-records, p.tally(1))
	}
	if n := strings.Count(p.logs.String(), "has room again"); n != 1 {
		t.Errorf("the log lines say %d times that it is over:\n%s", n, p.logs)
	}
}

// smallSession has one unit and one representative.
func smallSession(t *testing.T) voting.Session {
	t.Helper()
	rulebook, err := voting.ParseRulebook([]byte(deskRulebook))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "W1", Name: "窗口"}}
	return voting.Session{
		ID: "s", Title: "评议", Rehearsal: true, Rulebook: rulebook, Units: units, Rundown: voting.RundownOf(rulebook, units),
		Roster: []voting.Representative{{ID: "R1"}},
	}
}

// TestServerEndsWhenItsDiskFails runs a server by hand, since it ends by itself.
func TestServerEndsWhenItsDiskFails(t *testing.T) {
	t.Parallel()
	cfg := DefaultConfig()
	cfg.Dir, cfg.Listen = t.TempDir(), "127.0.0.1:0"
	logs := &logBuffer{}
	disks := &failingDisks{}
	server, err := serverOnDisks(cfg, slog.New(slog.NewJSONHandler(logs, nil)), disks)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Run(context.Background()) }()
	if err := server.sessions.Create(smallSession(t), "zhang"); err != nil {
		t.Fatal(err)
	}
	session := server.sessions.Find("s")
	disks.latest().set(data.ErrFatal)
	issue := voting.IssueCards{Act: voting.Act{By: "zhang", At: 1}, Cards: []voting.Card{{ID: voting.CardID{1}}}}
	if a := session.Do(issue); !errors.Is(a.Err, live.ErrNotRecorded) {
		t.Errorf("the act on the failed disk: %v", a.Err)
	}
	if err := <-ended; !errors.Is(err, data.ErrFatal) {
		t.Errorf("the server ended with %v", err)
	}
	if !strings.Contains(logs.String(), "the server stops") {
		t.Errorf("the log lines do not say why:\n%s", logs)
	}
	if a := session.Do(issue); a.Err == nil {
		t.Error("an act after the end succeeds")
	}
}

// wantDisk fails unless health, measures and desk say the same of the disk.
func (p *place) wantDisk(disk string, status int, banner string) {
	p.t.Helper()
	answer := p.desk.json("/healthz")
	var said live.Health
	answer.json(p.t, &said)
	if answer.status != status || said.Disk != disk || said.OK != (status == http.StatusOK) {
		p.t.Errorf("the disk is %s, and health says %d %s", disk, answer.status, answer.body)
	}
	refused := "pingyi_ballots_refused 0"
	if disk == "full" {
		refused = "pingyi_ballots_refused 1"
	}
	if text := p.desk.json("/metrics").body; !strings.Contains(text, refused) || !strings.Contains(text, "pingyi_data_free_bytes ") {
		p.t.Errorf("the disk is %s, and the measures say\n%s", disk, text)
	}
	for _, path := range []string{"/desk", "/desk/s/" + p.session} {
		if page := p.desk.page(path); page.status != http.StatusOK || !strings.Contains(page.body, banner) {
			p.t.Errorf("the disk is %s, and %s does not say %q", disk, path, banner)
		}
	}
}
