package data

import (
	"errors"
	"sync"
	"sync/atomic"
)

// ErrBusy is returned by Queue.Put when the queue is full: say "try again
// shortly" to whoever waits for the answer.
var ErrBusy = errors.New("queue is full")

// Queue gathers what many goroutines bring until one goroutine takes it, as
// much as has come. It is what makes one disk write serve many: while a batch is
// on its way to the disk, the next gathers by itself.
//
// Put, Len and Close may be called from any goroutine, Take from one.
//
// Two slices change places: Put appends to one under the lock while the taker
// empties the other outside it. The taker is woken only when it sleeps, so under
// load a Put is a lock, an append and an unlock.
type Queue[T any] struct {
	bound int
	wake  chan struct{} // holds one token when the taker is to look again

	mu      sync.Mutex // guards what follows
	in      []T
	waiting bool
	closed  bool

	left atomic.Int64 // len(out) - next, for Put and Len

	out  []T // the taker's own
	next int
}

// NewQueue returns a queue that holds at most bound items, at least one.
func NewQueue[T any](bound int) *Queue[T] {
	return &Queue[T]{bound: max(bound, 1), wake: make(chan struct{}, 1)}
}

// Put adds v, without ever waiting: ErrBusy when the queue is full, ErrClosed
// after Close.
func (q *Queue[T]) Put(v T) error {
	q.mu.Lock()
	if q.closed {
		q.mu.Unlock()
		return ErrClosed
	}
	if len(q.in)+int(q.left.Load()) >= q.bound {
		q.mu.Unlock()
		return ErrBusy
	}
	q.in = append(q.in, v)
	wake := q.waiting
	q.waiting = false
	q.mu.Unlock()
	if wake {
		q.wake <- struct{}{}
	}
	return nil
}

// Take waits until there is something, then appends up to most items to
// into[:0], in the order of their Put, and returns it. It does not wait for more
// to come. It returns false, and nothing, once the queue is closed and empty.
func (q *Queue[T]) Take(into []T, most int) ([]T, bool) {
	most = max(most, 1)
	into = q.drain(into[:0], most)
	if len(into) == most {
		return into, true
	}
	if !q.swap(len(into) == 0) {
		return into, len(into) > 0
	}
	return q.drain(into, most), true
}

// drain moves items from the taker's own slice.
func (q *Queue[T]) drain(into []T, most int) []T {
	n := min(most-len(into), len(q.out)-q.next)
	if n == 0 {
		return into
	}
	taken := q.out[q.next : q.next+n]
	into = append(into, taken...)
	clear(taken) // do not keep alive what the taker is done with
	q.next += n
	q.left.Add(int64(-n))
	return into
}

// swap exchanges the empty slice of the taker for what has come, waiting for
// something if told to. It returns false when there is nothing: for good if it
// was told to wait, at this moment if not.
func (q *Queue[T]) swap(wait bool) bool {
	q.mu.Lock()
	for len(q.in) == 0 {
		if q.closed || !wait {
			q.mu.Unlock()
			return false
		}
		q.waiting = true
		q.mu.Unlock()
		<-q.wake
		q.mu.Lock()
	}
	q.in, q.out = q.out[:0], q.in
	q.next = 0
	q.left.Store(int64(len(q.out)))
	q.mu.Unlock()
	return true
}

// Len returns the number of items waiting.
func (q *Queue[T]) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.in) + int(q.left.Load())
}

// Close refuses further items; Take still hands out those that are waiting.
// Closing twice does nothing.
func (q *Queue[T]) Close() {
	q.mu.Lock()
	wake := q.waiting
	q.closed, q.waiting = true, false
	q.mu.Unlock()
	if wake {
		q.wake <- struct{}{}
	}
}
