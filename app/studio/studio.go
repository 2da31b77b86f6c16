package studio

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/data"
	"pingyi/display"
	"pingyi/display/glyph"
	"pingyi/onair"
)

// Config is what the control room of a server stands on.
type Config struct {
	Site      *web.Site
	Sessions  *live.Sessions
	Feeds     *web.Feeds
	Dir       string // of the server's data
	KeysDir   string // of its secrets
	Key       []byte // of the addresses
	JoinURL   string // what the screens tell people to open
	Now       func() time.Time
	NotBefore func(at int64) // has Now run on from a moment (Unix milliseconds) that the log knows
	Logger    *slog.Logger
	Metrics   prometheus.Registerer
	Fatal     func(error) // told when the log can no longer be trusted

	// OpenLog opens the log that is kept in a file; nil: with SQLite.
	OpenLog func(path string) (data.Log, error)
}

// Studio is the control room of one server.
type Studio struct {
	cfg       Config
	font      glyph.Font // of the displays
	health    *health
	crowd     strangers
	boxes     boxes
	ctl       *ctl
	editions  *editions
	conductor conductor // runs the plan
	ran       asRun     // as far as it was asked for
	quit      chan struct{}
	ticked    chan struct{}        // closed when the clock of the pages has stopped
	acted     chan struct{}        // holds one token when there is another status to tell
	status    map[bool]*statusFeed // how the room stands, by whether they who are told see sealed outputs
	phones    phones               // what they wait for; of the clock's goroutine
	errand    sync.WaitGroup       // what is still on its way to a session

	// turn makes one act follow another. It is held while an act waits for a session, so what takes a
	// picture off does not ask for it.
	turn sync.Mutex

	mu      sync.Mutex // guards what follows; nobody waits for a session with it
	log     data.Log
	state   *onair.State
	broken  bool // the log cannot be trusted, or not any more
	outlets map[onair.Name]*outlet
	shownAt int64 // Unix milliseconds, of which the outputs are painted
	frozen  map[onair.Name]*frozen
	fed     map[onair.Name]fed // to graphics systems

	overtook map[sender]uint64 // how far each had counted its acts when it took something off last
}

// Folder is where the log of the control room lies inside the data folder of a server.
const Folder = "studio"

// Open opens the log of the control room and folds it. A new room gets its first outputs. Call it
// when the sessions are open. With an error it still gives a room, which is closed: it has no
// outputs and records nothing, and the sessions can run beside it.
func Open(cfg Config) (*Studio, error) {
	s := &Studio{
		cfg: cfg, font: glyph.Displays(), quit: make(chan struct{}), ticked: make(chan struct{}), acted: make(chan struct{}, 1), status: newStatusFeeds(), state: onair.NewState(), broken: true,
		outlets: make(map[onair.Name]*outlet), frozen: make(map[onair.Name]*frozen), fed: make(map[onair.Name]fed), phones: make(phones), conductor: newConductor(),
		overtook: make(map[sender]uint64),
	}
	if s.cfg.OpenLog == nil {
		s.cfg.OpenLog = func(path string) (data.Log, error) { return data.OpenSQLite(data.SQLiteConfig{Path: path}) }
	}
	s.health = newHealth(cfg.Now)
	s.editions = openEditions(filepath.Join(cfg.Dir, Folder, EditionsFile))
	cfg.Metrics.MustRegister(s.health, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "pingyi_control_room_closed", Help: "1 while the log of the control room cannot be used.",
	}, s.closed))
	var unread error
	if s.ctl, unread = openCtl(cfg); unread != nil {
		cfg.Logger.Error("a file of the controllers cannot be read; it is left as it is", "error", unread)
	}
	go s.tick()
	err := s.open()
	go s.conduct()
	if err != nil {
		return s, fmt.Errorf("open the control room: %w", err)
	}
	return s, nil
}

func (s *Studio) open() error {
	dir := filepath.Join(s.cfg.Dir, Folder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	log, err := s.cfg.OpenLog(filepath.Join(dir, "log.db"))
	if err != nil {
		return err
	}
	s.log = log
	return s.begin()
}

func (s *Studio) closed() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return 1
	}
	return 0
}

func (s *Studio) begin() error {
	state, err := Fold(s.log)
	if err != nil {
		return err
	}
	s.cfg.NotBefore(state.Newest())
	s.turn.Lock()
	defer s.turn.Unlock()
	s.mu.Lock()
	s.state, s.broken = state, false
	rest := s.show()
	s.mu.Unlock()
	if state.Records > 0 {
		s.restarted()
		return s.paint(rest)
	}
	for _, c := range append(onair.First(s.now()), onair.GuardNames{Act: onair.Act{Role: onair.OfServer, At: s.now()}}) {
		if _, err := s.do(c); err != nil {
			return err
		}
	}
	return nil
}

// Fold reads the whole log of a control room into a new state.
func Fold(log data.Log) (*onair.State, error) {
	state := onair.NewState()
	err := log.Read(0, func(_ uint64, record data.Record) error {
		e, err := onair.Decode(record)
		if err != nil {
			return err
		}
		return state.Apply(e)
	})
	return state, err
}

// Answer is what the room says to one command. Of a take the revision is its number; of what was
// armed it is what Go names.
type Answer struct {
	Revision uint64 `json:"revision"`
}

