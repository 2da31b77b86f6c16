package onair

import (
	"reflect"
	"testing"
)

func running(r *room) SetPlan {
	return SetPlan{Act: r.act(), Plan: Plan{
		Session: "live", On: []Name{"pgm"}, Running: true, At: 1,
		Steps: []PlanStep{{Cue: Cue{Scene: SceneBug}}, {Cue: Cue{Scene: SceneScore}, When: WhenRevealed}},
	}}
}

// TestAnActByHandSuspendsThePlan: what a person does on any output stops the steps that come on by
// themselves, and the room says who it was.
func TestAnActByHandSuspendsThePlan(t *testing.T) {
	for name, act := range map[Pause]func(r *room) Command{
		"hand":  func(r *room) Command { return PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBug}} },
		"panic": func(r *room) Command { return Panic{Act: r.act()} },
		"hold":  func(r *room) Command { return Hold{Act: r.act(), On: []Name{"pgm"}} },
	} {
		r := tuned(t)
		r.must(running(r))
		r.must(act(r))
		if plan, run := r.state.Plan(); plan.Running || run.Paused != "zhang" || run.Why != name || plan.At != 1 || len(plan.Steps) != 2 {
			t.Errorf("after %s the plan is %+v, %+v", name, plan, run)
		}
		r.must(RunPlan{Act: r.act(), Run: true, Step: -1})
		if plan, run := r.state.Plan(); !plan.Running || run.Why != "" || run.By != "zhang" {
			t.Errorf("begun again after %s it is %+v, %+v", name, plan, run)
		}
	}
}

func TestThePlanItselfAndWhatIsNoPictureDoNotSuspendIt(t *testing.T) {
	r := tuned(t)
	r.must(running(r))
	own := r.act()
	own.Role = Sequence
	r.must(PutCue{Act: own, On: []Name{"pvw"}, Cue: Cue{Scene: SceneScore}})
	r.must(Take{Act: own, From: "pvw", On: []Name{"pgm"}})
	r.must(TakeLease{Act: r.act(), Output: "hall"})
	r.must(Ask{Act: r.act(), Session: "live"})
	if plan, run := r.state.Plan(); !plan.Running || run.Why != "" {
		t.Errorf("it is %+v, %+v", plan, run)
	}
	if got, want := refold(t, r.log), r.state; !reflect.DeepEqual(got, want) {
		t.Errorf("the log folds to\n%+v, not to\n%+v", got.plan, want.plan)
	}
}

func TestAPlanThatCannotBeRunIsRefused(t *testing.T) {
	r := tuned(t)
	for code, change := range map[Code]func(p *Plan){
		RefusedStep:     func(p *Plan) { p.At = 3 },
		RefusedNoOutput: func(p *Plan) { p.On = []Name{"tv"} },
		RefusedScene:    func(p *Plan) { p.Steps[0].Cue.Scene = "dance" },
		RefusedCue:      func(p *Plan) { p.Steps[0].When = "never" },
		RefusedSession:  func(p *Plan) { p.Session = "none" },
	} {
		c := running(r)
		change(&c.Plan)
		r.refused(c, code)
	}
	for _, step := range []PlanStep{
		{When: WhenClock}, {When: WhenClock, Time: "8:15:00"}, {When: WhenClock, Time: "24:00:00"}, {When: WhenOpen, Time: "20:15:00"}, {When: WhenAfter, Seconds: -1},
	} {
		c := running(r)
		step.Cue = Cue{Scene: SceneBug}
		c.Plan.Steps[0] = step
		r.refused(c, RefusedCue)
	}
	r.refused(RunPlan{Act: r.act(), Run: true, Step: -1}, RefusedNothing)
	r.must(TakeLease{Act: r.act(), Output: "pgm"})
	c := running(r)
	c.Controller = "other"
	r.refused(c, RefusedLease)
}

// TestAScrutineerIsAsked: what is asked is about the ranking as it is sealed, and a correction
// makes it void.
func TestAScrutineerIsAsked(t *testing.T) {
	r := tuned(t)
	r.must(Ask{Act: r.act(), Session: "live"})
	if got := r.state.Releases(); len(got) != 1 || got[0].Asked != "zhang" || got[0].Approved != "" || got[0].Binding != (Binding{1, "root"}) {
		t.Errorf("asked is %+v", got)
	}
	r.refused(Arm{Act: r.act(), Action: revealAll, Within: 60}, RefusedSecond)
	r.must(approveAll(r))
	if got := r.state.Releases()[0]; got.Asked != "zhang" || got.Approved != "wang" {
		t.Errorf("approved is %+v", got)
	}
	r.house.rankings[""] = Ranking{Groups: 3, Binding: Binding{2, "root 2"}}
	r.must(Ask{Act: r.act(), Session: "live"})
	if got := r.state.Releases()[0]; got.Approved != "" || got.Version != 2 {
		t.Errorf("after a correction it is %+v", got)
	}
	r.refused(Ask{Act: r.act(), Session: "live", List: "no such"}, RefusedNotSealed)
}
