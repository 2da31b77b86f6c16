package data

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
)

// segmentPrefix keeps a segment hash from ever being mistaken for another kind
// of hash, and names the format.
const segmentPrefix = "pingyi/segment/1\n"

// segment is the unit of storage: the records of one Append.
type segment struct {
	number uint64 // from 1
	first  uint64 // sequence number of the first record
	count  uint64
	prev   Hash
	hash   Hash
	body   []byte
}

// chainer computes segment hashes without allocating.
type chainer struct {
	sum hash.Hash
	buf [24]byte
}

func newChainer() *chainer { return &chainer{sum: sha256.New()} }

// hash returns the hash s ought to carry.
func (c *chainer) hash(s *segment) (h Hash) {
	binary.BigEndian.PutUint64(c.buf[0:], s.number)
	binary.BigEndian.PutUint64(c.buf[8:], s.first)
	binary.BigEndian.PutUint64(c.buf[16:], s.count)
	c.sum.Reset()
	c.sum.Write([]byte(segmentPrefix))
	c.sum.Write(c.buf[:])
	c.sum.Write(s.prev[:])
	c.sum.Write(s.body)
	c.sum.Sum(h[:0])
	return h
}

// eachRecord walks the records of a verified or untrusted body; it never reads
// outside it. An error of fn is returned as it is.
func (s *segment) eachRecord(fn func(seq uint64, record []byte) error) error {
	rest := s.body
	for i := range s.count {
		n, w := binary.Uvarint(rest)
		if w <= 0 || n == 0 || n > MaxRecord || n > uint64(len(rest)-w) {
			return fmt.Errorf("segment %d: record %d is cut short: %w", s.number, s.first+i, ErrCorrupt)
		}
		end := w + int(n)
		if err := fn(s.first+i, rest[w:end:end]); err != nil {
			return err
		}
		rest = rest[end:]
	}
	if len(rest) != 0 {
		return fmt.Errorf("segment %d: %d bytes after its last record: %w", s.number, len(rest), ErrCorrupt)
	}
	return nil
}

// follow checks that s is the segment after head and carries its own hash.
func (c *chainer) follow(head *Head, s *segment) error {
	switch {
	case s.number != head.Segments+1:
		return fmt.Errorf("segment %d stands where segment %d belongs: %w", s.number, head.Segments+1, ErrCorrupt)
	case s.first != head.Size:
		return fmt.Errorf("segment %d begins at record %d instead of %d: %w", s.number, s.first, head.Size, ErrCorrupt)
	case s.prev != head.Chain:
		return fmt.Errorf("segment %d does not follow the segment before it: %w", s.number, ErrCorrupt)
	case s.count == 0:
		return fmt.Errorf("segment %d has no records: %w", s.number, ErrCorrupt)
	case c.hash(s) != s.hash:
		return fmt.Errorf("segment %d differs from its hash: %w", s.number, ErrCorrupt)
	}
	return nil
}

// tail is what the next segment is built on.
type tail struct {
	head Head
	edge frontier
}

func newTail() tail {
	var t tail
	t.head.Root = t.edge.root()
	return t
}

// accept verifies that s follows t and moves t past it.
func (t *tail) accept(c *chainer, s *segment) error {
	if err := c.follow(&t.head, s); err != nil {
		return err
	}
	edge := t.edge
	err := s.eachRecord(func(_ uint64, record []byte) error {
		edge.add(LeafHash(record))
		return nil
	})
	if err != nil {
		return err
	}
	t.edge = edge
	t.head = Head{Size: s.first + s.count, Segments: s.number, Chain: s.hash, Root: edge.root()}
	return nil
}

// builder turns records into the segment after a tail. Its buffers are reused:
// the segment it returns is valid until the next build.
type builder struct {
	chain *chainer
	body  []byte
	next  tail // the tail once the last built segment is stored
}

func newBuilder() *builder { return &builder{chain: newChainer()} }

// build makes the segment of records that follows t, leaving t as it is, and
// fills leaves unless it is nil.
func (b *builder) build(t *tail, records [][]byte, leaves []Hash) (*segment, error) {
	if len(records) == 0 {
		return nil, fmt.Errorf("no records: %w", ErrEmpty)
	}
	if leaves != nil && len(leaves) != len(records) {
		return nil, fmt.Errorf("room for %d leaf hashes, %d records", len(leaves), len(records))
	}
	if err := b.encode(records); err != nil {
		return nil, err
	}
	b.next = *t
	for i, r := range records {
		leaf := LeafHash(r)
		b.next.edge.add(leaf)
		if leaves != nil {
			leaves[i] = leaf
		}
	}
	s := &segment{
		number: t.head.Segments + 1, first: t.head.Size, count: uint64(len(records)),
		prev: t.head.Chain, body: b.body,
	}
	s.hash = b.chain.hash(s)
	b.next.head = Head{Size: s.first + s.count, Segments: s.number, Chain: s.hash, Root: b.next.edge.root()}
	return s, nil
}

func (b *builder) encode(records [][]byte) error {
	b.body = b.body[:0]
	for i, r := range records {
		switch {
		case len(r) == 0:
			return fmt.Errorf("record %d of %d is empty: %w", i+1, len(records), ErrEmpty)
		case len(r) > MaxRecord:
			return fmt.Errorf("record %d of %d has %d bytes, at most %d: %w", i+1, len(records), len(r), MaxRecord, ErrTooLarge)
		}
		b.body = binary.AppendUvarint(b.body, uint64(len(r)))
		b.body = append(b.body, r...)
		if len(b.body) > MaxSegment {
			return fmt.Errorf("%d records need more than %d bytes: %w", len(records), MaxSegment, ErrTooLarge)
		}
	}
	return nil
}
