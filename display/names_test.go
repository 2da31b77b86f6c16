package display

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pingyi/onair"
)

// givenOut is a view on which the control room has given out a ranking or list, by whatever name the cue has for it.
func givenOut(class onair.Class, cue onair.Cue) onair.View {
	v := released(view(class, cue), cue.List, 99)
	for _, list := range []string{"ten best", "ten worst", "ten best/街道", "ten best/站所"} {
		v.Reveals[list] = 99
	}
	return v
}

// guarded is such a view on which the names of some lists were checked, of the first version.
func guarded(class onair.Class, cue onair.Cue, lists ...string) onair.View {
	v := givenOut(class, cue)
	v.Guarded, v.Checked = true, make(map[string][]int)
	for _, list := range lists {
		v.Checked[list] = []int{1}
	}
	return v
}

// onLists are the units that a picture has in rows, and how many.
func (h *hall) onLists(v onair.View) (units []string) {
	type rows struct{ Rows []PlaceRow }
	for _, layer := range decode[struct{ Layers []struct{ Data rows } }](h.t, h.output(v)).Layers {
		for _, row := range layer.Data.Rows {
			units = append(units, row.Name)
		}
	}
	return units
}

// tabled are the units that the tables have on lists, by the list.
func tabled(t Tables) map[string]int {
	on := make(map[string]int)
	for _, view := range []string{ViewBoard, ViewList} {
		for _, row := range t.of(view) {
			if row["unit"] != "" {
				on[view+" "+row["list"]]++
			}
		}
	}
	return on
}

