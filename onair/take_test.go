package onair

import "testing"

func TestNewRoomHasItsOutputs(t *testing.T) {
	r := newRoom(t)
	if got := len(r.state.Outputs()); got != 6 {
		t.Fatalf("%d outputs", got)
	}
	r.wantOn("pgm", "")
	r.wantOn("hall", " lower:auto")
	if v := r.view("pgm"); v.Output.Generation != 1 || !v.Output.Program || v.Output.Class != Public {
		t.Errorf("program is %+v", v.Output)
	}
}

func TestTakeMovesWhatWasCued(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneScore, Item: 2}})
	r.wantOn("pgm", "")
	r.must(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}})
	r.wantOn("pgm", " lower:score-card")
	r.wantOn("pvw", "")
	shown := r.view("pgm").Layers[LayerLower]
	if shown.Take != r.state.Revision || shown.At != evening || shown.Record != 10 || shown.Item != 2 {
		t.Errorf("what is on is %+v at revision %d", shown, r.state.Revision)
	}
	r.refused(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}}, RefusedNothing)
}

func TestSceneThatComesInPutsOthersOut(t *testing.T) {
	r := tuned(t)
	on := []Name{"pgm"}
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBug}})
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBars}})
	r.wantOn("pgm", " lower:live-bars bug:bug")
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBoard}})
	r.wantOn("pgm", " full:board bug:bug")
	r.must(Out{Act: r.act(), On: on})
	r.wantOn("pgm", " bug:bug")
	r.must(Blank{Act: r.act(), On: on})
	r.wantOn("pgm", "")
}

func TestPanicIsLatchedAndAsksNobody(t *testing.T) {
	r := tuned(t)
	other := r.act()
	other.Controller = "button box"
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
	r.refused(Blank{Act: other, On: []Name{"pgm"}}, RefusedLease)
	other.Expect = 1 // an old picture
	r.must(Panic{Act: other})
	r.wantOn("pgm", "")
	r.wantOn("hall", "")
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}}, RefusedPanic)
	r.must(Unpanic{Act: r.act(), On: []Name{"pgm"}})
	if r.view("pgm").Panic || !r.view("hall").Panic {
		t.Error("the panic of the program alone was released")
	}
	r.wantOn("pgm", "")
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
}

func TestSameWishTwiceIsDoneOnce(t *testing.T) {
	r := tuned(t)
	a := r.act()
	a.ID = "wish-1"
	cue := PutCue{Act: a, On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}}
	r.must(cue)
	revision := r.state.Revision
	r.must(Blank{Act: r.act(), On: []Name{"pgm"}})
	if err := r.do(cue); err != (AlreadyDone{Revision: revision}) {
		t.Errorf("the same wish again gives %v", err)
	}
	r.wantOn("pgm", "")
	cue.Controller = "button box" // which has numbers of its own
	r.must(cue)
	r.wantOn("pgm", " bug:bug")
}

// standing tells what can be seen on an output, from the bottom up.
func (r *room) standing(name Name) string {
	text := ""
	for _, layer := range Layers() {
		if shown, on := r.view(name).Standing(r.at).Layers[layer]; on {
			text += " " + string(layer) + ":" + string(shown.Scene)
		}
	}
	return text
}

func TestPictureStandsUntilTheMomentOfTheNextOne(t *testing.T) {
	r := tuned(t)
	pgm := []Name{"pgm"}
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneStrap, Text: []string{"王芳"}}})
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneJoin}, TakeAt: r.at + 6000})
	r.at += 5999
	if got := r.standing("pgm"); got != " lower:strap" {
		t.Errorf("before the moment there is %q", got)
	}
	r.at++
	if got := r.standing("pgm"); got != " qr:join-qr" {
		t.Errorf("at the moment there is %q", got)
	}
	if left := r.view("pgm").Leaving; len(left) > 0 {
		t.Errorf("%+v still leaves", left)
	}
}

// What is seen is what people want off, whether the control room waits for another picture or not.
func TestOutBeforeTheMomentTakesOffWhatStandsUntilThen(t *testing.T) {
	pgm := []Name{"pgm"}
	for what, off := range map[string]func(a Act) Command{
		"the latest":        func(a Act) Command { return Out{Act: a, On: pgm} },
		"what is to come":   func(a Act) Command { return Out{Act: a, On: pgm, Layer: LayerQR} },
		"what still stands": func(a Act) Command { return Out{Act: a, On: pgm, Layer: LayerLower} },
		"everything":        func(a Act) Command { return Blank{Act: a, On: pgm} },
	} {
		r := tuned(t)
		r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneStrap, Text: []string{"王芳"}}})
		r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneJoin}, TakeAt: r.at + 6000})
		r.at += 1000
		r.must(off(r.act()))
		if got := r.standing("pgm"); got != "" {
			t.Errorf("%s: %q is left", what, got)
		}
		revision := r.state.Revision
		r.must(Blank{Act: r.act(), On: pgm})
		if coming := len(r.view("pgm").Layers); what != "what still stands" && (coming > 0 || r.state.Revision != revision) {
			t.Errorf("%s: %d are still to come", what, coming)
		}
	}
}

func TestNobodyEndsThePanicOfAnOutputThatAnotherDrives(t *testing.T) {
	r := tuned(t)
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	r.must(Panic{Act: r.act(), On: []Name{"pgm"}})
	box := r.act()
	box.Controller = "button box"
	r.refused(Unpanic{Act: box}, RefusedLease)
	r.must(Unpanic{Act: r.act()})
}

// TestATakeAndAStepAreNeverDoneAlready: each is another one, or is refused. So a desk has no words for one that is idle.
func TestATakeAndAStepAreNeverDoneAlready(t *testing.T) {
	r := tuned(t)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
	r.must(PutCue{Act: r.act(), On: []Name{"hall"}, Cue: Cue{Scene: SceneBug}})
	for _, c := range []Command{
		Take{Act: r.act(), From: "hall", On: onPgm}, Take{Act: r.act(), From: "hall", On: onPgm}, Take{Act: r.act(), From: "hall", On: onPgm, Cut: true},
		Next{Act: r.act(), On: onPgm}, Back{Act: r.act(), On: onPgm},
	} {
		before := len(r.log)
		if r.must(c); len(r.log) == before {
			t.Errorf("%#v is done already", c)
		}
	}
	r.refused(Back{Act: r.act(), On: onPgm}, RefusedStep)
}
