package studio

import (
	"slices"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// Director is the role of people who decide what is on air and have no part in a session.
const Director = voting.Role(onair.Director)

// roles says who may do which act. What is not in it nobody may, and wishes of no meaning are the
// business of those who direct. Whoever sees that something wrong is on air may take it off.
func roles(act string) []voting.Role {
	switch act {
	case "approve":
		return []voting.Role{voting.Scrutineer}
	case "panic", "unlock":
		return []voting.Role{voting.Organizer, voting.Scrutineer, Director}
	}
	return []voting.Role{voting.Organizer, Director}
}

// permit refuses what somebody may not do: an act of another role, and to a director whatever is
// about an output on which one sees what the public does not.
func (s *Studio) permit(who Person, w wish) error {
	if !slices.Contains(roles(w.Act), who.Role) {
		return web.Forbidden
	}
	if who.Role != Director || w.Act == "panic" {
		return nil
	}
	if w.Set.Class == onair.Sealed {
		return web.Forbidden
	}
	named := slices.Concat(w.On, w.Action.On, w.Plan.On, []onair.Name{w.Output, w.From, w.Action.From, w.Set.Name})
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range named {
		if view, there := s.state.View(name); there && !sees(who, view.Output) {
			return web.Forbidden
		}
	}
	return nil
}

// sees reports whether somebody may be told the address of an output. On a sealed one a director
// would see results before they are released.
func sees(who Person, o onair.Output) bool {
	switch who.Role {
	case voting.Organizer:
		return true
	case Director:
		return o.Class != onair.Sealed
	}
	return false
}
