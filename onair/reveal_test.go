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
