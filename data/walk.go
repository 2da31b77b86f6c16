package data

import "fmt"

// walk delivers the records of one Read and verifies the segments on the way.
type walk struct {
	from  uint64
	want  Head // where the reading ends
	at    Head // how far it has come; the root is not kept
	begun bool
	chain *chainer
	fn    func(seq uint64, record []byte) error
}

func newWalk(from uint64, head Head, fn func(seq uint64, record []byte) error) (*walk, error) {
	if from > head.Size {
		return nil, fmt.Errorf("read log from record %d of %d: %w", from, head.Size, ErrRange)
	}
	return &walk{from: from, want: head, chain: newChainer(), fn: fn}, nil
}

// done reports whether the walk has nothing left to read.
func (w *walk) done() bool {
	return w.from == w.want.Size || w.begun && w.at.Segments == w.want.Segments
}

// segment verifies s and delivers its records from w.from on. The first segment
// is taken at its word about what came before it: the end of the walk proves it,
// since its hash leads to the head.
func (w *walk) segment(s *segment) error {
	if !w.begun {
		if s.number == 0 || s.first > w.from || s.first+s.count <= w.from {
			return fmt.Errorf("read log: segment %d does not hold record %d: %w", s.number, w.from, ErrCorrupt)
		}
		w.at = Head{Size: s.first, Segments: s.number - 1, Chain: s.prev}
		w.begun = true
	}
	if err := w.chain.follow(&w.at, s); err != nil {
		return fmt.Errorf("read log: %w", err)
	}
	w.at = Head{Size: s.first + s.count, Segments: s.number, Chain: s.hash}
	var stopped error
	err := s.eachRecord(func(seq uint64, record []byte) error {
		if seq < w.from {
			return nil
		}
		stopped = w.fn(seq, record)
		return stopped
	})
	if err != nil && stopped == nil {
		return fmt.Errorf("read log: %w", err)
	}
	return err
}

// end verifies that the walk led to the head.
func (w *walk) end() error {
	if w.from == w.want.Size {
		return nil
	}
	if w.at.Segments != w.want.Segments || w.at.Size != w.want.Size || w.at.Chain != w.want.Chain {
		return fmt.Errorf("read log: segment %d with record %d is the last, instead of segment %d with record %d: %w",
			w.at.Segments, w.at.Size, w.want.Segments, w.want.Size, ErrCorrupt)
	}
	return nil
}
