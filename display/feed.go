package display

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Frame is one whole picture of one audience, encoded once. It is state and never a difference
// to an earlier frame, which is why a reader may skip frames. Frames are small values that share
// their bytes: copy them freely, and write to Bytes never.
type Frame struct {
	// Seq is the log position the picture was rendered at; 0 means that there is no picture yet.
	Seq uint64
	// Bytes is the encoded picture. Whoever publishes or reads it must not change it.
	Bytes []byte
	// Since is when it was published; it is not in the picture.
	Since time.Time

	shared *encoding
}

// encoding is what a transport makes of a frame, made by the first reader who asks.
type encoding struct {
	once  sync.Once
	value any
}

// Encoded gives what encode makes of the frame's bytes. However many readers ask, and from
// however many goroutines, encode runs once for each published frame and all get its one result,
// so a frame for ten thousand sockets is put into its wire form once. A feed therefore serves one
// kind of transport encoding: every caller must pass a function that means the same. For a frame
// that was never published encode runs at every call.
func (f Frame) Encoded(encode func([]byte) any) any {
	if f.shared == nil {
		return encode(f.Bytes)
	}
	f.shared.once.Do(func() { f.shared.value = encode(f.Bytes) })
	return f.shared.value
}

// Feed is a watched latest value: the newest frame of one audience, and a signal that there is a
// newer one. Readers are not registered and have no queue. A reader who falls behind skips to the
// newest frame, a reader who goes away leaves nothing behind, and neither can hold up Publish or
// another reader. All methods may be called from any goroutine.
type Feed struct {
	publishing sync.Mutex
	latest     atomic.Pointer[edition]
}

// edition is a frame together with the signal to look again. It never changes, so a reader sees a
// frame and its own signal, or the next frame and the next signal, never a mix.
type edition struct {
	frame Frame
	again chan struct{}
}

// NewFeed gives a feed on which nothing has been published.
func NewFeed() *Feed {
	f := &Feed{}
	f.latest.Store(&edition{again: make(chan struct{})})
	return f
}

// Publish makes frame the newest picture, rendered at log position seq, and wakes every waiting
// reader. The feed keeps frame: do not change it afterwards. A seq that is not above the newest
// one is ignored, so that two renderers that overtake each other cannot turn a screen back.
// Publish reports whether the frame was taken.
func (f *Feed) Publish(seq uint64, frame []byte) bool {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	old := f.latest.Load()
	if seq <= old.frame.Seq {
		return false
	}
	f.replace(old, Frame{Seq: seq, Bytes: frame, Since: time.Now(), shared: &encoding{}})
	return true
}

// Nudge wakes every waiting reader although there is no newer frame. It is for readers that have
// something else to look after now and then and save themselves a timer each: waiting for one
// channel instead of two or three is what makes ten thousand readers cheap. Next waits on.
func (f *Feed) Nudge() {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	old := f.latest.Load()
	f.replace(old, old.frame)
}

// replace puts the new edition in place before it raises the old signal: whoever wakes finds it.
func (f *Feed) replace(old *edition, frame Frame) {
	f.latest.Store(&edition{frame: frame, again: make(chan struct{})})
	close(old.again)
}

// Latest gives the newest frame without waiting. Its Seq is 0 while nothing has been published.
func (f *Feed) Latest() Frame {
	return f.latest.Load().frame
}

// Watch gives the newest frame without waiting, and a channel that is closed as soon as there is
// a newer one, or at the next Nudge. It is for loops that have other things to do; others use Next.
func (f *Feed) Watch() (Frame, <-chan struct{}) {
	now := f.latest.Load()
	return now.frame, now.again
}

// Next gives the newest frame whose Seq is above after: at once if there is one, otherwise as
// soon as it is published. Next(ctx, 0) gives the current picture to somebody who has just come.
// When ctx ends while it waits, Next gives the zero Frame and the error of ctx.
func (f *Feed) Next(ctx context.Context, after uint64) (Frame, error) {
	for {
		frame, again := f.Watch()
		if frame.Seq > after {
			return frame, nil
		}
		select {
		case <-again:
		case <-ctx.Done():
			return Frame{}, ctx.Err()
		}
	}
}
