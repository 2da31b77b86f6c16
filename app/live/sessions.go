package live

import (
	"cmp"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pingyi/beijing"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// Config is what the sessions of a server stand on.
type Config struct {
	Dir, KeysDir string
	JoinURL      string // what the screens tell people to open
	Now          func() time.Time
	Logger       *slog.Logger
	Metrics      prometheus.Registerer
	Fatal        func(error) // told when a log can no longer be trusted

	// OpenLog opens the log that is kept in a file; nil: with SQLite.
	OpenLog func(path string) (data.Log, error)
}

// Sessions are those of one server, which share its disk.
type Sessions struct {
	cfg     Config
	room    *room
	metrics *tellerMetrics
	broken  map[string]error // those that could not be opened

	mu  sync.RWMutex
	all map[voting.SessionID]*Session
}

// New makes ready for sessions and opens none.
func New(cfg Config) *Sessions {
	a := &Sessions{
		cfg: cfg, room: newRoom(cfg.Dir, cfg.Now, cfg.Logger), metrics: newTellerMetrics(cfg.Metrics),
		broken: make(map[string]error), all: make(map[voting.SessionID]*Session),
	}
	if a.cfg.OpenLog == nil {
		a.cfg.OpenLog = a.openSQLite
	}
	return a
}

// errUnborn is a folder whose session has no first record: the server stopped
// while it was being created.
var errUnborn = errors.New("the session has no first record")

// OpenAll opens every session found in the data folder. One that cannot be
// opened is named in the log and left alone; the others run. So is what never
// became a session, and that is no fault.
func (a *Sessions) OpenAll() error {
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
		s, err := a.open(voting.SessionID(entry.Name()), false)
		if errors.Is(err, errUnborn) {
			a.cfg.Logger.Warn("the server stopped before this session had its first record; it is not one, and its folder can be removed", "session", entry.Name())
			continue
		}
		if err != nil {
			a.cfg.Logger.Error("session stays closed", "session", entry.Name(), "error", err)
			a.broken[entry.Name()] = err
			continue
		}
		a.all[s.ID] = s
	}
	return nil
}

// Create writes a new session's first record; the author is an organizer. Nobody finds the session before
// that is on disk.
func (a *Sessions) Create(session voting.Session, author string) error {
	if a.room.full() || !a.room.ample() {
		return fmt.Errorf("create session %s: %w", session.ID, data.ErrFull)
	}
	s, err := a.open(session.ID, true)
	if err != nil {
		return err
	}
	session.Signer = s.signer.VerifierKey()
	answer := s.Do(voting.CreateSession{Act: voting.Act{By: author, Role: voting.Organizer, At: a.cfg.Now().Unix()}, Session: session})
	if answer.Err != nil {
		if err := errors.Join(s.close(), os.RemoveAll(a.logDir(s.ID)), os.RemoveAll(a.keysDir(s.ID))); err != nil {
			a.cfg.Logger.Error("clear away a session that was refused", "error", err)
		}
		return answer.Err
	}
	if err := s.Look(func(state *voting.State) {
		s.learn(state)
		s.Hub.Paint(state) // the first picture, for whoever asks before the next is due
	}); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all[session.ID] = s
	return nil
}

// Find finds a session by its name, nil when there is none.
func (a *Sessions) Find(id voting.SessionID) *Session {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.all[id]
}

// All lists the sessions that run by their names, those of rehearsals behind the others: in the same
// order each time, since people choose from such a list while it is read anew.
func (a *Sessions) All() []*Session {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return slices.SortedFunc(maps.Values(a.all), func(one, other *Session) int { return cmp.Compare(one.ID, other.ID) })
}

// Broken lists the sessions that could not be opened, by name, with the reason.
func (a *Sessions) Broken() map[string]error { return a.broken }

// OfCard finds the session whose card a token is, as somebody typed it.
func (a *Sessions) OfCard(typed string) (*Session, voting.CardID, bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, s := range a.all {
		if index := s.Cards(); index != nil {
			if id, ok := index.Find(typed); ok {
				return s, id, true
			}
		}
	}
	return nil, voting.CardID{}, false
}

