package bundle

import (
	"errors"
	"fmt"

	"pingyi/data"
	"pingyi/voting"
)

// ErrUnannounced is returned for the public's bundle of a session whose result nobody
// has announced.
var ErrUnannounced = errors.New("no result of the session has been announced; the bundle for the public is made once one was")

// additions follow the acts by which people add to a result, so that the public has
// those alone that were announced.
type additions struct {
	opened  map[int]uint64 // by version, the record that opened the correction
	version map[uint64]int // of each record that adds to a result
}

func newAdditions() additions {
	return additions{opened: make(map[int]uint64), version: make(map[uint64]int)}
}

// follow takes the next record, after it was applied.
func (a additions) follow(seq uint64, e voting.Event, s *voting.State) {
	switch e := e.(type) {
	case *voting.ResultCorrected:
		a.opened[e.Version] = seq
	case *voting.FiguresEntered, *voting.DecisionEntered, *voting.UnitVetoed, *voting.VetoLifted:
		a.version[seq] = s.LastVersion().Number
	}
}

// released gives the records that the public may have, and what they come to: they end
// before a correction that is in work. The tree of a part is a tree like any other.
func released(log Records, s survey) (Records, survey, error) {
	if !s.state.ShownVersion().Announced() {
		return log, s, ErrUnannounced
	}
	end, inWork := s.inWork()
	if !inWork {
		return log, s, nil
	}
	part, err := partOf(log, end)
	if err != nil {
		return log, s, err
	}
	s, err = surveyOf(part, func() {})
	return part, s, err
}

// inWork finds the record with which the corrections begin that are in work.
func (s survey) inWork() (uint64, bool) {
	if !s.state.LastVersion().Phase().Unannounced() {
		return 0, false
	}
	n := s.state.ShownVersion().Number + 1
	for s.state.Version(n).Phase() == voting.VersionAbandoned {
		n++
	}
	return s.added.opened[n], true
}

// keptBack reports whether a record adds to a correction that was given up. Nobody was
// told of it, and nothing of it counts.
func (s survey) keptBack(seq uint64) bool {
	n, adds := s.added.version[seq]
	return adds && s.state.Version(n).Phase() == voting.VersionAbandoned
}

// part is the beginning of a log.
type part struct {
	Records
	head data.Head
}

var errPartOver = errors.New("the part is over")

func partOf(log Records, size uint64) (part, error) {
	p, tree := part{Records: log, head: data.Head{Size: size}}, new(data.Tree)
	err := p.Read(0, func(_ uint64, record data.Record) error {
		tree.Add(data.LeafHash(record))
		return nil
	})
	if err == nil {
		p.head.Root, err = tree.Root(size)
	}
	if err != nil {
		return p, fmt.Errorf("the records up to a size of %d: %w", size, err)
	}
	return p, nil
}

func (p part) Head() data.Head { return p.head }

func (p part) Read(from uint64, fn func(seq uint64, record data.Record) error) error {
	err := p.Records.Read(from, func(seq uint64, record data.Record) error {
		if seq >= p.head.Size {
			return errPartOver
		}
		return fn(seq, record)
	})
	if errors.Is(err, errPartOver) {
		return nil
	}
	return err
}
