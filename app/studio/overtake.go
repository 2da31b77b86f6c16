package studio

import "pingyi/onair"

// What takes off overtakes, and what it overtook is dropped. Over a slow network an OUT is sent beside what is on its way
// already, and may be here before it: what its desk has sent before, by the number of its acts, and comes later, would put a
// picture on that nobody wants any more. It is refused. What was carried out in time is taken off as ever.

// sender is a desk of a person: nobody can overtake for another.
type sender struct{ by, controller string }

// overtakes reports whether a command takes something off, or back: it waits for nobody, and is never too late.
func overtakes(c onair.Command) bool {
	switch c.(type) {
	case onair.Panic, onair.Out, onair.Blank, onair.Disarm:
		return true
	}
	return false
}

// overtake keeps how far somebody's desk had counted when it took something off, be it that nothing was on. A server that is
// begun anew has forgotten it, and what was on its way has ended with the one before: a desk sends none of it again. The
// studio is locked.
func (s *Studio) overtake(c onair.Command) {
	act := onair.ActOf(c)
	if from := (sender{act.By, act.Controller}); overtakes(c) && act.Order > s.overtook[from] {
		s.overtook[from] = act.Order
	}
}

// overtaken refuses what was sent before its desk took something off. The studio is locked.
func (s *Studio) overtaken(c onair.Command) error {
	act := onair.ActOf(c)
	if act.Order == 0 || overtakes(c) || act.Order > s.overtook[sender{act.By, act.Controller}] {
		return nil
	}
	return onair.Refusal{Code: onair.RefusedOvertaken}
}

// late is overtaken for whoever has not locked the studio.
func (s *Studio) late(c onair.Command) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overtaken(c)
}
