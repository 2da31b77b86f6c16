package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"pingyi/app"
	"pingyi/app/desk"
	"pingyi/app/rehearse"
)

// embedded is a server inside this process, on a folder that goes away with it
// unless it is kept.
type embedded struct {
	app      *app.App
	dir      string
	keep     bool
	password string
	cfg      app.Config // that it runs with
	log      *slog.Logger
}

// The people of such a server.
const (
	embeddedName   = "demo"
	scrutineerName = "scrutineer"
)

// withServer runs a server for as long as it is used, in the folder keep if that
// is named. What uses it ends first:
// on Ctrl-C nobody is left waiting for a server that has gone.
func withServer(ctx context.Context, cfg app.Config, keep string, use func(context.Context, *embedded) error) (err error) {
	server, err := newEmbedded(cfg, keep)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.remove()) }()
	using, ended := context.WithCancel(ctx)
	defer ended()
	serving, stop := context.WithCancel(context.WithoutCancel(ctx))
	served := make(chan error, 1)
	go func() {
		defer ended() // a server that fails ends its use
		served <- server.app.Run(serving)
	}()
	err = use(using, server)
	server.keep = server.keep && !unbegun(err)
	stop()
	if failed := <-served; failed != nil {
		err = failed
	}
	return err
}

// home makes the folder of the server: the one that is to be kept, which must be
// new, or one that is removed.
func (e *embedded) home(keep string) (err error) {
	if e.dir, e.keep = keep, keep != ""; e.keep {
		return os.Mkdir(keep, 0o700)
	}
	e.dir, err = os.MkdirTemp("", "pingyi-")
	return err
}

func (e *embedded) remove() error {
	if e.keep {
		return nil
	}
	return os.RemoveAll(e.dir)
}

// newEmbedded makes a server with one organizer, and a scrutineer, without whose word no ranking and no list is given out. Its log goes to a file in the
// folder, so that the terminal stays readable.
func newEmbedded(cfg app.Config, keep string) (*embedded, error) {
	e := &embedded{password: newPassword()}
	if err := e.home(keep); err != nil {
		return nil, err
	}
	cfg.Dir = e.dir
	accounts, err := desk.OpenAccounts(e.dir)
	if err == nil {
		err = errors.Join(accounts.Add(embeddedName, desk.Organizer, e.password), accounts.Add(scrutineerName, desk.Scrutineer, e.password))
	}
	var log *os.File
	if err == nil {
		log, err = os.Create(filepath.Join(e.dir, "server.log"))
	}
	if err == nil {
		err = e.listen(cfg, slog.New(slog.NewJSONHandler(log, nil)))
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(e.dir)) // nobody has used it
	}
	return e, nil
}

// unbegun reports whether a session was refused before anybody could vote: of that nothing is kept, while an evening that broke off
// later is there to be looked at.
func unbegun(err error) bool {
	var refused *rehearse.UnbegunError
	return errors.As(err, &refused)
}

// otherPorts is how many ports after the one that was asked for are tried.
const otherPorts = 20

// listen takes the next port where the one that was asked for is in use: people
// run two demos at once.
func (e *embedded) listen(cfg app.Config, log *slog.Logger) error {
	host, port, err := net.SplitHostPort(cfg.Listen)
	if err != nil {
		return fmt.Errorf("flag -listen: %w", err)
	}
	first, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return fmt.Errorf("flag -listen: port %q is not a number", port)
	}
	app.SpareProcessors()
	for i := range uint64(otherPorts) {
		cfg.Listen = net.JoinHostPort(host, strconv.FormatUint(first+i, 10))
		e.cfg, e.log = cfg, log
		if e.app, err = app.New(cfg, log); !errors.Is(err, syscall.EADDRINUSE) {
			return err
		}
	}
	return err
}

// here is the server's address for this machine itself.
func (e *embedded) here() string { return app.Here(e.app.Addr()) }

func (e *embedded) logIn() (*rehearse.Desk, error) {
	return rehearse.LogIn(e.here(), embeddedName, e.password)
}

func newPassword() string {
	var random [10]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	return base32.StdEncoding.EncodeToString(random[:])
}
