package onair

import (
	"fmt"
	"testing"
)

// takeIn arms what lies on the preview for program and hall and gives it its GO for so many milliseconds from now.
func (r *room) takeIn(ahead int64) {
	r.t.Helper()
	r.must(Arm{Act: r.act(), Action: Action{Kind: ActTake, From: "pvw", On: []Name{"pgm", "hall"}}, Within: 60})
	r.must(Go{Act: r.act(), Arm: r.number(), TakeAt: r.at + ahead})
}

// TestATakeThatWaitsIsCalledBack: it never comes, on no output that it was for, and what stood there stays, or comes in again
// where it has made room already. As-run list and replay say so.
func TestATakeThatWaitsIsCalledBack(t *testing.T) {
	for name, c := range map[string]struct {
		after int64 // milliseconds since GO; room is made at 7280
		want  string
	}{
		"while what stood stands": {4000, "strap 0-0"},
		"after it has made room":  {7500, "strap 0-8280, strap 8500-0"},
		"a moment before":         {7999, "strap 0-8280, strap 8999-0"},
	} {
		r := tuned(t)
		r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
		old := r.put(named("王芳"))
		r.at += 1000
		r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: named("李明")})
		r.takeIn(8000)
		r.at += c.after
		r.must(Disarm{Act: r.act()})
		if at := r.state.Recalled(); at != r.state.Revision {
			t.Errorf("%s: it is told to be called back at revision %d of %d", name, at, r.state.Revision)
		}
		if got := r.lines(); got != c.want {
			t.Errorf("%s: the list says %s, want %s", name, got, c.want)
		}
		r.at += 60_000
		if take := r.stands(r.at); take != old {
			t.Errorf("%s: a minute later take %d is to be seen, want %d", name, take, old)
		}
		for _, shown := range r.view("hall").Layers {
			if shown.Scene == SceneStrap {
				t.Errorf("%s: the hall shows it", name)
			}
		}
		r.refused(Disarm{Act: r.act()}, RefusedNoneWaits)
	}
}

// TestCallingBackTakesAllThatWaits: one press, whatever way it was taken and whatever is armed beside it.
func TestCallingBackTakesAllThatWaits(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}, TakeAt: r.at + 3000})
	r.must(PutCue{Act: r.act(), On: []Name{"lobby"}, Cue: named("李明"), TakeAt: r.at + 9000})
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBoard}})
	r.must(Arm{Act: r.act(), Action: Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}, Within: 60})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: named("王芳")})
	r.at += 1000
	back := Disarm{Act: r.act()}
	back.ID = "one"
	r.must(back)
	r.wantOn("pgm", " lower:strap")
	if shown := r.view("lobby").Layers[LayerLower]; shown.Scene == SceneStrap {
		t.Error("the lobby has it")
	}
	if armed, is := r.state.Armed(); is {
		t.Errorf("there is armed %+v", armed)
	}
	if err := r.do(back); err != (AlreadyDone{Revision: r.state.Revision}) {
		t.Errorf("the same press once more gives %v", err)
	}
}

// TestWhatIsOutIsNotCalledBack: the press is told so, in place of a 200 that does nothing.
func TestWhatIsOutIsNotCalledBack(t *testing.T) {
	r := tuned(t)
	r.refused(Disarm{Act: r.act()}, RefusedNoneWaits)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 3000})
	r.at += 3000
	r.refused(Disarm{Act: r.act()}, RefusedNoneWaits)
	r.wantOn("pgm", " full:board")
}

// TestWhatHasLapsedIsNotCalledBack: what was armed and forgotten is nothing to take back.
func TestWhatHasLapsedIsNotCalledBack(t *testing.T) {
	r := tuned(t)
	r.must(approveAll(r))
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 20})
	r.at += 20_001
	r.refused(Disarm{Act: r.act()}, RefusedNoneWaits)
}

// TestADirectorCallsNothingBackThatHeIsNotToldOf: what waits on a sealed output is an organizer's to call back.
func TestADirectorCallsNothingBackThatHeIsNotToldOf(t *testing.T) {
	r := tuned(t)
	r.must(Tune{Act: r.organizer(), On: []Name{"sealed"}, Session: "live"})
	r.must(PutCue{Act: r.organizer(), On: []Name{"sealed"}, Cue: Cue{Scene: SceneBug}, TakeAt: r.at + 9000})
	if r.state.Comes(r.at) {
		t.Error("boxes are told that something waits")
	}
	r.refused(Disarm{Act: r.act()}, RefusedNoneWaits)
	r.must(Disarm{Act: r.organizer()})
}

