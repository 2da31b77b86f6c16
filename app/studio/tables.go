package studio

import (
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// Closed reports whether the room knows no outputs, because its log cannot be used.
func (s *Studio) Closed() bool { return s.closed() > 0 }

// FeedOpens reports whether a token lets in to the feed of an output. A sealed output has none: its
// token opens a page on which more is to be seen, and does not belong in a graphics system.
func (s *Studio) FeedOpens(name onair.Name, token string) bool {
	o, ok := s.entitled(name, token)
	return ok && hasFeed(o)
}

func hasFeed(o onair.Output) bool { return o.Class != onair.Sealed }

// PublicOutputs lists the outputs whose readers are the public.
func (s *Studio) PublicOutputs() []onair.Name {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []onair.Name
	for _, o := range s.state.Outputs() {
		if o.Class == onair.Public {
			names = append(names, o.Name)
		}
	}
	return names
}

// Tables are what graphics systems that draw their own pictures are told of an output: what the
// public may see, whatever its class. They are empty in a panic, and stand still while the output
// is held. False says that there is no such output.
func (s *Studio) Tables(name onair.Name) (display.Tables, bool) {
	view, there, held := s.heldTables(name)
	if !there || held != nil {
		return deref(held), there
	}
	tables := display.RenderTables(nil, view)
	if session := s.session(view.Session); session != nil {
		// Where the session cannot be asked any more the tables stay empty.
		_ = session.Look(func(state *voting.State) { tables = session.Hub.Tables(state, view) })
	}
	return tables, true
}

func deref(t *display.Tables) display.Tables {
	if t == nil {
		return display.Tables{}
	}
	return *t
}

// heldTables are those of an output that is held; nil where it is not. They are made of a state
// that the studio owns.
func (s *Studio) heldTables(name onair.Name) (view onair.View, there bool, held *display.Tables) {
	s.mu.Lock()
	defer s.mu.Unlock()
	view, there = s.state.View(name)
	if !there || view.Frozen == 0 {
		return view, there, nil
	}
	tables := display.RenderTables(nil, view)
	if f := s.frozen[name]; f != nil && f.records == view.Frozen && s.session(view.Session) != nil {
		tables = s.session(view.Session).Hub.TablesFor(f.state, view)
	}
	return view, there, &tables
}
