package display

import (
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// Who saw a score that was set aside is told that it does not stand, and of the one that comes in its place where
// it comes from: on the card, on the board and in the ranking.
func TestAScoreThatWasSetAsideSaysSo(t *testing.T) {
	h := newHall(t, plan{reveal: voting.RevealHeld})
	score := func() ScoreScene {
		v := view(onair.Public, onair.Cue{Scene: onair.SceneScore, Item: 1})
		return decode[struct{ Layers []struct{ Data ScoreScene } }](t, h.output(v)).Layers[0].Data
	}
	want := func(when string, hidden bool, instead string, revote bool) {
		t.Helper()
		if got := score(); got.Hidden != hidden || got.Instead != instead || got.Revote != revote {
			t.Errorf("%s the card is hidden %t, in its place %q, of a run anew %t; want %t, %q, %t", when, got.Hidden, got.Instead, got.Revote, hidden, instead, revote)
		}
	}
	want("before the vote", true, "", false)
	for id := range voting.ItemID(2) {
		h.marked(id+1, 10, 5)
		h.confirm(id + 1)
		h.do(voting.RevealItem{Item: id + 1})
	}
	want("revealed", false, "", false)
	h.do(voting.VoidItem{Act: voting.Act{Role: voting.Organizer, At: h.now}, Item: 1, Reason: "网络中断"})
	want("set aside", true, insteadVoid, false)
	h.marked(1, 3, 12)
	want("while it runs anew", true, insteadRevote, false)
	h.confirm(1)
	want("confirmed anew", true, insteadRevote, false)
	h.do(voting.RevealItem{Item: 1})
	want("revealed anew", false, "", true)
	board := decode[struct{ Layers []struct{ Data BoardScene } }](t, h.output(view(onair.Public, onair.Cue{Scene: onair.SceneBoard}))).Layers[0].Data
	if len(board.Rows) != 2 {
		t.Fatalf("the board has %+v", board.Rows)
	}
	for _, row := range board.Rows {
		if row.Revote != (row.Unit == h.state.Item(1).Unit) {
			t.Errorf("the row of %s says of a run anew %t", row.Unit, row.Revote)
		}
	}
}
