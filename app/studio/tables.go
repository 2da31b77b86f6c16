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
	view, there, held := s.viewOf(name)
	if !there {
		return display.Tables{}, false
	}
	session := s.session(view.Session)
	if held != nil && session != nil {
		held.mu.Lock()
		defer held.mu.Unlock()
		return session.Hub.TablesFor(held.state, view), true
	}
	tables := display.RenderTables(nil, view)
	if session != nil && view.Frozen == 0 {
		// Where the session cannot be asked any more the tables stay empty.
		_ = session.Look(func(state *voting.State) { tables = session.Hub.Tables(state, view) })
	}
	return tables, true
}

// viewOf is the view of an output that holds, and the state that it is held at; nil where it is not,
// or where that is not read yet.
func (s *Studio) viewOf(name onair.Name) (view onair.View, there bool, held *frozen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	view, there = s.state.View(name, s.now())
	view = view.Standing(s.now())
	if f := s.frozen[name]; there && view.Frozen != 0 && f != nil && f.session == view.Session && f.records == view.Frozen {
		held = f
	}
	return view, there, held
}
