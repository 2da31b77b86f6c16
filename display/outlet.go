package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"pingyi/onair"
)

// Outlet is the picture of one output of the control room: a feed, and the view of it that holds
// now. Whoever renders renders a view; when the output has another by then, the picture is thrown
// away, so that a session which is a moment behind cannot put back what was taken off. All methods
// may be called from any goroutine.
type Outlet struct {
	feed *Feed

	mu     sync.Mutex // guards what follows
	holds  *onair.View
	number uint64 // of the newest picture; log positions of different sessions do not compare
	shown  []byte // the newest picture without its log position
	seq    uint64 // which that was
	kept   []late // the pictures that an output with a delay has yet to show, after the one that stands on it
}

// late is a picture that pages show so much later.
type late struct {
	Frame
	by time.Duration
}

func (l late) due(now time.Time) bool { return now.Sub(l.Since) > l.by }

// keep keeps a picture for pages that come while it is on its way, and lets go of what is over.
func (o *Outlet) keep(v *onair.View) {
	picture := late{Frame: o.feed.Latest(), by: time.Duration(v.Output.Late()) * time.Millisecond}
	if v.Panic { // which is never late
		picture.by = 0
	}
	o.kept = append(standing(o.kept, picture.Since), picture)
}

// standing is what stands at a moment, and all that comes after it.
func standing(kept []late, now time.Time) []late {
	for i := len(kept) - 1; i > 0; i-- {
		if kept[i].due(now) {
			return slices.Clone(kept[i:])
		}
	}
	return kept
}

// Joining gives a page that comes at a moment what it would have, had it been there all along: the picture
// that stands there with the delay of the output, and those that are on their way.
func (o *Outlet) Joining(now time.Time) (pictures []Frame) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, picture := range standing(o.kept, now) {
		pictures = append(pictures, picture.Frame)
	}
	return pictures
}

// NewOutlet gives an outlet without a picture.
func NewOutlet() *Outlet { return &Outlet{feed: NewFeed()} }

// Feed gives the feed of the output, the same one for as long as the outlet lives.
func (o *Outlet) Feed() *Feed { return o.feed }

// Turn makes another view hold. Its pictures come by Publish with this very view.
func (o *Outlet) Turn(v *onair.View) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.holds = v
}

// Publish publishes a picture that was rendered of a view at a log position, unless another view
// holds by now, or the picture differs from the one before in its log position alone.
func (o *Outlet) Publish(v *onair.View, seq uint64, frame []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.holds != v {
		return
	}
	seen := withoutSeq(frame)
	if bytes.Equal(seen, o.shown) {
		return
	}
	o.publish(v, seen, seq, frame)
}

func (o *Outlet) publish(v *onair.View, seen []byte, seq uint64, frame []byte) {
	o.number++
	o.shown, o.seq = seen, seq
	o.feed.Publish(o.number, frame)
	o.keep(v)
}

// TakeOff publishes the newest picture without what is not on any more in the view that holds. It needs no
// session: what remains keeps the numbers that it has, until it is painted again.
func (o *Outlet) TakeOff() {
	o.mu.Lock()
	defer o.mu.Unlock()
	var f remaining
	if o.holds == nil || json.Unmarshal(o.feed.Latest().Bytes, &f) != nil {
		return
	}
	on := make(map[uint64]bool)
	for _, shown := range o.holds.Layers {
		on[shown.Take] = true
	}
	for _, leaving := range o.holds.Leaving {
		on[leaving.Take] = true
	}
	before := len(f.Layers)
	f.Layers = slices.DeleteFunc(f.Layers, func(layer json.RawMessage) bool {
		var l OutputLayer
		return json.Unmarshal(layer, &l) != nil || !on[l.Take]
	})
	if len(f.Layers) == before {
		return
	}
	f.Rev = o.holds.Revision
	frame, err := json.Marshal(f)
	if err != nil {
		panic(fmt.Sprintf("encode frame: %v", err)) // it was decoded a moment ago
	}
	o.publish(o.holds, withoutSeq(frame), o.seq, frame)
}

// remaining is a frame whose layers are taken as they are.
type remaining struct {
	OutputFrame
	Layers []json.RawMessage `json:"layers"`
}

// Painted is the log position of the newest picture. The session may be further on with nothing
// that could be seen.
func (o *Outlet) Painted() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.seq
}

// OnAir is a view with the outlet that shows it.
type OnAir struct {
	Outlet *Outlet
	View   *onair.View
}
