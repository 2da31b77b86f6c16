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

// hallOnly are the shipped rules of a choice without the vote from elsewhere: screens have its scores with the reveal.
func hallOnly(t testing.TB) string {
	rules := programme(t, "best-worst")
	for _, cut := range [][2]string{
		{`"imported": [{"name": "网络得票", "axes": ["unit"], "note": "网络评选每个单位的票数，由承办单位提供"}],`, ""},
		{`{"name": "网络得分", "do": "share of top", "of": "网络得票", "inside": "all", "points": 100, "round": {"places": 2, "mode": "half up"}},`, ""},
		{`"parts": [{"of": "会场得分", "weight": 60}, {"of": "网络得分", "weight": 40}], "missing": "refuse",`, `"parts": [{"of": "会场得分", "weight": 100}], "missing": "refuse",`},
		{`"take": 10`, `"take": 3`},
	} {
		if !strings.Contains(rules, cut[0]) {
			t.Fatalf("the shipped rules have no %s", cut[0])
		}
		rules = strings.ReplaceAll(rules, cut[0], cut[1])
	}
	return rules
}

// eachClass gives each class a list of the best of its own.
func eachClass(rules string) string {
	return strings.Replace(rules, `"name": "十佳", "do": "cut", "of": "得分", "inside": "all"`, `"name": "十佳", "do": "cut", "of": "得分", "inside": "class"`, 1)
}

// chosenInTheHall holds a choice among eight units of two classes, by so many ticks of ten for the best and for the worst, and
// confirms its result. Whoever runs the session has revealed the form.
func chosenInTheHall(t testing.TB, rules string, best, worst []int) *hall {
	units := sampled(t, "best-worst/candidates.csv", len(best))
	for i := range units {
		units[i].Class = []voting.Class{"街道", "站所"}[i%2]
	}
	h := newHall(t, plan{rules: rules, units: units, cards: 10})
	h.stage(1)
	h.open(1)
	for n := range 10 {
		h.fillOne(n, 2*len(units), func(row int) byte {
			if row < len(units) && n < best[row] || row >= len(units) && n < worst[row-len(units)] {
				return '0'
			}
			return '-'
		})
	}
	h.close(1)
	h.confirm(1)
	h.do(voting.RevealItem{Item: 1})
	h.finish()
	return h
}

var (
	mostBest  = []int{9, 7, 7, 5, 4, 3, 2, 1}
	mostWorst = []int{1, 0, 2, 3, 4, 8, 6, 6}
)

// listCues are cues of every scene about the session, each unit and each list, by each of its names.
func listCues(s *voting.State) (cues []onair.Cue) {
	lists := []string{"", "ten best", "十佳", "十佳/街道", "ten best/站所", "ten worst", "十差", "街道", "最满意", "最不满意", "得分"}
	for _, kind := range onair.Kinds() {
		for _, list := range lists {
			for step := range 4 {
				cues = append(cues, onair.Cue{Scene: kind.Scene, List: list, Step: step}, onair.Cue{Scene: kind.Scene, List: list, Step: step, Unit: s.Session.Units[0].ID},
					onair.Cue{Scene: kind.Scene, List: list, Step: step, Unit: s.Session.Units[5].ID, Other: s.Session.Units[0].ID})
			}
		}
	}
	return cues
}

