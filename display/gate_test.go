package display

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// The counts of the watched item: no other number in a frame equals one of
// them, nor their shares, nor the score that comes of them.
var watched = []int{137, 59, 23, 11}

// known are the numbers a frame may always hold. They are taken out before the
// rest is searched, since a turnout passes through every number.
var known = regexp.MustCompile(`"(seq|revision|issued|checked_in|id|of|run|page|pages|past|deadline|ballots|expected)":[0-9]+`)

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// secrets lists what can be read off a tally: counts, shares, scores.
func secrets(s *voting.State, tally voting.Tally) map[string]string {
	hidden := make(map[string]string)
	counts := tally.ByGrade()
	shares := Permille(counts)
	for i, n := range counts {
		hidden[fmt.Sprint(n)] = "a count"
		hidden[fmt.Sprint(shares[i])] = "a share in thousandths"
		hidden[fmt.Sprintf("%d.%d", shares[i]/10, shares[i]%10)] = "a share"
	}
	for category := range tally.Counts {
		for _, n := range tally.CategoryByGrade(category) {
			hidden[fmt.Sprint(n)] = "a count of one category"
		}
	}
	if score := s.BoardWith(1, tally)[0].Score; score.Has() {
		hidden[score.Text] = "the score"
	}
	return hidden
}

// gate watches every event of a session and says what each audience may see.
type gate struct {
	t       *testing.T
	policy  voting.RevealPolicy
	looked  int
	visible int
}

func (g *gate) look(s *voting.State) {
	item := s.Staged()
	if item == nil || item.ID != 1 {
		return
	}
	g.sameAtDesk(s, item)
	for _, a := range Audiences() {
		frame := Render(s, a, Setting{JoinURL: "https://vote.example.cn/V"})
		g.looked++
		if g.mayCount(a, item.Phase) {
			g.visible++
			if g.policy == voting.RevealLive && item.Phase == voting.PhaseOpen {
				g.steps(a, item, frame)
			}
		} else {
			g.hidden(a, s, item, frame)
		}
		if !g.mayScore(a, item.Phase) && bytes.Contains(frame, []byte(`"result"`)) {
			g.t.Fatalf("%s, audience %d, phase %s: a result is in %s", g.policy, a, item.Phase, frame)
		}
	}
}

// sameAtDesk holds what the desk's pages are given against the desk's picture.
func (g *gate) sameAtDesk(s *voting.State, item *voting.ItemState) {
	g.t.Helper()
	frame, page := decode[DeskFrame](g.t, Render(s, Desk, Setting{})), AtDesk(s, item)
	result := frame.Result
	if item.Phase == voting.PhaseOpen || item.Phase == voting.PhaseClosed {
		result = nil // an interim score is for the picture alone
	}
	if page.Expected != frame.Item.Expected || !slices.Equal(page.Bars, frame.Bars) || (page.Result == nil) != (result == nil) || result != nil && !reflect.DeepEqual(page.Result, result) {
		g.t.Fatalf("%s, phase %s: the desk's page has %+v, its picture %+v", g.policy, item.Phase, page, frame.ScreenFrame)
	}
}

// mayCount is the table of the policies, written out apart from the code.
func (g *gate) mayCount(a Audience, phase voting.ItemPhase) bool {
	switch phase {
	case voting.PhaseOpen:
		return a != Phone && g.policy == voting.RevealLive
	case voting.PhaseClosed, voting.PhaseConfirmed:
		return a == Desk || (a != Phone && g.policy != voting.RevealHeld)
	case voting.PhaseRevealed:
		return a != Phone
	}
	return false
}

func (g *gate) mayScore(a Audience, phase voting.ItemPhase) bool {
	if a == Desk && g.policy == voting.RevealLive && (phase == voting.PhaseOpen || phase == voting.PhaseClosed) {
		return true
	}
	return (a == Desk && phase == voting.PhaseConfirmed) || (a != Phone && phase == voting.PhaseRevealed)
}

