//go:build slow

package rehearse

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pingyi/data"
	"pingyi/voting"
)

const (
	kills        = 24
	stormPhones  = 80
	testPassword = "a password for the test"
)

// server is the real binary on a fixed port, to be killed and started again.
type server struct {
	t            *testing.T
	binary, dir  string
	address      string
	process      *exec.Cmd
	exited       chan struct{}
	log          *bytes.Buffer
	startedTimes int
}

func buildBinary(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "pingyi")
	if out, err := exec.Command("go", "build", "-o", binary, "pingyi/app/pingyi").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

func newServer(t *testing.T) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, binary: buildBinary(t), dir: t.TempDir(), address: listener.Addr().String(), log: &bytes.Buffer{}}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	account := exec.Command(s.binary, "account", "-dir", s.dir, "test", "organizer")
	account.Stdin = strings.NewReader(testPassword + "\n")
	if out, err := account.CombinedOutput(); err != nil {
		t.Fatalf("account: %v\n%s", err, out)
	}
	return s
}

func (s *server) base() string { return "http://" + s.address }

// start runs the binary and waits until it takes votes.
func (s *server) start() {
	s.t.Helper()
	s.process = exec.Command(s.binary, "serve", "-dir", s.dir, "-listen", s.address, "-ballots-per-second", "0")
	s.process.Stdout, s.process.Stderr = s.log, s.log
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.startedTimes++
	s.exited = make(chan struct{})
	go func(p *exec.Cmd, exited chan struct{}) { _ = p.Wait(); close(exited) }(s.process, s.exited)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		if response, err := http.Get(s.base() + "/healthz"); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-ctx.Done():
			s.t.Fatalf("the server does not come up after start %d:\n%s", s.startedTimes, s.log)
		case <-s.exited:
			s.t.Fatalf("the server ended by itself after start %d:\n%s", s.startedTimes, s.log)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// kill ends it as a power cut would end the process: no signal handler runs.
func (s *server) kill() {
	if err := s.process.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	<-s.exited
}

// voter is one phone and what it knows for certain.
type voter struct {
	phone    *Phone
	receipts map[[16]byte]string // definite answers by ballot
	last     Ballot              // the newest ballot with a definite answer
	unsure   []Ballot            // given up without an answer, after last: any of them may be on record
	sent     int
	gaveUp   int
}

// vote casts new ballots until the storm ends. Now and then it repeats an old
// one, and now and then it gives up on a lost connection.
func (v *voter) vote(storm context.Context, seed uint64) error {
	random := mathrand.New(mathrand.NewPCG(seed, 1))
	for storm.Err() == nil {
		b := Ballot{Item: 1, Run: 1, Unit: "W001", Marks: fmt.Sprint(random.IntN(4))}
		_, _ = rand.Read(b.ID[:])
		v.sent++
		if err := v.send(b, random.IntN(4) == 0); err != nil {
			return err
		}
		if random.IntN(3) == 0 && v.receipts[v.last.ID] != "" {
			receipt, err := v.phone.Insist(context.Background(), v.last)
			if err != nil || receipt != v.receipts[v.last.ID] {
				return fmt.Errorf("resend of an acknowledged ballot gives %q, %v; before it gave %q", receipt, err, v.receipts[v.last.ID])
			}
		}
	}
	return nil
}

func (v *voter) send(b Ballot, impatient bool) error {
	receipt, err := v.phone.Cast(b)
	if err != nil && !impatient {
		receipt, err = v.phone.Insist(context.Background(), b)
	}
	var refused *Refused
	switch {
	case err == nil:
		v.receipts[b.ID], v.last, v.unsure = receipt, b, nil
	case errors.As(err, &refused) && refused.Status < 500:
		return err
	default:
		v.unsure = append(v.unsure, b)
		v.gaveUp++
	}
	return nil
}

// TestKilledServerKeepsEveryAcknowledgedBallotOnce kills the server at random
// instants of a storm and then counts by hand.
func TestKilledServerKeepsEveryAcknowledgedBallotOnce(t *testing.T) {
	s := newServer(t)
	s.start()
	desk, voters := openHall(t, s)
	storm, end := context.WithCancel(context.Background())
	failures := make(chan error, len(voters))
	var voting sync.WaitGroup
	for i, v := range voters {
		voting.Go(func() {
			if err := v.vote(storm, uint64(i)); err != nil {
				failures <- err
			}
		})
	}
	for range kills {
		<-time.After(time.Duration(50+mathrand.IntN(400)) * time.Millisecond) // a random instant of the storm
		s.kill()
		s.start()
	}
	end()
	voting.Wait()
	close(failures)
	for err := range failures {
		t.Error(err)
	}
	desk = loginAgain(t, s, desk)
	if err := desk.All(Act{Act: "close", Item: 1}, Act{Act: "confirm", Item: 1}); err != nil {
		t.Fatal(err)
	}
	results, err := desk.Results()
	if err != nil {
		t.Fatal(err)
	}
	s.kill()
	checkCounts(t, voters, results)
	checkLog(t, filepath.Join(s.dir, "sessions", desk.Session(), "log.db"), voters)
}

func loginAgain(t *testing.T, s *server, old *Desk) *Desk {
	t.Helper()
	desk, err := LogIn(s.base(), "test", testPassword)
	if err != nil {
		t.Fatal(err)
	}
	desk.Use(old.Session())
	return desk
}

// openHall creates the windows session, lets the phones in and opens item 1.
func openHall(t *testing.T, s *server) (*Desk, []*voter) {
	t.Helper()
	desk, err := LogIn(s.base(), "test", testPassword)
	if err != nil {
		t.Fatal(err)
	}
	var files []Upload
	for field, name := range map[string]string{"units": "units.csv", "roster": "representatives.csv", "rulebook": "rulebook.json"} {
		body, err := os.ReadFile(filepath.Join("..", "..", "data", "sample", "windows", name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, Upload{Field: field, Name: name, Body: body})
	}
	if err := desk.Create(files); err != nil {
		t.Fatal(err)
	}
	if err := desk.All(Act{Act: "issue"}, Act{Act: "publish"}, Act{Act: "stage", Item: 1}, Act{Act: "open", Item: 1, Seconds: 3600}); err != nil {
		t.Fatal(err)
	}
	cards, err := desk.Cards()
	if err != nil {
		t.Fatal(err)
	}
	var voters []*voter
	for _, c := range cards {
		if c.Recused != "" || len(voters) == stormPhones {
			continue
		}
		phone, err := NewPhone(s.base())
		if err == nil {
			err = phone.Redeem(c.Token, false)
		}
		if err != nil {
			t.Fatal(err)
		}
		voters = append(voters, &voter{phone: phone, receipts: make(map[[16]byte]string)})
	}
	return desk, voters
}

// checkCounts allows a phone that gave up on its newest ballots any of them, counted once, or
// what it had before. Everybody else's last ballot must be the count.
func checkCounts(t *testing.T, voters []*voter, results Results) {
	t.Helper()
	counted := make([]int, 4)
	for _, row := range results.Units[0].Counts {
		for grade, n := range row {
			counted[grade] += n
		}
	}
	least, most := make([]int, 4), make([]int, 4)
	sure := 0
	for _, v := range voters {
		marks := make(map[string]bool)
		if v.last.Marks != "" {
			marks[v.last.Marks] = true
			sure++
		}
		for _, b := range v.unsure {
			marks[b.Marks] = true
		}
		for grade := range 4 {
			if !marks[fmt.Sprint(grade)] {
				continue
			}
			most[grade]++
			if len(marks) == 1 && v.last.Marks != "" {
				least[grade]++
			}
		}
	}
	total := 0
	for grade, n := range counted {
		total += n
		if n < least[grade] || n > most[grade] {
			t.Errorf("grade %d: counted %d, the phones allow %d to %d", grade, n, least[grade], most[grade])
		}
	}
	if total < sure || total > len(voters) {
		t.Errorf("%d ballots counted; %d phones hold a receipt, %d voted", total, sure, len(voters))
	}
}

// checkLog reads the log itself: every receipt that a phone holds is one record,
// once, and there are no more ballots than were ever sent.
func checkLog(t *testing.T, path string, voters []*voter) {
	t.Helper()
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	leaves, ballots := make(map[string]int), 0
	err = log.Read(0, func(_ uint64, record data.Record) error {
		e, err := voting.Decode(record)
		if _, isBallot := e.(*voting.BallotCast); isBallot {
			ballots++
			leaves[data.LeafHash(record).String()]++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	acknowledged, sent, gaveUp := make(map[string]bool), 0, 0
	for _, v := range voters {
		sent += v.sent
		gaveUp += v.gaveUp
		for _, receipt := range v.receipts {
			acknowledged[receipt] = true
			if leaves[receipt] != 1 {
				t.Errorf("receipt %s stands for %d records", receipt, leaves[receipt])
			}
		}
	}
	if ballots < len(acknowledged) || ballots > len(acknowledged)+gaveUp {
		t.Errorf("%d ballots in the log; %d receipts, %d given up", ballots, len(acknowledged), gaveUp)
	}
	t.Logf("%d kills, %d ballots sent, %d records, %d receipts, %d given up without an answer", kills, sent, ballots, len(acknowledged), gaveUp)
}
