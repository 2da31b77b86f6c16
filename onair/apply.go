package onair

import (
	"errors"
	"fmt"
	"slices"
)

// ErrOrder is wrapped by every error of Apply: the records do not fold, so they are not the log of
// a room, or not whole.
var ErrOrder = errors.New("records of the control room do not fit together")

// Apply folds one event. It never asks whether something is allowed, only whether it can be.
func (s *State) Apply(e Event) error {
	if !report(e) {
		s.Revision++
	}
	if err := s.apply(e); err != nil {
		return fmt.Errorf("record %d, %s: %w", s.Records, e.kind(), err)
	}
	s.Records++
	s.newest = max(s.newest, e.stamp().At)
	if at := e.stamp(); at.ID != "" {
		s.remember(at)
	}
	return nil
}

// remember keeps the number of a wish. One that made several events is known by its last.
func (s *State) remember(at Stamp) {
	s.done = slices.DeleteFunc(s.done, func(d done) bool { return d.controller == at.Controller && d.id == at.ID })
	if len(s.done) == remembered {
		s.done = slices.Delete(s.done, 0, 1)
	}
	s.done = append(s.done, done{at.Controller, at.ID, at.Said, s.Revision})
}

func (s *State) apply(e Event) error {
	switch e := e.(type) {
	case *OutputSet:
		return s.applyOutput(e)
	case *AddressRevoked:
		return s.change([]Name{e.Output}, func(o *outputState) error {
			o.Generation, s.generations[o.Name] = e.Generation, e.Generation
			return nil
		})
	case *OutputRemoved:
		if s.outputs[e.Output] == nil {
			return fmt.Errorf("%w: no output %q", ErrOrder, e.Output)
		}
		delete(s.outputs, e.Output)
		s.order = slices.DeleteFunc(s.order, func(n Name) bool { return n == e.Output })
		return nil
	case *Tuned, *Unlocked, *LeaseSet, *WasShown:
		return s.applyConnection(e)
	case *Armed, *Disarmed, *Went, *Approved, *Released:
		return s.applyRelease(e)
	case *Timed, *Missed:
		return s.applyTimed(e)
	case *PhonesSet, *PhonesReleased:
		return s.applyPhones(e)
	case *Declined:
		return s.applyDeclined(e)
	case *NamesGuarded, *NamesChecked, *NamesUnchecked:
		s.applyNames(e)
		return nil
	case *Extended:
		s.applyExtended(e)
		return nil
	case *Planned, *PlanMoved, *Asked:
		s.applyPlan(e)
		return nil
	}
	s.suspend(e)
	if err := s.applyPicture(e); err != nil {
		return err
	}
	s.directed(e)
	return nil
}

// directed keeps of the outputs that an event has just changed that somebody acts on them.
func (s *State) directed(e Event) {
	for _, o := range s.outputs {
		if o.changed == s.Revision && e.stamp().Role != OfServer {
			o.begun = true
		}
	}
}

// change changes outputs that there are.
func (s *State) change(on []Name, change func(*outputState) error) error {
	for _, name := range on {
		o := s.outputs[name]
		if o == nil {
			return fmt.Errorf("%w: no output %q", ErrOrder, name)
		}
		o.changed = s.Revision
		if err := change(o); err != nil {
			return err
		}
	}
	return nil
}

func (s *State) applyOutput(e *OutputSet) error {
	o := s.outputs[e.Output.Name]
	if o == nil {
		o = &outputState{layers: make(map[Layer]Shown), leaving: make(map[Layer]Leaving), shown: make(map[uint64]bool)}
		s.outputs[e.Output.Name] = o
		s.order = append(s.order, e.Output.Name)
	}
	keeps := o.keepsAs(e.Output)
	o.Output, o.changed = e.Output.clone(), s.Revision
	s.generations[o.Name] = o.Generation
	o.stay(e.Stays)
	o.keep(func(_ Layer, shown Shown) bool { return keeps(shown) })
	return nil
}

// keepsAs tells what stays on an output that becomes another: nothing where others are to see it.
func (o *outputState) keepsAs(other Output) func(Shown) bool {
	reclassed := o.Class != other.Class
	return func(shown Shown) bool { return !reclassed && other.allows(shown.Scene) }
}

