package onair

import (
	"fmt"
	"slices"

	"pingyi/voting"
)

// Due is the moment for which the reveal of an item, or a group of a ranking, waits after GO, and who has pressed it.
type Due struct {
	At         int64 // Unix milliseconds; 0 while nobody has
	By         string
	Role       Role
	Controller string
}

// Missing is what was to be done at its moment and was refused then.
type Missing struct {
	Action Action
	By     string // who had pressed GO
	At     int64  // Unix milliseconds, when it was refused
	Why    string // code of the refusal

	Revealed bool // the item is out all the same, and it was the take that was refused
}

// Begun is what GO has begun and the record after it does: an item whose session reveals it, and whose picture is taken then.
type Begun struct {
	Arm    uint64
	Action Action
	By     string // whose GO it was
}

// Miss is the word of the server that what waited for its moment could not be done then, or not all of it.
type Miss struct {
	Act
	Arm    uint64
	Action Action
	Of     string // who had pressed GO
	Why    string

	Revealed bool
}

// Timed says that what is armed is to be done at a moment. Until then nothing of it is done, so whatever
// disarms takes it back.
type Timed struct {
	Stamp
	Arm uint64 `json:"arm"`
	Due int64  `json:"due"` // Unix milliseconds
}

// Missed says that what waited for its moment was not done then, or not all of it.
type Missed struct {
	Stamp
	Arm    uint64 `json:"arm"`
	Action Action `json:"action"`
	Of     string `json:"of,omitempty"`
	Why    string `json:"why"`

	Revealed bool `json:"revealed,omitempty"`
}

// Missed is what was refused at its moment since anything was armed; false when nothing was.
func (s *State) Missed() (Missing, bool) {
	if s.missed == nil {
		return Missing{}, false
	}
	return *s.missed, true
}

// waits reports whether an item or a group waits for its moment. One that nobody has done long after it waits no more.
func (s *State) waits(now int64) bool {
	return s.armed != nil && s.armed.Due.At != 0 && now <= s.armed.Until
}

// timed refuses a press about what waits for its moment, and lets the server do that when it has come.
func (d decision) timed(c Go) error {
	if !c.Due && d.waits(d.At) {
		return refuse(RefusedTimed, fmt.Sprint(d.armed.Due.At))
	}
	if c.Due && (d.armed.Due.At == 0 || d.At < d.armed.Due.At) {
		return refuse(RefusedNotArmed, fmt.Sprint(c.Arm))
	}
	return nil
}

// later is the event of a press that is about a moment to come, where that is one of a reveal: of an item, which its session
// reveals everywhere, or of a group of a ranking. Neither is out before, nor by itself after a server was away, which is why
// the log has no more of it than that it waits.
func (d decision) later(c Go) ([]Event, error) {
	return one(&Timed{Stamp: d.stamp(), Arm: c.Arm, Due: c.TakeAt})
}

// begin keeps what GO has begun, where that is more than this record: a server that ends before the take has nobody to tell.
func (s *State) begin(e *Went) {
	if a := s.armed.Action; a.Kind == ActItem && s.armed.Of != nil && len(s.armed.Of.Laid) > 0 && len(a.On) > 0 {
		s.begun = &Begun{Arm: e.Arm, Action: a.clone(), By: e.By}
	}
}

// cutShort tells of an item whose reveal or whose take the server did not come to before it was begun anew. Nothing of it is
// made up for: what a person sees by now, he decides on by now.
func (d decision) cutShort() *Missed {
	b := d.begun
	return &Missed{
		Stamp: d.stamp(), Arm: b.Arm, Action: b.Action, Of: b.By, Why: string(RefusedCutShort),
		Revealed: d.house.Phase(b.Action.Session, b.Action.Item) == voting.PhaseRevealed,
	}
}

func (d decision) miss(c Miss) ([]Event, error) {
	if went := d.armed == nil && d.went == c.Arm; !went && (d.armed == nil || d.armed.Number != c.Arm) {
		return nothing() // somebody has taken it back
	}
	return one(&Missed{Stamp: d.stamp(), Arm: c.Arm, Action: c.Action, Of: c.Of, Why: c.Why, Revealed: c.Revealed})
}

func (s *State) applyTimed(e Event) error {
	switch e := e.(type) {
	case *Timed:
		if s.armed == nil || s.armed.Number != e.Arm {
			return fmt.Errorf("%w: %d is not armed", ErrOrder, e.Arm)
		}
		s.armed.Due = Due{At: e.Due, By: e.By, Role: e.Role, Controller: e.Controller}
		s.armed.Stays = s.armed.Until
		s.armed.Until = e.Due + graceAt // a server that was away for longer reveals nothing by itself
	case *Missed:
		s.begun = nil
		if s.armed != nil && s.armed.Number == e.Arm {
			s.armed = nil
		}
		s.missed = &Missing{Action: e.Action.clone(), By: e.Of, At: e.At, Why: e.Why, Revealed: e.Revealed}
	}
	return nil
}

// waiting is the line of the as-run list about what waits for its moment, of an output that it is for.
func (s *State) waiting(whole Run) (Run, bool) {
	if s.armed == nil || s.armed.Due.At == 0 {
		return whole, false
	}
	action := s.armed.Action
	if whole.Output != action.From && !slices.Contains(action.On, whole.Output) {
		return whole, false
	}
	whole.What, whole.Session, whole.Cue = RunTimed, action.Session, Cue{Item: action.Item}
	return whole, true
}
