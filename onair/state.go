package onair

import (
	"maps"
	"slices"

	"pingyi/voting"
)

// State is the fold of the room's log. Apply alone changes it.
type State struct {
	Revision uint64 // acts so far, what Act.Expect is compared with: all but what the server reports
	Records  uint64 // events applied, hence the position in the log
	newest   int64  // Unix milliseconds, the latest at which any of them was declared

	outputs     map[Name]*outputState
	order       []Name          // of their creation
	generations map[Name]uint32 // of every address there ever was, so that none comes again
	releases    []Release
	guarded     bool        // lists wait until their names were checked
	checks      []NameCheck // the newest last
	armed       *Standing
	missed      *Missing // never changed
	begun       *Begun   // an item that was given its GO and whose picture is yet to be taken; never changed
	undone      uint64   // the number of the item that was called back last between its GO and its take
	went        uint64   // the number under which something armed was done last
	recalled    uint64   // the revision at which what waited for its moment was taken back last
	done        []done

	phones   Phones
	released map[voting.SessionID]PhonesRelease // the last of each session
	plan     Plan
	run      PlanRun

	extended []extended // votes that boxes gave more time to, the newest last
}

// outputState is what the fold knows of one output.
type outputState struct {
	Output
	session voting.SessionID
	tunedAt uint64 // how far its log went then
	changed uint64
	begun   bool // it was tuned once, or somebody has changed what is on it
	layers  map[Layer]Shown
	leaving map[Layer]Leaving // what stands until something timed takes its place
	panic   bool
	frozen  uint64
	held    []Release   // as they stood when it was frozen
	checks  []NameCheck // likewise
	lease   string      // the controller that alone drives it
	unlock  Unlocking
	shown   map[uint64]bool // takes that it has reported and that are still on
	painted Painted         // the newest picture that it has reported, with all that stood in it
	told    []Scene         // which pages have: each the one scene that it paints, or ""
}

// Unlocking is who has given a word for a rehearsal on a program output.
type Unlocking struct {
	Session voting.SessionID
	By      []string
}

// Release is how far a ranking is released, and who has approved it.
type Release struct {
	Session voting.SessionID
	List    string
	Binding
	Asked    string // by whom a scrutineer was asked; "" when nobody has
	Approved string // by whom; "" while nobody has
	Declined string // by whom, after it was asked or approved; "" when nobody has
	Reason   string // of that
	Groups   int
	Of       int
	Record   uint64  // how far the session's log went at the newest group
	Due      int64   // Unix milliseconds from which the newest group is out
	Act      uint64  // revision of the room at which that was decided
	Earlier  []Given // what was given out of versions before, the oldest first
}

// out is how many groups are out at a moment.
func (r Release) out(now int64) int {
	if r.Due > now {
		return r.Groups - 1
	}
	return r.Groups
}

// Standing is what is armed. Its number is the revision that armed it; what stays armed for the group
// after has that of the group before.
type Standing struct {
	Number uint64
	Action Action
	By     string
	Until  int64 // Unix milliseconds, the last at which it can be done

	Due        Due      // of an item or a group: when it is done, after GO
	Stays      int64    // likewise until when it was armed before that, for the group after
	Controller string   // by which it was armed
	Of         *Subject // nil only in logs from before it was kept
}

// done is a wish that was carried out.
type done struct {
	controller, id, said string
	revision             uint64
}

// remembered is how many wishes are known again when they are repeated. A resend comes within
// seconds, and an evening has some thousand acts.
const remembered = 512

// NewState returns the state before the first record.
func NewState() *State {
	return &State{
		outputs: make(map[Name]*outputState), generations: make(map[Name]uint32),
		phones: firstPhones(), released: make(map[voting.SessionID]PhonesRelease),
	}
}

// Newest is the latest moment at which anything in the log was declared, in Unix milliseconds: whoever has a clock goes on from
// there. It is not that of the last record, since a clock may have been set back.
func (s *State) Newest() int64 { return s.newest }

// Outputs lists the outputs in the order in which they were created.
func (s *State) Outputs() []Output {
	all := make([]Output, 0, len(s.order))
	for _, name := range s.order {
		all = append(all, s.outputs[name].Output.clone())
	}
	return all
}

// Output finds an output, false when there is none of that name.
func (s *State) Output(name Name) (Output, bool) {
	o := s.outputs[name]
	if o == nil {
		return Output{}, false
	}
	return o.Output.clone(), true
}

// Lease names the controller that alone drives an output; "" is nobody in particular.
func (s *State) Lease(name Name) string {
	if o := s.outputs[name]; o != nil {
		return o.lease
	}
	return ""
}

