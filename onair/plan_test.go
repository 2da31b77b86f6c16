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
	for name, act := range map[string]func(r *room) Command{
		"a cue":   func(r *room) Command { return PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneBug}} },
		"a panic": func(r *room) Command { return Panic{Act: r.act()} },
		"a hold":  func(r *room) Command { return Hold{Act: r.act(), On: []Name{"pgm"}} },
	} {
		r := tuned(t)
		r.must(running(r))
		r.must(act(r))
		if plan, by := r.state.Plan(); plan.Running || by != "zhang" || plan.At != 1 || len(plan.Steps) != 2 {
			t.Errorf("after %s the plan is %+v, suspended by %q", name, plan, by)
		}
		r.must(running(r))
		if plan, by := r.state.Plan(); !plan.Running || by != "" {
			t.Errorf("begun again after %s it is %+v, suspended by %q", name, plan, by)
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
	if plan, by := r.state.Plan(); !plan.Running || by != "" {
		t.Errorf("it is %+v, suspended by %q", plan, by)
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