// keepsTuned tells what stays on an output that shows another session; of one that is cleared only what follows the
// rundown on a screen of the house.
func (o *outputState) keepsTuned(cleared bool) func(Shown) bool {
	return func(shown Shown) bool { return shown.Free() && (!cleared || shown.Scene == SceneAuto && o.house()) }
}

func (s *State) applyConnection(e Event) error {
	switch e := e.(type) {
	case *Tuned:
		return s.change(e.On, func(o *outputState) error {
			if o.session, o.tunedAt, o.begun, o.frozen, o.held = e.Session, e.Record, true, 0, nil; o.unlock.Session != e.Session {
				o.unlock = Unlocking{}
			}
			keeps := o.keepsTuned(slices.Contains(e.Cleared, o.Name))
			o.stay(e.Stays)
			o.keep(func(_ Layer, shown Shown) bool { return keeps(shown) })
			return nil
		})
	case *Unlocked:
		return s.change([]Name{e.Output}, func(o *outputState) error {
			if o.unlock.Session != e.Session {
				o.unlock = Unlocking{Session: e.Session}
			}
			o.unlock.By = append(o.unlock.By, e.By)
			return nil
		})
	case *LeaseSet:
		return s.change([]Name{e.Output}, func(o *outputState) error { o.lease = e.To; return nil })
	case *WasShown:
		return s.applyShown(e)
	}
	return nil
}

func (s *State) applyRelease(e Event) error {
	switch e := e.(type) {
	case *Armed:
		s.missed, s.begun = nil, nil
		s.armed = &Standing{Number: s.Revision, Action: e.Action, By: e.By, Controller: e.Controller, Until: e.Until, Of: e.Of}
	case *Disarmed:
		if s.armed != nil && s.armed.Due.At != 0 || s.begun != nil {
			s.recalled = s.Revision
		}
		if s.begun != nil {
			s.undone = s.begun.Arm
		}
		s.armed, s.begun = nil, nil
		s.takeBack(e.At)
		return s.callBack(e.On, e)
	case *Went:
		if s.armed == nil || s.armed.Number != e.Arm {
			return fmt.Errorf("%w: %d is not armed", ErrOrder, e.Arm)
		}
		s.went = e.Arm
		s.begin(e)
		switch {
		case !e.Kept:
			s.armed = nil
		case e.Next != 0:
			s.armed.Number = e.Next
		}
		if s.armed != nil && s.armed.Due.At != 0 {
			s.armed.Until, s.armed.Due, s.armed.Stays = s.armed.Stays, Due{}, 0
		}
	case *Approved:
		r := Release{Session: e.Session, List: e.List, Binding: e.Binding, Approved: e.By}
		if old := s.release(e.Session, e.List); old != nil {
			if old.Binding == e.Binding {
				r.Asked = old.Asked
				r.Groups, r.Of, r.Record, r.Due, r.Act, r.Earlier = old.Groups, old.Of, old.Record, old.Due, old.Act, old.Earlier
			} else {
				r = old.rebound(r, e.At)
			}
			*old = r
		} else {
			s.releases = append(s.releases, r)
		}
		s.touch(func(o *outputState) bool { return o.session == e.Session })
	case *Released:
		r := s.release(e.Session, e.List)
		if r == nil || r.Binding != e.Binding || e.Groups <= r.Groups {
			return fmt.Errorf("%w: %d groups of %q are released", ErrOrder, e.Groups, e.List)
		}
		r.Groups, r.Of, r.Record, r.Due, r.Act = e.Groups, e.Of, e.Record, max(e.SeenAt, e.At), s.Revision
		s.touch(func(o *outputState) bool { return o.session == e.Session })
	}
	return nil
}

// takeBack gives up groups whose moment has not come.
func (s *State) takeBack(now int64) {
	for i := range s.releases {
		if r := &s.releases[i]; r.Due > now {
			r.Groups, r.Due, s.recalled = r.Groups-1, 0, s.Revision
		}
	}
}

// outAt is what is released at a moment, as an output that is held from then on tells it.
func (s *State) outAt(now int64) []Release {
	all := slices.Clone(s.releases)
	for i, r := range all {
		all[i].Groups, all[i].Due = r.out(now), 0
	}
	return all
}

