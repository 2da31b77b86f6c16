package display

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// sealedHall is an evening of windows that was confirmed, with all revealed one by one but the last.
func sealedHall(t *testing.T, good []int) *hall {
	h := ranked(t, good)
	h.state.Session.Rulebook.Reveal = voting.RevealHeld
	for id := range voting.ItemID(len(good) - 1) {
		h.do(voting.RevealItem{Item: id + 1})
	}
	return h
}

// boardOn reads a board: rank and unit.
func (h *hall) boardOn(groups map[string]int, class onair.Class) (told string) {
	for page := 0; ; page++ {
		v := view(class, onair.Cue{Scene: onair.SceneBoard, Step: page})
		v.Reveals = groups
		board := decode[struct{ Layers []struct{ Data BoardScene } }](h.t, h.output(v)).Layers[0].Data
		for _, row := range board.Rows {
			told += fmt.Sprintf("%d %s, ", row.Rank, row.Unit)
		}
		if page+1 >= board.Pages {
			return strings.TrimSuffix(told, ", ")
		}
	}
}

func (h *hall) scoreOn(item voting.ItemID, groups map[string]int) ScoreScene {
	v := view(onair.Public, onair.Cue{Scene: onair.SceneScore, Item: item})
	v.Reveals = groups
	return decode[struct{ Layers []struct{ Data ScoreScene } }](h.t, h.output(v)).Layers[0].Data
}

// One output says one thing: whom the ranking has given out is on the board, in the tables, on a
// score card and past the gate with the place of the ranking, although nobody revealed the item.
func TestWhatTheRankingGaveOutIsOutForEveryScene(t *testing.T) {
	h := sealedHall(t, []int{20, 30, 10, 30})
	if got := h.boardOn(nil, onair.Public); got != "1 U02, 2 U01, 3 U03" {
		t.Errorf("before the ranking the board is %s", got)
	}
	for groups, want := range []string{1: "4 U03", 2: "3 U01, 4 U03", 3: "1 U02, 1 U04, 3 U01, 4 U03"} {
		if groups == 0 {
			continue
		}
		out := map[string]int{"": groups}
		if got := h.boardOn(out, onair.Public); got != want {
			t.Errorf("%d groups: the board is %s, want %s", groups, got, want)
		}
		var rows []string
		for _, row := range h.tables(onair.Public, out).of(ViewBoard) {
			if row["unit"] != "" {
				rows = append(rows, row["rank"]+" "+row["unit"])
			}
		}
		if got := strings.Join(rows, ", "); got != want {
			t.Errorf("%d groups: the tables have %s, the board %s", groups, got, want)
		}
		v := view(onair.Public, onair.Cue{Scene: onair.SceneLineup})
		v.Reveals = out
		binding, _ := BindingOf(h.state)
		v.Bound = map[string]onair.Binding{"": binding}
		for item := range voting.ItemID(4) {
			card, may := h.scoreOn(item+1, out), MayCue(h.state, onair.Cue{Scene: onair.SceneScore, Item: item + 1}, v)
			if may.Code != "" && !card.Hidden || may.Code == "" && card.Hidden {
				t.Errorf("%d groups: the card of item %d is hidden %t, and the gate says %q", groups, item+1, card.Hidden, may.Code)
			}
			if isOut := strings.Contains(want, fmt.Sprintf("%d U%02d", card.Rank, item+1)); card.Rank > 0 && (!isOut || card.Of != 4 || card.SoFar) || card.Rank == 0 && strings.Contains(want, fmt.Sprintf("U%02d", item+1)) {
				t.Errorf("%d groups: the card of item %d says %+v beside the board %s", groups, item+1, card, want)
			}
		}
	}
	if card := h.scoreOn(4, map[string]int{"": 3}); card.Score != "75.00" || len(card.Bars) > 0 || card.Valid != 0 {
		t.Errorf("who came out by the ranking alone has a score and a place, and no counts: %+v", card)
	}
}

// Whom nobody revealed and no group brought is nowhere, and a card that is on keeps its score when
// the ranking begins; only its interim place goes.
func TestWhoIsYetToComeOutHasNoPlace(t *testing.T) {
	h := sealedHall(t, []int{20, 30, 10, 30})
	out := map[string]int{"": 1}
	if card := h.scoreOn(2, out); card.Hidden || card.Score != "75.00" || card.Rank != 0 || card.SoFar {
		t.Errorf("the card of who is not out is %+v", card)
	}
	if card := h.scoreOn(4, out); !card.Hidden || card.Score != "" {
		t.Errorf("nobody revealed item 4: %+v", card)
	}
	h.announce()
	if card := h.scoreOn(4, nil); card.Hidden || card.Rank != 1 || card.Of != 4 {
		t.Errorf("announced, the card is %+v", card)
	}
}

// The board of an evening that goes on is no ranking: it says of how many units its places are.
// With the last reveal, or with the first group of the ranking, they are those of the result.
func TestABoardSaysThatItsPlacesAreInterim(t *testing.T) {
	h := sealedHall(t, []int{20, 30, 10, 30})
	look := func(groups int) string {
		v := released(view(onair.Public, onair.Cue{Scene: onair.SceneBoard}), "", groups)
		board := decode[struct{ Layers []struct{ Data BoardScene } }](t, h.output(v)).Layers[0].Data
		if board.SoFar == nil {
			return ""
		}
		return fmt.Sprint(*board.SoFar)
	}
	if got := look(0); got != "{3 4}" {
		t.Errorf("three of four are revealed, and the board says %q", got)
	}
	if got := look(1); got != "" {
		t.Errorf("the ranking is given out, and the board says %q", got)
	}
	h.do(voting.RevealItem{Item: 4})
	if got := look(0); got != "" {
		t.Errorf("all are revealed, and the board says %q", got)
	}
}

// Nor is a place in a class one of the result before all of the class are out, also where units are ranked in their
// class alone; the card says it of each place by itself.
func TestACardSaysOfEachPlaceThatItIsInterim(t *testing.T) {
	all := programme(t, "windows")
	for name, rules := range map[string]string{"all and class": all, "class alone": strings.Replace(all, `"rank": "总名次"`, `"overall": "总名次"`, 1)} {
		h := newHall(t, plan{rules: rules, cards: 72}) // A and C are of one class
		look := func(item voting.ItemID, wantAll, wantClass bool) {
			t.Helper()
			card := h.scoreOn(item, nil)
			if card.Hidden || card.RankInClass == 0 || card.SoFar != (wantAll && rules == all) || card.ClassSoFar != wantClass {
				t.Errorf("%s: the card of item %d is %+v", name, item, card)
			}
		}
		for item := range voting.ItemID(3) {
			h.marked(item+1, int(item)+3, 4)
			h.confirm(item + 1)
		}
		h.do(voting.RevealItem{Item: 1})
		look(1, true, true)
		h.do(voting.RevealItem{Item: 2})
		look(1, true, true)
		look(2, true, false)
		h.do(voting.RevealItem{Item: 3})
		look(1, false, false)
		look(3, false, false)
		h.finish()
		h.announce()
		look(1, false, false)
	}
}