// Whose names a picture says is asked by whichever of the names of a list, and a picture that names none has the first.
func TestWhichListsAPictureIsAbout(t *testing.T) {
	for name, c := range map[string]struct {
		rules string
		cue   onair.Cue
		want  string
	}{
		"the first":              {hallOnly(t), onair.Cue{Scene: onair.SceneTen}, "[ten best]"},
		"by its name":            {hallOnly(t), onair.Cue{Scene: onair.SceneTen, List: "ten worst"}, "[ten worst]"},
		"by that of its table":   {hallOnly(t), onair.Cue{Scene: onair.SceneTen, List: "十差"}, "[ten worst]"},
		"a board of it":          {hallOnly(t), onair.Cue{Scene: onair.SceneBoard, List: "十差"}, "[ten worst]"},
		"a whole board":          {hallOnly(t), onair.Cue{Scene: onair.SceneBoard}, "[]"},
		"the ranking of all":     {hallOnly(t), onair.Cue{Scene: onair.SceneReveal}, "[]"},
		"what has no list":       {hallOnly(t), onair.Cue{Scene: onair.SceneScore}, "[]"},
		"of a class":             {eachClass(hallOnly(t)), onair.Cue{Scene: onair.SceneTen, List: "ten best/站所"}, "[ten best/站所]"},
		"a board of each class":  {eachClass(hallOnly(t)), onair.Cue{Scene: onair.SceneBoard, List: "十佳"}, "[ten best/街道 ten best/站所]"},
		"the first of the first": {eachClass(hallOnly(t)), onair.Cue{Scene: onair.SceneTen}, "[ten best/街道]"},
	} {
		h := chosenInTheHall(t, c.rules, mostBest, mostWorst)
		if got := fmt.Sprint(NamesIn(h.state, c.cue)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// The result is announced, and yet a public output names nobody on a list whose names were not checked: whichever scene
// or table is asked for it, by whichever of its names. A cue for it is refused with a reason of its own.
func TestNobodyOnAnUncheckedListIsNamedInPublic(t *testing.T) {
	for name, rules := range map[string]string{"all": hallOnly(t), "by class": eachClass(hallOnly(t))} {
		h := chosenInTheHall(t, rules, mostBest, mostWorst)
		h.announce()
		named := 0
		for _, cue := range listCues(h.state) {
			if !slices.Contains([]onair.Scene{onair.SceneTen, onair.SceneReveal, onair.SceneBoard, onair.SceneAuto}, cue.Scene) {
				continue
			}
			v := guarded(onair.Public, cue)
			if got := h.onLists(v); len(got) > 0 && cue.List != "街道" && (cue.Scene != onair.SceneReveal || cue.List != "") {
				t.Errorf("%s: %+v names %v", name, cue, got)
			}
			if len(h.onLists(givenOut(onair.Public, cue))) > 0 && cue.Scene != onair.SceneAuto && cue.List != "街道" && (cue.Scene != onair.SceneReveal || cue.List != "") {
				named++
				if code := MayCue(h.state, cue, v).Code; code != onair.RefusedNames {
					t.Errorf("%s: %+v is refused as %q", name, cue, code)
				}
				if code := MayCue(h.state, cue, guarded(onair.Preview, cue)).Code; code != "" {
					t.Errorf("%s: %+v on a preview is refused as %q", name, cue, code)
				}
			}
		}
		if named < 10 {
			t.Errorf("%s: only %d cues name anybody at all", name, named)
		}
		if on := tabled(RenderTables(h.state, guarded(onair.Preview, onair.Cue{Scene: onair.SceneBug}))); len(on) > 0 {
			t.Errorf("%s: the tables name %v", name, on)
		}
	}
}

// What was checked is named, and of the other list still nobody. What follows the rundown waits until there is somebody.
func TestACheckedListIsNamedAndNoOther(t *testing.T) {
	h := chosenInTheHall(t, hallOnly(t), mostBest, mostWorst)
	ten := func(list string) onair.Cue { return onair.Cue{Scene: onair.SceneTen, List: list} }
	code := func(cue onair.Cue, lists ...string) onair.Code {
		return MayCue(h.state, cue, guarded(onair.Public, cue, lists...)).Code
	}
	if got := code(ten("ten worst"), "ten worst"); got != "" {
		t.Errorf("confirmed and checked: %q", got)
	}
	if got := code(onair.Cue{Scene: onair.SceneBoard}); got != onair.RefusedNotReleased {
		t.Errorf("a board of what nobody has released: %q", got)
	}
	h.announce()
	if got := code(ten("十差"), "ten worst"); got != "" || len(h.onLists(guarded(onair.Public, ten("十差"), "ten worst"))) == 0 {
		t.Errorf("checked, and called by the name of its table: %q", got)
	}
	if got := code(ten("ten best"), "ten worst"); got != onair.RefusedNames {
		t.Errorf("the other list: %q", got)
	}
	board := onair.Cue{Scene: onair.SceneBoard}
	want := h.onLists(guarded(onair.Public, onair.Cue{Scene: onair.SceneBoard, List: "ten worst"}, "ten worst", "ten best"))
	if got := h.onLists(guarded(onair.Public, board, "ten worst")); len(got) == 0 || !slices.Equal(got, want) || code(board, "ten worst") != "" {
		t.Errorf("the board has %v, want the one list %v", got, want)
	}
	v := guarded(onair.Public, board, "ten worst")
	v.Checked["ten worst"] = []int{2}
	if got := h.onLists(v); len(got) != 0 {
		t.Errorf("what was said of another version names %v", got)
	}
	on := tabled(RenderTables(h.state, guarded(onair.Public, board, "ten worst")))
	if keys := slices.Sorted(maps.Keys(on)); !slices.Equal(keys, []string{"board 十差", "list 十差"}) {
		t.Errorf("the tables name %v", on)
	}
	auto := onair.Cue{Scene: onair.SceneAuto}
	if got := string(h.output(guarded(onair.Public, auto))); !strings.Contains(got, `"scene":"countdown"`) {
		t.Errorf("with nobody to be named the rundown shows %s", got)
	}
	if got := h.onLists(guarded(onair.Public, auto, "ten worst")); !slices.Equal(got, want) {
		t.Errorf("then it names %v, want %v", got, want)
	}
}

// One set of pictures, and one session that is asked again and again: a word about names changes what is kept.
func TestTablesThatAreKeptHearOfAWordAboutNames(t *testing.T) {
	h := chosenInTheHall(t, hallOnly(t), mostBest, mostWorst)
	h.announce()
	kept, bug := new(Outputs), onair.Cue{Scene: onair.SceneBug}
	for _, lists := range [][]string{nil, {"ten best"}, {"ten best", "ten worst"}, nil} {
		if on := tabled(kept.Tables(h.state, guarded(onair.Public, bug, lists...))); len(on) != 2*len(lists) {
			t.Errorf("with %v checked the tables name %v", lists, on)
		}
	}
}
