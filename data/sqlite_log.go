package data

import (
	"errors"
	"fmt"
)

// Append implements Log.
func (l *SQLite) Append(records []Record) (Head, error) { return l.AppendHashed(records, nil) }

// AppendHashed implements Log.
func (l *SQLite) AppendHashed(records []Record, leaves []Hash) (Head, error) {
	l.writing.Lock()
	defer l.writing.Unlock()
	if err := l.refusal(); err != nil {
		return Head{}, fmt.Errorf("append segment: %w", err)
	}
	s, err := l.build.build(&l.tail, records, leaves)
	if err != nil {
		return Head{}, fmt.Errorf("append segment: %w", err)
	}
	if err := l.store(s); err != nil {
		err = fmt.Errorf("append segment %d: %w", s.number, err)
		if errors.Is(err, ErrFatal) {
			l.fatal = err
		}
		return Head{}, err
	}
	l.tail = l.build.next
	l.publish()
	return l.tail.head, nil
}

// refusal says why there can be no Append. The caller holds l.writing.
func (l *SQLite) refusal() error {
	switch {
	case l.fatal != nil:
		return l.fatal
	case l.writer != nil:
		return nil
	case l.isClosed():
		return ErrClosed
	}
	return errors.New("log was opened for reading only")
}

// store puts s on disk, then its entry in the head file. The order is the
// point: an entry that is there without its segment means a loss, always.
func (l *SQLite) store(s *segment) error {
	if err := l.heads.reserve(s.number); err != nil {
		return err
	}
	if l.writer.due() {
		if err := l.writer.checkpoint("PASSIVE"); err != nil {
			return err
		}
	}
	if err := l.writer.store(s); err != nil {
		return err
	}
	return l.heads.write(headEntry{number: s.number, size: s.first + s.count, chain: s.hash})
}

// Checkpoint copies the write-ahead log into the database. Append does so by
// itself when it has grown long, which then takes some tens of milliseconds; in
// a quiet moment, between two items, it costs nobody anything. Errors: ErrFatal,
// ErrClosed.
func (l *SQLite) Checkpoint() error {
	l.writing.Lock()
	defer l.writing.Unlock()
	if err := l.refusal(); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if err := l.writer.checkpoint("PASSIVE"); err != nil {
		l.fatal = err
		return err
	}
	return nil
}

// Read implements Log.
func (l *SQLite) Read(from uint64, fn func(seq uint64, record Record) error) error {
	if !l.enter() {
		return fmt.Errorf("read log: %w", ErrClosed)
	}
	defer l.gate.inside.Done()
	w, err := newWalk(from, l.Head(), fn)
	if err != nil {
		return err
	}
	if !w.done() {
		var failed error
		err = eachSegment(l.readers, l.path, from, func(s *segment) error {
			if failed = w.segment(s); failed != nil {
				return failed
			}
			if w.done() {
				return errStop
			}
			return nil
		})
		switch {
		case failed != nil:
			return failed
		case err != nil:
			return fmt.Errorf("read log: %w", err)
		}
	}
	if err := w.end(); err != nil {
		return err
	}
	if l.damage != nil {
		return fmt.Errorf("read log: %w", l.damage)
	}
	return nil
}

// enter admits a Read, unless the log is closed.
func (l *SQLite) enter() bool {
	l.gate.mu.Lock()
	defer l.gate.mu.Unlock()
	if l.gate.closed {
		return false
	}
	l.gate.inside.Add(1)
	return true
}

func (l *SQLite) isClosed() bool {
	l.gate.mu.Lock()
	defer l.gate.mu.Unlock()
	return l.gate.closed
}

// Head implements Log.
func (l *SQLite) Head() Head { return *l.head.Load() }

// Damage says why a log opened with ReadOnly is not whole, as ErrCorrupt, or
// nil.
func (l *SQLite) Damage() error { return l.damage }

// CaughtUp returns by how many segments the head file was behind the database
// when the log was opened: 0 after an orderly end, 0 or 1 after a crash. More
// means that the head file itself was lost or damaged, and a person ought to
// know.
func (l *SQLite) CaughtUp() uint64 { return l.caughtUp }

// BallastHeld reports whether there is ballast to release.
func (l *SQLite) BallastHeld() bool { return l.ballast.held() }

// ReleaseBallast gives the room of the ballast file back to the disk, so that
// after ErrFull the evening can be closed in good order. It is made again by
// RestoreBallast, and when the log is next opened with ample room. Releasing
// twice is not an error.
func (l *SQLite) ReleaseBallast() error { return l.ballast.release() }

// RestoreBallast makes the ballast again where there is ample room. Where there
// is not it does nothing, which is not an error: BallastHeld tells.
func (l *SQLite) RestoreBallast() error { return l.ballast.fill() }

// Close implements Log. After ErrFatal it closes nothing that could write once
// more, keeps the lock until the process ends, and returns the cause.
func (l *SQLite) Close() error {
	l.gate.mu.Lock()
	again := l.gate.closed
	l.gate.closed = true
	l.gate.mu.Unlock()
	l.gate.inside.Wait()
	l.writing.Lock()
	defer l.writing.Unlock()
	if l.fatal != nil {
		return fmt.Errorf("close log: %w", l.fatal)
	}
	if again {
		return nil
	}
	var err error
	if l.writer != nil {
		if err = l.writer.checkpoint("TRUNCATE"); err != nil {
			l.fatal = err
			return fmt.Errorf("close log: %w", err)
		}
	}
	if err = l.release(); err != nil {
		return fmt.Errorf("close log: %w", err)
	}
	return nil
}
