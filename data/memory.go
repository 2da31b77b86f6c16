package data

import (
	"bytes"
	"fmt"
	"sync"
)

// Memory is a log that is gone with the process: for tests and for rehearsals
// that keep nothing. It holds the contract in all but durability.
type Memory struct {
	writing sync.Mutex // held by an Append
	build   *builder
	tail    tail

	mu       sync.Mutex // guards what follows
	head     Head
	segments []*segment // only ever appended to, so a copy of the slice is a snapshot
	closed   bool
}

var _ Log = (*Memory)(nil)

// NewMemory returns an empty log.
func NewMemory() *Memory {
	t := newTail()
	return &Memory{build: newBuilder(), tail: t, head: t.head}
}

// Append implements Log.
func (m *Memory) Append(records []Record) (Head, error) { return m.AppendHashed(records, nil) }

// AppendHashed implements Log.
func (m *Memory) AppendHashed(records []Record, leaves []Hash) (Head, error) {
	m.writing.Lock()
	defer m.writing.Unlock()
	s, err := m.build.build(&m.tail, records, leaves)
	if err != nil {
		return Head{}, fmt.Errorf("append segment: %w", err)
	}
	s.body = bytes.Clone(s.body)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return Head{}, fmt.Errorf("append segment: %w", ErrClosed)
	}
	m.tail = m.build.next
	m.segments = append(m.segments, s)
	m.head = m.tail.head
	return m.head, nil
}

// Read implements Log.
func (m *Memory) Read(from uint64, fn func(seq uint64, record Record) error) error {
	m.mu.Lock()
	closed, head, segments := m.closed, m.head, m.segments
	m.mu.Unlock()
	if closed {
		return fmt.Errorf("read log: %w", ErrClosed)
	}
	w, err := newWalk(from, head, fn)
	if err != nil {
		return err
	}
	for _, s := range segments {
		if s.first+s.count <= from {
			continue
		}
		if err := w.segment(s); err != nil {
			return err
		}
	}
	return w.end()
}

// Head implements Log.
func (m *Memory) Head() Head {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.head
}

// Close implements Log. The records are let go.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed, m.segments = true, nil
	return nil
}
