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
	r.at += Suspense
	r.must(Go{Act: r.act(), Arm: r.number()})
	r.at += Suspense
	last := r.number()
	r.must(Go{Act: r.act(), Arm: last})
	if got := r.view("pgm").Reveals[""]; got != 3 {
		t.Errorf("%d groups are released", got)
	}
	r.refused(Go{Act: r.act(), Arm: last}, RefusedWent)
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedStep)
}

// number is under which something is armed now, 0 for nothing.
func (r *room) number() uint64 {
	armed, _ := r.state.Armed()
	return armed.Number
}

// TestOnePressIsAboutOneGroup: a press says which group it is about by the number that was armed when it
// was made. The same once more, by whichever desk, gives no name away, and neither does one that comes
// right behind it about the group after.
func TestOnePressIsAboutOneGroup(t *testing.T) {
	r, arm := armed(t)
	other := r.act()
	other.Controller = "another desk"
	r.must(Go{Act: r.act(), Arm: arm})
	if r.number() != r.state.Revision {
		t.Errorf("armed for the next group is %d, and the answer says %d", r.number(), r.state.Revision)
	}
	r.refused(Go{Act: r.act(), Arm: arm}, RefusedWent)
	r.refused(Go{Act: other, Arm: arm}, RefusedWent)
	r.at += Suspense - 1
	r.refused(Go{Act: r.act(), Arm: r.number()}, RefusedSoon)
	r.refused(Go{Act: r.act(), Arm: arm}, RefusedWent)
	r.wantGroups("pgm", 1)
	r.at++
	r.must(Go{Act: r.act(), Arm: r.number()})
	r.wantGroups("pgm", 2)

	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	r.refused(Go{Act: r.act(), Arm: r.number(), TakeAt: r.at + Suspense - 1}, RefusedSoon)
	r.must(Go{Act: r.act(), Arm: r.number(), TakeAt: r.at + Suspense})
}

// TestEveningBeforeOnePressWasOneGroup: its log says of several groups that they went under one number.
func TestEveningBeforeOnePressWasOneGroup(t *testing.T) {
	r, arm := armed(t)
	for group := 1; group <= 2; group++ {
		for _, e := range []Event{
			&Went{Stamp: Stamp{At: r.at}, Arm: arm, Kept: true},
			&Released{Stamp: Stamp{At: r.at}, Session: "live", Binding: Binding{1, "root"}, Groups: group, Of: 3},
		} {
			if err := r.state.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.wantGroups("pgm", 2)
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
	r.refused(Go{Act: r.act(), Arm: r.number()}, RefusedNotArmed)

	r.must(Arm{Act: r.act(), Action: revealAll, Within: 5})
	second, _ := r.state.Armed()
	r.refused(Go{Act: r.act(), Arm: second.Number - 1}, RefusedNotArmed) // what somebody armed before
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
	r.refused(Go{Act: r.act(), Arm: r.number()}, RefusedStale)
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

// goIn gives what is armed its GO for so many milliseconds from now, and gives what the server does then.
func (r *room) goIn(ahead int64) (due Go) {
	r.t.Helper()
	press := Go{Act: r.act(), Arm: r.number(), TakeAt: r.at + ahead}
	r.must(press)
	return Go{Act: press.Act, Arm: press.Arm, TakeAt: press.TakeAt, Due: true}
}

func TestRevealWaitsForItsMoment(t *testing.T) {
	r, arm := armed(t)
	r.refused(Go{Act: r.act(), Arm: arm, TakeAt: r.at + MaxAhead + 1}, RefusedAt)
	until := r.at + 60_000
	due := r.goIn(8000)
	r.wantGroups("pgm", 0)
	if next := r.state.Next(r.at); next != r.at+8000 {
		t.Errorf("the next picture is that of %d", next-evening)
	}
	r.refused(Go{Act: r.act(), Arm: r.number()}, RefusedTimed)
	r.refused(r.goesAt(due, r.at+7999), RefusedNotArmed)
	r.wantGroups("pgm", 0)
	r.must(r.goesAt(due, r.at+1))
	r.wantGroups("pgm", 1)
	if next := r.state.Next(r.at); next != 0 {
		t.Errorf("after the moment another is waited for: %d", next-evening)
	}
	standing, _ := r.state.Armed()
	if standing.Number != r.state.Revision || standing.Until != until || standing.Due != (Due{}) {
		t.Errorf("for the group after there is armed %+v, want it until %d", standing, until)
	}
}

// TestAServerThatIsBegunAnewRevealsNoGroupByItself: the last group and any other, kept armed or not, also where it was away
// over the moment.
func TestAServerThatIsBegunAnewRevealsNoGroupByItself(t *testing.T) {
	for _, keep := range []bool{true, false} {
		for _, away := range []int64{200, 8000, 300_000} {
			r, _ := armed(t)
			r.house.rankings[""] = Ranking{Groups: 1, Binding: Binding{1, "root"}}
			last := revealAll
			last.Keep = keep
			r.must(Arm{Act: r.act(), Action: last, Within: 60})
			due := r.goIn(8000)
			r.at += away
			r.wantGroups("pgm", 0)
			r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
			if at := r.state.Recalled(); at != r.state.Revision {
				t.Errorf("it is told to be taken back at revision %d of %d", at, r.state.Revision)
			}
			r.refused(r.goesAt(due, max(r.at, due.TakeAt)), RefusedNotArmed)
			r.at += 60_000
			r.wantGroups("pgm", 0)
		}
	}
}

// TestAGroupThatWaitsIsAskedForOnceMore: what is wrong at its moment does not come out.
func TestAGroupThatWaitsIsAskedForOnceMore(t *testing.T) {
	r, _ := armed(t)
	due := r.goIn(8000)
	box := r.act()
	box.Controller = "box"
	r.must(TakeLease{Act: box, Output: "pgm"})
	r.refused(r.goesAt(due, due.TakeAt), RefusedLease)
	r.wantGroups("pgm", 0)
}

// TestAGroupOfALogFromBeforeItWaitedArmed comes out at its moment, as it did; a server that is begun anew before takes it back.
func TestAGroupOfALogFromBeforeItWaitedArmed(t *testing.T) {
	r, _ := armed(t)
	r.must(Disarm{Act: r.act()})
	r.log = append(r.log, Encode(&Released{Stamp: Stamp{At: r.at, By: "zhang", Role: Director}, Binding: Binding{1, "root"}, Session: "live", Groups: 1, Of: 3, Approved: "li", Record: 10, SeenAt: r.at + 8000}))
	r.state = refold(t, r.log)
	r.at += 8000
	r.wantGroups("pgm", 1)
	r.at--
	r.wantGroups("pgm", 0)
	want := `0-8 reveal step 0 @10 ended by released
0- tuned @10
8- reveal step 1 @10`
	if got := r.asRun("pgm"); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
	r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
	r.at += 60_000
	r.wantGroups("pgm", 0)
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
	r.at += Suspense
	r.must(Go{Act: r.act(), Arm: r.number()})
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
	box.At += Suspense
	r.must(Go{Act: box, Arm: r.number()})
}
