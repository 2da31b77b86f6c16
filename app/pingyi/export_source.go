package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"pingyi/app/bundle"
	"pingyi/app/export"
	"pingyi/app/progress"
	"pingyi/app/tally"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// source is what an export is made of: results, and of an open session the ballots
// by name where they are wanted.
type source struct {
	results display.Results
	text    []byte // the results as JSON
	ballots *export.Ballots

	rulebook []byte               // as it is written
	voids    []voting.VoidBallots // why ballots are void; nil where the ballots are not there
}

// find reads a bundle, a log, or the log of a session in a server's data folder.
func (o order) find(c console) (source, error) {
	if bundle.Is(o.path) {
		return o.ofBundle()
	}
	path, err := o.log()
	if err != nil {
		return source{}, err
	}
	return o.ofLog(path, c)
}

// log is where the log is: the path itself, or in the folder of a session or of a
// server's data.
func (o order) log() (string, error) {
	if info, err := os.Stat(o.path); err != nil || !info.IsDir() {
		return o.path, nil // what is wrong with it is told by who opens it
	}
	if _, err := os.Stat(filepath.Join(o.path, "sessions")); err == nil {
		return o.chosen()
	}
	return filepath.Join(o.path, "log.db"), nil
}

// ofLog makes the results of a log.
func (o order) ofLog(path string, c console) (source, error) {
	found := source{ballots: export.NewBallots()}
	state, err := foldLog(path, c, found.ballots.Follow)
	if err != nil {
		return source{}, err
	}
	if found.results, err = o.versionOf(state); err != nil {
		return source{}, err
	}
	found.rulebook = state.Session.Rulebook.Canonical()
	found.voids = state.VoidBy()
	if found.text, err = bundle.TextOf(found.results); err != nil {
		return source{}, err
	}
	return found, o.same(found.results.Session)
}

// foldLog folds a log, and gives each of its events to somebody else as well.
// Nothing is written to it.
func foldLog(path string, c console, follow func(voting.Event)) (*voting.State, error) {
	log, err := openLog(path)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	if damage := log.Damage(); damage != nil {
		return nil, fmt.Errorf("%s: %w", path, damage)
	}
	state := voting.NewState()
	bar := progress.New(c.err, tally.Say(c.lang, "bar.records"), int(log.Head().Size))
	err = log.Read(0, func(seq uint64, record data.Record) error {
		bar.Add(1)
		e, err := voting.Decode(record)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		follow(e)
		return state.Apply(e)
	})
	bar.Clear()
	if err == nil && state.Records == 0 {
		err = errors.New("holds no record")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return state, nil
}

// versionOf gives the results in the version that was asked for. The public has
// what was announced, and nothing beyond.
func (o order) versionOf(state *voting.State) (display.Results, error) {
	shown := state.ShownVersion().Number
	switch {
	case o.version == 0:
		return display.ResultsOfVersion(state, shown), nil
	case state.Version(o.version) == nil:
		return display.Results{}, fmt.Errorf("--version %d: the result has %d", o.version, len(state.Versions))
	case o.version != shown && state.Version(o.version).Phase().Unannounced() && o.kind == bundle.Public:
		return display.Results{}, fmt.Errorf("--version %d: has not been announced, the one that was is %d", o.version, shown)
	}
	return display.ResultsOfVersion(state, o.version), nil
}

// ofBundle takes the results of a bundle as they were given out. Whether they are
// those of its records is for verify to say; that no file was changed is seen here.
func (o order) ofBundle() (source, error) {
	_, _, differences, err := bundle.Sums(o.path)
	if err != nil {
		return source{}, err
	}
	if len(differences) > 0 {
		return source{}, fmt.Errorf("%s: this is not the bundle that was written: %s", o.path, differences[0])
	}
	b, err := bundle.Open(o.path)
	if err != nil {
		return source{}, fmt.Errorf("%s: %w", o.path, err)
	}
	found := source{text: b.Result, ballots: export.NewBallots(), rulebook: b.Rulebook.Canonical()}
	if err := json.Unmarshal(b.Result, &found.results); err != nil {
		return source{}, fmt.Errorf("%s: result.json: %w", o.path, err)
	}
	if found.results.Session != b.Session.ID {
		return source{}, fmt.Errorf("%s: result.json says that it is of session %q, session.json %q", o.path, found.results.Session, b.Session.ID)
	}
	if o.version != 0 && o.version != found.results.Version {
		return source{}, fmt.Errorf("--version %d: %s has the results of version %d; others are made from the log", o.version, o.path, found.results.Version)
	}
	if o.kind == bundle.Scrutineer && b.Session.Kind == bundle.Public {
		return source{}, fmt.Errorf("%s: is the bundle for the public, which names nobody; the one for scrutineers has the ballots", o.path)
	}
	if b.Session.Kind == bundle.Scrutineer && (o.kind == bundle.Scrutineer || found.results.Void > 0) {
		err = found.follow(b)
	}
	return found, errors.Join(err, o.same(b.Session.ID))
}

// follow reads the ballots of a bundle: who marked what, and why some are void.
func (found *source) follow(b *bundle.Bundle) error {
	state := voting.NewState()
	err := b.Read(func(_ bundle.Line, _ data.Hash, e voting.Event) error {
		found.ballots.Follow(e)
		return state.Apply(e)
	})
	found.voids = state.VoidBy()
	return err
}
