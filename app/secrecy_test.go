package app_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pingyi/app"
	"pingyi/app/desk"
	"pingyi/app/rehearse"
	"pingyi/data"
	"pingyi/voting"
)

const testPassword = "a password for the test"

// evening is a running server with a published session and what it logged.
type evening struct {
	app  *app.App
	dir  string
	logs *lockedBuffer
	desk *rehearse.Desk
	stop func() error
}

// lockedBuffer collects log lines from many goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// sampleFiles are the files of the windows session.
func sampleFiles(t *testing.T) []rehearse.Upload {
	t.Helper()
	var files []rehearse.Upload
	for _, f := range [][2]string{{"units", "units.csv"}, {"roster", "representatives.csv"}, {"rulebook", "rulebook.json"}} {
		body, err := os.ReadFile(filepath.Join("..", "data", "sample", "windows", f[1]))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, rehearse.Upload{Field: f[0], Name: f[1], Body: body})
	}
	return files
}

// startEvening runs a server in a folder, which may hold an earlier one's.
func startEvening(t *testing.T, dir string) *evening {
	t.Helper()
	accounts, err := desk.OpenAccounts(dir)
	if err == nil {
		err = accounts.Add("test", desk.Organizer, testPassword)
	}
	if err != nil {
		t.Fatal(err)
	}
	e := &evening{dir: dir, logs: &lockedBuffer{}}
	cfg := app.DefaultConfig()
	cfg.Listen, cfg.Dir = "127.0.0.1:0", dir
	if e.app, err = app.New(cfg, slog.New(slog.NewJSONHandler(e.logs, nil))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.app.Run(ctx) }()
	var once sync.Once
	e.stop = func() (err error) {
		once.Do(func() { cancel(); err = <-ended })
		return err
	}
	t.Cleanup(func() {
		if err := e.stop(); err != nil {
			t.Errorf("stop server: %v", err)
		}
	})
	if e.desk, err = rehearse.LogIn(e.app.BaseURL(), "test", testPassword); err != nil {
		t.Fatal(err)
	}
	return e
}

// publish makes the windows session and returns its cards.
func (e *evening) publish(t *testing.T) []rehearse.Card {
	t.Helper()
	if err := e.desk.Create(sampleFiles(t)); err != nil {
		t.Fatal(err)
	}
	e.must(t, rehearse.Act{Act: "issue"}, rehearse.Act{Act: "publish"})
	cards, err := e.desk.Cards()
	if err != nil {
		t.Fatal(err)
	}
	return cards
}

func (e *evening) must(t *testing.T, acts ...rehearse.Act) {
	t.Helper()
	if err := e.desk.All(acts...); err != nil {
		t.Fatal(err)
	}
}

