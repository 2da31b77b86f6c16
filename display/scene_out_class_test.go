package display

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// windowsOf is the end of an evening of windows by the shipped rules, which rank all and each class: all is confirmed, nothing
// is announced, and none was revealed. Of 72 so many are content with each.
func windowsOf(t testing.TB, good ...int) *hall {
	units := sampled(t, "windows/units.csv", len(good))
	for i := range units {
		units[i].Class = []voting.Class{"行政审批类", "执法监管类"}[i%2]
	}
	h := newHall(t, plan{rules: programme(t, "windows"), units: units, cards: 72})
	for i, n := range good {
		h.marked(voting.ItemID(i+1), n, 70-n, 2)
		h.confirm(voting.ItemID(i + 1))
	}
	h.finish()
	return h
}

// inClass are the items of a class in the order of so many content voters, the last place first.
func (h *hall) inClass(class voting.Class, good []int) (items []int) {
	for i, unit := range h.state.Session.Units {
		if class == "" || unit.Class == class {
			items = append(items, i)
		}
	}
	slices.SortFunc(items, func(a, b int) int { return good[a] - good[b] })
	return items
}

// on is an output on which groups are out of the result that is sealed now.
func (h *hall) on(cue onair.Cue, out map[string]int) onair.View {
	v := view(onair.Public, cue)
	binding, _ := BindingOf(h.state)
	v.Reveals, v.Bound = out, make(map[string]onair.Binding)
	for list := range out {
		v.Bound[list] = binding
	}
	return v
}

// ranksOn reads the board of all or of a class: place and unit.
func (h *hall) ranksOn(class voting.Class, out map[string]int) (told string) {
	board := decode[struct{ Layers []struct{ Data BoardScene } }](h.t, h.output(h.on(onair.Cue{Scene: onair.SceneBoard, List: string(class)}, out))).Layers[0].Data
	for _, row := range board.Rows {
		told += fmt.Sprintf("%d %s, ", row.Rank, row.Unit)
	}
	return strings.TrimSuffix(told, ", ")
}

var content = []int{60, 32, 52, 24, 44, 16, 36, 56, 28, 48, 20, 40}

// Where all units are ranked too, a class whose places are given out alone is out everywhere, with its own places
// and no place among all.
func TestAClassThatIsGivenOutAloneIsOutForEveryScene(t *testing.T) {
	h := windowsOf(t, content...)
	units := h.state.Session.Units
	const class = "执法监管类"
	order := h.inClass(class, content)
	if len(order) < 3 || len(order) == len(units) {
		t.Fatalf("of %d units %d are of the class", len(units), len(order))
	}
	for groups := range len(order) + 1 {
		out := map[string]int{class: groups}
		var rows []string
		for n, i := range slices.Backward(order[:groups]) {
			rows = append(rows, fmt.Sprintf("%d %s", len(order)-n, units[i].ID))
		}
		if got := h.ranksOn(class, out); got != strings.Join(rows, ", ") {
			t.Errorf("%d groups: the board of the class is %s, want %s", groups, got, rows)
		}
		if got := h.ranksOn("", out) + h.ranksOn("行政审批类", out) + lines(h.tables(onair.Public, out).of(ViewBoard), "rank", "unit"); got != "" {
			t.Errorf("%d groups: of all and of the other class there is %s", groups, got)
		}
		board := onair.Cue{Scene: onair.SceneBoard, List: class}
		if may := MayCue(h.state, board, h.on(board, out)); (may.Code == "") != (groups > 0) {
			t.Errorf("%d groups: the gate says %q of the board of the class", groups, may.Code)
		}
		for i, unit := range units {
			cue := onair.Cue{Scene: onair.SceneScore, Item: voting.ItemID(i + 1)}
			card, may := scene[ScoreScene](h, onair.Public, cue, out), MayCue(h.state, cue, h.on(cue, out))
			at := slices.Index(order, i)
			isOut := at >= 0 && at < groups
			if card.Hidden == isOut || (may.Code == "") != isOut || card.Rank != 0 || card.Of != 0 || isOut && (card.RankInClass != len(order)-at || card.OfClass != len(order) || card.Score == "" || card.SoFar || len(card.Bars) > 0) {
				t.Errorf("%d groups: the card of %s is %+v, and the gate says %q", groups, unit.ID, card, may.Code)
			}
		}
	}
}

