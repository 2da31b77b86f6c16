package display

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pingyi/onair"
	"pingyi/voting"
)

// OutputFrame is the whole picture of one output of the control room: what lies on its
// layers, from the bottom to the top, each with the data of its scene.
type OutputFrame struct {
	Seq     uint64              `json:"seq"` // position in the session's log, 0 where none is tuned in
	Rev     uint64              `json:"rev"` // of the control room
	Session *Session            `json:"session"`
	Phase   voting.SessionPhase `json:"phase"`
	Output  OutputHead          `json:"output"`
	Panic   bool                `json:"panic"` // nothing may be seen; there are no layers then
	Layers  []OutputLayer       `json:"layers"`
}

// OutputHead is what a page has to know of the output that it is.
type OutputHead struct {
	Name     onair.Name   `json:"name"`
	Class    onair.Class  `json:"class"`
	Theme    string       `json:"theme"`
	Lang     string       `json:"lang"`
	Width    int          `json:"width"`
	Height   int          `json:"height"`
	Rate     int          `json:"rate"`
	Ground   onair.Ground `json:"ground"`
	Delay    int          `json:"delay"`
	Reserved []onair.Rect `json:"reserved"`
	Mark     bool         `json:"mark"` // the mark of a rehearsal has to be seen
}

// OutputLayer is one scene. As long as Key is the same it is the same picture with
// other numbers in it. Step counts from 0; of a reveal it is how many groups are out.
type OutputLayer struct {
	Layer onair.Layer `json:"layer"`
	Scene onair.Scene `json:"scene"` // never SceneAuto
	Take  uint64      `json:"take"`
	Cut   bool        `json:"cut"`
	At    int64       `json:"at"`              // Unix milliseconds from which it is to be seen
	Until int64       `json:"until,omitempty"` // and until when, where that is set
	Key   string      `json:"key"`
	Step  int         `json:"step"`
	Steps int         `json:"steps"`
	Hold  bool        `json:"hold"`
	Data  any         `json:"data"`
}

// RenderOutput gives the whole picture of an output as JSON. It is pure, as Render is.
// The session is nil where none is tuned in.
func RenderOutput(s *voting.State, v onair.View, set Setting) []byte {
	return new(Outputs).Render(s, v, set)
}

// StepsOf is how many steps a cue has, and whether readers of a class may see what it is
// about, where no ranking is given out. It is for those who drive an output: of a reveal it counts
// the groups, which a frame does not tell beforehand.
func StepsOf(s *voting.State, cue onair.Cue, class onair.Class) (steps int, released bool) {
	return new(Outputs).StepsOf(s, cue, class)
}

// StepsOf is that of the package, with what these pictures have counted already.
func (c *Outputs) StepsOf(s *voting.State, cue onair.Cue, class onair.Class) (steps int, released bool) {
	return c.stepsOn(s, cue, onair.View{Output: onair.Output{Class: class}}, true)
}

// stepsOn is StepsOf on an output as it is, for which rankings may have been given out; checked says that all names on
// lists count as checked.
func (c *Outputs) stepsOn(s *voting.State, cue onair.Cue, v onair.View, checked bool) (steps int, released bool) {
	o := output{View: v, checked: checked, picture: picture{State: tuned(s), audience: readers(v.Output.Class)}, counted: c}
	o.picture.revealed = o.counted.rows
	d := o.draw(cue)
	return max(d.end, 1), d.released
}

// Outputs renders the pictures of several outputs, and counts once what they have in
// common. It belongs to one goroutine.
type Outputs struct {
	ranking
	outcomes map[int]voting.Outcome // by version
	of       *voting.State
	revision uint64

	past   earlier
	out    keptOut
	tables map[string]*rankTables // by language
}

// outcome is what a version of the result comes to, counted anew after an act of a person only.
func (c *Outputs) outcome(s *voting.State, version int) voting.Outcome {
	if c.outcomes == nil || c.of != s || c.revision != s.Revision {
		c.of, c.revision, c.outcomes = s, s.Revision, make(map[int]voting.Outcome)
	}
	if _, known := c.outcomes[version]; !known {
		c.outcomes[version] = s.OutcomeOf(version)
	}
	return c.outcomes[version]
}

// Render is RenderOutput.
func (c *Outputs) Render(s *voting.State, v onair.View, set Setting) []byte {
	s = tuned(s)
	o := output{View: v, picture: picture{State: s, audience: readers(v.Output.Class), setting: set, revealed: c.rows}, counted: c}
	text, err := json.Marshal(o.frame())
	if err != nil {
		panic(fmt.Sprintf("encode frame: %v", err)) // the frames are plain structs
	}
	return text
}

