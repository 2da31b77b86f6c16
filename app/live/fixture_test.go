package live

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pingyi/data"
	"pingyi/voting"
)

const hallRulebook = `{"title":"窗口评议","mode":"stage","secrecy":"secret","one_vote":"last before the close counts","reveal":"revealed",
"grades":[{"label":"满意","points":100},{"label":"不满意","points":30},{"label":"不了解","points":null,"in_base":false}],
"criteria":[{"label":"总体评价","weight":1}],
"categories":[{"label":"企业代表","seats":10,"weight":60},{"label":"居民代表","seats":10,"weight":40}],
"pipeline":["mean over votes with an opinion inside each category","weighted mean over categories, weights renormalised over the categories that have such a vote","round once, half up, 2 places"],
"places":2,"rank":"on the rounded score, inside each class and overall, 1 2 2 4"}`

// logBuffer collects what the server logs.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// faultyLog is a log on a disk that can be made slow or full.
type faultyLog struct {
	*data.Memory

	mu     sync.Mutex
	fault  func([]voting.Event) error // asked before every segment; nil: the disk is well
	before func([]voting.Event)
}

func (l *faultyLog) Append(records []data.Record) (data.Head, error) {
	return l.AppendHashed(records, nil)
}

func (l *faultyLog) AppendHashed(records []data.Record, leaves []data.Hash) (data.Head, error) {
	l.mu.Lock()
	fault, before := l.fault, l.before
	l.mu.Unlock()
	var events []voting.Event
	for _, record := range records {
		e, err := voting.Decode(record)
		if err != nil {
			return data.Head{}, err
		}
		events = append(events, e)
	}
	if before != nil {
		before(events)
	}
	if fault != nil {
		if err := fault(events); err != nil {
			return data.Head{}, fmt.Errorf("append segment: %w", err)
		}
	}
	return l.Memory.AppendHashed(records, leaves)
}

// fail makes every segment fail from now on; nil mends the disk.
func (l *faultyLog) fail(err error) {
	l.failWhen(func([]voting.Event) error { return err })
}

func (l *faultyLog) failWhen(fault func([]voting.Event) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault = fault
}

// watch has fn called with what is about to be written.
func (l *faultyLog) watch(fn func([]voting.Event)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.before = fn
}

// hold stops the next segment on its way to the disk until release is called.
func (l *faultyLog) hold() (release func()) {
	gate, once := make(chan struct{}), sync.Once{}
	l.watch(func([]voting.Event) { <-gate })
	return func() { once.Do(func() { l.watch(nil); close(gate) }) }
}

