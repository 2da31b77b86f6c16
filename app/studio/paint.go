package studio

import (
	"errors"

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
	state   *voting.State
}

// show gives every output the view that holds now and has it painted. The studio is locked.
func (s *Studio) show() error {
	views := s.state.Views()
	s.forget(views)
	s.revokePages(views)
	moving := make(map[voting.SessionID][]display.OnAir)
	var failed error
	for _, view := range views {
		outlet := s.outlets[view.Output.Name]
		if outlet == nil {
			outlet = display.NewOutlet()
			s.outlets[view.Output.Name] = outlet
		}
		outlet.Turn(&view)
		on := display.OnAir{Outlet: outlet, View: &view}
		switch {
		case view.Panic || s.session(view.Session) == nil:
			outlet.Publish(&view, 0, display.RenderOutput(nil, view, s.setting()))
		case view.Frozen != 0:
			failed = errors.Join(failed, s.paintFrozen(on))
		default:
			moving[view.Session] = append(moving[view.Session], on)
		}
	}
	for _, session := range s.cfg.Sessions.All() {
		session.Hub.Show(moving[session.ID])
		if len(moving[session.ID]) > 0 {
			failed = errors.Join(failed, session.PaintOutputs())
		}
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

// forget lets go of outputs that are not there any more, and of states that nobody is held at. The
// readers of an output that was removed get an empty picture as its last.
func (s *Studio) forget(views []onair.View) {
	held, there := make(map[onair.Name]bool), make(map[onair.Name]bool)
	for _, view := range views {
		there[view.Output.Name] = true
		held[view.Output.Name] = view.Frozen != 0
	}
	for name, outlet := range s.outlets {
		if !there[name] {
			gone := onair.View{Output: onair.Output{Name: name}, Panic: true}
			outlet.Turn(&gone)
			outlet.Publish(&gone, 0, display.RenderOutput(nil, gone, s.setting()))
			delete(s.outlets, name)
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
	f := s.frozen[on.View.Output.Name]
	if f == nil || f.session != on.View.Session || f.records != on.View.Frozen {
		state, err := stateAt(s.session(on.View.Session), on.View.Frozen)
		if err != nil {
			return err
		}
		f = &frozen{on.View.Session, on.View.Frozen, state}
		s.frozen[on.View.Output.Name] = f
	}
	on.Outlet.Publish(on.View, f.records, s.session(on.View.Session).Hub.RenderFor(f.state, *on.View))
	return nil
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
