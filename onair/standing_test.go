package onair

import "testing"

var onPgm = []Name{"pgm"}

// soon has a scene come on program half a minute later; a second of that is over.
func (r *room) soon(a Act, cue Cue) {
	r.t.Helper()
	a.At = r.at
	r.must(PutCue{Act: a, On: onPgm, Cue: cue, TakeAt: r.at + 30_000})
	r.at += 1000
}

// stepOf is where a scene stands, whether it is to leave or to come; -1 where there is none.
func (r *room) stepOf(scene Scene) int {
	v := r.view("pgm")
	for _, l := range v.Leaving {
		if l.Scene == scene {
			return l.Step
		}
	}
	for _, shown := range v.Layers {
		if shown.Scene == scene {
			return shown.Step
		}
	}
	return -1
}

// TestALeaseHoldsForWhatStandsUntilAMoment: nobody else gives out a name in a picture that is on a leased output, be it
// that another is to come there.
func TestALeaseHoldsForWhatStandsUntilAMoment(t *testing.T) {
	r := tuned(t)
	r.must(approveAll(r))
	box := r.act()
	box.Controller = "box"
	r.must(PutCue{Act: box, On: onPgm, Cue: Cue{Scene: SceneReveal}})
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	r.must(TakeLease{Act: box, Output: "pgm"})
	r.soon(box, Cue{Scene: SceneBoard})
	r.refused(Go{Act: r.act(), Arm: r.number()}, RefusedLease)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedLease)
	r.at += 30_000
	r.must(Go{Act: r.act(), Arm: r.number()})
}

// TestACorrectionWaitsUntilWhatWasBeforeHasLeft: the corrected picture was taken for a moment, and until that viewers have
// the one before.
func TestACorrectionWaitsUntilWhatWasBeforeHasLeft(t *testing.T) {
	r := tuned(t)
	r.house.sessions["live"] = Facts{Record: 10, Version: 1}
	r.must(approveAll(r))
	r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneReveal}})
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	r.must(Go{Act: r.act(), Arm: r.number()})
	r.house.sessions["live"] = Facts{Record: 20, Version: 2}
	r.house.rankings[""] = Ranking{Groups: 3, Binding: Binding{2, "root2"}}
	again := approveAll(r)
	again.Binding = Binding{2, "root2"}
	r.must(again)
	r.soon(r.act(), Cue{Scene: SceneReveal})
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedOlder)
	r.at += 29_000
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
}

// TestOutIsAboutWhatIsSeen: without a layer it is the scene that was taken last of those that stand, with what is to take
// its place.
func TestOutIsAboutWhatIsSeen(t *testing.T) {
	bug, board, dims := Cue{Scene: SceneBug}, Cue{Scene: SceneBoard}, Cue{Scene: SceneDims}
	for name, c := range map[string]struct {
		on         []Cue
		comes      Cue
		seen, then string
	}{
		"what is to come lies elsewhere":             {[]Cue{board}, bug, "", " bug:bug"},
		"what is to come takes its place":            {[]Cue{board}, dims, "", ""},
		"likewise from another layer":                {[]Cue{named("王芳")}, board, "", ""},
		"what is to come takes the place of another": {[]Cue{board, bug}, dims, " full:board", " full:dims"},
		"nothing is seen":                            {nil, board, "", ""},
	} {
		r := tuned(t)
		for _, cue := range c.on {
			r.put(cue)
		}
		r.soon(r.act(), c.comes)
		r.must(Out{Act: r.act(), On: onPgm})
		seen := r.standing("pgm")
		r.at += 40_000
		if then := r.standing("pgm"); seen != c.seen || then != c.then {
			t.Errorf("%s: after OUT %q stands, and %q at the moment; want %q and %q", name, seen, then, c.seen, c.then)
		}
	}
}

// TestPagesAreThoseThatAreSeen: while another picture is to come in the place of a board, NEXT and BACK turn the board.
func TestPagesAreThoseThatAreSeen(t *testing.T) {
	for name, layer := range map[string]Layer{"by layer": LayerFull, "the latest": ""} {
		r := tuned(t)
		r.put(Cue{Scene: SceneBoard})
		r.soon(r.act(), Cue{Scene: SceneDims})
		r.must(Next{Act: r.act(), On: onPgm, Layer: layer})
		r.must(Next{Act: r.act(), On: onPgm, Layer: layer})
		r.must(Back{Act: r.act(), On: onPgm, Layer: layer})
		if board, dims := r.stepOf(SceneBoard), r.stepOf(SceneDims); board != 1 || dims != 0 {
			t.Errorf("%s: the board is at step %d and what is to come at %d, want 1 and 0", name, board, dims)
		}
		if got, want := r.asRun("pgm"), "0-1 board step 0 @10 ended by stepped\n0- tuned @10\n1-1 board step 1 @10 ended by stepped\n1-1 board step 2 @10 ended by stepped\n1-29 board step 1 @10 ended by taken\n30- dims step 0 @10"; got != want {
			t.Errorf("%s: the list says\n%s\nwant\n%s", name, got, want)
		}
	}
	r := tuned(t)
	r.soon(r.act(), Cue{Scene: SceneDims})
	r.refused(Next{Act: r.act(), On: onPgm, Layer: LayerFull}, RefusedLayer)
	r.refused(HoldPages{Act: r.act(), On: onPgm, Layer: LayerFull, Hold: true}, RefusedLayer)
	r.refused(AutoPages{Act: r.act(), On: onPgm, Layer: LayerFull, Every: 3}, RefusedLayer)
}

