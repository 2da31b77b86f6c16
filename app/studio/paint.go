package studio

import (
	"errors"
	"sync"
	"time"

	"pingyi/app/live"
	"pingyi/data"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// frozen is the state that a held output is painted of.
type frozen struct {
	session voting.SessionID
	records uint64

	mu    sync.Mutex // guards what follows: nobody draws of one state twice at once
	state *voting.State
}

// outlet is where the pages of one address look. Another address is another outlet, so that nothing
// of the new one can reach whoever looks by the old one.
type outlet struct {
	*display.Outlet
	generation uint32
	revision   uint64    // of the view that holds
	turned     time.Time // since when
}

// unpainted is what is left to paint when outputs were turned to another view. It takes a session,
// or the reading of its log, so nobody holds the lock of the studio meanwhile.
type unpainted struct {
	sessions []*live.Session
	held     []display.OnAir
}

// show turns every output to the view that holds now, and paints those that stand still. The studio
// is locked.
func (s *Studio) show() (rest unpainted) {
	s.shownAt = s.now()
	views := s.state.Views(s.shownAt)
	s.forget(views)
	s.revokePages(views)
	moving := make(map[voting.SessionID][]display.OnAir)
	for _, view := range views {
		out := s.outlets[view.Output.Name]
		if out == nil {
			out = &outlet{Outlet: display.NewOutlet(), generation: view.Output.Generation}
			s.outlets[view.Output.Name] = out
		}
		out.Turn(&view)
		if out.turned.IsZero() || out.revision != view.Revision {
			out.revision, out.turned = view.Revision, s.cfg.Now()
		}
		on := display.OnAir{Outlet: out.Outlet, View: &view}
		switch {
		case view.Panic || s.session(view.Session) == nil:
			out.Publish(&view, 0, display.RenderOutput(nil, view, s.setting()))
		case view.Frozen != 0:
			rest.held = append(rest.held, on)
		default:
			moving[view.Session] = append(moving[view.Session], on)
		}
	}
	for _, session := range s.cfg.Sessions.All() {
		session.Hub.Show(moving[session.ID])
		if len(moving[session.ID]) > 0 {
			rest.sessions = append(rest.sessions, session)
		}
	}
	return rest
}

// paint paints what show has left. What was turned again meanwhile is thrown away by its outlet.
func (s *Studio) paint(rest unpainted) (failed error) {
	for _, on := range rest.held {
		failed = errors.Join(failed, s.paintFrozen(on))
	}
	for _, session := range rest.sessions {
		failed = errors.Join(failed, session.PaintOutputs())
	}
	return failed
}

// revokePages ends the pages whose address is void.
func (s *Studio) revokePages(views []onair.View) {
	holds := make(map[onair.Name]uint32, len(views))
	for _, view := range views {
		holds[view.Output.Name] = view.Output.Generation
	}
	s.health.revoke(holds)
}

func (s *Studio) setting() display.Setting { return display.Setting{JoinURL: s.cfg.JoinURL} }

// forget lets go of outputs that are not there any more or have another address, and of states that
// nobody is held at. Whoever looks by an address that is void gets an empty picture as the last.
func (s *Studio) forget(views []onair.View) {
	held, holds := make(map[onair.Name]bool), make(map[onair.Name]uint32)
	for _, view := range views {
		holds[view.Output.Name] = view.Output.Generation
		held[view.Output.Name] = view.Frozen != 0
	}
	for name, outlet := range s.outlets {
		if holds[name] != outlet.generation {
			gone := onair.View{Output: onair.Output{Name: name}, Panic: true}
			outlet.Turn(&gone)
			outlet.Publish(&gone, 0, display.RenderOutput(nil, gone, s.setting()))
			delete(s.outlets, name)
			delete(s.fed, name)
		}
	}
	for name := range s.frozen {
		if !held[name] {
			delete(s.frozen, name)
		}
	}
}

// paintFrozen paints a held output of the records it is held at.
func (s *Studio) paintFrozen(on display.OnAir) error {
	session := s.session(on.View.Session)
	f, err := s.heldAt(session, on.View)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	on.Outlet.Publish(on.View, f.records, session.Hub.RenderFor(f.state, *on.View))
	return nil
}

// heldAt is the state of a held output. Where there is none yet the log is read, without the lock.
func (s *Studio) heldAt(session *live.Session, view *onair.View) (*frozen, error) {
	name := view.Output.Name
	s.mu.Lock()
	f := s.frozen[name]
	s.mu.Unlock()
	if f != nil && f.session == view.Session && f.records == view.Frozen {
		return f, nil
	}
	state, err := stateAt(session, view.Frozen)
	if err != nil {
		return nil, err
	}
	f = &frozen{session: view.Session, records: view.Frozen, state: state}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frozen[name] = f
	return f, nil
}

// stateAt folds a session's log up to so many records.
func stateAt(session *live.Session, records uint64) (*voting.State, error) {
	state := voting.NewState()
	err := session.Records().Read(0, func(seq uint64, record data.Record) error {
		if seq >= records {
			return errEnough
		}
		e, err := voting.Decode(record)
		if err != nil {
			return err
		}
		return state.Apply(e)
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return state, err
}

// errEnough ends the reading of a log at the record that was asked for.
var errEnough = errors.New("enough")
