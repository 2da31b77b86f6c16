package onair

import "pingyi/voting"

// LineupSteps are the steps of the line-up card: the card, and the clap-board by which the delay of a chain is measured.
const LineupSteps = 2

// ClearLineup takes the line-up card off every program whose viewers it would keep from a vote that is open.
type ClearLineup struct{ Act }

// hides reports whether the line-up card on an output would lie over a vote: viewers of a program would see an
// engineer's card in place of it. Where nobody votes, and on every other output, engineers work as they like.
func (d decision) hides(o *outputState, scene Scene) bool {
	return scene == SceneLineup && o.Program && o.session != "" && d.house.Phase(o.session, 0) == voting.PhaseOpen
}

// LineupOn lists the sessions of the programs on which the card lies, or is to come.
func (s *State) LineupOn() (sessions []voting.SessionID) {
	for _, name := range s.order {
		if o := s.outputs[name]; o.Program && o.session != "" && o.lineup() {
			sessions = append(sessions, o.session)
		}
	}
	return sessions
}

func (o *outputState) lineup() bool {
	for _, shown := range o.layers {
		if shown.Scene == SceneLineup {
			return true
		}
	}
	return false
}

// clearLineup asks for no lease, as panic does not: a vote has opened, and whoever drives the output is told by the list
// of what was on air.
func (d decision) clearLineup() ([]Event, error) {
	off := &TakenOff{Stamp: d.stamp()}
	for _, name := range d.order {
		o := d.outputs[name]
		for _, layer := range Layers() {
			if shown, on := o.layers[layer]; on && d.hides(o, shown.Scene) {
				off.Off = append(off.Off, Place{Output: name, Layer: layer})
			}
		}
	}
	if len(off.Off) == 0 {
		return nothing()
	}
	return one(off)
}
