package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/studio"
	"pingyi/beijing"
	"pingyi/onair"
)

// plan is how the plan stands, as desks are told.
func (p *place) plan() studio.PlanStatus {
	p.t.Helper()
	var status studio.Status
	p.desk.json("/desk/studio/state.json").json(p.t, &status)
	return status.Plan
}

// planOn lays down steps for outputs.
func (p *place) planOn(on string, steps string) {
	p.t.Helper()
	p.tuned(on)
	p.watch("pgm") // whose nudges ticks waits for
	p.desk.mustControl(fmt.Sprintf(`{"act":"blank","on":["pvw",%s]}`, on), fmt.Sprintf(`{"act":"plan","plan":{"session":%q,"on":[%s],"steps":[%s]}}`, p.session, on, steps))
}

const (
	countdownWhenOpen = `{"cue":{"scene":"countdown","item":1},"when":"open"}`
	barsWhenClosed    = `{"cue":{"scene":"live-bars","item":1},"when":"closed"}`
	runPlan           = `{"act":"run","run":true}`
)

// TestPlanRunsWithoutADesk: the server lays each step on the preview and takes it when what it waits
// for comes about. Nobody's page is open.
func TestPlanRunsWithoutADesk(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall","lobby"`, countdownWhenOpen+`,{"cue":{"scene":"bug"},"when":"after","seconds":5},`+barsWhenClosed)
	hall, lobby, preview := p.watch("hall"), p.watch("lobby"), p.watch("pvw")
	p.act(stage1)
	p.ticks()
	if f := p.plan(); f.At != 0 || f.Running || p.onOutput("hall") != "" {
		t.Errorf("a plan that nobody has started is %+v, in the hall is %q", f, p.onOutput("hall"))
	}
	p.desk.mustControl(runPlan)
	preview.picture(shows(onair.LayerLower, onair.SceneCountdown))
	p.clock.move(time.Second)
	p.act(open1)
	hall.picture(shows(onair.LayerLower, onair.SceneCountdown))
	lobby.picture(shows(onair.LayerLower, onair.SceneCountdown))
	p.clock.move(4 * time.Second)
	p.ticks()
	if p.onOutput("hall") != " lower:countdown" {
		t.Errorf("after four of five seconds in the hall is%s", p.onOutput("hall"))
	}
	p.clock.move(time.Second)
	hall.picture(shows(onair.LayerBug, onair.SceneBug))
	p.clock.move(time.Second)
	p.act(close1)
	hall.picture(shows(onair.LayerLower, onair.SceneBars))
	p.until("the plan is done", func() bool { f := p.plan(); return !f.Running && f.Why == onair.PausedDone && f.At == 3 })
}

// onOutput is what lies on an output, from the bottom up.
func (p *place) onOutput(name onair.Name) (on string) {
	p.app.Studio().Look(func(s *onair.State) {
		v, _ := s.View(name, time.Now().UnixMilli())
		for _, layer := range onair.Layers() {
			if shown, is := v.Layers[layer]; is {
				on += " " + string(layer) + ":" + string(shown.Scene)
			}
		}
	})
	return on
}

// TestTwoDesksDoNotStepAPlanTwice: both start it, both watch, and each step is one take.
func TestTwoDesksDoNotStepAPlanTwice(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall"`, countdownWhenOpen+`,{"cue":{"scene":"bug"},"when":"open"},{"cue":{"scene":"strap","text":["张三"]}}`)
	hall := p.watch("hall")
	for range 2 {
		h := p.handset()
		h.jar = p.desk.http.Jar.(*plainJar)
		if _, status := h.live("/desk/studio/live", p.base()); status != http.StatusSwitchingProtocols {
			t.Fatalf("status %d", status)
		}
	}
	answers := make(chan reply, 2)
	for n := range 2 {
		go func() { answers <- p.desk.control(fmt.Sprintf(`{"act":"run","run":true,"controller":"desk-%d"}`, n)) }()
	}
	for range 2 {
		if got := <-answers; got.status != http.StatusOK {
			t.Errorf("a start is answered with %d %s", got.status, got.body)
		}
	}
	p.clock.move(time.Second)
	p.act(stage1, open1)
	first := hall.picture(shows(onair.LayerLower, onair.SceneCountdown))
	p.ticks()
	if f := p.plan(); f.At != 1 || p.onOutput("hall") != " lower:countdown" {
		t.Errorf("after the first step the plan is at %d, in the hall is%s", f.At, p.onOutput("hall"))
	}
	p.clock.move(time.Second)
	hall.picture(shows(onair.LayerBug, onair.SceneBug))
	p.ticks()
	if f := p.plan(); f.At != 2 || !f.Running {
		t.Errorf("a step that waits for a person: %+v", f)
	}
	p.desk.mustControl(`{"act":"proceed"}`)
	last := hall.picture(shows(onair.LayerLower, onair.SceneStrap))
	// Three takes, a record of the plan with each, and three cues on the preview.
	if last.Rev-first.Rev != 7 && last.Rev-first.Rev != 6 {
		t.Errorf("two steps have taken %d acts", last.Rev-first.Rev)
	}
}

