package onair

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// twin is the control room done naively, from what people want and not from events: for every
// output a list of what is on, from the bottom up.
type twin map[Name]*twinOutput

type twinOutput struct {
	on          []string           // "layer scene item"
	past        map[Layer][]change // all that ever happened to a layer
	panic, held bool
	driver      string
}

// change is what somebody decided about a layer: what is on it from a moment on, "" for nothing.
type change struct {
	decided, seen int64
	line          string
	lead          int64 // by which what was there leaves sooner
}

// seen says by its definition what can be seen of changes: the newest from its moment on, and until
// then, or until it makes room, what could be seen when that was decided.
func seen(changes []change, now int64) string {
	if len(changes) == 0 {
		return ""
	}
	newest := changes[len(changes)-1]
	if newest.seen <= now {
		return newest.line
	}
	if newest.seen-newest.lead <= now {
		return ""
	}
	return seen(changes[:len(changes)-1], newest.decided)
}

// kept is what can be seen of changes where none of them has room made for it.
func kept(changes []change, now int64) string {
	changes = slices.Clone(changes)
	for i := range changes {
		changes[i].lead = 0
	}
	return seen(changes, now)
}

func (w *twinOutput) off(layer Layer, a Act, seen int64) {
	w.past[layer] = append(w.past[layer], change{a.At, max(seen, a.At), "", 0})
	w.on = slices.DeleteFunc(w.on, func(line string) bool { return layerOf(line) == layer })
}

func layerOf(line string) (layer Layer) {
	_, _ = fmt.Sscanf(line, "%s", &layer)
	return layer
}

func (w *twinOutput) put(line string, scene Scene, a Act, at int64) {
	kind, _ := KindOf(scene)
	lead, stood := int64(0), seen(w.past[kind.Layer], a.At)
	switch strap := " strap "; {
	case stood == "" || stood == line:
	case strings.Contains(stood, strap) && strings.Contains(line, strap):
		lead = 720
	default:
		lead = 220
	}
	for _, layer := range kind.Evicts {
		w.off(layer, a, at)
	}
	for _, line := range slices.Clone(w.on) {
		tall := []string{"auto", "live-bars", "score-card", "verdict"}
		if scene == SceneTurnout && slices.Contains(tall, strings.Fields(line)[1]) {
			w.off(layerOf(line), a, at)
		}
	}
	w.on = slices.DeleteFunc(w.on, func(line string) bool { return layerOf(line) == kind.Layer })
	w.past[kind.Layer] = append(w.past[kind.Layer], change{a.At, max(at, a.At), line, lead})
	w.on = append(w.on, line)
	slices.SortFunc(w.on, func(a, b string) int {
		return slices.Index(Layers(), layerOf(a)) - slices.Index(Layers(), layerOf(b))
	})
}

// newTwin is a twin of a room with some outputs that are tuned in and empty.
func newTwin(names []Name) twin {
	w := make(twin)
	for _, name := range names {
		w[name] = &twinOutput{past: make(map[Layer][]change)}
	}
	return w
}

// want is what the twin says of a wish about one output: "" or the code of a refusal.
func (w twin) want(c Command, name Name) Code {
	o, by := w[name], c.act().Controller
	switch c := c.(type) {
	case Panic:
		return ""
	case TakeLease:
		if o.driver != "" && o.driver != by && !c.Over {
			return RefusedLease
		}
		return ""
	}
	if o.driver != "" && o.driver != by {
		return RefusedLease
	}
	switch c := c.(type) {
	case PutCue:
		if o.panic {
			return RefusedPanic
		}
		if o.held {
			return RefusedHeld
		}
	case Take:
		from := w[c.From]
		switch {
		case from.driver != "" && from.driver != by:
			return RefusedLease
		case o.panic:
			return RefusedPanic
		case o.held:
			return RefusedHeld
		case len(from.on) == 0:
			return RefusedNothing
		}
	}
	return ""
}

// do carries out what was allowed.
func (w twin) do(c Command, name Name) {
	o, a := w[name], c.act()
	switch c := c.(type) {
	case PutCue:
		kind, _ := KindOf(c.Cue.Scene)
		o.put(fmt.Sprintf("%s %s %d", kind.Layer, c.Cue.Scene, c.Cue.Item), c.Cue.Scene, a, c.TakeAt)
	case Take:
		for _, line := range slices.Clone(w[c.From].on) {
			var layer Layer
			var scene Scene
			_, _ = fmt.Sscanf(line, "%s %s", &layer, &scene)
			o.put(line, scene, a, c.TakeAt)
		}
		if c.From == "pvw" {
			w[c.From].clear(a)
		}
	case Out:
		o.off(c.Layer, a, 0)
	case Blank:
		o.clear(a)
	case Panic:
		o.panic = true
		o.clear(a)
	case Unpanic:
		o.panic = false
	case Hold:
		if !o.held {
			o.stand(a)
		}
		o.held = true
	case Unhold:
		o.held = false
	case TakeLease:
		o.driver = a.Controller
	case GiveLease:
		o.driver = c.To
	}
}

// stand keeps what can be seen, and what has made room, and nothing that is to come.
func (w *twinOutput) stand(a Act) {
	w.on = nil
	for _, layer := range Layers() {
		line := kept(w.past[layer], a.At)
		w.past[layer] = append(w.past[layer], change{a.At, a.At, line, 0})
		if line != "" {
			w.on = append(w.on, line)
		}
	}
}

