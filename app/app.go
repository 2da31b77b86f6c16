// Package app is the server: it opens the rooms of the shell, gives every address
// to one of them in one table (routes.go), and closes them in order.
//
//	                   app
//	  ┌───────────┬─────┴─────┬───────────┐
//	  ▼           ▼           ▼           ▼
//	phone        desk       screen      studio   the surfaces; they do not know each other
//	  │           │           │           │
//	  └─────┬─────┴─────┬─────┴─────┬─────┘
//	        ▼           ▼           ▼
//	       web ──────▶ live          no session in the one, no HTTP in the other
//
// A request goes from a surface to the teller of a session, and a picture from
// the session to the sockets of a surface.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"pingyi/app/clock"
	"pingyi/app/desk"
	"pingyi/app/feed"
	"pingyi/app/live"
	"pingyi/app/phone"
	"pingyi/app/socket"
	"pingyi/app/studio"
	"pingyi/app/web"
	"pingyi/data"
	"pingyi/static"
)

// App is one running server. Make it with New, serve with Run, end with Close.
type App struct {
	cfg       Config
	logger    *slog.Logger
	now       func() time.Time
	notBefore func(at int64) // of now
	site      *web.Site
	feeds     *web.Feeds
	phones    *phone.Phones
	desk      *desk.Desk
	studio    *studio.Studio
	pages     *feed.Room
	metrics   *prometheus.Registry
	fiber     *fiber.App
	sockets   *socket.Sockets
	socket    net.Listener
	failed    chan error

	drop              *feed.Drop // nil without a folder for it
	dropQuit, dropped chan struct{}

	closing sync.Once

	sessions *live.Sessions
	openLog  func(path string) (data.Log, error) // of a session; nil: as package live does
}

// New opens the data folder and every session in it, and begins to listen, so
// that the address is known before Run.
func New(cfg Config, logger *slog.Logger) (*App, error) {
	a, err := prepare(cfg, logger)
	if err != nil {
		return nil, err
	}
	if err := a.open(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// prepare makes a server that has not touched the disk or the network yet.
func prepare(cfg Config, logger *slog.Logger) (*App, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	return &App{cfg: cfg, logger: logger, now: time.Now, metrics: prometheus.NewRegistry(), failed: make(chan error, 1)}, nil
}

func (a *App) open() error {
	if err := os.MkdirAll(a.cfg.Dir, 0o700); err != nil {
		return fmt.Errorf("open data folder: %w", err)
	}
	house := clock.New(a.now)
	a.now, a.notBefore = house.Now, house.NotBefore
	keys, err := data.OpenKeys(filepath.Join(a.cfg.KeysDir, "server"))
	if err != nil {
		return err
	}
	if err := a.listen(); err != nil {
		return err
	}
	a.sessions = live.New(live.Config{
		Dir: a.cfg.Dir, KeysDir: a.cfg.KeysDir, JoinURL: a.site.JoinURL(), Now: a.now, Logger: a.logger,
		Metrics: a.metrics, Fatal: a.fatal, OpenLog: a.openLog,
	})
	a.gauges()
	a.serve()
	if err := a.furnish(keys); err != nil {
		return err
	}
	if err := a.sessions.OpenAll(); err != nil {
		return err
	}
	if err := a.openStudio(keys); err != nil {
		return err
	}
	a.openFeeds()
	a.route()
	return nil
}

// furnish makes the surfaces.
func (a *App) furnish(keys *data.Keys) error {
	secret, err := keys.GetOrCreate("cookie")
	if err != nil {
		return err
	}
	a.phones = phone.New(phone.Config{
		Site: a.site, Sessions: a.sessions, Feeds: a.feeds, Secret: secret, BallotsPerSecond: a.cfg.BallotsPerSecond, Metrics: a.metrics,
	})
	accounts, err := desk.OpenAccounts(a.cfg.Dir)
	if err != nil {
		return err
	}
	key, err := keys.GetOrCreate("desk")
	if err != nil {
		return err
	}
	a.desk, err = desk.New(desk.Config{Site: a.site, Sessions: a.sessions, Feeds: a.feeds, Accounts: accounts, Key: key, Room: room{a}})
	return err
}

// openStudio opens the control room, which shows the sessions that are open.
func (a *App) openStudio(keys *data.Keys) error {
	key, err := keys.GetOrCreate("gfx")
	if err != nil {
		return err
	}
	var closed error
	a.studio, closed = studio.Open(studio.Config{
		Site: a.site, Sessions: a.sessions, Feeds: a.feeds, Dir: a.cfg.Dir, KeysDir: a.cfg.KeysDir, Key: key,
		JoinURL: a.site.JoinURL(), Now: a.now, NotBefore: a.notBefore, Logger: a.logger, Metrics: a.metrics, Fatal: a.fatal,
	})
	if closed != nil { // votes do not wait for graphics
		a.logger.Error("the control room stays closed", "error", closed)
	}
	return nil
}

// listen takes the address at which the server is known from then on.
func (a *App) listen() error {
	files, err := static.New()
	if err != nil {
		return err
	}
	if a.socket, err = net.Listen("tcp", a.cfg.Listen); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	baseURL := a.cfg.BaseURL
	if baseURL == "" {
		baseURL = reachable(a.socket.Addr().String())
	}
	a.site = &web.Site{Site: files, BaseURL: baseURL, Secure: strings.HasPrefix(baseURL, "https://"), Now: a.now, Logger: a.logger}
	return nil
}

// BaseURL is the address that cards and screens use, without a final slash.
func (a *App) BaseURL() string { return a.site.BaseURL }

// Addr is the address the server listens on.
func (a *App) Addr() string { return a.socket.Addr().String() }

// Studio is the control room.
func (a *App) Studio() *studio.Studio { return a.studio }

// fatal ends the server: a log that cannot be trusted must not take votes.
func (a *App) fatal(err error) {
	select {
	case a.failed <- err:
	default:
	}
}

// Run serves until ctx ends or a log fails. It then drains what was accepted
// and closes everything.
func (a *App) Run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- a.fiber.Listener(web.Lingering{Listener: a.socket}) }()
	var err error
	select {
	case <-ctx.Done():
	case err = <-a.failed:
		a.logger.Error("the log failed; the server stops so that nothing wrong is shown", "error", err)
	case err = <-served:
	}
	return errors.Join(err, a.Close())
}

// stopWithin bounds the polite part of a stop.
const stopWithin = 10 * time.Second

// Close stops taking requests, lets the tellers finish what they accepted, and
// closes the logs. A second Close does nothing.
func (a *App) Close() error {
	var failed error
	a.closing.Do(func() { failed = a.close() })
	return failed
}

func (a *App) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	var failed error
	if a.sockets != nil {
		failed = errors.Join(failed, a.sockets.Close(ctx))
	}
	if a.fiber != nil {
		failed = errors.Join(failed, a.fiber.ShutdownWithContext(ctx))
	}
	if a.socket != nil {
		if err := a.socket.Close(); !errors.Is(err, net.ErrClosed) {
			failed = errors.Join(failed, err)
		}
	}
	a.closeFeeds()
	if a.studio != nil {
		failed = errors.Join(failed, a.studio.Close())
	}
	if a.sessions != nil {
		failed = errors.Join(failed, a.sessions.Close())
	}
	return failed
}
