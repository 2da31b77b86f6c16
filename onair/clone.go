package onair

import (
	"maps"
	"slices"
)

// Clone gives an equal state that nobody else owns. What is decided on it may wait for a session as
// long as that takes, while this one goes on.
func (s *State) Clone() *State {
	c := *s
	c.outputs = make(map[Name]*outputState, len(s.outputs))
	for name, o := range s.outputs {
		c.outputs[name] = o.copy()
	}
	c.order, c.releases, c.done, c.checks = slices.Clone(s.order), slices.Clone(s.releases), slices.Clone(s.done), slices.Clone(s.checks)
	c.generations, c.released = maps.Clone(s.generations), maps.Clone(s.released)
	if s.armed != nil {
		armed := *s.armed
		armed.Action = armed.Action.clone()
		c.armed = &armed
	}
	c.plan, c.extended = s.plan.clone(), slices.Clone(s.extended)
	return &c
}

func (o *outputState) copy() *outputState {
	c := *o
	c.Output = o.Output.clone()
	c.unlock.By = slices.Clone(o.unlock.By)
	c.shown = maps.Clone(o.shown)
	c.layers = make(map[Layer]Shown, len(o.layers))
	for layer, shown := range o.layers {
		c.layers[layer] = shown.clone()
	}
	c.leaving = make(map[Layer]Leaving, len(o.leaving))
	for layer, leaving := range o.leaving {
		c.leaving[layer] = leaving.clone()
	}
	c.held, c.checks = slices.Clone(o.held), slices.Clone(o.checks)
	c.painted.On, c.told = slices.Clone(o.painted.On), slices.Clone(o.told)
	return &c
}
