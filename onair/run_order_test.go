package onair

import (
	"slices"
	"testing"
)

// runOrders are the run orders of the four formats, taken by hand onto one output under a bug.
func runOrders() map[string][]Scene {
	return map[string][]Scene{
		"windows": {SceneStrap, SceneJoin, SceneCountdown, SceneTurnout, SceneBars, SceneScore, SceneBoard, SceneReveal, ScenePlate},
		"pledges": {SceneStrap, ScenePledge, SceneJoin, SceneCountdown, SceneTurnout, SceneVerdict, SceneVersus, SceneBoard, ScenePlate},
		"both":    {SceneTurnout, SceneDims, SceneBoard, SceneVersus, ScenePlate},
		"best":    {SceneCountdown, SceneTurnout, SceneBars, SceneTen, ScenePlate},
	}
}

// together are the layers on which scenes may lie beside each other: for more than these there is no room.
func together(a, b Scene) bool {
	low := []Scene{SceneStrap, SceneCountdown}
	beside := func(a, b Scene) bool {
		switch a {
		case SceneBug, SceneCrawl, SceneLineup:
			return true
		case SceneTurnout, SceneJoin: // the code stands in a corner beside others
			return b == SceneTurnout || b == SceneJoin || slices.Contains(low, b)
		}
		return false
	}
	return beside(a, b) || beside(b, a)
}

// No two scenes lie on each other, whichever of them came first.
func TestWhatHasNoRoomBesideAnotherPutsItOut(t *testing.T) {
	for _, first := range Kinds() {
		for _, second := range Kinds() {
			r := tuned(t)
			for _, kind := range []Kind{first, second} {
				r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: kind.Scene, Item: 1}})
			}
			wantRoom(t, r, "pvw", string(first.Scene)+", "+string(second.Scene))
		}
	}
}

// The same of each run order as a whole, and backwards, since a director goes back too.
func TestRunOrderIsTakenFromEndToEndWithoutACollision(t *testing.T) {
	for format, scenes := range runOrders() {
		r := tuned(t)
		back := slices.Clone(scenes)
		slices.Reverse(back)
		for _, scene := range slices.Concat([]Scene{SceneBug, SceneCrawl}, scenes, back) {
			r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: scene, Item: 1}})
			r.must(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}, Layers: nil})
			wantRoom(t, r, "pgm", format+" at "+string(scene))
		}
	}
}

func wantRoom(t *testing.T, r *room, output Name, when string) {
	t.Helper()
	var on []Scene
	for _, shown := range r.state.outputs[output].layers {
		on = append(on, shown.Scene)
	}
	for i, a := range on {
		for _, b := range on[i+1:] {
			if !together(a, b) {
				t.Errorf("%s: %s lies on %s", when, a, b)
			}
		}
	}
}
