package onair

import (
	"fmt"
	"slices"
)

// What comes at a moment that was set is to be seen then on every output alike, so what it takes the place of leaves
// before: it has gone out by the moment, and between two straps the time of nothing is over. By how much before is
// decided with the take and written down with it, of each output. Pages, as-run list, replay and feeds go by that.

// Of how a page moves, in milliseconds.
const (
	goesOut      = 180 // until a scene is gone: outMs in static/gfx/stage.js
	betweenNames = 500 // with nothing on the lower third between two straps: betweenStraps there
	spare        = 40  // by which all that is over sooner: the timer of a page may be a picture or two late
)

// Room is where what stands leaves before the moment of a take.
type Room struct {
	Output Name  `json:"output"`
	Layer  Layer `json:"layer"`
	Lead   int64 `json:"lead"` // milliseconds
}

// Picture is what a cue stands for on an output: never SceneAuto. While the key is the same, it is the same picture with
// other numbers in it. The zero one is of what nothing is to be seen of.
type Picture struct {
	Scene Scene
	Key   string
}

// leadOf is how many milliseconds sooner one picture leaves than another comes at its moment. What changes the picture
// that stands, comes where that does not stand, or is cut in, wants none.
func leadOf(stands, comes Picture, cut bool) int64 {
	from, _ := KindOf(stands.Scene)
	to, _ := KindOf(comes.Scene)
	switch {
	case cut, from.Layer != to.Layer, stands.Key == comes.Key:
		return 0
	case stands.Scene == SceneStrap && comes.Scene == SceneStrap:
		return spare + goesOut + betweenNames
	}
	return spare + goesOut
}

// rooms says where what stands leaves before the moment of a take.
func (d decision) rooms(t *Taken, outputs []*outputState) (all []Room) {
	if t.SeenAt <= d.At || t.Cut {
		return nil
	}
	for _, o := range outputs {
		view, _ := d.View(o.Name, d.At)
		seen := o.standing(d.At)
		for _, layer := range Layers() {
			shown, stands := seen[layer]
			room := Room{Output: o.Name, Layer: layer}
			for _, laid := range t.Laid {
				if stands && laid.putsOut(layer, shown.Scene) {
					comes := Shown{Cue: laid.Cue, Version: laid.Version, Out: laid.Out}
					room.Lead = max(room.Lead, leadOf(d.drawn(shown, view), d.drawn(comes, view), t.Cut))
				}
			}
			if room.Lead > 0 {
				all = append(all, room)
			}
		}
	}
	return all
}

// drawn is the picture of a cue. What the house cannot draw is another one where it is about something else.
func (d decision) drawn(shown Shown, on View) Picture {
	if p := d.house.Picture(shown, on); p.Key != "" {
		return p
	}
	cue := shown.Cue
	cue.Step, cue.Hold = 0, false
	return Picture{Scene: cue.Scene, Key: fmt.Sprintf("%+v %d", cue, shown.Version)}
}

// putsOut reports whether a scene on a layer goes out when this comes in.
func (l Laid) putsOut(layer Layer, scene Scene) bool {
	return l.Layer == layer || slices.Contains(l.Evicts, layer) || slices.Contains(l.Ousts, scene)
}

// lead is that of a layer, 0 where what stands there stays until the moment.
func (t *Taken) lead(output Name, layer Layer) int64 {
	for _, room := range t.Room {
		if room.Output == output && room.Layer == layer {
			return room.Lead
		}
	}
	return 0
}

// Lead is the longest there is.
func (t *Taken) Lead() (longest int64) {
	for _, room := range t.Room {
		longest = max(longest, room.Lead)
	}
	return longest
}

// tight is by how much the moment of a take is too near for what stands to leave before it, 0 where there is time.
func (t *Taken) tight(output Name, laid Laid) (by int64) {
	for _, layer := range Layers() {
		if lead := t.lead(output, layer); lead > 0 && (laid.putsOut(layer, "") || len(laid.Ousts) > 0) {
			by = max(by, lead-(t.SeenAt-t.At))
		}
	}
	return by
}
