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
	case "approve", "decline", "check", "uncheck":
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
// about an output that he may not see. An organizer sets up what he does not see himself.
func permit(state *onair.State, who Person, w wish) error {
	if !slices.Contains(roles(w.Act), who.Role) {
		return web.Forbidden
	}
	if who.Role != Director || w.Act == "panic" {
		return nil
	}
	if _, blind := w.unseen(state, who.Role); blind {
		return web.Forbidden
	}
	return nil
}

// unseen is the first output that a wish is about and somebody may not see.
func (w wish) unseen(state *onair.State, who voting.Role) (onair.Name, bool) {
	if w.Set.Class != "" && !sees(who, w.Set.Class) {
		return w.Set.Name, true
	}
	for _, name := range w.about(state) {
		if output, there := state.Output(name); there && !sees(who, output.Class) {
			return name, true
		}
	}
	return "", false
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

// sees is the one rule of who may see the outputs of a class: their addresses, and with these their
// pictures, feeds and the files for graphics hosts; and of a sealed one what is on it. Every way to an output asks here.
//
// A sealed output has the numbers before their release, so it is the scrutineers', who count, approve and are not
// on air. Who directs does not see it, be it as an organizer: a monitor in a control room is seen by
// guests and cameras, and what is on none of its pictures cannot be taken to air in a hurry.
func sees(who voting.Role, class onair.Class) bool {
	if class == onair.Sealed {
		return who == voting.Scrutineer
	}
	return who == voting.Organizer || who == Director
}

// toldTo is how the room stands for somebody: anybody at the desk is told what is on the outputs,
// except on a sealed one, where that is for those who see it.
func (st Status) toldTo(who voting.Role) Status {
	st.Outputs = slices.Clone(st.Outputs)
	for i := range st.Outputs {
		if o := &st.Outputs[i]; o.Class == onair.Sealed && !sees(who, o.Class) {
			o.Layers, o.Seen, o.Due = map[onair.Layer]onair.Shown{}, map[onair.Layer]onair.Shown{}, 0
			o.Auto, o.Held, o.Seq, o.Missing, o.Waiting = "", 0, 0, nil, nil
		}
	}
	return st
}