func (g *gate) hidden(a Audience, s *voting.State, item *voting.ItemState, frame []byte) {
	g.t.Helper()
	for _, key := range []string{`"bars"`, `"count"`, `"share"`, `"permille"`} {
		if bytes.Contains(frame, []byte(key)) {
			g.t.Fatalf("%s, audience %d, phase %s: %s is in %s", g.policy, a, item.Phase, key, frame)
		}
	}
	secret := secrets(s, item.Tally)
	for _, found := range number.FindAllString(known.ReplaceAllString(string(frame), ""), -1) {
		if what, there := secret[found]; there {
			g.t.Fatalf("%s, audience %d, phase %s: %s, %s, is in %s", g.policy, a, item.Phase, what, found, frame)
		}
	}
}

// steps makes sure that live bars show the stepped tally and not the true one.
func (g *gate) steps(a Audience, item *voting.ItemState, frame []byte) {
	g.t.Helper()
	shown, sum := decode[ScreenFrame](g.t, frame).Bars, 0
	for _, bar := range shown {
		sum += bar.Count
	}
	if sum%voting.LiveStep != 0 || (shown != nil && sum == 0) {
		g.t.Fatalf("audience %d: live bars add up to %d, want steps of %d", a, sum, voting.LiveStep)
	}
	if want := item.Tally.Total() - item.Tally.Total()%voting.LiveStep; sum != want {
		g.t.Fatalf("audience %d: live bars add up to %d of %d ballots, want %d", a, sum, item.Tally.Total(), want)
	}
}

func TestHiddenNumbersAreInNoFrame(t *testing.T) {
	for _, policy := range []voting.RevealPolicy{voting.RevealLive, voting.RevealClosed, voting.RevealHeld} {
		t.Run(string(policy), func(t *testing.T) {
			g := &gate{t: t, policy: policy}
			h := newHall(t, plan{reveal: policy, cards: 240, units: []voting.Unit{{ID: "A", Name: "窗口"}, {ID: "B", Name: "大厅"}}})
			h.after = g.look
			for _, scene := range []voting.Scene{voting.SceneAuto, voting.SceneBars, voting.SceneScore, voting.SceneBoard} {
				h.stage(1)
				h.cue(scene, 0)
				h.open(1)
				h.votes(watched...)
				h.do(voting.CloseItem{Item: 1})
				h.seal(1)
				h.cue(scene, 0)
				h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: 1})
				h.do(voting.RevealItem{Item: 1})
				h.do(voting.VoidItem{Item: 1, Reason: "again"})
			}
			if g.looked < 1000 || g.visible == 0 {
				t.Fatalf("looked at %d frames, %d of them open: the session did not run", g.looked, g.visible)
			}
		})
	}
}

func TestConfirmedButUnrevealedItemsAreNotRanked(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld})
	h.whole(1, 10, 20)
	h.stage(2)
	h.open(2)
	h.votes(29)
	h.close(2)
	h.do(voting.ConfirmItem{Act: voting.Act{Role: voting.Scrutineer}, Item: 2})
	h.cue(voting.SceneBoard, 0)
	for _, a := range []Audience{Screen, Desk} {
		frame := decode[ScreenFrame](t, h.bytes(a))
		if len(frame.Board.Rows) != 1 || frame.Board.Rows[0].Unit != "A" || frame.Board.Rows[0].Rank != 1 {
			t.Errorf("audience %d: board is %+v, want the one revealed unit with rank 1", a, frame.Board)
		}
	}
	if text := string(h.bytes(Screen)); strings.Contains(text, "100.00") {
		t.Errorf("the score of an unrevealed item is in %s", text)
	}
	if got := h.desk().Result; got == nil || got.Score != "100.00" || got.Rank != 1 || got.Of != 2 {
		t.Errorf("desk result of the confirmed item: got %+v, want 100.00, rank 1 of 2", got)
	}
}
