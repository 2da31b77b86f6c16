package onair

import (
	"reflect"
	"testing"

	"pingyi/voting"
)

// timed is a room in which an item waits for its moment, 8 s after the evening began; press is the GO, and
// due what the server does then.
func timed(t *testing.T) (r *room, press, due Go) {
	r = tuned(t)
	r.house.phases[1] = voting.PhaseConfirmed
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneScore, Item: 1}})
	r.must(Arm{Act: r.organizer(), Action: revealItem(1), Within: 3})
	press = Go{Act: r.organizer(), Arm: r.number(), TakeAt: r.at + 8000}
	r.must(press)
	return r, press, Go{Act: press.Act, Arm: press.Arm, TakeAt: press.TakeAt, Due: true}
}

// goesAt has the server say at a moment that that of what waits has come.
func (r *room) goesAt(due Go, at int64) Go {
	r.at, due.At = at, at
	return due
}

// TestAnItemWaitsForItsMoment: GO says when, and nothing of it is done before, whoever presses what. It stays
// for longer than it was armed for, and the act of the moment is that of whoever has pressed.
func TestAnItemWaitsForItsMoment(t *testing.T) {
	r, press, due := timed(t)
	armed, is := r.state.Armed()
	if want := (Due{At: press.TakeAt, By: "chen", Role: Organizer, Controller: "desk 2"}); !is || armed.Due != want || armed.Number != press.Arm {
		t.Fatalf("what waits is %+v, want it due %+v", armed, want)
	}
	if next := r.state.Next(r.at); next != press.TakeAt {
		t.Errorf("the next moment is %d, want %d", next, press.TakeAt)
	}
	r.wantOn("pgm", "")
	r.refused(r.goesAt(due, press.TakeAt-1), RefusedNotArmed)
	r.refused(press, RefusedTimed)
	r.refused(Go{Act: r.organizer(), Arm: press.Arm}, RefusedTimed)
	r.refused(Arm{Act: r.act(), Action: Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}, Within: 20}, RefusedTimed)
	r.must(r.goesAt(due, press.TakeAt))
	if at := r.state.Recalled(); at != 0 {
		t.Errorf("done at its moment, it is told to be taken back at revision %d", at)
	}
	if armed, is := r.state.Armed(); is {
		t.Errorf("after its moment there is armed %+v", armed)
	}
	r.refused(due, RefusedWent)
	r.refused(press, RefusedWent)
}

func TestWhatWaitsIsTakenBack(t *testing.T) {
	for name, back := range map[string]func(r *room) Command{
		"disarm":                  func(r *room) Command { return Disarm{Act: r.act()} },
		"panic":                   func(r *room) Command { return Panic{Act: r.act()} },
		"panic of another output": func(r *room) Command { return Panic{Act: r.act(), On: []Name{"lobby"}} },
		"restart":                 func(r *room) Command { return Restarted{Act: Act{Role: OfServer, At: r.at}} },
	} {
		r, press, due := timed(t)
		r.at += 7999
		r.must(back(r))
		r.refused(r.goesAt(due, press.TakeAt), RefusedNotArmed)
		miss := Miss{Act: Act{Role: OfServer, At: r.at}, Arm: press.Arm, Action: revealItem(1), Of: "chen", Why: string(RefusedNotArmed)}
		r.must(miss) // the clock was on its way to it
		if missed, is := r.state.Missed(); is || r.state.Next(r.at) != 0 {
			t.Errorf("after %s there is missed %+v", name, missed)
		}
		if at := r.state.Recalled(); at < press.Arm || at > r.state.Revision {
			t.Errorf("after %s it is told to be taken back at revision %d of %d", name, at, r.state.Revision)
		}
		r.must(Unpanic{Act: r.act()})
		r.must(Arm{Act: r.organizer(), Action: revealItem(1), Within: 20})
	}
}

// TestAtItsMomentAllIsAskedOnceMore: what is wrong then does not come out, and every desk is told.
func TestAtItsMomentAllIsAskedOnceMore(t *testing.T) {
	for name, c := range map[string]struct {
		change func(r *room)
		want   Code
	}{
		"another picture":   {func(r *room) { r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBug}}) }, RefusedOther},
		"void":              {func(r *room) { r.house.phases[1] = voting.PhaseVoid }, RefusedItem},
		"held":              {func(r *room) { r.must(Hold{Act: r.act(), On: []Name{"pgm"}}) }, RefusedHeld},
		"driven by another": {func(r *room) { r.must(TakeLease{Act: r.act(), Output: "pgm"}) }, RefusedLease},
	} {
		r, press, due := timed(t)
		c.change(r)
		r.refused(r.goesAt(due, press.TakeAt), c.want)
		r.must(Miss{Act: Act{Role: OfServer, At: r.at}, Arm: press.Arm, Action: revealItem(1), Of: "chen", Why: string(c.want)})
		want := Missing{Action: revealItem(1), By: "chen", At: r.at, Why: string(c.want)}
		if missed, _ := r.state.Missed(); !reflect.DeepEqual(missed, want) {
			t.Errorf("%s: missed is %+v, want %+v", name, missed, want)
		}
		r.refused(r.goesAt(due, press.TakeAt+1), RefusedNotArmed)
	}
}

