package onair

import (
	"testing"

	"pingyi/voting"
)

func TestProgramTakesARehearsalFromTwoPeople(t *testing.T) {
	r := newRoom(t)
	tune := Tune{Act: r.act(), On: []Name{"pgm"}, Session: "trial"}
	r.refused(tune, RefusedRehearsal)
	r.must(Tune{Act: r.act(), On: []Name{"hall", "pvw"}, Session: "trial"})
	unlock := Unlock{Act: r.act(), Output: "pgm", Session: "trial"}
	r.must(unlock)
	r.refused(unlock, RefusedSecond)
	r.refused(tune, RefusedRehearsal)
	unlock.By = "li"
	r.must(unlock)
	r.must(tune)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})

	r.must(Tune{Act: r.act(), On: []Name{"pgm"}, Session: "live"})
	r.refused(tune, RefusedRehearsal) // the word was for that once
}

func TestOutputWithARehearsalDoesNotBecomeProgram(t *testing.T) {
	r := newRoom(t)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "trial"})
	hall := r.view("hall").Output
	hall.Program = true
	r.refused(SetOutput{Act: r.act(), Output: hall}, RefusedRehearsal)
	r.must(Tune{Act: r.act(), On: []Name{"hall"}, Session: "live"})
	r.must(SetOutput{Act: r.act(), Output: hall})
}

func TestUnreleasedIsRefusedWhereTheHouseSaysSo(t *testing.T) {
	r := tuned(t)
	r.house.verdict = func(cue Cue, on View) Verdict {
		if cue.Scene == SceneScore && on.Output.Class == Public {
			return Verdict{Code: RefusedNotReleased, Detail: "item 1"}
		}
		return Verdict{Steps: 2}
	}
	score := Cue{Scene: SceneScore, Item: 1}
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: score}, RefusedNotReleased)
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: score})
	r.refused(Take{Act: r.act(), From: "pvw", On: []Name{"pgm"}}, RefusedNotReleased)
	r.wantOn("pvw", " lower:score-card")
}

func TestStepsStayInsideTheScene(t *testing.T) {
	r := tuned(t) // where a scene has three steps
	on := []Name{"pgm"}
	r.refused(Next{Act: r.act(), On: on}, RefusedLayer)
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBars}})
	r.refused(Back{Act: r.act(), On: on}, RefusedStep)
	r.must(Next{Act: r.act(), On: on})
	r.must(Next{Act: r.act(), On: on, Layer: LayerLower})
	r.refused(Next{Act: r.act(), On: on}, RefusedStep)
	r.must(Back{Act: r.act(), On: on})
	take := r.view("pgm").Layers[LayerLower].Take
	if got := r.view("pgm").Layers[LayerLower]; got.Step != 1 || got.Take != take {
		t.Errorf("it is at %+v", got)
	}
	r.must(HoldPages{Act: r.act(), On: on, Hold: true})
	if !r.view("pgm").Layers[LayerLower].Hold {
		t.Error("its pages turn")
	}
	r.refused(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBars, Step: 3}}, RefusedStep)
}

func TestHeldOutputKeepsItsNumbersAndLetsNothingOn(t *testing.T) {
	r := tuned(t)
	on := []Name{"pgm"}
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBug}})
	r.refused(Hold{Act: r.act(), On: []Name{"lobby"}}, RefusedNotTuned)
	r.must(Hold{Act: r.act(), On: on})
	if got := r.view("pgm").Frozen; got != 10 {
		t.Errorf("it is held at %d", got)
	}
	r.refused(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBars}}, RefusedHeld)
	r.must(Out{Act: r.act(), On: on})
	r.wantOn("pgm", "")
	r.must(Unhold{Act: r.act(), On: on})
	if got := r.view("pgm").Frozen; got != 0 {
		t.Errorf("it is held at %d", got)
	}
}

func TestTakeThatWaitsForItsMomentIsDroppedByHold(t *testing.T) {
	r := tuned(t)
	on := []Name{"pgm"}
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBars}})
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBug}})
	stood := r.view("pgm").Layers[LayerLower].Take
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 5000})
	r.at += 2000
	r.must(Hold{Act: r.act(), On: on})
	for _, later := range []int64{0, 10_000} {
		r.at += later
		if got := r.standing("pgm"); got != " lower:live-bars bug:bug" {
			t.Errorf("%d ms after it was held there is %q", later, got)
		}
	}
	if next := r.state.Next(r.at - 10_000); next != 0 {
		t.Errorf("something is still to come at %d", next)
	}
	r.must(Unhold{Act: r.act(), On: on})
	if got := r.standing("pgm"); got != " lower:live-bars bug:bug" || r.view("pgm").Layers[LayerLower].Take != stood {
		t.Errorf("after it was released there is %q", got)
	}
}

