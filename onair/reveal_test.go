package onair

import "testing"

func scrutineer(r *room) Act {
	return Act{By: "wang", Role: Scrutineer, Controller: "sealed desk", At: r.at}
}

func approveAll(r *room) Approve {
	return Approve{Act: scrutineer(r), Session: "live", Binding: Binding{1, "root"}}
}

var revealAll = Action{Kind: ActReveal, Session: "live", Keep: true}

func TestRevealTakesTwoPeopleAndTwoPresses(t *testing.T) {
	r := tuned(t)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedSecond)
	a := approveAll(r)
	a.Role = Director
	r.refused(a, RefusedRole)
	r.must(approveAll(r))
	alone := scrutineer(r)
	r.refused(Arm{Act: alone, Action: revealAll, Within: 60}, RefusedSecond)
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	armed, _ := r.state.Armed()
	if got := r.view("pgm").Reveals[""]; got != 0 {
		t.Errorf("armed, and %d groups are released", got)
	}
	r.must(Go{Act: r.act(), Arm: armed.Number})
	if v := r.view("pgm"); v.Reveals[""] != 1 || v.Bound[""] != (Binding{1, "root"}) {
		t.Errorf("released is %v of %v", v.Reveals, v.Bound)
	}
	if _, has := r.view("hall").Reveals[""]; has {
		t.Error("an output that shows no session knows of the release")
	}
	r.must(Go{Act: r.act(), Arm: armed.Number})
	r.must(Go{Act: r.act(), Arm: armed.Number})
	if got := r.view("pgm").Reveals[""]; got != 3 {
		t.Errorf("%d groups are released", got)
	}
	r.refused(Go{Act: r.act(), Arm: armed.Number}, RefusedNotArmed)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedStep)
}

func TestArmExpires(t *testing.T) {
	r := tuned(t)
	r.must(approveAll(r))
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: MaxArmed + 1}, RefusedArm)
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 5})
	first, _ := r.state.Armed()
	r.at += 5000
	r.must(Go{Act: r.act(), Arm: first.Number})
	r.at++
	r.refused(Go{Act: r.act(), Arm: first.Number}, RefusedNotArmed)

	r.must(Arm{Act: r.act(), Action: revealAll, Within: 5})
	second, _ := r.state.Armed()
	r.refused(Go{Act: r.act(), Arm: first.Number}, RefusedNotArmed) // what somebody armed before
	r.must(Disarm{Act: r.act()})
	r.refused(Go{Act: r.act(), Arm: second.Number}, RefusedNotArmed)
}

func TestReleaseIsOfOneVersionAndCheckpoint(t *testing.T) {
	r := tuned(t)
	stale := approveAll(r)
	stale.Checkpoint = "another root"
	r.refused(stale, RefusedStale)
	r.must(approveAll(r))
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	armed, _ := r.state.Armed()
	r.must(Go{Act: r.act(), Arm: armed.Number})
	r.house.rankings[""] = Ranking{Groups: 3, Binding: Binding{2, "root"}} // corrected
	r.refused(Go{Act: r.act(), Arm: armed.Number}, RefusedStale)
	again := approveAll(r)
	again.Version = 2
	r.must(again)
	if got := r.view("pgm").Reveals[""]; got != 0 {
		t.Errorf("of the corrected ranking %d groups are released before anybody has", got)
	}
	delete(r.house.rankings, "")
	r.refused(again, RefusedNotSealed)
}

func TestTakeCanBeArmed(t *testing.T) {
	r := tuned(t)
	action := Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}
	r.refused(Arm{Act: r.act(), Action: action, Within: 30}, RefusedNothing)
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: ScenePlate}})
	r.must(Arm{Act: r.act(), Action: action, Within: 30})
	r.wantOn("pgm", "")
	armed, _ := r.state.Armed()
	r.must(Go{Act: r.act(), Arm: armed.Number, TakeAt: r.at + 2000})
	r.wantOn("pgm", " full:plate")
	if shown := r.view("pgm").Layers[LayerFull]; shown.At != r.at+2000 || shown.Take != r.state.Revision {
		t.Errorf("it shows %+v", shown)
	}
	if _, still := r.state.Armed(); still {
		t.Error("it is still armed")
	}
}

func TestRevealSceneIsTurnedByReleasesAlone(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneReveal}})
	r.refused(Next{Act: r.act(), On: []Name{"pgm"}}, RefusedNotArmed)
}

// armed has the ranking approved and ready, on program.
func armed(t *testing.T) (r *room, arm uint64) {
	r = tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneReveal}})
	r.must(approveAll(r))
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	standing, _ := r.state.Armed()
	return r, standing.Number
}

func (r *room) wantGroups(name Name, want int) {
	r.t.Helper()
	if got := r.view(name).Reveals[""]; got != want {
		r.t.Errorf("%s tells %d groups, want %d", name, got, want)
	}
}

func TestRevealWaitsForItsMoment(t *testing.T) {
	r, arm := armed(t)
	r.refused(Go{Act: r.act(), Arm: arm, TakeAt: r.at + MaxAhead + 1}, RefusedAt)
	r.must(Go{Act: r.act(), Arm: arm, TakeAt: r.at + 8000})
	r.wantGroups("pgm", 0)
	if next := r.state.Next(r.at); next != r.at+8000 {
		t.Errorf("the next picture is that of %d", next-evening)
	}
	r.refused(Go{Act: r.act(), Arm: arm}, RefusedWaiting)
	r.at += 7999
	r.wantGroups("pgm", 0)
	r.at++
	r.wantGroups("pgm", 1)
	if next := r.state.Next(r.at); next != 0 {
		t.Errorf("after the moment another is waited for: %d", next-evening)
	}
}

func TestWhatWaitsForItsMomentIsTakenBack(t *testing.T) {
	for name, c := range map[string]func(Act) Command{
		"by a panic":   func(a Act) Command { return Panic{Act: a} },
		"by disarming": func(a Act) Command { return Disarm{Act: a} },
	} {
		r, arm := armed(t)
		r.must(Go{Act: r.act(), Arm: arm, TakeAt: r.at + 8000})
		r.at += 2000
		r.must(c(r.act()))
		r.at += 60_000
		if got := r.view("pgm").Reveals[""]; got != 0 {
			t.Errorf("taken back %s, and %d groups are out", name, got)
		}
	}
}

func TestHoldKeepsWhatWasReleased(t *testing.T) {
	r, arm := armed(t)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
	r.must(Go{Act: r.act(), Arm: arm})
	r.must(Hold{Act: r.act(), On: []Name{"hall"}})
	r.must(Go{Act: r.act(), Arm: arm})
	r.wantGroups("pgm", 2)
	r.wantGroups("hall", 1)
	r.must(Unhold{Act: r.act(), On: []Name{"hall"}})
	r.wantGroups("hall", 2)
}

func TestRevealAsksWhoDrivesTheOutputsThatShowIt(t *testing.T) {
	r, arm := armed(t)
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	box := r.act()
	box.Controller = "button box"
	r.refused(Go{Act: box, Arm: arm}, RefusedLease)
	r.refused(Arm{Act: box, Action: revealAll, Within: 60}, RefusedLease)
	r.must(Go{Act: r.act(), Arm: arm})
	r.must(Blank{Act: r.act(), On: []Name{"pgm"}}) // it is driven by the desk, and shows no ranking
	r.must(Go{Act: box, Arm: arm})
}
