package display

import (
	"bytes"
	"time"

	"pingyi/voting"
)

// PaintEvery is the shortest time between two pictures of a session: 20 a
// second. Whoever calls Paint keeps to it.
const PaintEvery = 50 * time.Millisecond

// Hub holds the feeds of one session, one for each audience. Feed may be called
// from any goroutine; Paint belongs to the owner of the state.
type Hub struct {
	setting Setting
	feeds   [audiences]*Feed
	shown   [audiences][]byte // the newest picture without its log position
	ranking ranking
}

// NewHub gives a hub on which nothing has been painted yet.
func NewHub(setting Setting) *Hub {
	h := &Hub{setting: setting}
	for i := range h.feeds {
		h.feeds[i] = NewFeed()
	}
	return h
}

// Feed gives the feed of an audience, the same one for as long as the hub lives.
func (h *Hub) Feed(a Audience) *Feed { return h.feeds[a] }

// Paint renders the state for every audience and publishes what differs from
// the picture before. A picture that differs only in its log position is not
// published: nobody could see the difference. Before the session's first record
// there is nothing to paint.
func (h *Hub) Paint(s *voting.State) {
	if s.Phase == "" {
		return
	}
	for _, a := range Audiences() {
		frame := picture{State: s, audience: a, setting: h.setting, revealed: h.ranking.rows}.encode()
		seen := withoutSeq(frame)
		if bytes.Equal(seen, h.shown[a]) {
			continue
		}
		if h.feeds[a].Publish(s.Records, frame) {
			h.shown[a] = seen
		}
	}
}

// withoutSeq cuts the log position, the first field of every frame but the phones'.
func withoutSeq(frame []byte) []byte {
	if !bytes.HasPrefix(frame, []byte(`{"seq":`)) {
		return frame
	}
	return frame[bytes.IndexByte(frame, ','):]
}

// ranking keeps the rows of the revealed items as long as no act of a person
// can have changed them, so that a storm of ballots does not count them anew
// for every picture.
type ranking struct {
	state    *voting.State
	revision uint64
	ranked   []voting.Row
}

func (r *ranking) rows(s *voting.State) []voting.Row {
	if r.state != s || r.revision != s.Revision {
		r.state, r.revision, r.ranked = s, s.Revision, revealedRows(s)
	}
	return r.ranked
}
