package onair

import "fmt"

// Bounds of the seconds for which a page stands that turns by itself: nobody reads faster, and one
// that stands for longer is turned by hand.
const (
	MinPage = 3
	MaxPage = 300
)

// AutoPages has the pages of a scene turn by themselves, so many seconds each, the first after the
// last. Whatever takes the scene off or puts another in its place ends it, and so does HOLD.
type AutoPages struct {
	Act
	On    []Name
	Layer Layer
	Every int
}

// TurnPages turns the pages whose time has come.
type TurnPages struct{ Act }

// PagesAuto has pages turn by themselves.
type PagesAuto struct {
	Stamp
	Pages []Place `json:"pages"`
	Every int     `json:"every"`
}

// paged tells the scenes whose steps are pages. The steps of others show more, or give something away,
// and a person decides when.
func (s Scene) paged() bool { return s == SceneBoard || s == ScenePledge || s == SceneDims }

func (d decision) autoPages(c AutoPages) ([]Event, error) {
	if c.Every < MinPage || c.Every > MaxPage {
		return nil, refuse(RefusedPages, fmt.Sprint(c.Every))
	}
	outputs, err := d.driven(c.On)
	if err == nil {
		err = free(outputs)
	}
	if err != nil {
		return nil, err
	}
	turned := &PagesAuto{Stamp: d.stamp(), Every: c.Every}
	for _, o := range outputs {
		place, shown, err := o.scene(c.Layer, d.At)
		if err != nil {
			return nil, err
		}
		if !shown.Scene.paged() {
			return nil, refuse(RefusedPages, string(shown.Scene))
		}
		if shown.Every != c.Every || shown.Hold {
			turned.Pages = append(turned.Pages, place)
		}
	}
	if len(turned.Pages) == 0 {
		return nothing()
	}
	return one(turned)
}

// turns reports whether it is time for the next page.
func (s Shown) turns(at int64) bool {
	return s.Every > 0 && !s.Hold && at >= s.Turned+int64(s.Every)*1000
}

// PagesDue reports whether any page that can be seen is to be turned.
func (s *State) PagesDue(at int64) bool {
	for _, o := range s.outputs {
		for _, shown := range o.standing(at) {
			if shown.turns(at) {
				return true
			}
		}
	}
	return false
}

// turnPages gives each output its own event: they may show different sessions. A page that may not be
// shown, or not any more, is left out, and the one before it stands.
func (d decision) turnPages() (events []Event, err error) {
	for _, name := range d.order {
		o := d.outputs[name]
		stepped := &Stepped{Stamp: d.stamp()}
		seen := o.standing(d.At)
		for _, layer := range Layers() {
			shown, on := seen[layer]
			if !on || !shown.turns(d.At) {
				continue
			}
			view, _ := d.View(name, d.At)
			cue := shown.Cue
			cue.Step = (cue.Step + 1) % max(d.house.Cue(cue, view).Steps, 1)
			if cue.Step == shown.Step || d.mayShow(o, cue) != nil {
				continue
			}
			stepped.By = shown.Turner
			stepped.To = append(stepped.To, StepTo{o.place(layer, shown), cue.Step})
		}
		if len(stepped.To) > 0 {
			stepped.Record = d.record(o)
			events = append(events, stepped)
		}
	}
	return events, nil
}

// standStill ends the turning of pages on an output, and has what goes out by itself stay: whoever holds a picture wants
// to see it.
func (o *outputState) standStill() {
	for layer, shown := range o.layers {
		shown.Every, shown.Turner, shown.Ends, shown.Ender = 0, "", 0, ""
		o.layers[layer] = shown
	}
}

// applyPages changes how pages turn.
func (s *State) applyPages(e Event) error {
	var places []Place
	var change func(*Shown)
	switch e := e.(type) {
	case *PagesHeld:
		places, change = e.Pages, func(shown *Shown) { shown.Hold, shown.Turned = e.Hold, e.At }
	case *PagesAuto:
		places = e.Pages
		change = func(shown *Shown) { shown.Every, shown.Turner, shown.Hold, shown.Turned = e.Every, e.By, false, e.At }
	}
	for _, place := range places {
		if err := s.scene(place, change); err != nil {
			return err
		}
	}
	return nil
}