// tuned is a state that can be asked, also where no session is tuned in.
func tuned(s *voting.State) *voting.State {
	if s == nil {
		return voting.NewState()
	}
	return s
}

// output is one rendering of one output.
type output struct {
	picture
	onair.View
	counted *Outputs
	taken   int // the version of the result that a ranking is drawn of, 0 for the one that holds

	checked bool // all names on lists count as checked: what would be shown if they were
}

// called is what the readers of the output call a list or a figure.
func (o output) called(name string) string {
	return o.State.Session.Rulebook.NameIn(o.Output.Lang, name)
}

func (o output) frame() OutputFrame {
	out := o.Output
	f := OutputFrame{Seq: o.Records, Rev: o.View.Revision, Phase: o.Phase, Panic: o.Panic, Layers: []OutputLayer{}, Output: OutputHead{
		Name: out.Name, Class: out.Class, Theme: out.Theme, Lang: out.Lang, Width: out.Width, Height: out.Height, Rate: out.Rate,
		Ground: out.Ground, Delay: out.Delay, Reserved: append([]onair.Rect{}, out.Reserved...),
		Mark: o.State.Session.Rehearsal && !(out.NoMark && out.Class == onair.Preview),
	}}
	if o.Phase != "" {
		session := o.session()
		f.Session = &session
	}
	if !o.Panic {
		f.Layers = o.layers()
	}
	return f
}

// layers draws what is on, from the bottom to the top, and with it what is to come at a moment that
// was set. On a layer whose picture changes then, the one that leaves comes before the other.
func (o output) layers() []OutputLayer {
	comes := o.lie(o.Layers)
	all := make([]OutputLayer, 0, len(comes))
	leaves := make(map[onair.Layer]OutputLayer)
	if len(o.Leaving) > 0 {
		leaves = o.lie(o.Before(o.At).Layers)
	}
	for _, layer := range onair.Layers() {
		now, stands := leaves[layer]
		then, is := comes[layer]
		if stands && (!is || now.Take != then.Take) {
			now.Until = o.until(now.Take)
			all = append(all, now)
		}
		if is {
			all = append(all, then)
		}
	}
	return all
}

// until is when a take leaves. That may be over: a page that has heard of it too late takes it off then.
func (o output) until(take uint64) int64 {
	for _, leaving := range o.Leaving {
		if leaving.Take == take {
			return leaving.Off
		}
	}
	return o.At
}

// lie draws what lies on layers. What auto stands for lies where that scene lies, unless somebody
// has put another there.
func (o output) lie(layers map[onair.Layer]onair.Shown) map[onair.Layer]OutputLayer {
	drawn := make(map[onair.Layer]OutputLayer)
	auto := OutputLayer{}
	for _, layer := range onair.Layers() {
		shown, on := layers[layer]
		if !on {
			continue
		}
		l, ok := o.layer(layer, shown)
		switch {
		case ok && shown.Scene == onair.SceneAuto:
			auto = l
		case ok:
			drawn[layer] = l
		}
	}
	if _, taken := drawn[auto.Layer]; !taken && auto.Layer != "" {
		drawn[auto.Layer] = auto
		if bug, ok := o.autoBug(auto); ok && drawn[bug.Layer].Layer == "" {
			drawn[bug.Layer] = bug
		}
	}
	return drawn
}

// layer draws one; false where there is nothing to be seen, or the output may not show it.
func (o output) layer(layer onair.Layer, shown onair.Shown) (OutputLayer, bool) {
	cue, ok := o.resolve(shown.Cue)
	if !ok || !o.shows(cue.Scene) {
		return OutputLayer{}, false
	}
	if cue.Scene != shown.Scene {
		kind, _ := onair.KindOf(cue.Scene)
		layer = kind.Layer
	}
	d := o.asTaken(shown).draw(cue)
	if d.data == nil {
		return OutputLayer{}, false
	}
	key := []string{string(cue.Scene), string(o.State.Session.ID)}
	return OutputLayer{
		Layer: layer, Scene: cue.Scene, Take: shown.Take, Cut: shown.Cut, At: shown.At, Key: strings.Join(append(key, d.about...), "|"),
		Step: d.step, Steps: d.steps, Hold: shown.Hold, Data: d.data,
	}, true
}

// shows reports whether the output may show a scene.
func (o output) shows(scene onair.Scene) bool {
	return len(o.Output.Scenes) == 0 || slices.Contains(o.Output.Scenes, scene)
}