// AnyOver reports whether a session has ended, so that the cards of one are not
// known any more.
func (a *Sessions) AnyOver() bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, s := range a.all {
		if s.Cards() == nil {
			return true
		}
	}
	return false
}

// Close lets the tellers finish what they accepted, and closes the logs.
func (a *Sessions) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var failed error
	for id, s := range a.all {
		failed = errors.Join(failed, s.close())
		delete(a.all, id)
	}
	return failed
}

var sessionName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// NewSessionID draws a name that has the day and cannot be guessed. That of a
// rehearsal says so, and with it the folder, the signer, the checkpoints and
// every file that is called after it.
func NewSessionID(now time.Time, rehearsal bool) voting.SessionID {
	var random [5]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	name := beijing.Date(now) + "-" + lowerBase32(random[:])
	if rehearsal {
		name = RehearsalPrefix + name
	}
	return voting.SessionID(name)
}

// RehearsalPrefix begins the names of rehearsals and of their files.
const RehearsalPrefix = "rehearsal-"

func lowerBase32(b []byte) string {
	return base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding).EncodeToString(b)
}

func (a *Sessions) logDir(id voting.SessionID) string {
	return filepath.Join(a.cfg.Dir, "sessions", string(id))
}

func (a *Sessions) keysDir(id voting.SessionID) string {
	return filepath.Join(a.cfg.KeysDir, "sessions", string(id))
}

// open opens the log of a session, folds it and starts its teller. Only a new
// session may be without records.
func (a *Sessions) open(id voting.SessionID, fresh bool) (*Session, error) {
	if !sessionName.MatchString(string(id)) {
		return nil, fmt.Errorf("open session: %q is not a session's name", id)
	}
	dir := a.logDir(id)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	keys, err := data.OpenKeys(a.keysDir(id))
	if err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	log, err := a.cfg.OpenLog(filepath.Join(dir, "log.db"))
	if err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	if !fresh && log.Head().Size == 0 {
		return nil, errors.Join(errUnborn, log.Close())
	}
	s := &Session{ID: id, log: log, keys: keys}
	if err := a.start(s); err != nil {
		return nil, errors.Join(fmt.Errorf("open session %s: %w", id, err), log.Close(), keys.Close())
	}
	return s, nil
}

func (a *Sessions) openSQLite(path string) (data.Log, error) {
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path})
	if err != nil {
		return nil, err
	}
	if behind := log.CaughtUp(); behind > 1 {
		a.cfg.Logger.Warn("the head file was lost or cut and has been written again from the log; compare the log with a printed checkpoint",
			"session", filepath.Base(filepath.Dir(path)), "segments", behind)
	}
	return log, nil
}

func (a *Sessions) start(s *Session) error {
	state, err := fold(s.log)
	if err != nil {
		return err
	}
	seed, err := s.keys.GetOrCreate(signerKey)
	if err != nil {
		return err
	}
	if s.signer, err = data.NewSigner(signerName(s.ID), seed); err != nil {
		return err
	}
	tags, err := newTagger(s.keys)
	if err != nil {
		return err
	}
	late := newArrivals(s.keys)
	if err := late.load(state); err != nil {
		return err
	}
	s.learn(state)
	if err := s.indexCards(state.Cards(), state.Phase); err != nil {
		return err
	}
	logger := a.cfg.Logger.With("session", string(s.ID))
	s.drafts = &drafts{keys: s.keys, logger: logger}
	s.drafts.resume(state)
	s.Hub = display.NewHub(display.Setting{JoinURL: a.cfg.JoinURL})
	s.teller = &Teller{
		log: s.log, queue: data.NewQueue[*request](maxQueue), hub: s.Hub, tags: tags, late: late, drafts: s.drafts, sign: s.sign, now: a.cfg.Now,
		logger: logger, metrics: a.metrics, room: a.room,
		stopped: make(chan struct{}), fatal: a.cfg.Fatal, state: state,
	}
	if state.Phase != voting.Ended {
		a.room.watch(s.log)
	}
	go s.teller.run()
	return nil
}