// TestAMomentThatIsLongOverRevealsNothing: a server that stood still does not do it by itself later, nor does a press
// whose moment nobody may take.
func TestAMomentThatIsLongOverRevealsNothing(t *testing.T) {
	r, press, due := timed(t)
	r.refused(r.goesAt(due, press.TakeAt+graceAt+1), RefusedNotArmed)
	r.must(Arm{Act: r.organizer(), Action: revealItem(1), Within: 20})
	for _, at := range []int64{r.at + MaxAhead + 1, r.at - graceAt - 1} {
		r.refused(Go{Act: r.organizer(), Arm: r.number(), TakeAt: at}, RefusedAt)
	}
	r.must(Go{Act: r.organizer(), Arm: r.number(), TakeAt: r.at}) // which is now
	if armed, is := r.state.Armed(); is {
		t.Errorf("there is armed %+v", armed)
	}
}

func TestAsRunListTellsWhatWaited(t *testing.T) {
	r, press, due := timed(t)
	r.at += 3000
	r.must(Disarm{Act: r.act()})
	r.must(Arm{Act: r.organizer(), Action: revealItem(1), Within: 20})
	press.Arm, press.At = r.number(), r.at
	r.must(press)
	due.Arm = press.Arm
	r.must(r.goesAt(due, press.TakeAt))
	r.must(Take{Act: r.organizer(), From: "pvw", On: []Name{"pgm"}, TakeAt: press.TakeAt})
	want := `0-3 timed @0 ended by disarmed
0- tuned @10
3-8 timed @0 ended by went
8- score-card step 0 @10`
	if got := r.asRun("pgm"); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
	if runs := r.listed("pgm"); runs[0].By != "chen" || runs[0].Cue.Item != 1 || runs[0].EndBy != "zhang" {
		t.Errorf("the line is %+v", runs[0])
	}
}

// timedRecords has those of an item that waits for its moment, and is refused then.
func timedRecords(t *testing.T) *room {
	r, press, _ := timed(t)
	r.at = press.TakeAt
	r.must(Miss{Act: Act{Role: OfServer, At: r.at}, Arm: press.Arm, Action: revealItem(1), Of: "chen", Why: string(RefusedItem)})
	return r
}

// TestAnItemThatWasCutShortIsTold: the server ended between GO and the take of its picture. Nothing comes by itself, and every
// desk is told whether the item is out.
func TestAnItemThatWasCutShortIsTold(t *testing.T) {
	for _, phase := range []voting.ItemPhase{voting.PhaseConfirmed, voting.PhaseRevealed} {
		r, _, due := timed(t)
		r.must(r.goesAt(due, due.TakeAt))
		r.house.phases[1] = phase
		r.state = refold(t, r.log)
		r.at += 300
		r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
		want := Missing{Action: revealItem(1), By: "chen", At: r.at, Why: string(RefusedCutShort), Revealed: phase == voting.PhaseRevealed}
		if missed, _ := r.state.Missed(); !reflect.DeepEqual(missed, want) {
			t.Errorf("missed is %+v, want %+v", missed, want)
		}
		r.wantOn("pgm", "")
		r.must(Arm{Act: r.act(), Action: Action{Kind: ActTake, From: "pvw", On: []Name{"pgm"}}, Within: 20})
		before := len(r.log)
		r.must(Disarm{Act: r.act()})
		r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
		if _, is := r.state.Missed(); is || len(r.log) != before+1 {
			t.Error("a server that is begun anew once more tells it again")
		}
	}
}

// TestAnItemWhosePictureCameIsNotTold, nor one for which none lay on the preview.
func TestAnItemWhosePictureCameIsNotTold(t *testing.T) {
	for name, next := range map[string]func(r *room){
		"taken": func(r *room) { r.must(Take{Act: r.organizer(), From: "pvw", On: []Name{"pgm"}}) },
		"told then": func(r *room) {
			r.must(Miss{Act: Act{Role: OfServer, At: r.at}, Arm: r.state.went, Action: revealItem(1), Why: "held"})
		},
	} {
		r, _, due := timed(t)
		r.must(r.goesAt(due, due.TakeAt))
		r.house.phases[1] = voting.PhaseRevealed
		next(r)
		before := len(r.log)
		r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
		if len(r.log) != before {
			t.Errorf("%s: it is told at the restart", name)
		}
	}
}