// Each ranking gives out its own places: of all with the class whole, and the other way round, nothing of the other stands.
func TestARankingGivesOutNoPlaceOfAnother(t *testing.T) {
	h := windowsOf(t, content...)
	const class = "执法监管类"
	order, all := h.inClass(class, content), h.inClass("", content)
	item := order[len(order)-1]
	card := func(out map[string]int) string {
		c := scene[ScoreScene](h, onair.Public, onair.Cue{Scene: onair.SceneScore, Item: voting.ItemID(item + 1)}, out)
		return fmt.Sprintf("%d/%d %d/%d", c.Rank, c.Of, c.RankInClass, c.OfClass)
	}
	rank := len(all) - slices.Index(all, item)
	ofAll, ofClass := fmt.Sprintf("%d/%d", rank, len(all)), fmt.Sprintf("1/%d", len(order))
	for _, c := range []struct {
		out  map[string]int
		want string
	}{
		{map[string]int{"": 99}, ofAll + " 0/0"}, {map[string]int{class: 99}, "0/0 " + ofClass}, {map[string]int{"": 99, class: 99}, ofAll + " " + ofClass},
		{map[string]int{"": 1, class: 99}, "0/12 " + ofClass},
	} {
		if got := card(c.out); got != c.want {
			t.Errorf("%v: the card says %s, want %s", c.out, got, c.want)
		}
	}
	if got := h.ranksOn(class, map[string]int{"": 99}); got != "" {
		t.Errorf("the ranking of all is out, and the board of a class is %s", got)
	}
	h.announce()
	if got := card(nil); got != ofAll+" "+ofClass {
		t.Errorf("announced, the card says %s", got)
	}
	if got := h.ranksOn(class, nil); !strings.HasPrefix(got, "1 "+string(h.state.Session.Units[item].ID)) {
		t.Errorf("announced, the board of the class is %s", got)
	}
}

// Who was revealed keeps the score when a class is given out; interim places among all tell the order of a class, and go.
func TestInterimPlacesGoWithTheFirstGroupOfAClass(t *testing.T) {
	h := windowsOf(t, content...)
	for id := range voting.ItemID(11) {
		h.do(voting.RevealItem{Item: id + 1})
	}
	const class = "执法监管类"
	if got := h.ranksOn("", nil); !strings.HasPrefix(got, "1 W001, ") {
		t.Errorf("before it the board is %s", got)
	}
	if board := scene[BoardScene](h, onair.Public, onair.Cue{Scene: onair.SceneBoard, List: class}); board.SoFar == nil || board.Class != class || len(board.Rows) == 0 {
		t.Errorf("before it the board of the class is %+v", board)
	}
	out := map[string]int{class: 1}
	last := h.inClass(class, content)[0]
	for i := range h.state.Session.Units[:11] {
		card := scene[ScoreScene](h, onair.Public, onair.Cue{Scene: onair.SceneScore, Item: voting.ItemID(i + 1)}, out)
		if card.Score == "" || card.Rank != 0 || (card.RankInClass > 0) != (i == last) || len(card.Bars) == 0 {
			t.Errorf("the card of item %d is %+v", i+1, card)
		}
	}
	if got := h.ranksOn("", out) + h.ranksOn("行政审批类", out); got != "" {
		t.Errorf("a class is given out, and the interim board is %s", got)
	}
}

// Whoever is above in the class, and however the others stand, the pictures and tables are the same to the byte.
func TestAClassTellsNothingOfThePlacesAboveNorOfOthers(t *testing.T) {
	const class = "执法监管类"
	a := windowsOf(t, content...)
	order := a.inClass(class, content)
	other := slices.Clone(content)
	for i := range other {
		if !slices.Contains(order[:2], i) {
			other[i] = 35 + (content[i]*5+i)%31
		}
	}
	b := windowsOf(t, other...)
	if !slices.Equal(b.inClass(class, other)[:2], order[:2]) || slices.Equal(b.inClass("", other), a.inClass("", content)) {
		t.Fatal("the last two are others, or all stand alike")
	}
	for groups := range 3 {
		out := map[string]int{class: groups}
		for step := range 4 {
			for _, cue := range append(cuesOf(a.state, step), onair.Cue{Scene: onair.SceneBoard, List: class, Step: step}, onair.Cue{Scene: onair.SceneReveal, List: class, Step: step}) {
				if one, two := a.output(a.on(cue, out)), b.output(b.on(cue, out)); !bytes.Equal(one, two) {
					t.Fatalf("%d groups, %+v:\n%s\n%s", groups, cue, one, two)
				}
			}
		}
		if one, two := encoded(a.tables(onair.Public, out)), encoded(b.tables(onair.Public, out)); one != two {
			t.Fatalf("%d groups: the tables are\n%s\n%s", groups, one, two)
		}
	}
}
