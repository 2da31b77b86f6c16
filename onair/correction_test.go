package onair

import "testing"

// corrected gives so many of three groups out on program, and then has another version of the result announced,
// which has four.
func corrected(t *testing.T, groups int) *room {
	r := tuned(t)
	r.house.sessions["live"] = Facts{Record: 10, Version: 1}
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneReveal}})
	r.must(approveAll(r))
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	for range groups {
		r.must(Go{Act: r.act(), Arm: r.number()})
		r.at += Suspense
	}
	r.house.sessions["live"] = Facts{Record: 30, Version: 2}
	r.house.rankings[""] = Ranking{Groups: 4, Binding: Binding{2, "root"}}
	return r
}

func approveCorrected(r *room) Approve {
	a := approveAll(r)
	a.Version = 2
	return a
}

// correctedRecords has the corrected picture of a ranking that was given out whole.
func correctedRecords(t *testing.T) *room {
	r := corrected(t, 3)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneReveal}})
	return r
}

func (r *room) ranking() (version, groups int) {
	v := r.view("pgm")
	shown := v.Layers[LayerFull]
	return shown.Version, v.groups(shown)
}

func (r *room) wantRanking(version, groups int) {
	r.t.Helper()
	if v, n := r.ranking(); v != version || n != groups {
		r.t.Errorf("on air is version %d with %d groups, want %d with %d", v, n, version, groups)
	}
}

// A ranking that was given out whole stays on air as it was, whatever a scrutineer says of the corrected one,
// until that is taken: then all of it is out, and there is nothing to be given out of it.
func TestAWholeRankingStaysUntilTheCorrectedOneIsTaken(t *testing.T) {
	r := corrected(t, 3)
	r.wantRanking(1, 3)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedStep)
	r.must(approveCorrected(r))
	r.wantRanking(1, 3)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedStep)
	before := r.view("pgm").Layers[LayerFull].Take

	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneReveal}})
	r.must(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}})
	r.wantRanking(2, 4)
	if r.view("pgm").Layers[LayerFull].Take == before {
		t.Error("the corrected picture has the number of the one before, and the as-run list no line of it")
	}
	if got := r.state.Releases()[0].Carried(r.at); got != 1 {
		t.Errorf("given out whole is version %d", got)
	}
	r.house.sessions["live"] = Facts{Record: 40, Version: 3} // corrected once more
	r.house.rankings[""] = Ranking{Groups: 2, Binding: Binding{3, "root"}}
	r.wantRanking(2, 4)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneReveal}})
	r.wantRanking(3, 2)
}

// One that was given out in part stays as far as it was, and the corrected one begins anew; not while a picture
// on air is still of the version before.
func TestAHalfRankingBeginsAnewWhenItIsCorrected(t *testing.T) {
	r := corrected(t, 2)
	r.wantRanking(1, 2)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedStale)
	r.must(approveCorrected(r))
	r.wantRanking(1, 2)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedOlder)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneReveal}})
	r.wantRanking(2, 0)
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	r.must(Go{Act: r.act(), Arm: r.number()})
	r.wantRanking(2, 1)
	if got := r.view("pgm").Bound[""]; got.Version != 2 {
		t.Errorf("released is %+v", got)
	}
}

// The list of what was on air knows the two pictures, and how many groups each had.
func TestACorrectedRankingIsALineOfItsOwn(t *testing.T) {
	r := correctedRecords(t)
	list := NewAsRun()
	for _, text := range r.log {
		e, err := Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := list.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	var steps []int
	for _, run := range list.Runs() {
		if run.What == string(SceneReveal) {
			steps = append(steps, run.Cue.Step)
		}
	}
	if len(steps) != 5 || steps[3] != 3 || steps[4] != 4 {
		t.Errorf("on air were %v groups", steps)
	}
}
