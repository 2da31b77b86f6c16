package main

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"pingyi/app"
	"pingyi/app/rehearse"
)

// embedded is a server inside this process, on a folder that goes away with it.
type embedded struct {
	app      *app.App
	dir      string
	password string
}

const embeddedName = "demo"

// newEmbedded makes a server with one organizer. Its log goes to a file in the
// folder, so that the terminal stays readable.
func newEmbedded(cfg app.Config) (*embedded, error) {
	e := &embedded{password: newPassword()}
	var err error
	if e.dir, err = os.MkdirTemp("", "pingyi-"); err != nil {
		return nil, err
	}
	cfg.Dir = e.dir
	accounts, err := app.OpenAccounts(e.dir)
	if err == nil {
		err = accounts.Add(embeddedName, app.Organizer, e.password)
	}
	var log *os.File
	if err == nil {
		log, err = os.Create(filepath.Join(e.dir, "server.log"))
	}
	if err == nil {
		e.app, err = app.New(cfg, slog.New(slog.NewJSONHandler(log, nil)))
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		cfg.Listen = net.JoinHostPort("127.0.0.1", "0")
		e.app, err = app.New(cfg, slog.New(slog.NewJSONHandler(log, nil)))
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(e.dir))
	}
	return e, nil
}

func (e *embedded) logIn() (*rehearse.Desk, error) {
	return rehearse.LogIn("http://"+e.app.Addr(), embeddedName, e.password)
}

func newPassword() string {
	var random [10]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	return base32.StdEncoding.EncodeToString(random[:])
}
