package onair

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"pingyi/voting"
)

// proceed lets the plan do what it has to do now, as the server does.
func (r *room) proceed() Command {
	return Proceed{Act: Act{By: "zhang", Role: Sequence, Controller: "sequence", At: r.at}}
}

// planned has a plan of one step and another before it, which is on.
func planned(t *testing.T, step PlanStep) *room {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
	step.Cue.Scene = SceneScore
	r.must(SetPlan{Act: r.act(), Plan: Plan{Session: "live", On: []Name{"pgm"}, At: 1, Running: true, Steps: []PlanStep{{Cue: Cue{Scene: SceneBug}}, step}}})
	r.at += planGap
	return r
}

// clockAt is a moment of the evening in Beijing.
func clockAt(t *testing.T, text string) int64 {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05 -0700", text+" +0800")
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMilli()
}

// TestStepComesOnWhenItsConditionHolds and not before; until then it lies on the preview.
func TestStepComesOnWhenItsConditionHolds(t *testing.T) {
	phase := func(p voting.ItemPhase) func(*room) { return func(r *room) { r.house.phases[0] = p } }
	for name, c := range map[string]struct {
		step     PlanStep
		not, yes func(*room)
	}{
		"open":       {PlanStep{When: WhenOpen}, phase(voting.PhaseClosed), phase(voting.PhaseOpen)},
		"closed":     {PlanStep{When: WhenClosed}, phase(voting.PhaseOpen), phase(voting.PhaseConfirmed)},
		"confirmed":  {PlanStep{When: WhenConfirmed}, phase(voting.PhaseClosed), phase(voting.PhaseRevealed)},
		"revealed":   {PlanStep{When: WhenRevealed}, phase(voting.PhaseConfirmed), phase(voting.PhaseRevealed)},
		"of an item": {PlanStep{When: WhenOpen, Cue: Cue{Item: 3}}, phase(voting.PhaseOpen), func(r *room) { r.house.phases[3] = voting.PhaseOpen }},
		"after":      {PlanStep{When: WhenAfter, Seconds: 5}, func(r *room) { r.at += 3_999 }, func(r *room) { r.at++ }},
		"out at a moment": {PlanStep{When: WhenOut}, func(r *room) {
			r.must(PutCue{Act: Act{Role: Sequence, At: r.at}, On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug, Text: []string{"x"}}, TakeAt: r.at + 500})
		}, func(r *room) { r.at += 500 }},
		"out":         {PlanStep{When: WhenOut}, func(*room) {}, func(r *room) { r.must(Out{Act: Act{Role: Sequence, At: r.at}, On: []Name{"pgm"}, Layer: LayerBug}) }},
		"clock":       {PlanStep{When: WhenClock, Time: "20:15:00"}, func(r *room) { r.at = clockAt(r.t, "2026-11-26 20:14:59") }, func(r *room) { r.at += 1000 }},
		"clock, late": {PlanStep{When: WhenClock, Time: "20:15:00"}, func(r *room) { r.at = clockAt(r.t, "2026-11-26 21:15:00") }, func(r *room) { r.at -= 1000 }},
		"midnight":    {PlanStep{When: WhenClock, Time: "00:05:00"}, func(r *room) { r.at = clockAt(r.t, "2026-11-26 23:59:59") }, func(r *room) { r.at += 301_000 }},
	} {
		r := planned(t, c.step)
		c.not(r)
		for range 3 {
			r.must(r.proceed())
		}
		if plan, _ := r.state.Plan(); plan.At != 1 || r.scenes("pvw") != " lower:score-card" || r.scenes("pgm") == " lower:score-card bug:bug" {
			t.Errorf("%s: it has come on before its time: %+v, on %s, preview %s", name, plan, r.scenes("pgm"), r.scenes("pvw"))
		}
		c.yes(r)
		r.must(r.proceed())
		plan, run := r.state.Plan()
		if shown := r.view("pgm").Layers[LayerLower]; shown.Scene != SceneScore || plan.At != 2 || !plan.Running || run.Before != shown.Take || run.Since != r.at {
			t.Errorf("%s: the plan is %+v, %+v, on program is%s", name, plan, run, r.scenes("pgm"))
		}
		if r.scenes("pvw") != "" {
			t.Errorf("%s: on the preview stays%s", name, r.scenes("pvw"))
		}
		r.must(r.proceed())
		if plan, run := r.state.Plan(); plan.Running || run.Why != PausedDone {
			t.Errorf("%s: behind the last step it is %+v, %+v", name, plan, run)
		}
		before := len(r.log)
		if r.must(r.proceed()); len(r.log) != before {
			t.Errorf("%s: a plan that is done goes on", name)
		}
	}
}

