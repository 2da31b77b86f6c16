package studio

import (
	"slices"
	"strings"

	"pingyi/onair"
	"pingyi/voting"
)

// keyVerbs are the verbs that have a key, as they stand in its address.
var keyVerbs = []string{
	"take", "cut", "next", "back", "out", "blank", "panic", "unpanic", "hold", "unhold", "disarm",
	"arm/take", "confirm/take", "arm/reveal", "confirm/reveal", "page/next", "page/auto",
}

// faceOf is the face of a key for whoever asks; false where there is no such key. Whether it is lit is decided as its
// press would be, so that no key says of itself what is not so.
func (s *Studio) faceOf(id string, v ctlView) (f face, known bool) {
	presses, known := s.pressesOf(id, string(v.output.Output.Name))
	f.lines = labelOf(strings.TrimPrefix(strings.TrimPrefix(id, "scene-"), "macro-"))
	state, closed := s.snapshot()
	if !known || closed != nil {
		return f, known
	}
	if f.state = v.stands(id, presses[0], state); f.state == keyOff && s.tries(state, v.who, presses) {
		f.state = keyReady
		if presses[0].word(1) == "confirm" && len(presses) == 1 {
			f.state = keyArmed
		}
	}
	return f, true
}

// pressesOf are those that a key makes; false where there is no such key.
func (s *Studio) pressesOf(id, out string) (all []press, known bool) {
	if name, is := strings.CutPrefix(id, "macro-"); is {
		steps, known := s.ctl.macros.steps(name)
		for _, step := range steps {
			p, _ := stepOf(step) // one that cannot be read means nothing, and is refused
			all = append(all, p)
		}
		return all, known && len(all) > 0
	}
	path := "preview/" + strings.TrimPrefix(id, "scene-")
	_, known = onair.KindOf(onair.Scene(strings.TrimPrefix(id, "scene-")))
	if !strings.HasPrefix(id, "scene-") {
		path = strings.Replace(id, "-", "/", 1)
		known = slices.Contains(keyVerbs, path)
	}
	return []press{{path: strings.Split(out+"/"+path, "/")}}, known
}

// stands is what a key says of the room, whatever its press would do: that the output is in panic or held, that it is
// armed, or where a scene is; keyOff where it says nothing.
func (v ctlView) stands(id string, p press, state *onair.State) keyState {
	switch word := p.word(1); {
	case strings.HasPrefix(id, "macro-"):
	case word == "panic" && v.output.Panic:
		return keyPanic
	case word == "hold" && v.output.Frozen != 0:
		return keyHeld
	case word == "arm" && v.armed != nil:
		if action, _ := p.toArm(state, v.now.UnixMilli()); sameAction(v.armed.Action, action) {
			return keyArmed
		}
	case word == "preview":
		return v.sceneState(onair.Scene(p.word(2)))
	}
	return keyOff
}

// sceneState tells where a scene is.
func (v ctlView) sceneState(scene onair.Scene) keyState {
	is := func(layer seenLayer) bool { return layer.Scene == scene }
	switch {
	case v.output.Panic:
	case slices.ContainsFunc(v.on.Layers, is):
		return keyProgram
	case slices.ContainsFunc(v.waiting.Layers, is):
		return keyPreview
	}
	return keyOff
}

// tries reports whether some presses, one after the other, would be carried out and change anything. The state is a copy, on
// which each is decided as the one before has left it.
func (s *Studio) tries(state *onair.State, who Controller, presses []press) (changes bool) {
	act := onair.Act{By: who.By, Role: onair.Director, Controller: who.Name, At: s.now()}
	added := make(map[voting.SessionID]int64) // seconds, by the presses so far
	for _, p := range presses {
		wanted, err := p.meant(state, act)
		if err != nil {
			return false
		}
		if more, is := wanted.(extension); is {
			added[more.session] += more.seconds
			if !s.extends(who, extension{more.session, added[more.session]}) {
				return false
			}
			changes = true
			continue
		}
		events, err := onair.Decide(state, house{s}, wanted.(onair.Command))
		for _, e := range events {
			changes = state.Apply(e) == nil
		}
		if err != nil {
			return false
		}
	}
	return changes
}

// extends reports whether a controller may give a vote that much more time now.
func (s *Studio) extends(who Controller, wanted extension) (allowed bool) {
	house{s}.look(wanted.session, func(state *voting.State) {
		events, err := voting.Decide(state, s.prolongs(who, longer(wanted, state)))
		allowed = err == nil && len(events) > 0
	})
	return who.Extend && allowed
}