// Do carries out one command, and answers when it is on disk. The error is an onair.Refusal,
// live.ErrNotRecorded, or says that the command was built wrongly. A wish that was carried out
// before gets the answer it got then. What takes a picture off or calls one back waits for no other act
// and for no session, and neither does what a page has painted.
func (s *Studio) Do(c onair.Command) (Answer, error) {
	if _, reports := c.(onair.ReportShown); reports || overtakes(c) {
		return s.doNow(c)
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	return s.do(c)
}

// do decides one command on a copy of the state, since a session may let it wait. What was decided
// before a panic, or another act that does not wait, is decided again. It is the caller's turn.
func (s *Studio) do(c onair.Command) (Answer, error) {
	for {
		state, err := s.snapshot()
		if err != nil {
			return Answer{}, err
		}
		events, err := onair.Decide(state, house{s}, c)
		var already onair.AlreadyDone
		if errors.As(err, &already) {
			return Answer(already), nil
		}
		if late := s.late(c); late != nil { // which is why, whatever else is in its way
			return Answer{}, late
		}
		if err != nil || len(events) == 0 {
			return Answer{Revision: state.Revision}, err
		}
		answer, rest, err := s.carryOut(c, events, state.Records)
		if errors.Is(err, errOvertaken) {
			continue
		}
		if err == nil {
			s.finish(rest)
		}
		return answer, err
	}
}

// doNow carries out what asks no session, whatever else is going on. What is taken off is taken out of the
// newest picture there is; what remains is painted anew afterwards, and nobody waits for that.
func (s *Studio) doNow(c onair.Command) (Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.overtake(c)
	if s.broken {
		return Answer{}, live.ErrNotRecorded
	}
	events, err := onair.Decide(s.state, nil, c)
	var already onair.AlreadyDone
	if errors.As(err, &already) {
		return Answer(already), nil
	}
	if err != nil || len(events) == 0 {
		return Answer{Revision: s.state.Revision}, err
	}
	answer, rest, err := s.write(events)
	if err != nil || onair.Reported(events) {
		return answer, err
	}
	for _, outlet := range s.outlets {
		outlet.TakeOff()
	}
	s.errand.Go(func() { s.finish(rest) })
	return answer, nil
}

// snapshot gives a copy of the state.
func (s *Studio) snapshot() (*onair.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return nil, live.ErrNotRecorded
	}
	return s.state.Clone(), nil
}

// errOvertaken says that the room is another one than that on which something was decided.
var errOvertaken = errors.New("overtaken")

// carryOut writes down and applies what was decided on so many records.
func (s *Studio) carryOut(c onair.Command, events []onair.Event, records uint64) (Answer, unpainted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return Answer{}, unpainted{}, live.ErrNotRecorded
	}
	if s.state.Records != records {
		return Answer{}, unpainted{}, errOvertaken
	}
	if err := s.overtaken(c); err != nil { // by what has left no record, since nothing was on
		return Answer{}, unpainted{}, err
	}
	return s.write(events)
}

// write writes events down, applies them and turns the outputs to what holds now. The studio is
// locked; what is left to paint is painted without the lock.
func (s *Studio) write(events []onair.Event) (answer Answer, rest unpainted, err error) {
	if err := s.append(events); err != nil {
		return Answer{}, unpainted{}, err
	}
	for _, e := range events {
		if err := s.state.Apply(e); err != nil {
			panic("studio: an allowed event does not apply: " + err.Error())
		}
	}
	if !onair.Reported(events) { // which changes no picture
		rest = s.show()
	}
	s.tellSoon()
	return Answer{Revision: s.state.Revision}, rest, nil
}

// finish paints what waits for a session.
func (s *Studio) finish(rest unpainted) {
	if err := s.paint(rest); err != nil {
		s.cfg.Logger.Error("a picture of the control room could not be painted", "error", err)
	}
}

// now is the present moment in Unix milliseconds.
func (s *Studio) now() int64 { return s.cfg.Now().UnixMilli() }

// tellSoon has the desks told how the room stands, at once, and lets the plan look.
func (s *Studio) tellSoon() {
	for _, who := range []chan struct{}{s.acted, s.conductor.plan} {
		select {
		case who <- struct{}{}:
		default:
		}
	}
}

// append writes the events of one command. On a full disk the room of the ballast is theirs: an
// act of the control room is small, and often takes something off the air.
func (s *Studio) append(events []onair.Event) error {
	var records []data.Record
	for _, e := range events {
		records = append(records, onair.Encode(e))
	}
	_, err := s.log.Append(records)
	if ballast, has := s.log.(interface{ ReleaseBallast() error }); has && errors.Is(err, data.ErrFull) && ballast.ReleaseBallast() == nil {
		_, err = s.log.Append(records)
	}
	if err == nil {
		return nil
	}
	s.cfg.Logger.Error("an act of the control room could not be written; whoever wanted it is told so", "error", err)
	if errors.Is(err, data.ErrFatal) || errors.Is(err, data.ErrCorrupt) {
		s.broken = true
		s.cfg.Fatal(err)
	}
	return live.ErrNotRecorded
}

// Look runs fn on the state as it is on disk. fn must not keep it, nor wait for anything.
func (s *Studio) Look(fn func(*onair.State)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn(s.state)
}

// Feed gives the pictures of an output, nil when there is none of that name. It stays the same as
// long as the address of the output holds.
func (s *Studio) Feed(name onair.Name) *display.Feed {
	s.mu.Lock()
	defer s.mu.Unlock()
	if outlet := s.outlets[name]; outlet != nil {
		return outlet.Feed()
	}
	return nil
}

// Close stops the clock of the pages and closes the log. Nobody may act afterwards.
func (s *Studio) Close() error {
	close(s.quit)
	<-s.ticked
	<-s.conductor.done
	s.errand.Wait()
	s.turn.Lock() // an act that was begun is finished
	defer s.turn.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = true
	if s.log == nil {
		return nil
	}
	return s.log.Close()
}