// events reads the whole log.
func (l *faultyLog) events(t *testing.T) []voting.Event {
	t.Helper()
	var all []voting.Event
	err := l.Read(0, func(_ uint64, record data.Record) error {
		e, err := voting.Decode(record)
		all = append(all, e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// eventsOf picks one kind of event out of a log.
func eventsOf[E voting.Event](all []voting.Event) []E {
	var some []E
	for _, e := range all {
		if e, ok := e.(E); ok {
			some = append(some, e)
		}
	}
	return some
}

// hall is a session with its teller on a faulty log, with 20 cards that are
// redeemed. It lives in virtual time.
type hall struct {
	t     *testing.T
	all   *Sessions
	log   *faultyLog
	dir   string // of the keys
	logs  *logBuffer
	s     *Session
	rules string     // of the session; hallRulebook unless a test has its own
	votes int        // ballots made so far, each with an identifier of its own
	fatal chan error // what ended the server

	behind atomic.Int64 // how far the wall's clock is behind that of the process
}

const (
	hallItems = 3
	hallCards = 20
)

// inHall runs a test in virtual time in a hall of its own.
func inHall(t *testing.T, test func(*testing.T, *hall)) {
	t.Helper()
	inHallOf(t, hallRulebook, test)
}

// inHallOf does so with rules of its own.
func inHallOf(t *testing.T, rules string, test func(*testing.T, *hall)) {
	t.Helper()
	inHallWith(t, rules, func(*voting.Session) {}, test)
}

// inHallWith does so with more to say of its session.
func inHallWith(t *testing.T, rules string, more func(*voting.Session), test func(*testing.T, *hall)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := &hall{t: t, rules: rules, log: &faultyLog{Memory: data.NewMemory()}, dir: t.TempDir(), logs: &logBuffer{}, fatal: make(chan error, 1)}
		h.all = New(Config{
			Dir: h.dir, JoinURL: "http://hall/V", Now: h.now, Logger: slog.New(slog.NewJSONHandler(h.logs, nil)),
			Metrics: prometheus.NewRegistry(), Fatal: func(err error) { h.fatal <- err },
		})
		h.start()
		defer h.stop()
		h.convene(more)
		test(t, h)
	})
}

func (h *hall) now() time.Time { return time.Now().Add(-time.Duration(h.behind.Load())) }

// start begins a teller on the log as it is.
func (h *hall) start() {
	h.t.Helper()
	keys, err := data.OpenKeys(h.dir)
	if err != nil {
		h.t.Fatal(err)
	}
	h.s = &Session{ID: "hall", log: h.log, keys: keys}
	if err := h.all.start(h.s); err != nil {
		h.t.Fatal(err)
	}
}

// stop ends the teller and leaves the log for the next one.
func (h *hall) stop() {
	h.s.teller.queue.Close()
	<-h.s.teller.stopped
	if err := h.s.keys.Close(); err != nil {
		h.t.Error(err)
	}
}

func (h *hall) act() voting.Act { return voting.Act{By: "organizer", At: h.now().Unix()} }

func (h *hall) convene(more func(*voting.Session)) {
	h.t.Helper()
	rulebook, err := voting.ParseRulebook([]byte(h.rules))
	if err != nil {
		h.t.Fatal(err)
	}
	session := voting.Session{ID: "hall", Title: "评议", Rehearsal: true, Rulebook: rulebook}
	for i := range hallItems {
		session.Units = append(session.Units, voting.Unit{ID: voting.UnitID(fmt.Sprintf("W%d", i+1)), Name: "窗口"})
	}
	session.Rundown = voting.RundownOf(session.Rulebook, session.Units)
	more(&session)
	deal := voting.IssueCards{Act: h.act()}
	for i := range hallCards {
		category := voting.CategoryID(i % 2)
		session.Roster = append(session.Roster, voting.Representative{ID: voting.RepresentativeID(fmt.Sprint("R", i)), Category: category})
		deal.Cards = append(deal.Cards, voting.Card{ID: cardOf(i), Category: category})
	}
	h.must(voting.CreateSession{Act: h.act(), Session: session}, deal, voting.PublishSession{Act: h.act()})
	if err := h.s.Look(h.s.learn); err != nil {
		h.t.Fatal(err)
	}
	for i := range hallCards {
		h.must(voting.RedeemCard{Card: cardOf(i), Device: deviceOf(i), At: h.now().Unix()})
	}
}

func cardOf(i int) voting.CardID   { return voting.CardID{'c', byte(i)} }
func deviceOf(i int) voting.Device { return voting.Device(100 + i) }

// must carries out commands that are allowed.
func (h *hall) must(commands ...voting.Command) {
	h.t.Helper()
	for _, c := range commands {
		if err := h.s.Do(c).Err; err != nil {
			h.t.Fatalf("%T: %v", c, err)
		}
	}
}

// open puts an item on stage and opens it for so long.
func (h *hall) open(item voting.ItemID, lasting time.Duration) {
	h.t.Helper()
	h.must(voting.StageItem{Act: h.act(), Item: item}, h.opening(item, lasting))
}

func (h *hall) opening(item voting.ItemID, lasting time.Duration) voting.OpenItem {
	return voting.OpenItem{Act: h.act(), Item: item, Deadline: h.now().Add(lasting).Unix()}
}

// vote is one ballot on its way, before it is known whose it is.
type vote struct {
	id    BallotID
	item  voting.ItemID
	run   uint16
	marks string
}

// ballot makes a ballot with a new identifier, as a phone sends it.
func (h *hall) ballot(item voting.ItemID, run uint16, marks string) vote {
	h.votes++
	return vote{id: BallotID{byte(h.votes >> 8), byte(h.votes)}, item: item, run: run, marks: marks}
}

// cast sends a ballot with card number i. The request is a new one: those that
// handlers lend out to each other do not travel between tests.
func (h *hall) cast(i int, v vote) Answer {
	marks, err := voting.ParseMarks(v.marks)
	if err != nil {
		return Answer{Err: err}
	}
	r := &request{id: v.id, done: make(chan struct{}, 1), ballot: voting.CastBallot{
		Item: v.item, Run: v.run, Marks: marks, Card: cardOf(i), Device: deviceOf(i), At: h.now().Unix(),
	}}
	h.s.teller.tags.mark(r)
	return h.s.teller.submit(r)
}

// castAll sends a ballot with each card, all at once.
func (h *hall) castAll(votes []vote) []Answer {
	answers := make([]Answer, len(votes))
	var senders sync.WaitGroup
	for i, v := range votes {
		senders.Go(func() { answers[i] = h.cast(i, v) })
	}
	senders.Wait()
	return answers
}

// look copies what a test wants to know of the state.
func (h *hall) look(fn func(*voting.State)) {
	h.t.Helper()
	if err := h.s.Look(fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) phase(item voting.ItemID) (phase voting.ItemPhase) {
	h.t.Helper()
	h.look(func(s *voting.State) { phase = s.Item(item).Phase })
	return phase
}

func (h *hall) sealed(item voting.ItemID) (sealed bool) {
	h.t.Helper()
	h.look(func(s *voting.State) { sealed = s.Item(item).Seal != nil })
	return sealed
}

// counted is the number of ballots that stand in an item.
func (h *hall) counted(item voting.ItemID) (n int) {
	h.t.Helper()
	h.look(func(s *voting.State) { n = s.Item(item).Tally.Total() })
	return n
}

// tagsInOrder are the tags of ballots as they lie in the log.
func tagsInOrder(all []voting.Event) []string {
	var tags []string
	for _, ballot := range eventsOf[*voting.BallotCast](all) {
		tags = append(tags, hex.EncodeToString(ballot.Tag[:]))
	}
	return tags
}

// wantAnswers fails unless every answer is the wanted error, nil for a receipt.
func wantAnswers(t *testing.T, what string, answers []Answer, want error) {
	t.Helper()
	for i, a := range answers {
		if !errors.Is(a.Err, want) || (want == nil) == (a.Receipt == data.Hash{}) {
			t.Fatalf("%s: card %d got receipt %s and error %v, want error %v", what, i, a.Receipt, a.Err, want)
		}
	}
}

// deskFrame is what tests read of a picture.
type deskFrame struct {
	Seq  uint64
	Item struct{ Ballots int }
}

func readFrame(t *testing.T, text []byte) deskFrame {
	t.Helper()
	var f deskFrame
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// ballots is n ballots of as many cards.
func (h *hall) ballots(n int, item voting.ItemID, marks string) []vote {
	votes := make([]vote, n)
	for i := range votes {
		votes[i] = h.ballot(item, 1, marks)
	}
	return slices.Clip(votes)
}
