package main

import (
	"context"
	"errors"
	"fmt"

	"pingyi/app"
	"pingyi/app/rehearse"
	"pingyi/app/tally"
)

// machine is a server of our own that a drill may end and start again.
type machine struct {
	*embedded
	stop   func()
	served chan error
}

// Base is its address, which stays the same.
func (m *machine) Base() string { return m.here() }

func (m *machine) start() {
	ctx, stop := context.WithCancel(context.Background())
	m.stop, m.served = stop, make(chan error, 1)
	go func() { m.served <- m.app.Run(ctx) }()
}

func (m *machine) end() error {
	m.stop()
	return <-m.served
}

// Restart ends the server and starts another on its folder and its port.
func (m *machine) Restart() error {
	if err := m.end(); err != nil {
		m.served <- nil // for the end that is still to come
		return err
	}
	if err := m.again(); err != nil {
		m.served <- nil
		return err
	}
	m.start()
	return nil
}

// again makes a new server where the last one was.
func (e *embedded) again() (err error) {
	cfg := e.cfg
	cfg.Listen = e.app.Addr()
	e.app, err = app.New(cfg, e.log)
	return err
}

// disasters plays the script of disasters on a server of its own, and tells in one language how it went.
func disasters(ctx context.Context, cfg app.Config, keep string, s rehearse.Scenario, lang string, c console) (err error) {
	server, err := newEmbedded(cfg, keep)
	if err != nil {
		return err
	}
	m := &machine{embedded: server}
	m.start()
	defer func() { err = errors.Join(err, m.end(), server.remove()) }()
	desk, err := server.logIn()
	if err != nil {
		return err
	}
	voice := newVoice(lang)
	through, err := rehearse.Disasters(ctx, desk, m, s, func(t rehearse.Told) {
		key, how := "ok", t.How
		if t.Failed != nil {
			key, how = "failed", t.Failed.Error()
		}
		line := tally.Say(lang, "disaster."+t.Disaster, "how", voice.found.Say(how))
		fmt.Fprintln(c.out, voice.words(key, "line", line, "why", line))
	})
	server.keep = server.keep && !unbegun(err)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	if !through {
		return errReported
	}
	return nil
}
