package app

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"pingyi/app/card"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// liveSession is one session as the server runs it: its log, its secrets, its
// teller and its feeds. Everything in it but the secrets can be computed from
// the log again.
type liveSession struct {
	id     voting.SessionID
	log    data.Log
	form   ballotFacts
	keys   *data.Keys
	signer *data.Signer
	teller *Teller
	hub    *display.Hub
	pages  pageCache

	mu    sync.RWMutex
	cards *card.Index // nil once the card key is shredded
}

// Names of a session's keys.
const (
	cardKey   = "card"   // tokens and identifiers of cards; shredded when the session ends
	signerKey = "signer" // checkpoints
	screenKey = "screen" // the token of the screens
)

var sessionName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// newSessionID draws a name that sorts by day and cannot be guessed.
func newSessionID(now time.Time) voting.SessionID {
	var random [5]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	return voting.SessionID(now.Format("20060102") + "-" + lowerBase32(random[:]))
}

func lowerBase32(b []byte) string {
	return base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding).EncodeToString(b)
}

func (a *App) sessionDir(id voting.SessionID) string {
	return filepath.Join(a.cfg.Dir, "sessions", string(id))
}

func (a *App) sessionKeys(id voting.SessionID) string {
	return filepath.Join(a.cfg.KeysDir, "sessions", string(id))
}

// openSession opens the log of a session, folds it and starts its teller.
func (a *App) openSession(id voting.SessionID) (*liveSession, error) {
	if !sessionName.MatchString(string(id)) {
		return nil, fmt.Errorf("open session: %q is not a session's name", id)
	}
	dir := a.sessionDir(id)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	keys, err := data.OpenKeys(a.sessionKeys(id))
	if err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: filepath.Join(dir, "log.db")})
	if err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	if behind := log.CaughtUp(); behind > 1 {
		a.logger.Warn("the head file was lost or cut and has been written again from the log; compare the log with a printed checkpoint",
			"session", string(id), "segments", behind)
	}
	s := &liveSession{id: id, log: log, keys: keys}
	if err := a.startSession(s); err != nil {
		return nil, errors.Join(fmt.Errorf("open session %s: %w", id, err), log.Close())
	}
	return s, nil
}

func (a *App) startSession(s *liveSession) error {
	state, err := fold(s.log)
	if err != nil {
		return err
	}
	seed, err := s.keys.GetOrCreate(signerKey)
	if err != nil {
		return err
	}
	if s.signer, err = data.NewSigner(signerName(s.id), seed); err != nil {
		return err
	}
	tags, err := newTagger(s.keys)
	if err != nil {
		return err
	}
	s.learn(state)
	if err := s.indexCards(state.Cards(), state.Phase); err != nil {
		return err
	}
	s.hub = display.NewHub(display.Setting{JoinURL: a.joinURL()})
	s.teller = &Teller{
		log: s.log, queue: data.NewQueue[*request](maxQueue), hub: s.hub, tags: tags, sign: s.sign, now: a.now,
		logger: a.logger.With("session", string(s.id)), metrics: &a.metrics.teller, room: a.room,
		stopped: make(chan struct{}), fatal: a.fatal, state: state,
	}
	if state.Phase != voting.Ended {
		a.room.watch(s.log)
	}
	go s.teller.run()
	return nil
}

// ballotFacts are what handlers need of the configuration without asking the
// teller; they never change once the session was created.
type ballotFacts struct {
	units     []string // units[i] is the unit of item i+1, for the check of a ballot
	noOpinion string   // marks of the grades outside the base
	firstOnly bool
	names     map[voting.RepresentativeID]string // of an open session; nil in a secret one
}

func (s *liveSession) learn(state *voting.State) {
	s.form = ballotFacts{units: make([]string, len(state.Items)), firstOnly: state.Scoring.FirstOnly, names: state.Session.Names()}
	for i := range state.Items {
		s.form.units[i] = string(state.Items[i].Unit)
	}
	for grade, inBase := range state.Scoring.InBase {
		if !inBase {
			s.form.noOpinion += voting.Marks([]byte{byte(grade)}).String()
		}
	}
}

// signerName is how checkpoints of a session name their signer and their log.
func signerName(id voting.SessionID) string { return "pingyi/" + string(id) }

// sign makes the seal of a log's head.
func (s *liveSession) sign(head data.Head) (voting.Seal, error) {
	note, err := s.signer.Sign(signerName(s.id), head)
	if err != nil {
		return voting.Seal{}, err
	}
	return voting.Seal{Size: head.Size, Root: head.Root.String(), Code: data.ShortCode(head.Root), Note: string(note)}, nil
}

// indexCards recomputes which number and which token belong to which card. It
// is done when cards were issued, never per phone. After the end of the session
// nobody is to know; the key is the teller's to destroy.
func (s *liveSession) indexCards(cards []voting.CardState, phase voting.SessionPhase) error {
	if phase == voting.Ended {
		s.mu.Lock()
		s.cards = nil
		s.mu.Unlock()
		return nil
	}
	key, err := s.keys.GetOrCreate(cardKey)
	if err != nil {
		return err
	}
	index := card.NewIndex(card.NewDeck(key), cards)
	s.mu.Lock()
	s.cards = index
	s.mu.Unlock()
	return nil
}

// index returns the card index, nil once the session has ended.
func (s *liveSession) index() *card.Index {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.cards
}

// screenToken is what the screens of a session show to be let in.
func (s *liveSession) screenToken() (string, error) {
	key, err := s.keys.GetOrCreate(screenKey)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append([]byte("screen"), key...))
	return lowerBase32(sum[:15]), nil
}

// close stops the teller, after it has drained what was accepted, and the log.
func (s *liveSession) close() error {
	s.teller.queue.Close()
	<-s.teller.stopped
	s.teller.room.forget(s.log)
	return s.log.Close()
}

// newDevice draws the number by which a phone is told from the next one.
func newDevice() voting.Device {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	return voting.Device(binary.BigEndian.Uint64(random[:]))
}

// openSessions opens every session found in the data folder. One that cannot
// be opened is named in the log and left alone; the others run.
func (a *App) openSessions() error {
	entries, err := os.ReadDir(filepath.Join(a.cfg.Dir, "sessions"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("list sessions: %w", err)
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		s, err := a.openSession(voting.SessionID(entry.Name()))
		if err != nil {
			a.logger.Error("session stays closed", "session", entry.Name(), "error", err)
			a.broken[entry.Name()] = err
			continue
		}
		a.sessions[s.id] = s
	}
	return nil
}

// session finds a session of this server.
func (a *App) session(id voting.SessionID) *liveSession {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.sessions[id]
}