// Fresh reports whether an output was never tuned to a session and nobody has ever changed what is on it: nobody can have
// wanted it to be as it is.
func (s *State) Fresh(name Name) bool {
	o := s.outputs[name]
	return o != nil && !o.begun
}

// Unlocking tells who has given a word for a rehearsal on an output.
func (s *State) Unlocking(name Name) Unlocking {
	o := s.outputs[name]
	if o == nil {
		return Unlocking{}
	}
	return Unlocking{Session: o.unlock.Session, By: slices.Clone(o.unlock.By)}
}

// Armed is what waits for Go; false when nothing does. Whether its time has passed is for those
// to say who have a clock.
func (s *State) Armed() (Standing, bool) {
	if s.armed == nil {
		return Standing{}, false
	}
	return *s.armed, true
}

// Recalled is the revision at which something that had its GO, and waited for its moment, was taken back last.
func (s *State) Recalled() uint64 { return s.recalled }

// ArmedOther reports whether there is something else now to be taken than when it was armed.
func (s *State) ArmedOther() bool {
	if s.armed == nil || s.armed.Action.Kind == ActReveal {
		return false
	}
	from := s.outputs[s.armed.Action.From]
	return from == nil || !from.still(s.armed.Of, s.armed.Action.Layers)
}

// Releases lists what was approved or released of each ranking, in the order in which that began.
func (s *State) Releases() []Release { return slices.Clone(s.releases) }

// WasShown reports whether an output has said that it painted a take which is still on.
func (s *State) WasShown(name Name, take uint64) bool {
	o := s.outputs[name]
	return o != nil && o.shown[take]
}

func (s *State) release(id voting.SessionID, list string) *Release {
	for i := range s.releases {
		if s.releases[i].Session == id && s.releases[i].List == list {
			return &s.releases[i]
		}
	}
	return nil
}

func (o Output) clone() Output {
	o.Scenes, o.Reserved = slices.Clone(o.Scenes), slices.Clone(o.Reserved)
	return o
}

func (s Shown) clone() Shown {
	s.Text = slices.Clone(s.Text)
	return s
}

func (l Leaving) clone() Leaving {
	l.Shown = l.Shown.clone()
	return l
}

func (o *outputState) keep(wanted func(Layer, Shown) bool) {
	maps.DeleteFunc(o.layers, func(layer Layer, shown Shown) bool { return !wanted(layer, shown) })
	maps.DeleteFunc(o.leaving, func(layer Layer, leaving Leaving) bool { return !wanted(layer, leaving.Shown) })
	maps.DeleteFunc(o.shown, func(take uint64, _ bool) bool { return !o.on(take) })
}

func (o *outputState) on(take uint64) bool {
	for _, shown := range o.layers {
		if shown.Take == take {
			return true
		}
	}
	for _, leaving := range o.leaving {
		if leaving.Take == take {
			return true
		}
	}
	return false
}

// recall gives up what was to come at a moment that is not over: what it was to take the place of stays.
func (o *outputState) recall(now int64) {
	maps.DeleteFunc(o.layers, func(_ Layer, shown Shown) bool { return shown.At > now })
	for layer, leaving := range o.leaving {
		if _, on := o.layers[layer]; !on && leaving.Until > now {
			o.layers[layer] = leaving.Shown
		}
	}
	clear(o.leaving)
	o.keep(func(Layer, Shown) bool { return true })
}

// oust takes scenes off, on whatever layer each is.
func (o *outputState) oust(scenes []Scene, e *Taken) {
	for _, layer := range Layers() {
		if shown, on := o.layers[layer]; on && slices.Contains(scenes, shown.Scene) {
			o.leave(layer, e)
		}
	}
}

// leave takes a layer's scene off for another picture. Until that is to be seen, or room is made for it, what can be seen
// stays; what was to come before it does not come any more. What has made room already does not come in again for a moment
// that is set anew.
func (o *outputState) leave(layer Layer, e *Taken) {
	now, then := e.At, e.SeenAt
	off := max(then-e.lead(o.Name, layer), now)
	shown, on := o.layers[layer]
	before, stands := o.leaving[layer]
	delete(o.layers, layer)
	delete(o.leaving, layer)
	switch {
	case then <= now:
	case on && shown.At <= now:
		o.leaving[layer] = Leaving{shown, then, off}
	case stands && before.Off <= now && now < before.Until:
		o.leaving[layer] = Leaving{before.Shown, then, before.Off}
	case stands && before.Until > now:
		o.leaving[layer] = Leaving{before.Shown, then, off}
	}
}
