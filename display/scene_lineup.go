package display

import "pingyi/onair"

// LineupScene is the card for the engineer, and the clap-board that follows it.
type LineupScene struct {
	Name   string        `json:"name"`  // of the output
	Title  string        `json:"title"` // as the control room calls it
	Words  string        `json:"words"` // characters that a font may lack
	URL    string        `json:"url"`   // of the code, which is that of the invitation
	Width  int           `json:"width"`
	Height int           `json:"height"`
	Rate   int           `json:"rate"`
	Layers []onair.Layer `json:"layers"` // what lies under the card, from the bottom up
	Clap   bool          `json:"clap"`
}

// rare are characters of names and places that fonts leave out, and two that everybody has.
const rare = "𬀩𬮿䶮㛃㙓𬱖龘靐犇永国"

func (o output) lineup(cue onair.Cue) drawing {
	out := o.Output
	s := LineupScene{
		Name: string(out.Name), Title: out.Title, Words: rare, URL: o.setting.JoinURL, Width: out.Width, Height: out.Height, Rate: out.Rate,
		Layers: []onair.Layer{}, Clap: cue.Step > 0,
	}
	for _, layer := range onair.Layers() {
		if shown, on := o.View.Layers[layer]; on && shown.Scene != onair.SceneLineup {
			s.Layers = append(s.Layers, layer)
		}
	}
	return paged(s, true, cue.Step, onair.LineupSteps, string(out.Name))
}
