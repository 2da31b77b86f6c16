package display

import (
	"bytes"
	"fmt"
	"testing"

	"pingyi/voting"
)

func seqs(h *Hub) [audiences]uint64 {
	var all [audiences]uint64
	for _, a := range Audiences() {
		all[a] = h.Feed(a).Latest().Seq
	}
	return all
}

func TestHubPublishesOnlyWhatChanged(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld})
	hub := NewHub(Setting{JoinURL: "https://vote.example.cn/V"})
	h.stage(1)
	h.open(1)
	hub.Paint(h.state)
	opened := h.state.Records
	if got := seqs(hub); got != [audiences]uint64{opened, opened, opened, opened} {
		t.Fatalf("after the first picture the feeds stand at %v, want %d", got, opened)
	}
	h.vote(0, 0)
	hub.Paint(h.state)
	if got, want := seqs(hub), [audiences]uint64{opened, opened + 1, opened + 1, opened + 1}; got != want {
		t.Errorf("after a ballot: got %v, want %v: the turnout changed, the phones' picture did not", got, want)
	}
	h.vote(0, 1)
	hub.Paint(h.state)
	if got, want := seqs(hub), [audiences]uint64{opened, opened + 1, opened + 1, opened + 1}; got != want {
		t.Errorf("after a revote: got %v, want %v: only the log position changed", got, want)
	}
	h.close(1)
	hub.Paint(h.state)
	if got, want := seqs(hub), h.state.Records; got != [audiences]uint64{want, want, want, want} {
		t.Errorf("after the close: got %v, want %d everywhere", got, want)
	}
}

func TestHubPaintsWhatRenderGives(t *testing.T) {
	h := newHall(t, plan{})
	setting := Setting{JoinURL: "https://vote.example.cn/V"}
	hub := NewHub(setting)
	h.after = func(s *voting.State) {
		hub.Paint(s)
		for _, a := range Audiences() {
			if got, want := hub.Feed(a).Latest().Bytes, Render(s, a, setting); !bytes.Equal(withoutSeq(got), withoutSeq(want)) {
				t.Fatalf("audience %d: the hub shows\n%s\nRender gives\n%s", a, got, want)
			}
		}
	}
	h.whole(1, 20, 5)
	h.whole(2, 25)
	h.cue(voting.SceneBoard, 0)
	h.whole(3, 10, 15)
	h.do(voting.VoidItem{Item: 3, Reason: "again"})
	h.cue(voting.SceneBoard, 0)
	h.whole(3, 12, 13)
}

func TestHubPaintsNothingBeforeTheSessionExists(t *testing.T) {
	hub := NewHub(Setting{})
	hub.Paint(voting.NewState())
	if got := seqs(hub); got != [audiences]uint64{} {
		t.Errorf("feeds stand at %v, want nothing published", got)
	}
}

func TestHubKeepsThePictureWhenTheLogPositionFellBack(t *testing.T) {
	ahead, behind := newHall(t, plan{cards: 30}), newHall(t, plan{cards: 20})
	hub := NewHub(Setting{})
	hub.Paint(ahead.state)
	before := hub.Feed(Screen).Latest()
	hub.Paint(behind.state)
	if got := hub.Feed(Screen).Latest(); got.Seq != before.Seq || !bytes.Equal(got.Bytes, before.Bytes) {
		t.Errorf("a state at %d replaced the picture of %d", behind.state.Records, ahead.state.Records)
	}
}

// BenchmarkPaint is one picture for all audiences in the middle of an evening:
// 100 units, half of them revealed, the board on air while ballots arrive.
func BenchmarkPaint(b *testing.B) {
	units := make([]voting.Unit, 100)
	for i := range units {
		units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprint(i)), Name: "市行政服务中心管理办公室综合受理窗口"}
	}
	h := newHall(b, plan{units: units, cards: 450})
	for i := range 50 {
		h.whole(voting.ItemID(i+1), 300, 100, 30)
	}
	h.stage(51)
	h.open(51)
	h.cue(voting.SceneBoard, 0)
	hub := NewHub(Setting{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		h.vote(i%450, byte(i/450%4))
		hub.Paint(h.state)
	}
}