// TestAPersonTakesOffWhatThePlanWaitsToSeeGo: that is what it waits for, and no reason to pause; what was its picture
// is known after a pause too.
func TestAPersonTakesOffWhatThePlanWaitsToSeeGo(t *testing.T) {
	off := func(r *room) { r.must(Out{Act: r.act(), On: []Name{"pgm"}, Layer: LayerBug}) }
	r := planned(t, PlanStep{When: WhenOut})
	off(r)
	r.must(r.proceed())
	r.wantOn("pgm", " lower:score-card")

	r = planned(t, PlanStep{When: WhenOut})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneCrawl, Text: []string{"x"}}})
	off(r)
	r.must(RunPlan{Act: r.act(), Run: true, Step: -1})
	r.at += planGap
	r.must(r.proceed())
	r.wantOn("pgm", " lower:score-card ticker:crawl")

	for name, c := range map[string]struct {
		step PlanStep
		act  func(*room)
	}{
		"another picture": {PlanStep{When: WhenOut}, func(r *room) { r.must(Out{Act: r.act(), On: []Name{"pgm"}, Layer: LayerTicker}) }},
		"another wish":    {PlanStep{When: WhenOpen}, off},
	} {
		r := tuned(t)
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneCrawl, Text: []string{"x"}}})
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBug}})
		c.step.Cue.Scene = SceneScore
		r.must(SetPlan{Act: r.act(), Plan: Plan{Session: "live", On: []Name{"pgm"}, At: 1, Running: true, Steps: []PlanStep{{Cue: Cue{Scene: SceneBug}}, c.step}}})
		c.act(r)
		if plan, run := r.state.Plan(); plan.Running || run.Why != PausedHand {
			t.Errorf("%s is taken off: the plan is %+v, %+v", name, plan, run)
		}
	}
}

func TestAPictureOfThePlanStaysForAMoment(t *testing.T) {
	r := planned(t, PlanStep{When: WhenClosed})
	r.house.phases[0] = voting.PhaseRevealed
	r.must(SetPlan{Act: r.act(), Plan: Plan{On: []Name{"pgm"}, Running: true, Steps: []PlanStep{{Cue: Cue{Scene: SceneStrap}, When: WhenClosed}, {Cue: Cue{Scene: SceneScore}, When: WhenRevealed}}}})
	r.at += planGap - 1
	r.must(r.proceed())
	r.wantOn("pgm", " bug:bug")
	r.at++
	r.must(r.proceed())
	r.wantOn("pgm", " lower:strap bug:bug")
	r.must(r.proceed())
	r.wantOn("pgm", " lower:strap bug:bug")
	r.at += planGap
	r.must(r.proceed())
	r.wantOn("pgm", " lower:score-card bug:bug")
}

// TestALeaseTakenOverDoesNotStopThePlan: who has taken the outputs over sees it run, and stops it by
// any act of his.
func TestALeaseTakenOverDoesNotStopThePlan(t *testing.T) {
	r := planned(t, PlanStep{When: WhenOpen})
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	other := Act{By: "li", Role: Director, Controller: "other", At: r.at}
	for _, name := range []Name{"pgm", "pvw"} {
		r.must(TakeLease{Act: other, Output: name, Over: true})
	}
	r.house.phases[0] = voting.PhaseOpen
	r.must(r.proceed())
	r.wantOn("pgm", " lower:score-card bug:bug")
	r.refused(RunPlan{Act: r.act(), Run: true, Step: 0}, RefusedLease)
	r.must(RunPlan{Act: r.act(), Step: -1}) // whoever sees that it goes wrong stops it
	if plan, run := r.state.Plan(); plan.Running || run.Why != PausedTold {
		t.Errorf("stopped, it is %+v, %+v", plan, run)
	}
}

func TestAPersonBringsOnWhatAPlanWaitsFor(t *testing.T) {
	r := planned(t, PlanStep{})
	r.at += 3_600_000
	r.must(r.proceed())
	r.wantOn("pgm", " bug:bug")
	r.must(Proceed{Act: r.act(), Told: true})
	r.wantOn("pgm", " lower:score-card bug:bug")
	if plan, run := r.state.Plan(); !plan.Running || plan.At != 2 || run.Why != "" {
		t.Errorf("the plan is %+v, %+v", plan, run)
	}
}

