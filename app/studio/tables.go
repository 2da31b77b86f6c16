package studio

import (
	"reflect"
	"slices"
	"strings"

	"pingyi/app/live"
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

// fed is what graphics systems were told of an output last, and of which view.
type fed struct {
	view   onair.View
	tables display.Tables
}

// Tables are what graphics systems that draw their own pictures are told of an output: what the
// public may see, whatever its class. They are empty in a panic, and stand still while the output
// is held. Where nobody can tell now what they are, they stay as they were told last. False says that there is no such output.
func (s *Studio) Tables(name onair.Name) (display.Tables, bool) {
	view, there, held := s.viewOf(name)
	if !there {
		return display.Tables{}, false
	}
	tables, known := s.tablesNow(view, held)
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.fed[name]
	same := last.view.Session == view.Session
	switch {
	case known && view.Panic && same: // what was told before the panic may be told after it
	case known:
		s.fed[name] = fed{view, tables}
	case view.Panic && same:
		tables = last.tables.Darkened()
	case view.Panic: // of which nothing was told: that it is a rehearsal is said by its name
		tables = display.RenderTables(nil, view)
		tables.Session, tables.Rehearsal = view.Session, strings.HasPrefix(string(view.Session), live.RehearsalPrefix)
	case last.mayStay(view):
		tables = last.tables
		tables.Late = !last.isHeld(view)
	default:
		tables = display.Tables{Late: true}
	}
	return tables, true
}

// tablesNow are the tables as they are now; false where the session cannot be asked, or what it is held at was
// not read yet.
func (s *Studio) tablesNow(view onair.View, held *frozen) (tables display.Tables, known bool) {
	session := s.session(view.Session)
	switch {
	case view.Session == "":
		return display.RenderTables(nil, view), true
	case session == nil || view.Frozen != 0 && held == nil && !view.Panic:
		return display.Tables{}, false
	case held != nil:
		held.mu.Lock()
		defer held.mu.Unlock()
		return session.Hub.TablesFor(held.state, view), true
	}
	err := session.Look(func(state *voting.State) { tables = session.Hub.Tables(state, view) })
	return tables, err == nil
}

// mayStay reports whether what was told may be told still: of the same session, not of a panic, and nothing of it was taken back.
func (g fed) mayStay(now onair.View) bool {
	if g.view.Session != now.Session || g.view.Panic || now.Guarded && !g.view.Guarded {
		return false
	}
	for list, groups := range g.view.Reveals {
		if now.Reveals[list] < groups {
			return false
		}
	}
	for list, versions := range g.view.Checked {
		for _, version := range versions {
			if !slices.Contains(now.Checked[list], version) {
				return false
			}
		}
	}
	return true
}

// isHeld reports whether what was told is what an output is held at. Nobody may have asked for long before the hold.
func (g fed) isHeld(now onair.View) bool {
	was := g.view
	was.At, was.Revision, was.Frozen = now.At, now.Revision, now.Frozen
	return now.Frozen != 0 && g.tables.Seq == now.Frozen && reflect.DeepEqual(was, now)
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
