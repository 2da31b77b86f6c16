package studio

import (
	"slices"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// Director is the role of people who decide what is on air and have no part in a session.
const Director = voting.Role(onair.Director)

// roles says who may do which act; what is not in it nobody may. Whoever sees that something wrong
// is on air may take it off.
func roles(act string) []voting.Role {
	switch act {
	case "approve", "decline":
		return []voting.Role{voting.Scrutineer}
	case "panic", "unlock":
		return []voting.Role{voting.Organizer, voting.Scrutineer, Director}
	case "set-output", "revoke", "remove", "tune", "lease", "give", "arm", "go", "disarm", "phones", "plan", "run", "proceed", "ask",
		"cue", "take", "next", "back", "hold-pages", "auto-pages", "out", "blank", "unpanic", "hold", "unhold":
		return []voting.Role{voting.Organizer, Director}
	}
	return nil
}

// permit refuses what somebody may not do: an act of another role, and to a director whatever is
// about an output on which one sees what the public does not.
func permit(state *onair.State, who Person, w wish) error {
	if !slices.Contains(roles(w.Act), who.Role) {
		return web.Forbidden
	}
	if who.Role != Director || w.Act == "panic" {
		return nil
	}
	if w.Set.Class == onair.Sealed {
		return web.Forbidden
	}
	for _, name := range w.about(state) {
		if output, there := state.Output(name); there && !sees(who, output) {
			return web.Forbidden
		}
	}
	return nil
}

// about are the outputs that a wish names, or that stand in what it sets going.
func (w wish) about(state *onair.State) []onair.Name {
	names := slices.Concat(w.On, w.Action.On, w.Plan.On, []onair.Name{w.Output, w.From, w.Action.From, w.Set.Name})
	switch armed, is := state.Armed(); {
	case w.Act == "go" && is:
		names = append(names, armed.Action.On...)
	case w.Act == "run" || w.Act == "proceed":
		plan, _ := state.Plan()
		names = append(names, plan.On...)
	}
	return names
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
