package onair

import "pingyi/voting"

// View is all that the picture of one output follows from, beside the session.
type View struct {
	Output   Output
	Session  voting.SessionID   // it is tuned to; "" for none
	Revision uint64             // of the control room, when something of this output changed last
	Layers   map[Layer]Shown    // what is on
	Panic    bool               // nothing may be seen, latched
	Frozen   uint64             // HOLD: records of the session that the picture is made of; 0 is all there are
	Reveals  map[string]int     // how many groups of each list are released, the last place first; "" is the ranking of all
	Bound    map[string]Binding // what each of them is bound to: of anything else not a group is released
}

// Binding names a ranking as it was sealed: which version of the result, and
// the checkpoint of the log that holds its tallies.
type Binding struct {
	Version    int    `json:"version"`
	Checkpoint string `json:"checkpoint"`
}

// View gives what the picture of an output follows from; false when there is no such output. It
// shares nothing with the state.
func (s *State) View(name Name) (View, bool) {
	o := s.outputs[name]
	if o == nil {
		return View{}, false
	}
	v := View{
		Output: o.Output.clone(), Session: o.session, Revision: o.changed, Panic: o.panic, Frozen: o.frozen,
		Layers: make(map[Layer]Shown, len(o.layers)), Reveals: make(map[string]int), Bound: make(map[string]Binding),
	}
	for layer, shown := range o.layers {
		v.Layers[layer] = shown.clone()
	}
	for _, r := range s.releases {
		if r.Session == o.session && r.Groups > 0 {
			v.Reveals[r.List], v.Bound[r.List] = r.Groups, r.Binding
		}
	}
	return v, true
}

// Views gives those of all outputs, in the order in which they were created.
func (s *State) Views() []View {
	views := make([]View, 0, len(s.order))
	for _, name := range s.order {
		view, _ := s.View(name)
		views = append(views, view)
	}
	return views
}
