package onair

import (
	"maps"
	"slices"

	"pingyi/voting"
)

// View is all that the picture of one output follows from, beside the session.
type View struct {
	Output   Output
	At       int64              // Unix milliseconds, the moment that it is of
	Session  voting.SessionID   // it is tuned to; "" for none
	Revision uint64             // of the control room, when something of this output changed last
	Layers   map[Layer]Shown    // what is on, or comes on at a moment that was set
	Leaving  map[Layer]Leaving  // what stands until then
	Panic    bool               // nothing may be seen, latched
	Frozen   uint64             // HOLD: records of the session that the picture is made of; 0 is all there are
	Reveals  map[string]int     // how many groups of each list are released, the last place first; "" is the ranking of all
	Bound    map[string]Binding // what each of them is bound to: of anything else not a group is released
	Guarded  bool               // a public output names nobody on a list that is not among
	Checked  map[string][]int   // the versions of each list whose names were checked
	Given    map[string][]Given // how much of each version of them was given out, the oldest first
}

// Binding names a ranking as it was sealed: which version of the result, and
// the checkpoint of the log that holds its tallies.
type Binding struct {
	Version    int    `json:"version"`
	Checkpoint string `json:"checkpoint"`
}

// Leaving is what stays on a layer for another picture that comes at a moment. Should that be taken back, it is what the
// layer has.
type Leaving struct {
	Shown
	Until int64 // Unix milliseconds, the moment of the other
	Off   int64 // likewise, from which it is not to be seen: before that moment, where it makes room for the other
}

// View gives what the picture of an output follows from at a moment (Unix milliseconds); false when
// there is no such output. It shares nothing with the state.
func (s *State) View(name Name, now int64) (View, bool) {
	o := s.outputs[name]
	if o == nil {
		return View{}, false
	}
	v := View{
		Output: o.Output.clone(), At: now, Session: o.session, Revision: o.changed, Panic: o.panic, Frozen: o.frozen,
		Layers: make(map[Layer]Shown, len(o.layers)), Leaving: make(map[Layer]Leaving),
		Guarded: s.guarded, Reveals: make(map[string]int), Bound: make(map[string]Binding), Given: make(map[string][]Given),
	}
	for layer, shown := range o.layers {
		v.Layers[layer] = shown.clone()
	}
	for layer, leaving := range o.leaving {
		if leaving.Until > now {
			v.Leaving[layer] = leaving.clone()
		}
	}
	releases, checks := s.releases, s.checks
	if o.frozen != 0 {
		releases, checks = o.held, o.checks
	}
	v.Checked = namesOn(o.session, checks)
	for _, r := range releases {
		if r.Session != o.session {
			continue
		}
		v.Given[r.List] = r.history(now)
		if groups := r.out(now); groups > 0 {
			v.Reveals[r.List], v.Bound[r.List] = groups, r.Binding
		}
	}
	return v, true
}

// Views gives those of all outputs at a moment, in the order in which they were created.
func (s *State) Views(now int64) []View {
	views := make([]View, 0, len(s.order))
	for _, name := range s.order {
		view, _ := s.View(name, now)
		views = append(views, view)
	}
	return views
}

// Standing is the view without what is yet to come: its layers are those that can be seen then.
func (v View) Standing(now int64) View {
	v.At, v.Layers, v.Leaving = now, standing(v.Layers, v.Leaving, now), make(map[Layer]Leaving)
	return v
}

// Lying is all that can be seen, is to come, or comes in again should that be taken back; from the bottom up.
func (v View) Lying() []Shown { return lying(v.Layers, v.Leaving, v.At) }

// Before is Standing, with what has left to make room for something that comes at a moment.
func (v View) Before(now int64) View {
	layers := make(map[Layer]Shown, len(v.Layers))
	for layer, leaving := range v.Leaving {
		if leaving.Until > now {
			layers[layer] = leaving.Shown
		}
	}
	for layer, shown := range v.Layers {
		if shown.At <= now {
			layers[layer] = shown
		}
	}
	v.At, v.Layers, v.Leaving = now, layers, maps.Clone(v.Leaving)
	clear(v.Leaving)
	return v
}

// Shows reports whether the next group of a ranking would be seen on an output, or would by a moment to come.
func (v View) Shows(ranking Release) bool {
	return ranking.Session == v.Session && v.Session != "" && v.Frozen == 0 && slices.ContainsFunc(v.Lying(), func(shown Shown) bool {
		return shown.Scene.reveals() && shown.List == ranking.List
	})
}

// Next is the first moment after now at which an output shows something else although nobody acts;
// 0 when there is none.
func (s *State) Next(now int64) (at int64) {
	if all := s.moments(now); len(all) > 0 {
		at = all[0]
	}
	return at
}

// moments are those after now at which an output shows something else although nobody acts, in their order.
func (s *State) moments(now int64) (all []int64) {
	add := func(then int64) {
		if then > now {
			all = append(all, then)
		}
	}
	for _, o := range s.outputs {
		for _, leaving := range o.leaving {
			add(leaving.Off)
			add(leaving.Until)
		}
		for _, shown := range o.layers {
			add(shown.At)
		}
	}
	for _, r := range s.releases {
		add(r.Due)
	}
	if s.armed != nil {
		add(s.armed.Due.At)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
