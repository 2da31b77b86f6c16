package onair

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// stayed has a strap on program that a step of the plan, started by zhang, has put there for eight seconds.
func stayed(t *testing.T) *room {
	r := tuned(t)
	steps := []PlanStep{{Cue: Cue{Scene: SceneStrap, Text: []string{"王芳"}}, When: WhenOpen, Stay: 8}, {Cue: Cue{Scene: SceneBug}, When: WhenOut}}
	r.must(SetPlan{Act: r.act(), Plan: Plan{Session: "live", On: onPgm, Running: true, Steps: steps}})
	r.must(Proceed{Act: r.act(), Told: true})
	return r
}

// ends takes off what is to go, as the server does.
func (r *room) ends() Command {
	return EndStays{Act: Act{Role: Sequence, Controller: "sequence", At: r.at}}
}

// TestAStepStaysForSoLong and then goes out by itself, by the plan, which goes on; the log says whose plan that is.
func TestAStepStaysForSoLong(t *testing.T) {
	r := stayed(t)
	if shown := r.view("pgm").Layers[LayerLower]; shown.Ends != r.at+8_000 {
		t.Errorf("the strap is to go at %d, it is %d", shown.Ends, r.at)
	}
	r.at += 7_999
	r.must(r.ends())
	r.must(r.proceed())
	r.wantOn("pgm", " lower:strap")
	r.at++
	if !r.state.StaysDue(r.at) {
		t.Error("after eight seconds nothing is due")
	}
	r.must(r.ends())
	r.wantOn("pgm", "")
	e, err := Decode(r.log[len(r.log)-1])
	if left, is := e.(*Left); err != nil || !is || left.By != "zhang" || left.Role != Sequence || !slices.Equal(left.Off, []Place{{Output: "pgm", Layer: LayerLower}}) {
		t.Errorf("the log says %#v (%v)", e, err)
	}
	before := len(r.log)
	r.must(r.ends())
	if len(r.log) != before || r.state.StaysDue(r.at) {
		t.Error("it goes twice")
	}
	if plan, _ := r.state.Plan(); !plan.Running {
		t.Error("that it goes pauses the plan")
	}
	r.must(r.proceed())
	r.wantOn("pgm", " bug:bug")

	a := NewAsRun()
	for _, record := range r.log {
		e, err := Decode(record)
		if err == nil {
			err = a.Add(e)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, run := range a.Runs() {
		if run.What == string(SceneStrap) && (run.Output == "pgm") && (run.To != r.at || run.End != "left" || run.EndBy != "zhang") {
			t.Errorf("the as-run list says that it ended at %d, by %s of %s", run.To, run.End, run.EndBy)
		}
	}
}

// TestWhatAPersonDoesToAPictureThatStays: HOLD, and whoever takes it once more, keep it on; what takes it off, does; all else
// leaves it its time, a server that was begun anew too.
func TestWhatAPersonDoesToAPictureThatStays(t *testing.T) {
	strap := Cue{Scene: SceneStrap, Text: []string{"王芳"}}
	for name, c := range map[string]struct {
		do   func(r *room)
		want string // on program when its eight seconds are over
	}{
		"nothing":          {func(*room) {}, ""},
		"hold":             {func(r *room) { r.must(Hold{Act: r.act(), On: onPgm}) }, " lower:strap"},
		"hold and go on":   {func(r *room) { r.must(Hold{Act: r.act(), On: onPgm}); r.must(Unhold{Act: r.act(), On: onPgm}) }, " lower:strap"},
		"the same by hand": {func(r *room) { r.must(PutCue{Act: r.act(), On: onPgm, Cue: strap}) }, " lower:strap"},
		"another by hand":  {func(r *room) { r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneScore}}) }, " lower:score-card"},
		"out":              {func(r *room) { r.must(Out{Act: r.act(), On: onPgm}) }, ""},
		"blank":            {func(r *room) { r.must(Blank{Act: r.act(), On: onPgm}) }, ""},
		"panic":            {func(r *room) { r.must(Panic{Act: r.act()}); r.must(Unpanic{Act: r.act()}) }, ""},
		"out, and another": {func(r *room) {
			r.must(Out{Act: r.act(), On: onPgm})
			r.must(PutCue{Act: r.act(), On: onPgm, Cue: strap})
		}, " lower:strap"},
		"beside it": {func(r *room) {
			r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneCrawl, Text: []string{"x"}}})
		}, " ticker:crawl"},
		"the plan ends": {func(r *room) { r.must(RunPlan{Act: r.act(), Step: -1}) }, ""},
		"another plan":  {func(r *room) { r.must(SetPlan{Act: r.act(), Plan: Plan{On: onPgm}}) }, ""},
		"another lease": {func(r *room) { r.must(TakeLease{Act: Act{Role: Director, Controller: "box", At: r.at}, Output: "pgm"}) }, ""},
		"a restart": {func(r *room) {
			r.state = refold(t, r.log)
			r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
		}, ""},
	} {
		r := stayed(t)
		r.at += 3_000
		c.do(r)
		r.at += 5_000
		r.must(r.ends())
		if r.wantOn("pgm", c.want); r.state.StaysDue(r.at) {
			t.Errorf("after %s something is due", name)
		}
		if t.Failed() {
			t.Fatalf("after %s", name)
		}
	}
}