// That a form of a choice is revealed tells nothing of who is chosen: whatever was ticked instead gives the
// same pictures and tables, until a list is given out or the result is announced.
func TestTheRevealOfAChoiceGivesOutNothingOfItsLists(t *testing.T) {
	for name, rules := range map[string]string{"all": hallOnly(t), "by class": eachClass(hallOnly(t)), "with votes from elsewhere": programme(t, "best-worst")} {
		a := chosenInTheHall(t, rules, mostBest, mostWorst)
		b := chosenInTheHall(t, rules, []int{1, 2, 3, 4, 5, 6, 7, 8}, []int{7, 7, 7, 7, 1, 1, 1, 1})
		alike := func() (other string) {
			for _, class := range []onair.Class{onair.Public, onair.Preview} {
				for _, cue := range listCues(a.state) {
					if one, two := a.output(view(class, cue)), b.output(view(class, cue)); !bytes.Equal(one, two) {
						return fmt.Sprintf("%s %+v:\n%s\n%s", class, cue, one, two)
					}
				}
			}
			for _, audience := range []Audience{Phone, Screen, Director} {
				if one, two := a.bytes(audience), b.bytes(audience); !bytes.Equal(one, two) {
					return fmt.Sprintf("the picture of the session for %d:\n%s\n%s", audience, one, two)
				}
			}
			if one, two := encoded(a.tables(onair.Public, nil)), encoded(b.tables(onair.Public, nil)); one != two {
				return one + two
			}
			return ""
		}
		if other := alike(); other != "" {
			t.Errorf("%s: revealed, what was ticked can be read off %s", name, other)
		}
		for _, scene := range []onair.Scene{onair.SceneBoard, onair.SceneScore, onair.SceneVersus} {
			cue := onair.Cue{Scene: scene, Unit: a.state.Session.Units[0].ID}
			if may := MayCue(a.state, cue, view(onair.Public, cue)); may.Code != onair.RefusedNotReleased {
				t.Errorf("%s: the gate says %q of %s", name, may.Code, scene)
			}
		}
		if auto := scene[CountdownScene](a, onair.Public, onair.Cue{Scene: onair.SceneAuto}); auto.State != string(voting.PhaseConfirmed) {
			t.Errorf("%s: what follows the rundown says %+v", name, auto)
		}
		a.announce()
		b.announce()
		if other := alike(); other == "" {
			t.Errorf("%s: announced, the pictures are the same", name)
		}
		for _, audience := range []Audience{Screen, Director} { // nobody entered votes from elsewhere, and without them there is no list
			if text := string(a.bytes(audience)); name != "with votes from elsewhere" && !strings.Contains(text, `"list":"十佳"`) {
				t.Errorf("%s: announced, the picture of the session for %d has no list: %s", name, audience, text)
			}
		}
	}
}

// listedOn are the rows of one list on the board of an output, rank, unit, figure and bar.
func (h *hall) listedOn(v onair.View, list string) (told string) {
	v.Layers = map[onair.Layer]onair.Shown{onair.LayerFull: {Cue: onair.Cue{Scene: onair.SceneBoard, List: list}, Take: 17}}
	board := decode[struct{ Layers []struct{ Data BoardScene } }](h.t, h.output(v)).Layers[0].Data
	for _, row := range board.Rows {
		told += fmt.Sprintf("%d %s %s %d, ", row.Rank, row.Unit, row.Score, row.Permille)
	}
	return strings.TrimSuffix(told, ", ")
}

// tabledOn are those of a view of the tables, without bars.
func tabledOn(t Tables, view, list, class string) (told string) {
	for _, row := range t.of(view) {
		if row["unit"] != "" && row["list"] == list && (class == "" || row["class"] == class) {
			told += fmt.Sprintf("%s %s %s, ", row["rank"], row["unit"], row["score"])
		}
	}
	return strings.TrimSuffix(told, ", ")
}

// What a list gave out is out everywhere: on its page of the board, in both tables, on the card and past
// the gate, and nothing else is.
func TestWhatAListGaveOutIsOutForEveryScene(t *testing.T) {
	h := chosenInTheHall(t, hallOnly(t), mostBest, mostWorst)
	unit := func(i int) string { return string(h.state.Session.Units[i].ID) }
	third, second := fmt.Sprintf("2 %s 70.00 %%d, 2 %s 70.00 %%[1]d", unit(1), unit(2)), fmt.Sprintf("1 %s 90.00 1000", unit(0))
	for groups, want := range []string{"", fmt.Sprintf(third, 1000), second + ", " + fmt.Sprintf(third, 777)} {
		v := released(view(onair.Public, onair.Cue{}), "ten best", groups)
		binding, _ := BindingOf(h.state)
		v.Bound = map[string]onair.Binding{"ten best": binding}
		for _, list := range []string{"ten best", "十佳"} {
			if got := h.listedOn(v, list); got != want {
				t.Errorf("%d groups: the board has %q, want %q", groups, got, want)
			}
		}
		if got := h.listedOn(v, "ten worst"); got != "" {
			t.Errorf("%d groups of the best are out, and of the worst %s", groups, got)
		}
		tables := h.tables(onair.Public, v.Reveals)
		bare := strings.NewReplacer(" 1000", "", " 777", "").Replace(want)
		if board, list := tabledOn(tables, ViewBoard, "十佳", ""), tabledOn(tables, ViewList, "十佳", ""); board != bare || list != bare {
			t.Errorf("%d groups: the tables have %q and %q, want %q", groups, board, list, bare)
		}
		if tables.of(ViewBoard)[0]["unit"] != "" && groups < 2 {
			t.Errorf("%d groups: somebody is in the row of the first place", groups)
		}
		for i, u := range h.state.Session.Units {
			cue := onair.Cue{Scene: onair.SceneScore, Unit: u.ID}
			card, may := scene[ScoreScene](h, onair.Public, cue, v.Reveals), MayCue(h.state, cue, v)
			isOut := strings.Contains(want, string(u.ID)+" ")
			score := ""
			if isOut {
				score = fmt.Sprintf("%d0.00", mostBest[i])
			}
			if card.Hidden == isOut || card.Score != score || (may.Code == "") != isOut || card.Rank != 0 || card.Of != 0 || card.Valid != 0 || len(card.Criteria) > 0 {
				t.Errorf("%d groups: the card of %s is %+v, and the gate says %q", groups, u.ID, card, may.Code)
			}
		}
	}
	v := released(view(onair.Public, onair.Cue{}), "ten best", 2)
	before := h.listedOn(v, "十佳")
	h.announce()
	if after := h.listedOn(v, "十佳"); after != before {
		t.Errorf("given out whole the list is %q, announced %q", before, after)
	}
}

