package onair

import "slices"

// disarm gives up what is armed and calls back all that waits for its moment: an item, a group of a ranking, and what was
// taken; and of an item that its session has not answered for yet the picture, which is taken after that. Who presses it may be looking at any of these, and the moment may be a second away. Where there is nothing of it
// the press is refused: it would be answered as done, and what was meant is on air by now.
func (d decision) disarm() ([]Event, error) {
	on, driven := d.coming(d.At)
	waits := slices.ContainsFunc(d.releases, func(r Release) bool { return r.Due > d.At })
	switch {
	case d.armed != nil && d.At <= d.armed.Until || d.begun != nil || waits || len(on) > 0:
		return one(&Disarmed{Stamp: d.stamp(), On: on})
	case driven != nil:
		return nil, driven
	}
	return nil, refuse(RefusedNoneWaits, "")
}

// coming are the outputs on which something is yet to come at its moment that this controller may call back; and why not,
// where another drives one.
func (d decision) coming(now int64) (on []Name, refused error) {
	for _, name := range d.order {
		o := d.outputs[name]
		if !o.comes(now) || o.Class == Sealed && d.Role == Director { // of which a director is told nothing
			continue
		}
		if _, err := d.driven([]Name{name}); err != nil {
			refused = err
			continue
		}
		on = append(on, name)
	}
	return on, refused
}

// Comes reports whether on any output that a director is told of something is taken and not to be seen before a moment to come.
func (s *State) Comes(now int64) bool {
	return slices.ContainsFunc(s.order, func(name Name) bool { return s.outputs[name].Class != Sealed && s.outputs[name].comes(now) })
}

// comes reports whether something of an output is taken and not to be seen before a moment to come.
func (o *outputState) comes(now int64) bool {
	for _, shown := range o.layers {
		if shown.At > now {
			return true
		}
	}
	return false
}

// callBack gives up what outputs have taken and nobody has seen yet: what it was to take the place of stays, or comes in again.
func (s *State) callBack(on []Name, by Event) error {
	if len(on) == 0 {
		return nil
	}
	s.recalled = s.Revision
	s.suspend(by)
	return s.change(on, func(o *outputState) error {
		o.recall(by.stamp().At)
		return nil
	})
}