// TestPagesThatAreSeenGoOnTurning: until the moment of another picture, and those of that do not turn before it.
func TestPagesThatAreSeenGoOnTurning(t *testing.T) {
	for name, before := range map[string]bool{"since before": true, "from then on": false} {
		r := tuned(t)
		r.put(Cue{Scene: SceneBoard})
		auto := AutoPages{On: onPgm, Layer: LayerFull, Every: 3}
		if auto.Act = r.act(); before {
			r.must(auto)
		}
		r.soon(r.act(), Cue{Scene: SceneDims})
		if auto.Act = r.act(); !before {
			r.must(auto)
		}
		for range 2 {
			r.at += 3000
			if !r.state.PagesDue(r.at) {
				t.Fatalf("%s: no page is due at %d", name, r.at-evening)
			}
			r.must(TurnPages{Act: r.act()})
		}
		if board, dims := r.stepOf(SceneBoard), r.stepOf(SceneDims); board != 2 || dims != 0 {
			t.Errorf("%s: the board is at step %d and what is to come at %d, want 2 and 0", name, board, dims)
		}
		r.at += 60_000
		if r.state.PagesDue(r.at) {
			t.Errorf("%s: a page is due of what nobody has said so of", name)
		}
		r.must(HoldPages{Act: r.act(), On: onPgm, Layer: LayerFull, Hold: true})
	}
}

// TestALogFromBeforeIsSteppedAsItWas: there a step was that of what is to come.
func TestALogFromBeforeIsSteppedAsItWas(t *testing.T) {
	r := tuned(t)
	r.put(Cue{Scene: SceneBoard})
	r.soon(r.act(), Cue{Scene: SceneDims})
	stamp := Stamp{At: r.at, By: "zhang", Role: Director}
	r.wrote(&Stepped{Stamp: stamp, To: []StepTo{{Place{Output: "pgm", Layer: LayerFull}, 2}}})
	r.wrote(&PagesAuto{Stamp: stamp, Pages: []Place{{Output: "pgm", Layer: LayerFull}}, Every: 3})
	if board, dims, every := r.stepOf(SceneBoard), r.stepOf(SceneDims), r.view("pgm").Layers[LayerFull].Every; board != 0 || dims != 2 || every != 3 {
		t.Errorf("the board is at step %d, what is to come at %d and turns every %d s", board, dims, every)
	}
}

// TestWhatMayNotComeAnyMoreLeavesNothingEmpty: what was to make room for it stays.
func TestWhatMayNotComeAnyMoreLeavesNothingEmpty(t *testing.T) {
	forbid := func(scenes ...Scene) func(r *room) Command {
		return func(r *room) Command {
			o, _ := r.state.Output("pgm")
			o.Scenes = scenes
			return SetOutput{Act: r.act(), Output: o}
		}
	}
	tune := func(r *room) Command { return Tune{Act: r.act(), On: onPgm, Session: "other"} }
	board, dims := Cue{Scene: SceneBoard}, Cue{Scene: SceneDims}
	for name, c := range map[string]struct {
		on, comes Cue
		act       func(r *room) Command
		want      string
	}{
		"what was to come is forbidden": {board, dims, forbid(SceneBoard), " full:board"},
		"from another layer":            {named("王芳"), dims, forbid(SceneStrap), " lower:strap"},
		"what stands is":                {board, dims, forbid(SceneDims), " full:dims"},
		"both are":                      {board, dims, forbid(SceneBug), ""},
		"neither is":                    {board, dims, forbid(SceneBoard, SceneDims), " full:dims"},
		"it is about another session":   {named("王芳"), Cue{Scene: SceneScore}, tune, " lower:strap"},
		"and so is what stands":         {board, dims, tune, ""},
	} {
		r := tuned(t)
		r.put(c.on)
		r.soon(r.act(), c.comes)
		r.must(c.act(r))
		r.at += 40_000
		if got := r.standing("pgm"); got != c.want {
			t.Errorf("%s: %q stands, want %q", name, got, c.want)
		}
	}
}