// phone redeems a card.
func (e *evening) phone(t *testing.T, card rehearse.Card) *rehearse.Phone {
	t.Helper()
	phone, err := rehearse.NewPhone(e.app.BaseURL())
	if err == nil {
		err = phone.Redeem(card.Token, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(phone.Hang)
	return phone
}

func ballot(item int, marks string) rehearse.Ballot {
	b := rehearse.Ballot{Item: item, Run: 1, Unit: fmt.Sprintf("W%03d", item), Marks: marks}
	_, _ = rand.Read(b.ID[:])
	return b
}

func (e *evening) get(t *testing.T, path string) string {
	t.Helper()
	response, err := http.Get(e.app.BaseURL() + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// join is what somebody who took everything on the disk would try: for every
// card of the log and every key in any file, does the key make the tag of a
// ballot? It returns how many cards were joined to their marks.
func (e *evening) join(t *testing.T, keys [][]byte) (joined, ballots int) {
	t.Helper()
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: filepath.Join(e.dir, "sessions", e.desk.Session(), "log.db"), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	state, tags := voting.NewState(), make(map[voting.Tag]bool)
	err = log.Read(0, func(_ uint64, record data.Record) error {
		event, err := voting.Decode(record)
		if err != nil {
			return err
		}
		if cast, ok := event.(*voting.BallotCast); ok {
			tags[cast.Tag] = true
			for _, card := range state.Cards() {
				if bytes.Contains(record, card.ID[:]) || strings.Contains(string(record), card.ID.String()) {
					t.Error("the record of a ballot holds a card")
				}
			}
		}
		return state.Apply(event)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		for _, card := range state.Cards() {
			var tag voting.Tag
			mac := hmac.New(sha256.New, key)
			mac.Write(append([]byte{'t'}, card.ID[:]...))
			copy(tag[:], mac.Sum(nil))
			if tags[tag] {
				joined++
			}
		}
	}
	return joined, len(tags)
}

// wantNoNeighbours looks at the log as somebody who has no key at all: whoever
// scanned a card and voted next must not stand beside the own ballot, neither in
// the order of the records nor by a second that only the two have.
func (e *evening) wantNoNeighbours(t *testing.T, late int) {
	t.Helper()
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: filepath.Join(e.dir, "sessions", e.desk.Session(), "log.db"), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	open, seconds := false, make(map[int64]bool)
	var came []voting.CardID
	err = log.Read(0, func(seq uint64, record data.Record) error {
		event, err := voting.Decode(record)
		switch event := event.(type) {
		case *voting.ItemOpened:
			open = true
		case *voting.ItemClosed:
			open = false
			seconds[event.At] = true
		case *voting.BallotCast:
			if len(came) > 0 {
				t.Errorf("record %d is a ballot after a check-in", seq)
			}
		case *voting.CardRedeemed:
			seconds[event.At] = true
			came = append(came, event.Card)
		default:
			if open {
				t.Errorf("record %d, %s, divides the ballots", seq, voting.Kind(event))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sorted := slices.IsSortedFunc(came, func(a, b voting.CardID) int { return bytes.Compare(a[:], b[:]) })
	if len(came) != late || !sorted || len(seconds) != 1 {
		t.Errorf("%d check-ins, in the order of cards: %v, at %d different seconds with the close", len(came), sorted, len(seconds))
	}
}

// everyKey tries every 32 bytes of every small file as a key.
func (e *evening) everyKey(t *testing.T) [][]byte {
	t.Helper()
	var keys [][]byte
	err := filepath.Walk(e.dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || info.Size() > 1024 {
			return err
		}
		content, err := os.ReadFile(path)
		for i := 0; i+32 <= len(content); i++ {
			keys = append(keys, content[i:i+32])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestAfterConfirmationNothingJoinsCardsAndMarks(t *testing.T) {
	t.Parallel()
	e := startEvening(t, t.TempDir())
	cards := e.publish(t)[:12]
	e.must(t, rehearse.Act{Act: "stage", Item: 1}, rehearse.Act{Act: "open", Item: 1, Seconds: 600})
	voters := 0
	for i, card := range cards {
		if card.Recused != "" {
			continue
		}
		if _, err := e.phone(t, card).Cast(ballot(1, fmt.Sprint(i%4))); err != nil {
			t.Fatal(err)
		}
		voters++
	}
	// While the item is open its key exists, and with it the join is possible: the attack works.
	if joined, ballots := e.join(t, e.everyKey(t)); joined != voters || ballots != voters {
		t.Fatalf("control: with the key %d of %d cards are joined, want %d", joined, ballots, voters)
	}
	if joined, _ := e.join(t, nil); joined != 0 {
		t.Fatal("the database alone joins cards and marks")
	}
	e.must(t, rehearse.Act{Act: "close", Item: 1}, rehearse.Act{Act: "confirm", Item: 1})
	if joined, ballots := e.join(t, e.everyKey(t)); joined != 0 || ballots != voters {
		t.Errorf("after the confirmation %d of %d cards are joined to their marks", joined, ballots)
	}
	e.wantNoNeighbours(t, voters)
	spoken := e.logs.String() + e.get(t, "/metrics") + e.get(t, "/healthz")
	for _, card := range cards {
		for _, secret := range []string{card.Token, `"` + card.Number + `"`} {
			if strings.Contains(spoken, secret) {
				t.Errorf("logs or metrics hold %q", secret)
			}
		}
	}
	for _, word := range []string{"127.0.0.1:", "marks", "tag="} {
		if strings.Contains(e.logs.String(), word) {
			t.Errorf("the logs hold %q:\n%s", word, e.logs)
		}
	}
}