// touch gives outputs another picture.
func (s *State) touch(which func(*outputState) bool) {
	for _, o := range s.outputs {
		if which(o) {
			o.changed = s.Revision
		}
	}
}

func (s *State) applyPicture(e Event) error {
	switch e := e.(type) {
	case *Taken:
		return s.applyTaken(e)
	case *Stepped:
		for _, to := range e.To {
			if err := s.scene(to.Place, func(shown *Shown) { shown.Step, shown.Record, shown.Turned = to.Step, e.Record, e.At }); err != nil {
				return err
			}
		}
	case *PagesHeld, *PagesAuto:
		return s.applyPages(e)
	case *TakenOff:
		for _, place := range e.Off {
			if err := s.change([]Name{place.Output}, func(o *outputState) error {
				o.keep(func(layer Layer, _ Shown) bool { return layer != place.Layer })
				return nil
			}); err != nil {
				return err
			}
		}
	case *Left:
		return s.applyLeft(e)
	case *Blanked:
		return s.change(e.On, func(o *outputState) error { return o.clear() })
	case *Panicked:
		s.takeBack(e.At)
		return s.change(e.On, func(o *outputState) error { o.panic = true; return o.clear() })
	case *Unpanicked:
		return s.change(e.On, func(o *outputState) error { o.panic = false; return nil })
	case *HeldAt:
		for _, f := range e.On {
			if err := s.change([]Name{f.Output}, func(o *outputState) error {
				o.frozen, o.held, o.checks = f.Record, s.outAt(e.At), slices.Clone(s.checks)
				o.recall(e.At)
				o.standStill()
				return nil
			}); err != nil {
				return err
			}
		}
	case *Unheld:
		return s.change(e.On, func(o *outputState) error { o.frozen, o.held, o.checks = 0, nil, nil; return nil })
	default:
		return fmt.Errorf("%w: unknown kind %q", ErrOrder, e.kind())
	}
	return nil
}

func (o *outputState) clear() error {
	o.keep(func(Layer, Shown) bool { return false })
	return nil
}

// scene changes what is on a layer.
func (s *State) scene(at Place, change func(*Shown)) error {
	return s.change([]Name{at.Output}, func(o *outputState) error {
		shown, on := o.layers[at.Layer]
		leaving, leaves := o.leaving[at.Layer]
		switch {
		case at.Leaves && leaves:
			change(&leaving.Shown)
			o.leaving[at.Layer] = leaving
		case !at.Leaves && on:
			change(&shown)
			o.layers[at.Layer] = shown
		default:
			return fmt.Errorf("%w: nothing on layer %q of %q", ErrOrder, at.Layer, at.Output)
		}
		return nil
	})
}

// applyTaken puts scenes on. One that is on already, about the same, stays as it is: it only goes
// to another step or lets its pages turn.
func (s *State) applyTaken(e *Taken) error {
	s.begun = nil
	err := s.change(e.On, func(o *outputState) error {
		for _, laid := range e.Laid {
			old, on := o.layers[laid.Layer]
			on = on && e.SeenAt <= e.At // what is timed stands beside what it takes the place of
			for _, layer := range append(slices.Clone(laid.Evicts), laid.Layer) {
				o.leave(layer, e)
			}
			o.oust(laid.Ousts, e)
			shown := Shown{Cue: laid.Cue, Take: s.Revision, At: e.SeenAt, Cut: e.Cut, Record: e.Record, Turned: e.SeenAt, Version: laid.Version, Out: laid.Out}.clone()
			shown.Tight = e.tight(o.Name, laid)
			shown.stays(e)
			if on && old.About(laid.Cue) && old.Version == laid.Version {
				shown.Take, shown.At, shown.Cut = old.Take, old.At, old.Cut
			}
			o.layers[laid.Layer] = shown
		}
		o.keep(func(Layer, Shown) bool { return true })
		return nil
	})
	if err != nil || !e.Moved {
		return err
	}
	return s.change([]Name{e.From}, func(o *outputState) error {
		o.keep(func(layer Layer, _ Shown) bool {
			return !slices.ContainsFunc(e.Laid, func(laid Laid) bool { return laid.Layer == layer })
		})
		return nil
	})
}