func TestPlanWaitsForTheTimeOfDay(t *testing.T) {
	p := publishPlace(t, nil)
	at, _, _ := strings.Cut(beijing.Frame(p.clock.Now().Add(90*time.Minute).UnixMilli()), ".")
	p.planOn(`"hall"`, fmt.Sprintf(`{"cue":{"scene":"bug"},"when":"clock","time":%q}`, at))
	hall := p.watch("hall")
	p.desk.mustControl(runPlan)
	p.clock.move(90*time.Minute - time.Second)
	p.ticks()
	if on := p.onOutput("hall"); on != "" {
		t.Errorf("a second too early in the hall is%s", on)
	}
	p.clock.move(time.Second)
	hall.picture(shows(onair.LayerBug, onair.SceneBug))
}

// TestPanicAndHoldPauseThePlan: and nothing but a person's word lets it go on.
func TestPanicAndHoldPauseThePlan(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall"`, countdownWhenOpen)
	p.act(stage1)
	for why, acts := range map[onair.Pause][2]string{
		onair.PausedPanic: {`{"act":"panic","on":["lobby"]}`, `{"act":"unpanic"}`},
		onair.PausedHold:  {`{"act":"hold","on":["hall"]}`, `{"act":"unhold","on":["hall"]}`},
	} {
		p.desk.mustControl(runPlan, acts[0])
		if f := p.plan(); f.Running || f.Why != why || f.Paused == "" {
			t.Errorf("after %s it is %+v", why, f)
		}
		p.desk.mustControl(acts[1])
	}
	p.clock.move(time.Minute)
	p.act(open1)
	p.ticks()
	if f := p.plan(); f.Running || p.onOutput("hall") != "" {
		t.Errorf("paused, it is %+v, in the hall is%s", f, p.onOutput("hall"))
	}
}

// TestPlanIsPausedByARestart: what came about while the server was away, nobody was there to see.
func TestPlanIsPausedByARestart(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall"`, `{"cue":{"scene":"strap","text":["张三"]}},`+countdownWhenOpen)
	p.act(stage1)
	p.desk.mustControl(`{"act":"run","run":true,"step":1}`)
	p.until("the next step is laid on the preview", func() bool { return p.onOutput("pvw") == " lower:countdown" })
	p.restart()
	p.clock.move(time.Minute)
	p.act(open1)
	p.watch("pgm")
	p.ticks()
	if f := p.plan(); f.Running || f.Why != onair.PausedRestart || f.At != 1 || len(f.Steps) != 2 || p.onOutput("hall") != "" {
		t.Errorf("after the restart it is %+v, in the hall is%s", f, p.onOutput("hall"))
	}
	p.desk.mustControl(runPlan)
	p.clock.move(time.Second)
	p.watch("hall").picture(shows(onair.LayerLower, onair.SceneCountdown))
}

// TestDesksAreToldWhyAPlanWaits in words of both languages, and the plan goes on when it can.
func TestDesksAreToldWhyAPlanWaits(t *testing.T) {
	p := publishPlace(t, nil)
	p.planOn(`"hall"`, `{"cue":{"scene":"score-card","item":1},"when":"closed"}`)
	p.act(stage1)
	p.desk.mustControl(runPlan)
	p.clock.move(time.Second)
	p.act(open1, close1)
	h := p.handset()
	h.jar = p.desk.http.Jar.(*plainJar)
	s, _ := h.live("/desk/studio/live", p.base())
	for {
		var status studio.Status
		if err := json.Unmarshal([]byte(s.next()), &status); err != nil {
			t.Fatal(err)
		}
		if w := status.Plan.Waits; w != nil {
			if w.Code != "not-released" || w.ZH == "" || w.EN == "" || w.ZH == w.EN {
				t.Errorf("it waits because %+v", w)
			}
			break
		}
	}
	p.act(`{"act":"confirm","item":1}`, reveal1)
	p.watch("hall").picture(shows(onair.LayerLower, onair.SceneScore))
	p.until("nothing keeps it any more", func() bool { return p.plan().Waits == nil })
}
