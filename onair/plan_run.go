package onair

import (
	"fmt"
	"regexp"
	"slices"

	"pingyi/beijing"
	"pingyi/voting"
)

// PlanRun is how the plan has got where it is.
type PlanRun struct {
	By     string // who has started it
	Since  int64  // Unix milliseconds since which its step waits: when the one before came on, else when it was started here
	Before uint64 // take of the step before, 0 when that was not on; it stays known when the plan is paused and goes on
	Why    Pause  // why it does not run; "" while it does, and where it never did
	Paused string // who paused it, "" for nobody
}

// Pause is why a plan does not run. It never goes on by itself.
type Pause string

// The reasons.
const (
	PausedTold    Pause = "told"    // somebody has stopped it
	PausedHand    Pause = "hand"    // somebody has acted by hand
	PausedHold    Pause = "hold"    // an output is held
	PausedPanic   Pause = "panic"   // an output is in panic
	PausedRestart Pause = "restart" // the server was begun anew: what has come about meanwhile, nobody was there to see
	PausedDone    Pause = "done"    // no step is left
)

// RunPlan starts the plan, or stops it. Step is where it goes on, -1 is where it is.
type RunPlan struct {
	Act
	Run  bool
	Step int
}

// Proceed does what the plan that runs has to do now, if anything. With Told a person does what it
// waits for: the step comes on whatever its condition says.
type Proceed struct {
	Act
	Told bool
}

// Restarted says that the server was begun anew. What was to happen by itself, or by one press,
// waits for a person now.
type Restarted struct{ Act }

// PlanMoved says at which step the plan is, and whether it runs.
type PlanMoved struct {
	Stamp
	Step    int   `json:"step"`
	Running bool  `json:"running,omitempty"`
	Why     Pause `json:"why,omitempty"`
}

// planGap is for how many milliseconds a picture of the plan stays at least, so that conditions which
// hold already do not chase each other over the air.
const planGap = 1_000

// late is by how many seconds a time of day may have passed when its step begins to wait; after that it is
// the next day's.
const late = 3_600