func (w *twinOutput) clear(a Act) {
	for _, layer := range Layers() {
		w.off(layer, a, 0)
	}
}

// wish draws a command about one output.
func wish(rng *rand.Rand, a Act, name Name) Command {
	on := []Name{name}
	scenes, layers := Kinds(), Layers()
	cue := Cue{Scene: scenes[rng.IntN(len(scenes))].Scene, Item: 1 + voting.ItemID(rng.IntN(2))}
	seenAt := []int64{0, 0, a.At - 500, a.At + 700, a.At + 3000}[rng.IntN(5)]
	switch rng.IntN(12) {
	case 0:
		return Out{Act: a, On: on, Layer: layers[rng.IntN(len(layers))]}
	case 1:
		return Blank{Act: a, On: on}
	case 2:
		return Panic{Act: a, On: on}
	case 3, 4:
		return Unpanic{Act: a, On: on}
	case 5:
		return Hold{Act: a, On: on}
	case 6, 7:
		return Unhold{Act: a, On: on}
	case 8:
		return TakeLease{Act: a, Output: name, Over: rng.IntN(2) == 0}
	case 9:
		return GiveLease{Act: a, Output: name, To: []string{"", "a", "b"}[rng.IntN(3)]}
	case 10:
		if from := Name("pvw"); from != name {
			return Take{Act: a, From: from, On: on, TakeAt: seenAt}
		}
		return Take{Act: a, From: "pgm", On: on, TakeAt: seenAt}
	}
	return PutCue{Act: a, On: on, Cue: cue, TakeAt: seenAt}
}

// TestRoomIsLikeItsTwin plays thousands of random wishes to a room and its twin, folds the log
// again now and then, and wants the same of all three.
func TestRoomIsLikeItsTwin(t *testing.T) {
	names := []Name{"pgm", "pvw", "hall"}
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 17))
		r, w := newRoom(t), newTwin(names)
		r.must(Tune{Act: r.act(), On: names, Session: "live"})
		r.must(Blank{Act: r.act(), On: names})
		for n := range 400 {
			r.at += int64(rng.IntN(1000))
			a := Act{By: "zhang", Role: Director, Controller: []string{"a", "b"}[rng.IntN(2)], ID: fmt.Sprint(n), At: r.at}
			name := names[rng.IntN(len(names))]
			c := wish(rng, a, name)
			want, before := w.want(c, name), len(r.log)
			copied := r.state.Clone()
			if _, panics := c.(Panic); panics {
				wantDecided(t, r, nil, c) // it asks no session
			}
			err := r.do(c)
			if old := r.state; n%40 == 0 && !reflect.DeepEqual(refold(t, r.log[:before]), copied) {
				t.Fatalf("seed %d, wish %d: the copy made before %#v has become\n%+v, not\n%+v", seed, n, c, copied.Views(r.at), old.Views(r.at))
			}
			if want != "" {
				if !errors.Is(err, Refusal{Code: want}) || len(r.log) != before {
					t.Fatalf("seed %d, wish %d: %#v gives %v, want %s", seed, n, c, err, want)
				}
				continue
			}
			if err != nil {
				t.Fatalf("seed %d, wish %d: %#v gives %v", seed, n, c, err)
			}
			if len(r.log) > before && !errors.As(r.do(c), new(AlreadyDone)) {
				t.Fatalf("seed %d, wish %d: %#v is carried out twice", seed, n, c)
			}
			w.do(c, name)
			compare(t, r, w)
		}
		if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
			t.Fatalf("seed %d: the log folds to\n%+v, not to\n%+v", seed, again.Views(r.at), r.state.Views(r.at))
		}
	}
}

// wantDecided wants a wish to be decided without a fault, whatever comes of it.
func wantDecided(t *testing.T, r *room, house House, c Command) {
	t.Helper()
	if _, err := Decide(r.state, house, c); err != nil && !errors.As(err, new(Refusal)) {
		t.Fatalf("%#v: %v", c, err)
	}
}

func compare(t *testing.T, r *room, w twin) {
	t.Helper()
	for name, o := range w {
		v := r.view(name)
		var on []string
		for _, layer := range Layers() {
			if shown, is := v.Layers[layer]; is {
				on = append(on, fmt.Sprintf("%s %s %d", layer, shown.Scene, shown.Item))
			}
			line := ""
			if shown, is := v.Standing(r.at).Layers[layer]; is {
				line = fmt.Sprintf("%s %s %d", layer, shown.Scene, shown.Item)
			}
			if want := seen(o.past[layer], r.at); line != want {
				t.Fatalf("on %s %q can be seen, and %q by its twin", name, line, want)
			}
		}
		if !slices.Equal(on, o.on) || v.Panic != o.panic || (v.Frozen != 0) != o.held || r.state.Lease(name) != o.driver {
			t.Fatalf("%s has %q, panic %v, held %d, driven by %q; its twin has %+v", name, on, v.Panic, v.Frozen, r.state.Lease(name), o)
		}
	}
}

// refold folds records from their bytes.
func refold(t *testing.T, log [][]byte) *State {
	t.Helper()
	state := NewState()
	for i, text := range log {
		e, err := Decode(text)
		if err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return state
}
