package display

import (
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/tests/evenings"
)

// What a ranking shows stays as it was given out when a correction is announced, until somebody takes the
// corrected picture. A preview has that at once.
func TestAGivenOutRankingStaysAsItWasUntilTheCorrectedOneIsTaken(t *testing.T) {
	s := evenings.State(t, "result", "result-announced", 2)
	look := func(class onair.Class, version int, given ...onair.Given) RevealScene {
		v := view(class, onair.Cue{Scene: onair.SceneReveal})
		shown := v.Layers[onair.LayerFull]
		shown.Version = version
		v.Layers[onair.LayerFull] = shown
		v.Reveals, v.Given = map[string]int{}, map[string][]onair.Given{"": given}
		return decode[struct{ Layers []struct{ Data RevealScene } }](t, NewHub(Setting{}).RenderFor(s, v)).Layers[0].Data
	}
	told := func(scene RevealScene) (told string) {
		for _, row := range scene.Rows {
			told += " " + string(row.Unit) + "=" + row.Score
		}
		return told
	}
	all := onair.Given{Version: 1, Groups: 9, Whole: true}
	before, after := look(onair.Public, 1, all), look(onair.Public, 2, all)
	if before.Version != 1 || before.Corrected || len(before.Rows) == 0 || after.Version != 2 || !after.Corrected || len(after.Rows) == 0 {
		t.Fatalf("before it is taken the picture is %+v, after that %+v", before, after)
	}
	if told(before) == told(after) {
		t.Errorf("the correction changes nothing: %s", told(after))
	}
	if got := told(look(onair.Preview, 1, all)); got != told(after) {
		t.Errorf("the preview has %s, and taken is %s", got, told(after))
	}
	if got := told(look(onair.Public, 0, all)); got != told(after) { // of a log from before pictures knew of what they are
		t.Errorf("a picture of no version has %s", got)
	}
	part := onair.Given{Version: 1, Groups: 1}
	if before, after := look(onair.Public, 1, part), look(onair.Public, 2, part); before.Released == 0 || !strings.HasPrefix(told(look(onair.Public, 1, all)), told(before)) || after.Released != 0 || len(after.Rows) != 0 {
		t.Errorf("given out in part it is %+v, and corrected %+v", before, after)
	}
}
