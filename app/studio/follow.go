package studio

import (
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// Begin is told that a session was published, or that something of it came on stage. Outputs that
// follow the rundown by themselves then show it, if they show no other; and with nobody there who
// directs, so does a program that nobody has ever used, once, and never with a rehearsal.
func (s *Studio) Begin(id voting.SessionID, staged bool) {
	s.turn.Lock()
	defer s.turn.Unlock()
	state, err := s.snapshot()
	if err != nil {
		return // the control room is closed
	}
	var follow, program []onair.Name
	plan, _ := state.Plan()
	facts, _ := house{s}.Session(id)
	for _, view := range state.Views(s.now()) {
		switch name := view.Output.Name; {
		case state.Lease(name) != "" || view.Panic || view.Frozen != 0:
		case follows(view) && s.idle(view.Session, staged):
			follow = append(follow, name)
		case view.Output.Program && state.Fresh(name) && len(view.Lying()) == 0 && len(plan.Steps) == 0 && !facts.Rehearsal:
			program = append(program, name)
		}
	}
	for _, name := range slices.Concat(follow, program) {
		if err := s.follow1(onair.Act{Role: onair.OfServer, At: s.now()}, id, name); err != nil {
			s.cfg.Logger.Warn("an output does not follow the session that begins", "output", string(name), "session", string(id), "error", err)
		}
	}
}

// follows reports whether an output shows what the rundown says, and nothing else.
func follows(view onair.View) bool {
	on := view.Lying()
	return len(on) == 1 && on[0].Scene == onair.SceneAuto
}

// idle reports whether an output is free for a session that begins: it shows none, or one that there
// is no more. Something on stage takes over from a session that has ended, whose result may be on
// the wall while the next one is published.
func (s *Studio) idle(shown voting.SessionID, staged bool) bool {
	ended := false
	there := house{s}.look(shown, func(state *voting.State) { ended = state.Phase == voting.Ended })
	return !there || staged && ended
}

// follow1 has one output show a session: what the rundown says, where nothing else is on. It is the
// caller's turn.
func (s *Studio) follow1(act onair.Act, id voting.SessionID, name onair.Name) error {
	if _, err := s.do(onair.Tune{Act: act, On: []onair.Name{name}, Session: id}); err != nil {
		return err
	}
	state, err := s.snapshot()
	if err != nil {
		return err
	}
	if view, there := state.View(name, s.now()); !there || len(view.Lying()) > 0 {
		return nil
	}
	_, err = s.do(onair.PutCue{Act: act, On: []onair.Name{name}, Cue: onair.Cue{Scene: onair.SceneAuto}})
	return err
}

// Show has an output show a session because somebody wants it.
func (s *Studio) Show(id voting.SessionID, name onair.Name, by Person) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	return s.follow1(onair.Act{By: by.Name, Role: onair.Role(by.Role), At: s.now()}, id, name)
}

// Screen is an output as the desk of a session lists it.
type Screen struct {
	Output  onair.Output
	Address string
	Shown   voting.SessionID // which session it is tuned to
}

// Screens are the wall of a session and what is laid over pictures: the first output that fills its
// picture, and the first program. A rehearsal does not go on program: its preview shows the same.
func (s *Studio) Screens(rehearsal bool) (wall, over Screen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, view := range s.state.Views(s.now()) {
		o := view.Output
		screen := Screen{o, s.address(o), view.Session}
		if wall.Address == "" && o.Class == onair.Public && o.Ground == onair.Full {
			wall = screen
		}
		if over.Address == "" && (o.Program && !rehearsal || o.Class == onair.Preview && rehearsal) {
			over = screen
		}
	}
	return wall, over
}