// The list of the worst is made of ticks, which are no score: who is out has a place on it and a figure, and no card.
func TestAListOfTicksGivesOutNoScore(t *testing.T) {
	h := chosenInTheHall(t, hallOnly(t), mostBest, mostWorst)
	worst := h.state.Session.Units[5].ID
	v := released(view(onair.Public, onair.Cue{}), "ten worst", 9)
	if got := h.listedOn(v, "十差"); !strings.HasPrefix(got, "1 "+string(worst)+" 8 1000, ") {
		t.Errorf("the list is %q", got)
	}
	if card := scene[ScoreScene](h, onair.Public, onair.Cue{Scene: onair.SceneScore, Unit: worst}, v.Reveals); !card.Hidden || card.Score != "" {
		t.Errorf("the card is %+v", card)
	}
}

// The places of all come out by their own ranking, also of a choice.
func TestTheRankingOfAChoiceGivesOutScoreAndPlace(t *testing.T) {
	h := chosenInTheHall(t, hallOnly(t), mostBest, mostWorst)
	out := map[string]int{"": 1}
	for i, u := range h.state.Session.Units {
		card := scene[ScoreScene](h, onair.Public, onair.Cue{Scene: onair.SceneScore, Unit: u.ID}, out)
		if last := i == 7; card.Hidden == last || last && (card.Score != "10.00" || card.Rank != 8 || card.Of != 8) {
			t.Errorf("the card of %s is %+v", u.ID, card)
		}
	}
	if got := h.listedOn(released(view(onair.Public, onair.Cue{}), "", 9), "十佳"); got != "" {
		t.Errorf("the places are out, and of the list %s", got)
	}
}

// Where each class has its own list each is released by itself, and is on the board and in the tables by itself.
func TestTheListOfAClassComesOutByItself(t *testing.T) {
	h := chosenInTheHall(t, eachClass(hallOnly(t)), mostBest, mostWorst)
	units := h.state.Session.Units
	want := fmt.Sprintf("1 %s 70.00 1000, 2 %s 50.00 714, 3 %s 30.00 428", units[1].ID, units[3].ID, units[5].ID)
	v := released(view(onair.Public, onair.Cue{}), "ten best/站所", 3)
	for list, has := range map[string]string{"ten best/站所": want, "十佳/站所": want, "站所": want, "ten best": want, "ten best/街道": "", "街道": ""} {
		if got := h.listedOn(v, list); got != has {
			t.Errorf("the board of %s is %q, want %q", list, got, has)
		}
	}
	if ten := scene[TenScene](h, onair.Public, onair.Cue{Scene: onair.SceneTen, List: "ten best/站所"}, v.Reveals); ten.List != "十佳 站所" || len(ten.Rows) == 0 {
		t.Errorf("the picture of the list is called %q and has %d rows", ten.List, len(ten.Rows))
	}
	tables := h.tables(onair.Public, v.Reveals)
	for _, view := range []string{ViewBoard, ViewList} {
		own, other := tabledOn(tables, view, "十佳", "站所"), tabledOn(tables, view, "十佳", "街道")
		if own != strings.NewReplacer(" 1000", "", " 714", "", " 428", "").Replace(want) || other != "" {
			t.Errorf("the table of the %s has %q of the class, and of the other %q", view, own, other)
		}
	}
	rows := func(reveals map[string]int) (at []string) {
		for _, row := range h.tables(onair.Public, reveals).of(ViewBoard) {
			if row["unit"] != "" && row["class"] == "站所" && row["list"] == "十佳" {
				at = append(at, row["line"]+" "+row["unit"])
			}
		}
		return at
	}
	before := rows(v.Reveals)
	h.announce()
	if after := rows(nil); !slices.Equal(before, after) {
		t.Errorf("given out the rows are %v, announced %v", before, after)
	}
	if got := h.listedOn(v, "ten best/站所"); got != want {
		t.Errorf("announced, the board is %q, want %q", got, want)
	}
}
