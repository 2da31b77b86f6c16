package live

import (
	"errors"

	"pingyi/data"
)

// Records are those of a session's log as far as it went when somebody asked. What
// is appended later is not among them, so that whoever reads twice reads the same.
type Records struct {
	session *Session
	head    data.Head
}

// Records gives the log to be read, as it is on disk now.
func (s *Session) Records() Records { return Records{session: s, head: s.log.Head()} }

// Head is how far the records go.
func (r Records) Head() data.Head { return r.head }

var errPast = errors.New("past the records")

// Read calls fn for each record from number from up to the head, in order. It ends
// with data.ErrClosed when the server stops: whoever takes long to read must not
// hold that up.
func (r Records) Read(from uint64, fn func(seq uint64, record data.Record) error) error {
	err := r.session.log.Read(from, func(seq uint64, record data.Record) error {
		switch {
		case seq >= r.head.Size:
			return errPast
		case r.session.leaving.Load():
			return data.ErrClosed
		}
		return fn(seq, record)
	})
	if errors.Is(err, errPast) {
		return nil
	}
	return err
}