// TestWhatStandsUntilAMomentGoesSooner: its time is over before that of the picture that it stands for, which comes all the same;
// where that one is called back the time of the first is what it was.
func TestWhatStandsUntilAMomentGoesSooner(t *testing.T) {
	for name, back := range map[string]bool{"it comes": false, "it is called back": true} {
		r := stayed(t)
		r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneScore}, TakeAt: r.at + 20_000})
		if back {
			r.must(Disarm{Act: r.act()})
		}
		r.at += 8_000
		r.must(r.ends())
		if got := r.standing("pgm"); got != "" {
			t.Errorf("%s: after eight seconds there stands%s", name, got)
		}
		r.at += 12_000
		if got, comes := r.standing("pgm"), !back; (got == " lower:score-card") != comes {
			t.Errorf("%s: at the moment there stands %q", name, got)
		}
		if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
			t.Errorf("%s: the log folds to another state", name)
		}
	}
}

func TestStayThatNoStepCanHave(t *testing.T) {
	r := tuned(t)
	for _, stay := range []int{-1, MaxStay + 1} {
		r.refused(SetPlan{Act: r.act(), Plan: Plan{On: onPgm, Steps: []PlanStep{{Cue: Cue{Scene: SceneBug}, Stay: stay}}}}, RefusedCue)
	}
}

// TestStaysAreLikeTheirTwin plays random evenings to a strap and to a twin that knows when it goes.
func TestStaysAreLikeTheirTwin(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 8))
		r := stayed(t)
		on, goes := true, r.at+8_000
		for n := range 200 {
			r.at += int64(rng.IntN(3_000))
			switch rng.IntN(9) {
			case 0:
				r.must(SetPlan{Act: r.act(), Plan: Plan{Session: "live", On: onPgm, Running: true, Steps: []PlanStep{{Cue: Cue{Scene: SceneStrap, Text: []string{"王芳"}}, Stay: 4}}}})
				r.must(Proceed{Act: r.act(), Told: true})
				on, goes = true, r.at+4_000
			case 1:
				r.must(PutCue{Act: r.act(), On: onPgm, Cue: Cue{Scene: SceneStrap, Text: []string{"王芳"}}})
				on, goes = true, 0
			case 2:
				r.must(Blank{Act: r.act(), On: onPgm})
				on = false
			case 3:
				r.must(Hold{Act: r.act(), On: onPgm})
				r.must(Unhold{Act: r.act(), On: onPgm})
				goes = 0
			default:
				r.must(r.ends())
				on = on && (goes == 0 || r.at < goes)
			}
			if got := r.scenes("pgm") == " lower:strap"; got != on {
				t.Fatalf("seed %d, turn %d: on program is%s, its twin is on: %v", seed, n, r.scenes("pgm"), on)
			}
		}
		if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
			t.Fatalf("seed %d: the log folds to another state", seed)
		}
	}
}
