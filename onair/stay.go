package onair

import "slices"

// MaxStay is for how many seconds a step can say that its picture stays.
const MaxStay = 600

// EndLeft is how the as-run list says that a picture went out by itself.
const EndLeft = "left"

// EndStays takes off the pictures whose time is over.
type EndStays struct{ Act }

// Left says that pictures have gone out by themselves: a step of the plan had said for how long they stay.
type Left struct {
	Stamp
	Off []Place `json:"off"`
}

// staying is what a step brings on, with how long it stays there.
func (p PlanStep) staying(events []Event) []Event {
	for _, e := range events {
		if taken, is := e.(*Taken); is {
			taken.Stay = p.Stay
		}
	}
	return events
}

// stays has a picture go out when its time is over. Whoever takes it once more, by hand, has it stay until it is taken off.
func (s *Shown) stays(e *Taken) {
	if e.Stay > 0 {
		s.Ends, s.Ender = e.SeenAt+int64(e.Stay)*1000, e.By
	}
}

// over reports whether the time of a picture is over.
func (s Shown) over(at int64) bool { return s.Ends > 0 && at >= s.Ends }

// StaysDue reports whether the time of anything that can be seen is over.
func (s *State) StaysDue(at int64) bool {
	for _, o := range s.outputs {
		for _, shown := range o.standing(at) {
			if shown.over(at) {
				return true
			}
		}
	}
	return false
}

// endStays gives whoever has started the plan an event of his own. What stands until something else comes makes room for it
// sooner, and what is to come stays to come.
func (d decision) endStays() (events []Event, err error) {
	for _, name := range d.order {
		o := d.outputs[name]
		seen := o.standing(d.At)
		for _, layer := range Layers() {
			shown, on := seen[layer]
			if !on || !shown.over(d.At) {
				continue
			}
			n := slices.IndexFunc(events, func(e Event) bool { return e.stamp().By == shown.Ender })
			if n < 0 {
				left := &Left{Stamp: d.stamp()}
				left.By = shown.Ender
				events, n = append(events, left), len(events)
			}
			left := events[n].(*Left)
			left.Off = append(left.Off, o.place(layer, shown))
		}
	}
	return events, nil
}

// applyLeft takes off just what was meant.
func (s *State) applyLeft(e *Left) error {
	for _, place := range e.Off {
		if err := s.change([]Name{place.Output}, func(o *outputState) error {
			if place.Leaves {
				delete(o.leaving, place.Layer)
			} else {
				delete(o.layers, place.Layer)
			}
			o.keep(func(Layer, Shown) bool { return true })
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