func TestTuningAwayTakesOffWhatWasOfTheSession(t *testing.T) {
	r := tuned(t)
	on := []Name{"pgm"}
	r.refused(PutCue{Act: r.act(), On: []Name{"lobby"}, Cue: Cue{Scene: SceneBoard}}, RefusedNotTuned)
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneLineup}})
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBoard}})
	r.must(Tune{Act: r.act(), On: on, Session: "other"})
	r.wantOn("pgm", " alert:lineup")
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBug}})
	of := r.view("pvw").Session
	r.must(PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBug}, Session: of})
	r.refused(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneBoard}, Session: of}, RefusedOtherSession)
	r.refused(PutCue{Act: r.act(), On: []Name{"lobby"}, Cue: Cue{Scene: SceneBoard}, Session: of}, RefusedNotTuned)
	r.must(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneLineup}, Session: of})
	r.refused(Take{Act: r.act(), From: "pvw", On: on}, RefusedOtherSession)
	r.refused(Tune{Act: r.act(), On: on, Session: "nothing"}, RefusedSession)
	r.must(Tune{Act: r.act(), On: on})
}

func TestNothingOfARehearsalStaysWhenAnEveningIsTunedIn(t *testing.T) {
	r := newRoom(t)
	on, words := []Name{"pgm", "pvw", "hall"}, Cue{Scene: SceneStrap, Text: []string{"测试张三"}}
	for _, by := range []string{"zhang", "li"} {
		a := r.act()
		a.By = by
		r.must(Unlock{Act: a, Output: "pgm", Session: "trial"})
	}
	r.must(Tune{Act: r.act(), On: on, Session: "trial"})
	for _, cue := range []Cue{{Scene: SceneCrawl, Text: []string{"测试"}}, words, {Scene: SceneLineup}} {
		r.must(PutCue{Act: r.act(), On: on[:2], Cue: cue})
	}
	r.must(PutCue{Act: r.act(), On: on[2:], Cue: Cue{Scene: SceneCrawl, Text: []string{"测试"}}})
	r.must(PutCue{Act: r.act(), On: on[:1], Cue: words, TakeAt: r.at + 5000}) // what is yet to come does not come either
	r.must(Tune{Act: r.act(), On: on, Session: "live"})
	r.wantOn("pgm", "")
	r.wantOn("pvw", "")
	r.wantOn("hall", " lower:auto")
	if got := r.standing("pgm"); got != "" {
		t.Errorf("on program there is still %q", got)
	}
	for _, from := range []string{"live", "trial"} {
		r.must(Tune{Act: r.act(), On: on[1:2], Session: voting.SessionID(from)})
		r.must(PutCue{Act: r.act(), On: on[1:2], Cue: words})
	}
	r.refused(Take{Act: r.act(), From: "pvw", On: on[:1]}, RefusedOtherSession)
	r.refused(PutCue{Act: r.act(), On: on[:1], Cue: words, Session: "trial"}, RefusedOtherSession)
	r.must(PutCue{Act: r.act(), On: on[2:], Cue: Cue{Scene: SceneCrawl, Text: []string{"欢迎"}}})
	r.must(Tune{Act: r.act(), On: on[2:], Session: "trial"})
	r.wantOn("hall", " lower:auto")
}

func TestLeaseIsTakenOverOpenly(t *testing.T) {
	r := tuned(t)
	box := r.act()
	box.Controller = "button box"
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	r.refused(TakeLease{Act: box, Output: "pgm"}, RefusedLease)
	r.refused(PutCue{Act: box, On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}}, RefusedLease)
	r.must(TakeLease{Act: box, Output: "pgm", Over: true})
	r.refused(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}}, RefusedLease)
	r.must(GiveLease{Act: box, Output: "pgm", To: "desk"})
	r.must(GiveLease{Act: r.act(), Output: "pgm"})
	if got := r.state.Lease("pgm"); got != "" {
		t.Errorf("it is driven by %q", got)
	}
}

func TestActOnAnOldPictureIsRefused(t *testing.T) {
	r := tuned(t)
	a := r.act()
	a.Expect = r.state.Revision
	r.must(PutCue{Act: a, On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
	r.refused(Blank{Act: a, On: []Name{"pgm"}}, RefusedStale)
}

func TestTakeWaitsForAMomentWithinAMinute(t *testing.T) {
	r := tuned(t)
	cue := PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}, TakeAt: r.at + MaxAhead + 1}
	r.refused(cue, RefusedAt)
	cue.TakeAt = r.at - graceAt - 1
	r.refused(cue, RefusedAt)
	cue.TakeAt = r.at + 3000
	r.must(cue)
	if got := r.view("pgm").Layers[LayerBug].At; got != r.at+3000 {
		t.Errorf("it is seen at %d", got)
	}
}

func TestFirstReportOfATakeIsKept(t *testing.T) {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
	take := r.state.Revision
	report := ReportShown{Act: Act{Role: OfServer, At: r.at + 80}, Output: "pgm", Take: take, Seq: 10}
	before := len(r.log)
	r.must(report)
	r.must(report)
	report.Take = 999
	r.must(report)
	if len(r.log) != before+1 || !r.state.WasShown("pgm", take) || r.state.Revision != take {
		t.Errorf("%d records more, at revision %d after %d", len(r.log)-before, r.state.Revision, take)
	}
}
