package onair

import (
	"fmt"
	"slices"
)

// While a take waits for its moment an output has two answers. What was decided last is on its layers: that is what a take
// takes along, what lies there for whoever cues, and what a picture is made of ahead of time. What is on now is what stands,
// and it may leave for something else. Who asks what people see asks for that; who asks whether something could be seen,
// now or without another act, asks for all that lies there.

// standing is what can be seen at a moment: neither what is to come, nor what has made room for it.
func standing(layers map[Layer]Shown, leaving map[Layer]Leaving, now int64) map[Layer]Shown {
	seen := make(map[Layer]Shown, len(layers))
	for layer, l := range leaving {
		if l.Off > now {
			seen[layer] = l.Shown
		}
	}
	for layer, shown := range layers {
		if shown.At <= now {
			seen[layer] = shown
		}
	}
	return seen
}

func (o *outputState) standing(now int64) map[Layer]Shown { return standing(o.layers, o.leaving, now) }

// lying is all that can be seen at a moment, is to come, or comes in again should that be taken back; from the bottom up.
func lying(layers map[Layer]Shown, leaving map[Layer]Leaving, now int64) (all []Shown) {
	for _, layer := range Layers() {
		if l := leaving[layer]; l.Until > now {
			all = append(all, l.Shown)
		}
		if shown, on := layers[layer]; on {
			all = append(all, shown)
		}
	}
	return all
}

func (o *outputState) lying(now int64) []Shown { return lying(o.layers, o.leaving, now) }

// has reports whether a take can be seen, is to come, or comes in again should that be taken back.
func (o *outputState) has(take uint64, now int64) bool {
	return slices.ContainsFunc(o.lying(now), func(shown Shown) bool { return shown.Take == take })
}

// latest is the layer of the scene that was taken last, "" when there is none.
func latest(on map[Layer]Shown) (found Layer) {
	for _, layer := range Layers() {
		if shown, is := on[layer]; is && (found == "" || shown.Take >= on[found].Take) {
			found = layer
		}
	}
	return found
}

// scene finds what can be seen on a layer, and where that is; a layer of "" is that of the scene that was taken last.
func (o *outputState) scene(layer Layer, now int64) (Place, Shown, error) {
	seen := o.standing(now)
	if layer == "" {
		layer = latest(seen)
	}
	shown, on := seen[layer]
	if !on {
		return Place{}, Shown{}, refuse(RefusedLayer, fmt.Sprintf("%s: %s", o.Name, layer))
	}
	return o.place(layer, shown), shown, nil
}

// place is where something lies that can be seen on a layer.
func (o *outputState) place(layer Layer, shown Shown) Place {
	return Place{Output: o.Name, Layer: layer, Leaves: o.layers[layer].Take != shown.Take}
}

// off are the layers to be cleared for what is seen to be out that was taken last, with what is to take its place; where
// nothing can be seen, what is to come.
func (o *outputState) off(now int64) (all []Layer) {
	seen := o.standing(now)
	if len(seen) == 0 {
		return o.outOf(latest(o.layers), now)
	}
	out := latest(seen)
	wanted := o.outOf(out, now)
	for layer, shown := range o.layers {
		if o.comesFor(layer, shown, out) {
			wanted = append(wanted, o.outOf(layer, now)...)
		}
	}
	for _, layer := range Layers() {
		if slices.Contains(wanted, layer) {
			all = append(all, layer)
		}
	}
	return all
}

// comesFor reports whether a scene on a layer is what something leaves for that stands on a layer.
func (o *outputState) comesFor(layer Layer, shown Shown, stands Layer) bool {
	leaving, leaves := o.leaving[stands]
	return leaves && leaving.Until == shown.At && lay(layer, shown).putsOut(stands, leaving.Scene)
}

// stays are the layers on which something stays that was to leave for a scene, when some scenes are not kept: what is
// not to come makes nobody leave.
func (o *outputState) stays(keeps func(Shown) bool, now int64) (all []Place) {
	for _, at := range Layers() {
		leaving := o.leaving[at]
		comes := leaving.Until <= now || !keeps(leaving.Shown)
		for layer, shown := range o.layers {
			comes = comes || o.comesFor(layer, shown, at) && keeps(shown)
		}
		if !comes {
			all = append(all, Place{Output: o.Name, Layer: at})
		}
	}
	return all
}

// stay has what was to leave be what the layer has.
func (o *outputState) stay(places []Place) {
	for _, place := range places {
		if leaving, leaves := o.leaving[place.Layer]; leaves && place.Output == o.Name {
			o.layers[place.Layer] = leaving.Shown
			delete(o.leaving, place.Layer)
		}
	}
}