// TestARestartPausesThePlan: nobody knows how long the server was away, and what has come about.
func TestARestartPausesThePlan(t *testing.T) {
	r := planned(t, PlanStep{When: WhenOpen})
	server := Act{Role: OfServer, At: r.at}
	r.must(Restarted{Act: server})
	r.house.phases[0] = voting.PhaseOpen
	r.must(r.proceed())
	if plan, run := r.state.Plan(); plan.Running || run.Why != PausedRestart || r.scenes("pgm") != " bug:bug" {
		t.Errorf("after a restart the plan is %+v, %+v, on program is%s", plan, run, r.scenes("pgm"))
	}
	before := len(r.log)
	if r.must(Restarted{Act: server}); len(r.log) != before {
		t.Error("a restart without anything that goes on is written down")
	}
}

func TestAPlanGoesToItsOwnSessionAlone(t *testing.T) {
	r := planned(t, PlanStep{When: WhenOpen})
	r.house.phases[0] = voting.PhaseOpen
	r.must(Tune{Act: r.act(), On: []Name{"pgm"}, Session: "other"})
	r.refused(r.proceed(), RefusedOtherSession)
}

// TestPlanIsLikeItsTwin plays random evenings to a plan, to its copy from the log, and to a twin that
// knows only what people want: one step after another, each when its time has come, none after a
// hand, a panic or a hold until somebody starts it again.
func TestPlanIsLikeItsTwin(t *testing.T) {
	phases := []voting.ItemPhase{voting.PhaseOnStage, voting.PhaseOpen, voting.PhaseClosed, voting.PhaseConfirmed, voting.PhaseRevealed}
	first := map[When]int{WhenOpen: 1, WhenClosed: 2, WhenConfirmed: 3, WhenRevealed: 4}
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 4))
		r := tuned(t)
		steps := make([]PlanStep, 6)
		for i := range steps {
			steps[i] = PlanStep{Cue: Cue{Scene: SceneStrap, Text: []string{fmt.Sprint(i)}}, When: []When{WhenTold, WhenOpen, WhenClosed, WhenConfirmed, WhenRevealed, WhenAfter}[rng.IntN(6)]}
			if steps[i].When == WhenAfter {
				steps[i].Seconds = rng.IntN(8)
			}
		}
		r.must(SetPlan{Act: r.act(), Plan: Plan{Session: "live", On: []Name{"pgm"}, Steps: steps}})
		at, runs, since, phase, on := 0, false, int64(0), 0, ""
		for n := range 300 {
			r.at += int64(rng.IntN(1500))
			switch rng.IntN(12) {
			case 0:
				phase = rng.IntN(len(phases))
				r.house.phases[0] = phases[phase]
			case 1:
				r.must(Panic{Act: r.act()})
				r.must(Unpanic{Act: r.act()})
				runs, on = false, ""
			case 2:
				r.must(Hold{Act: r.act(), On: []Name{"hall", "pgm"}[1:]})
				r.must(Unhold{Act: r.act(), On: []Name{"pgm"}})
				runs = false
			case 3:
				r.must(TakeLease{Act: Act{Role: Director, Controller: fmt.Sprint(n), At: r.at}, Output: "pgm", Over: true})
				r.must(GiveLease{Act: Act{Role: Director, Controller: fmt.Sprint(n), At: r.at}, Output: "pgm"})
			case 4, 5, 6:
				if at = rng.IntN(len(steps)); !runs || at != planAt(r) {
					since = r.at
				}
				r.must(RunPlan{Act: r.act(), Run: true, Step: at})
				runs = true
				if at > 0 && on == fmt.Sprint(at-1) { // the one before is on already
					since = r.view("pgm").Layers[LayerLower].At
				}
			default:
				r.must(r.proceed())
				gone := r.at - since
				due := gone >= planGap
				switch {
				case !runs:
					due = false
				case at == len(steps):
					runs, due = false, false
				case steps[at].When == WhenTold:
					due = false
				case steps[at].When == WhenAfter:
					due = due && gone >= int64(steps[at].Seconds)*1000
				case steps[at].When == WhenOpen:
					due = due && phase == 1
				default:
					due = due && phase >= first[steps[at].When]
				}
				if due {
					if on != fmt.Sprint(at) { // one that is on already stays
						since = r.at
					} else {
						since = r.view("pgm").Layers[LayerLower].At
					}
					on = fmt.Sprint(at)
					at++
				}
			}
			plan, run := r.state.Plan()
			shown := ""
			if text := r.view("pgm").Layers[LayerLower].Text; len(text) > 0 {
				shown = text[0]
			}
			if plan.Running != runs || plan.At != at || shown != on {
				t.Fatalf("seed %d, turn %d: the plan is %+v, %+v with %q on; its twin at %d, running %v, with %q", seed, n, plan, run, shown, at, runs, on)
			}
		}
		if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
			t.Fatalf("seed %d: the log folds to another state", seed)
		}
	}
}

func planAt(r *room) int { plan, _ := r.state.Plan(); return plan.At }