var timeOfDay = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$`)

// timed reports whether a step says what it waits for.
func (p PlanStep) timed() bool {
	return slices.Contains(whens(), p.When) && (p.When == WhenClock) == (p.Time != "") && (p.Time == "" || timeOfDay.MatchString(p.Time))
}

// struck reports whether it is so late in Beijing: at that second, or in the hour after it.
func (p PlanStep) struck(at int64) bool {
	var h, m, s int
	if _, err := fmt.Sscanf(p.Time, "%d:%d:%d", &h, &m, &s); err != nil {
		return false
	}
	const day = 86_400
	return (beijing.OfDay(at)-h*3600-m*60-s+day)%day < late
}

// PlanDue reports whether the clock lets the step of a running plan come on; a phase or a picture that
// it waits for may still be missing.
func (s *State) PlanDue(at int64) bool {
	if !s.plan.Running || s.plan.At >= len(s.plan.Steps) || at < s.run.Since+planGap {
		return false
	}
	switch step := s.plan.Steps[s.plan.At]; step.When {
	case WhenTold:
		return false
	case WhenAfter:
		return at >= s.run.Since+int64(step.Seconds)*1000
	case WhenClock:
		return step.struck(at)
	}
	return true
}

// holds reports whether what a step waits for has come about.
func (d decision) holds(step PlanStep) bool {
	if !d.PlanDue(d.At) {
		return false
	}
	reached := []voting.ItemPhase{voting.PhaseClosed, voting.PhaseConfirmed, voting.PhaseRevealed}
	switch step.When {
	case WhenOpen:
		return d.house.Phase(d.plan.Session, step.Cue.Item) == voting.PhaseOpen
	case WhenClosed:
		return slices.Contains(reached, d.house.Phase(d.plan.Session, step.Cue.Item))
	case WhenConfirmed:
		return slices.Contains(reached[1:], d.house.Phase(d.plan.Session, step.Cue.Item))
	case WhenRevealed:
		return slices.Contains(reached[2:], d.house.Phase(d.plan.Session, step.Cue.Item))
	case WhenOut:
		return d.run.Before != 0 && !slices.ContainsFunc(d.plan.On, func(name Name) bool { return d.outputs[name] != nil && d.outputs[name].has(d.run.Before, d.At) })
	}
	return true
}

// proceed lays the next step on the preview, and brings it on when what it waits for has come about.
// One event says both that it is on and that it is done, so it is never done twice.
func (d decision) proceed(c Proceed) ([]Event, error) {
	switch {
	case !d.plan.Running:
		return nothing()
	case d.plan.At >= len(d.plan.Steps):
		return one(&PlanMoved{Stamp: d.stamp(), Step: d.plan.At, Why: PausedDone})
	}
	outputs, err := d.driven(d.plan.On)
	if err != nil {
		return nil, err
	}
	for _, o := range outputs {
		if d.plan.Session != "" && o.session != d.plan.Session {
			return nil, refuse(RefusedOtherSession, o.called())
		}
	}
	step := d.plan.Steps[d.plan.At]
	if !c.Told && !d.holds(step) {
		return d.layReady(step.Cue)
	}
	events, err := d.cue(PutCue{On: d.plan.On, Cue: step.Cue})
	if err != nil {
		return nil, err
	}
	if preview := d.preview(); preview != nil && preview.shows(step.Cue) {
		taken := events[0].(*Taken)
		taken.From, taken.Moved = preview.Name, true
	}
	return append(step.staying(events), &PlanMoved{Stamp: d.stamp(), Step: d.plan.At + 1, Running: true}), nil
}

// layReady lays a cue on the preview, so that a director sees what comes. A preview on which nothing may
// come on keeps nothing from the air.
func (d decision) layReady(cue Cue) ([]Event, error) {
	preview := d.preview()
	if preview == nil || preview.shows(cue) || free([]*outputState{preview}) != nil || d.plan.Session != "" && preview.session != d.plan.Session {
		return nothing()
	}
	return d.cue(PutCue{On: []Name{preview.Name}, Cue: cue})
}

// preview is that of the desks: pvw, else the first there is.
func (s *State) preview() *outputState {
	if o := s.outputs["pvw"]; o != nil && o.Class == Preview {
		return o
	}
	for _, name := range s.order {
		if o := s.outputs[name]; o.Class == Preview {
			return o
		}
	}
	return nil
}

func (o *outputState) shows(cue Cue) bool {
	for _, shown := range o.layers {
		if shown.About(cue) {
			return true
		}
	}
	return false
}

// runPlan starts for outputs that the controller may drive. Whoever may act may stop.
func (d decision) runPlan(c RunPlan) ([]Event, error) {
	step := c.Step
	if step < 0 {
		step = d.plan.At
	}
	if step > len(d.plan.Steps) {
		return nil, refuse(RefusedStep, fmt.Sprint(step))
	}
	if !c.Run {
		if !d.plan.Running && step == d.plan.At {
			return nothing()
		}
		return one(&PlanMoved{Stamp: d.stamp(), Step: step, Why: PausedTold})
	}
	if len(d.plan.Steps) == 0 {
		return nil, refuse(RefusedNothing, "")
	}
	if _, err := d.driven(d.plan.On); err != nil {
		return nil, err
	}
	if d.plan.Running && step == d.plan.At {
		return nothing()
	}
	return one(&PlanMoved{Stamp: d.stamp(), Step: step, Running: true})
}

func (d decision) restarted() (events []Event, err error) {
	if d.begun != nil {
		events = append(events, d.cutShort())
	}
	if d.armed != nil || slices.ContainsFunc(d.releases, func(r Release) bool { return r.Due > d.At }) { // as in logs from before a group waited armed
		events = append(events, &Disarmed{Stamp: d.stamp()})
	}
	if d.plan.Running {
		events = append(events, &PlanMoved{Stamp: d.stamp(), Step: d.plan.At, Why: PausedRestart})
	}
	return events, nil
}

// moveTo has the plan wait with a step. Where it goes on with the same, what was on of the one before is known yet,
// though it may have gone meanwhile.
func (s *State) moveTo(step int, running bool, why Pause, by Stamp) {
	before := s.run.Before
	if step != s.plan.At {
		before = 0
	}
	s.plan.At, s.plan.Running = step, running
	if !running {
		if s.run.Why = why; why != "" {
			s.run.Paused = by.By
		}
		return
	}
	s.run = PlanRun{By: by.By, Since: by.At, Before: before}
	if step == 0 || step > len(s.plan.Steps) {
		return
	}
	for _, name := range s.plan.On {
		if o := s.outputs[name]; o != nil {
			for _, shown := range o.layers {
				if shown.About(s.plan.Steps[step-1].Cue) {
					s.run.Before, s.run.Since = shown.Take, shown.At
					return
				}
			}
		}
	}
}

// awaited reports whether just that picture is taken off by hand which the plan waits to see go.
func (s *State) awaited(e Event) bool {
	off, is := e.(*TakenOff)
	if !is || s.plan.At >= len(s.plan.Steps) || s.plan.Steps[s.plan.At].When != WhenOut || s.run.Before == 0 {
		return false
	}
	return !slices.ContainsFunc(off.Off, func(place Place) bool {
		o := s.outputs[place.Output]
		return o == nil || o.layers[place.Layer].Take != s.run.Before
	})
}

// suspend pauses a plan that runs when somebody acts by hand.
func (s *State) suspend(e Event) {
	by := e.stamp()
	if !s.plan.Running || by.Role == Sequence || s.awaited(e) {
		return
	}
	why := PausedHand
	switch e.(type) {
	case *Panicked:
		why = PausedPanic
	case *HeldAt:
		why = PausedHold
	}
	s.moveTo(s.plan.At, false, why, by)
}
