package onair

import (
	"fmt"
	"slices"

	"pingyi/voting"
)

// Plan is what is meant to come on next, one step after the other. It is kept here and not on a
// desk, so that a desk that is loaded anew, or another one, goes on with it.
type Plan struct {
	Session voting.SessionID `json:"session"`
	On      []Name           `json:"on"` // where a take goes
	Steps   []PlanStep       `json:"steps"`
	At      int              `json:"at"`      // the step that comes next
	Running bool             `json:"running"` // steps come on by themselves when what they wait for has come about
}

// PlanStep is a cue that waits for something.
type PlanStep struct {
	Cue     Cue    `json:"cue"`
	When    When   `json:"when,omitempty"`
	Seconds int    `json:"seconds,omitempty"` // of WhenAfter
	Time    string `json:"time,omitempty"`    // of WhenClock: 20:15:00, in Beijing
	Stay    int    `json:"stay,omitempty"`    // seconds after which its picture goes out by itself; 0 is never
}

// When is what a step waits for.
type When string

// What there is to wait for. Phases are those of the step's item, or of the one on stage.
const (
	WhenTold      When = ""          // a person
	WhenOpen      When = "open"      // voting is open
	WhenClosed    When = "closed"    // voting is closed, or further
	WhenConfirmed When = "confirmed" // the tally is confirmed, or further
	WhenRevealed  When = "revealed"  // the tally is revealed
	WhenOut       When = "out"       // the step before has gone out
	WhenAfter     When = "after"     // so many seconds after the step before came on
	WhenClock     When = "clock"     // it is so late
)

// MaxPlan bounds the steps of a plan.
const MaxPlan = 64

func whens() []When {
	return []When{WhenTold, WhenOpen, WhenClosed, WhenConfirmed, WhenRevealed, WhenOut, WhenAfter, WhenClock}
}

// SetPlan puts a plan in the place of the one before.
type SetPlan struct {
	Act
	Plan Plan
}

// Ask asks the scrutineers to approve the release of a sealed ranking as it is now.
type Ask struct {
	Act
	Session voting.SessionID
	List    string
}

// Planned puts a plan in the place of the one before.
type Planned struct {
	Stamp
	Plan Plan `json:"plan"`
}

// Asked asks for the word of a scrutineer.
type Asked struct {
	Stamp
	Session voting.SessionID `json:"session"`
	List    string           `json:"list"`
	Binding
}

// Plan is what is meant to come on next, and how it has got there.
func (s *State) Plan() (Plan, PlanRun) { return s.plan.clone(), s.run }

func (p Plan) clone() Plan {
	p.On, p.Steps = slices.Clone(p.On), slices.Clone(p.Steps)
	return p
}

// setPlan lets nobody plan for outputs that another controller drives.
func (d decision) setPlan(c SetPlan) ([]Event, error) {
	p := c.Plan
	if len(p.On) > 0 {
		if _, err := d.driven(p.On); err != nil {
			return nil, err
		}
	}
	if _, known := d.house.Session(p.Session); p.Session != "" && !known {
		return nil, refuse(RefusedSession, string(p.Session))
	}
	if len(p.Steps) > MaxPlan || p.At < 0 || p.At > len(p.Steps) {
		return nil, refuse(RefusedStep, fmt.Sprint(p.At))
	}
	for _, step := range p.Steps {
		if _, known := KindOf(step.Cue.Scene); !known {
			return nil, refuse(RefusedScene, string(step.Cue.Scene))
		}
		if !step.Cue.plain() || !step.timed() || step.Seconds < 0 || step.Seconds > MaxArmed || step.Stay < 0 || step.Stay > MaxStay {
			return nil, refuse(RefusedCue, string(step.Cue.Scene))
		}
	}
	return one(&Planned{Stamp: d.stamp(), Plan: p.clone()})
}

func (d decision) ask(c Ask) ([]Event, error) {
	ranking, err := d.sealed(c.Session, c.List)
	if err != nil {
		return nil, err
	}
	if r := d.release(c.Session, c.List); r != nil && r.Binding == ranking.Binding && (r.Asked != "" || r.Approved != "") {
		return nothing()
	}
	return one(&Asked{Stamp: d.stamp(), Session: c.Session, List: c.List, Binding: ranking.Binding})
}

func (s *State) applyPlan(e Event) {
	switch e := e.(type) {
	case *Planned:
		s.plan, s.run = e.Plan.clone(), PlanRun{}
		s.moveTo(e.Plan.At, e.Plan.Running, "", e.Stamp)
	case *PlanMoved:
		s.moveTo(e.Step, e.Running, e.Why, e.Stamp)
	case *Asked:
		r := Release{Session: e.Session, List: e.List, Binding: e.Binding, Asked: e.By}
		old := s.release(e.Session, e.List)
		switch {
		case old == nil:
			s.releases = append(s.releases, r)
		case old.Binding == e.Binding:
			old.Asked, old.Declined, old.Reason = e.By, "", ""
		default:
			*old = old.rebound(r, e.At)
		}
	}
}
