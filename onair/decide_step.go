package onair

import "fmt"

// turn turns scenes that can be seen by one step. A scene that reveals a list is turned by its releases, and they
// are armed.
func (d decision) turn(on []Name, layer Layer, by int) ([]Event, error) {
	outputs, err := d.driven(on)
	if err != nil {
		return nil, err
	}
	if err := free(outputs); err != nil {
		return nil, err
	}
	stepped := &Stepped{Stamp: d.stamp(), Record: d.record(outputs[0])}
	for _, o := range outputs {
		at, shown, err := o.scene(layer, d.At)
		if err != nil {
			return nil, err
		}
		if shown.Scene.reveals() {
			return nil, refuse(RefusedNotArmed, string(shown.Scene))
		}
		cue := shown.Cue
		if cue.Step += by; cue.Step < 0 {
			return nil, refuse(RefusedStep, fmt.Sprint(cue.Step))
		}
		if err := d.mayShow(o, cue); err != nil {
			return nil, err
		}
		stepped.To = append(stepped.To, StepTo{at, cue.Step})
	}
	return one(stepped)
}

// reveals tells the scenes whose steps are releases: each gives a name away for good.
func (s Scene) reveals() bool { return s == SceneReveal || s == SceneTen }

func (d decision) holdPages(c HoldPages) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	held := &PagesHeld{Stamp: d.stamp(), Hold: c.Hold}
	for _, o := range outputs {
		place, shown, err := o.scene(c.Layer, d.At)
		if err != nil {
			return nil, err
		}
		if shown.Hold != c.Hold {
			held.Pages = append(held.Pages, place)
		}
	}
	if len(held.Pages) == 0 {
		return nothing()
	}
	return one(held)
}
