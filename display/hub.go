package display

import (
	"bytes"
	"slices"
	"sync/atomic"
	"time"

	"pingyi/onair"
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
	losses  atomic.Pointer[[]voting.Loss]
	onAir   atomic.Pointer[[]OnAir] // outputs of the control room that show this session
	outputs Outputs

	gate     atomic.Pointer[PhoneGate]
	withheld atomic.Pointer[KeptBack]
	told     shownRun // the reveal that the phones know of; of the owner of the state
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
	unheard := h.setLosses(s.Losses())
	for _, a := range Audiences() {
		if a == Phone && h.withhold(s) {
			continue
		}
		frame := picture{State: s, audience: a, setting: h.setting, revealed: h.ranking.rows}.encode()
		seen := withoutSeq(frame)
		if bytes.Equal(seen, h.shown[a]) {
			continue
		}
		if h.feeds[a].Publish(s.Records, frame) {
			h.shown[a] = seen
			unheard = unheard && a != Phone
		}
	}
	if unheard {
		h.feeds[Phone].Nudge()
	}
	h.PaintOutputs(s)
}

// Show says which outputs of the control room show this session from now on. It may be called from
// any goroutine; they are painted with the next picture, or by PaintOutputs.
func (h *Hub) Show(on []OnAir) { h.onAir.Store(&on) }

// PaintOutputs renders the outputs that show this session. It belongs to the owner of the state,
// as Paint does.
func (h *Hub) PaintOutputs(s *voting.State) {
	on := h.onAir.Load()
	if on == nil || s.Phase == "" {
		return
	}
	h.withhold(s) // a reveal is withheld from when an output can show it
	for _, out := range *on {
		out.Outlet.Publish(out.View, s.Records, h.outputs.Render(s, bound(s, *out.View), h.setting))
	}
}

// MayCue says whether a cue may go on an output as it is now, and how many steps it has. It belongs to
// the owner of the state, as Paint does.
func (h *Hub) MayCue(s *voting.State, cue onair.Cue, on onair.View) onair.Verdict {
	return h.outputs.MayCue(s, cue, on)
}

// Picture is what a cue that was taken stands for on an output. It belongs to the owner of the state, as Paint does.
func (h *Hub) Picture(s *voting.State, shown onair.Shown, on onair.View) onair.Picture {
	return h.outputs.Picture(s, shown, on)
}

// GroupsOf is in how many groups a ranking is given out, 0 where it cannot be. It belongs to the owner
// of the state, as Paint does.
func (h *Hub) GroupsOf(s *voting.State, list string) int { return h.outputs.GroupsOf(s, list) }

// RenderFor renders one output of a state that somebody else owns.
func (h *Hub) RenderFor(s *voting.State, v onair.View) []byte {
	return RenderOutput(s, bound(s, v), h.setting)
}

// Tables are those of one output. It belongs to the owner of the state, as Paint does.
func (h *Hub) Tables(s *voting.State, v onair.View) Tables { return h.outputs.Tables(s, bound(s, v)) }

// TablesFor are those of one output, of a state that somebody else owns.
func (h *Hub) TablesFor(s *voting.State, v onair.View) Tables { return RenderTables(s, bound(s, v)) }

// setLosses keeps the phones that lost their card last, and reports whether
// there are other ones than before.
func (h *Hub) setLosses(losses []voting.Loss) bool {
	before := h.losses.Swap(&losses)
	return before == nil && len(losses) > 0 || before != nil && !slices.Equal(*before, losses)
}

// LostAt gives the number of the loss by which a phone lost its card, 0 unless it
// is one of the last that did. It may be called from any goroutine and costs nothing, so
// the phones' feed can say to each socket what is for that phone alone: readers
// are woken when somebody's answer has changed. No frame holds any of it.
func (h *Hub) LostAt(device voting.Device) uint64 {
	if losses := h.losses.Load(); losses != nil {
		for _, loss := range *losses {
			if loss.Device == device {
				return loss.Number
			}
		}
	}
	return 0
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