// TestAGroupDoesNotComeOutWhereItIsHeldByThen: it would be given out by letting go.
func TestAGroupDoesNotComeOutWhereItIsHeldByThen(t *testing.T) {
	r := tuned(t)
	r.must(approveAll(r))
	r.put(Cue{Scene: SceneReveal})
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	press := Go{Act: r.act(), Arm: r.number(), TakeAt: r.at + 8000}
	r.must(press)
	r.must(Hold{Act: r.act(), On: onPgm})
	due := Go{Act: press.Act, Arm: press.Arm, TakeAt: press.TakeAt, Due: true}
	r.refused(r.goesAt(due, press.TakeAt), RefusedHeld)
}

// TestWhoeverDrivesAnOutputCallsBackWhatWaitsThere: nobody else does, and is told who it is.
func TestWhoeverDrivesAnOutputCallsBackWhatWaitsThere(t *testing.T) {
	r := tuned(t)
	box := func() Act { a := r.act(); a.Controller = "box"; return a }
	r.must(TakeLease{Act: box(), Output: "pgm"})
	r.must(PutCue{Act: box(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 9000})
	r.refused(Disarm{Act: r.act()}, RefusedLease)
	r.must(PutCue{Act: r.act(), On: []Name{"lobby"}, Cue: named("李明"), TakeAt: r.at + 9000})
	r.must(Disarm{Act: r.act()}) // its own
	r.wantOn("pgm", " full:board")
	r.refused(Disarm{Act: r.act()}, RefusedLease)
	r.must(Disarm{Act: box()})
	r.wantOn("pgm", "")
}

// TestCallingBackPausesThePlan, as any act by hand does that changes a picture.
func TestCallingBackPausesThePlan(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 9000})
	r.must(SetPlan{Act: r.act(), Plan: Plan{On: []Name{"pgm"}, Running: true, Steps: []PlanStep{{Cue: named("李明")}}}})
	r.must(Disarm{Act: r.act()})
	if plan, run := r.state.Plan(); plan.Running || run.Why != PausedHand {
		t.Errorf("the plan is %+v, %+v", plan, run)
	}
}

// TestALogFromBeforeTakesWereCalledBackIsDrawnAsItWas: disarm did not look at them, and the picture came.
func TestALogFromBeforeTakesWereCalledBackIsDrawnAsItWas(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBoard}})
	r.must(Arm{Act: r.act(), Action: Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}, Within: 60})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: named("李明"), TakeAt: r.at + 9000})
	old := Disarmed{Stamp: Stamp{At: r.at + 1000, By: "zhang", Role: Director, Controller: "desk"}}
	if got, want := string(Encode(&old)), fmt.Sprintf(`{"v":1,"kind":"disarmed","event":{"at":%d,"by":"zhang","role":"director","controller":"desk"}}`, old.At); got != want {
		t.Errorf("the record is %s, want %s", got, want)
	}
	r.log = append(r.log, Encode(&old))
	r.state = refold(t, r.log)
	r.at += 9000
	if got, want := r.lines(), "strap 9000-0"; got != want {
		t.Errorf("the list says %s, want %s", got, want)
	}
}

// calledBackRecords has that of a take which is called back.
func calledBackRecords(t *testing.T) *room {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 9000})
	r.must(Disarm{Act: r.act()})
	return r
}

// TestTakingAnOutputOverCallsNothingBack: what whoever drove it before has taken for a moment to come is yet to come. Whoever
// takes over sees that, and alone can call it back.
func TestTakingAnOutputOverCallsNothingBack(t *testing.T) {
	r := tuned(t)
	box := func() Act { a := r.act(); a.Controller = "box"; return a }
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 30_000})
	r.must(TakeLease{Act: box(), Output: "pgm", Over: true})
	r.wantOn("pgm", " full:board")
	r.refused(Disarm{Act: r.act()}, RefusedLease)
	r.must(Disarm{Act: box()})
	r.wantOn("pgm", "")
}

// TestAnItemIsCalledBackBetweenItsGoAndItsTake, while its session is slow to answer: the picture is not taken then, and desks wait
// for it no more. The next item is another.
func TestAnItemIsCalledBackBetweenItsGoAndItsTake(t *testing.T) {
	r, press, due := timed(t)
	r.must(r.goesAt(due, press.TakeAt))
	r.must(Disarm{Act: r.act()})
	if at := r.state.Recalled(); at != r.state.Revision {
		t.Errorf("at revision %d it is told to be taken back at %d", r.state.Revision, at)
	}
	take := Take{Act: r.organizer(), From: "pvw", On: onPgm, Item: press.Arm}
	r.refused(take, RefusedOvertaken)
	r.refused(Disarm{Act: r.act()}, RefusedNoneWaits)
	take.Item++
	r.must(take)
	r.wantOn("pgm", " lower:score-card")
}
