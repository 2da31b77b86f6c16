package display

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// control is a control room with one output that follows a session whose log there is.
type control struct {
	t    testing.TB
	list *onair.AsRun
	acts []onair.Event
	log  []voting.Event
	at   int64
}

// newControl has an output that is set up as given show what the rundown says before the session begins.
func newControl(t testing.TB, log []voting.Event, class onair.Class, set func(*onair.Output)) *control {
	c := &control{t: t, list: onair.NewAsRun(), log: log, at: voting.When(log[0])*1000 - 10_000}
	o := view(class, onair.Cue{Scene: onair.SceneAuto}).Output
	o.Name = "wall"
	if set != nil {
		set(&o)
	}
	c.add(&onair.OutputSet{Stamp: c.stamp(), Output: o})
	c.add(&onair.Tuned{Stamp: c.stamp(), On: []onair.Name{"wall"}, Session: c.session()})
	c.take(onair.Cue{Scene: onair.SceneAuto}, 0)
	return c
}

func (c *control) session() voting.SessionID {
	return c.log[0].(*voting.SessionCreated).Session.ID
}

func (c *control) stamp() onair.Stamp {
	return onair.Stamp{At: c.at, By: "zhang", Role: onair.Director}
}

func (c *control) add(e onair.Event) {
	c.t.Helper()
	c.acts = append(c.acts, e)
	if err := c.list.Add(e); err != nil {
		c.t.Fatal(err)
	}
}

func (c *control) take(cue onair.Cue, record uint64) {
	c.t.Helper()
	kind, _ := onair.KindOf(cue.Scene)
	c.add(&onair.Taken{Stamp: c.stamp(), On: []onair.Name{"wall"}, Laid: []onair.Laid{{Layer: kind.Layer, Evicts: kind.Evicts, Cue: cue}}, SeenAt: c.at, Record: record})
}

// since is the moment of a record, so many milliseconds later.
func (c *control) since(record int, ms int64) { c.at = voting.When(c.log[record])*1000 + ms }

// follows are the lines of what the output showed.
func (c *control) follows() []onair.Run {
	c.t.Helper()
	f := NewFollowing(c.session(), c.list.Runs())
	for _, e := range c.log {
		if err := f.Add(e); err != nil {
			c.t.Fatal(err)
		}
	}
	return f.Runs()
}

// told is how lines read, with times in seconds since a record.
func (c *control) told(runs []onair.Run, record int) string {
	var lines []string
	second := func(at int64) string {
		if at == 0 {
			return ""
		}
		return fmt.Sprint(float64(at-voting.When(c.log[record])*1000) / 1000)
	}
	for _, run := range runs {
		line := fmt.Sprintf("%s..%s %s", second(run.Air), second(run.Off), run.What)
		if run.Cue.Item != 0 {
			line += fmt.Sprintf(" item %d %s", run.Cue.Item, run.Phase)
		}
		line += fmt.Sprintf(" @%d-%d", run.Record, run.Last)
		if run.End != "" {
			line += " ended by " + strings.TrimSpace(run.End+" "+run.EndBy)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestWhatAutoShowedIsInTheList(t *testing.T) {
	c := newControl(t, evenings.Events(t, "result"), onair.Public, nil)
	want := `-10..0 nothing @0-0 ended by session-created
0..10 join-qr @1-5 ended by item-staged
10..10 countdown item 1 on-stage @6-6 ended by item-opened
10..40 countdown item 1 open @7-8 ended by item-closed
40..40 live-bars item 1 closed @9-10 ended by item-confirmed
40..40 live-bars item 1 confirmed @11-11 ended by item-revealed
40..50 live-bars item 1 revealed @12-12 ended by item-staged
50..50 countdown item 2 on-stage @13-13 ended by item-opened
50..80 countdown item 2 open @14-15 ended by item-closed
80..80 live-bars item 2 closed @16-17 ended by item-confirmed
80..80 live-bars item 2 confirmed @18-18 ended by item-revealed
80..92 live-bars item 2 revealed @19-25 ended by result-announced
92.. score-card item 2 revealed @26-33`
	if got := c.told(c.follows(), 0); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
}

// TestFollowedHasWhatWasDoneToTheOutput: an act in the same second as a record of the session lies where the control
// room saw it lie, what stands still takes no further record, and viewers have it all so much later.
func TestFollowedHasWhatWasDoneToTheOutput(t *testing.T) {
	c := newControl(t, evenings.Events(t, "result"), onair.Public, func(o *onair.Output) { o.Delay = 100 })
	c.since(9, 300)
	c.take(onair.Cue{Scene: onair.SceneBoard}, 9) // before the item is confirmed in that second
	c.since(9, 700)
	c.take(onair.Cue{Scene: onair.SceneAuto}, 12) // after it is revealed
	c.since(9, 5000)
	c.add(&onair.HeldAt{Stamp: c.stamp(), On: []onair.Frozen{{Output: "wall", Record: 12}}})
	c.since(16, 2000)
	c.add(&onair.Unheld{Stamp: c.stamp(), On: []onair.Name{"wall"}})
	c.since(16, 6000)
	c.add(&onair.Panicked{Stamp: c.stamp(), On: []onair.Name{"wall"}})
	want := `-8..2 nothing @0-0 ended by session-created
2..12 join-qr @1-5 ended by item-staged
12..12 countdown item 1 on-stage @6-6 ended by item-opened
12..42 countdown item 1 open @7-8 ended by item-closed
42..42.3 live-bars item 1 closed @9-9 ended by taken zhang
42.7..84 live-bars item 1 revealed @12-12 ended by unheld zhang
84..86 live-bars item 2 revealed @21-23 ended by panicked zhang`
	if got := c.told(c.follows(), 0); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
}

// TestFollowedIsWhatWasDrawn: whatever is done to an output, at every moment of an evening the list has the scene that
// a replay draws.
func TestFollowedIsWhatWasDrawn(t *testing.T) {
	for _, example := range []string{"abandoned", "choice", "form", "open", "result", "secret", "self-paced"} {
		for seed := range uint64(6) {
			rng := rand.New(rand.NewPCG(seed, 9))
			c := newControl(t, evenings.Events(t, example), []onair.Class{onair.Public, onair.Sealed}[rng.IntN(2)], nil)
			for n := 1; n < len(c.log); n++ {
				if voting.When(c.log[n]) > voting.When(c.log[n-1]) && rng.IntN(3) > 0 {
					c.since(n-1, 500)
					c.anything(rng, uint64(n))
				}
			}
			lines := c.follows()
			for n := range 2 * len(c.log) {
				at := voting.When(c.log[n/2])*1000 + int64(n%2)*750 // before and after what was done
				if got, want := listedAt(lines, at), c.drawnAt(at); got != want {
					t.Fatalf("%s, seed %d, at %d: the list has %q, and a replay draws %q\n%s", example, seed, at-voting.When(c.log[0])*1000, got, want, c.told(lines, 0))
				}
			}
		}
	}
}

// anything does something to the output when the log has so many records.
func (c *control) anything(rng *rand.Rand, records uint64) {
	wall := []onair.Name{"wall"}
	switch rng.IntN(7) {
	case 0:
		c.take(onair.Cue{Scene: onair.SceneBoard}, records)
	case 1:
		c.take(onair.Cue{Scene: onair.SceneStrap, Text: []string{"张三"}}, records)
	case 2:
		c.add(&onair.HeldAt{Stamp: c.stamp(), On: []onair.Frozen{{Output: "wall", Record: records}}})
	case 3:
		c.add(&onair.Unheld{Stamp: c.stamp(), On: wall})
	case 4:
		o := view(onair.Public, onair.Cue{Scene: onair.SceneAuto}).Output
		o.Name, o.Scenes = "wall", [][]onair.Scene{nil, {onair.SceneAuto, onair.SceneCountdown, onair.SceneBoard, onair.SceneStrap}}[rng.IntN(2)]
		c.add(&onair.OutputSet{Stamp: c.stamp(), Output: o})
	default:
		c.take(onair.Cue{Scene: onair.SceneAuto}, records)
	}
}

// drawnAt is what a replay of a moment draws where the output follows the rundown.
func (c *control) drawnAt(at int64) string {
	room, state := onair.NewState(), voting.NewState()
	for _, e := range c.acts {
		if onair.StampOf(e).At <= at {
			if err := room.Apply(e); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	v, _ := room.View("wall", at)
	for _, e := range c.log {
		if voting.When(e)*1000 <= at && (v.Frozen == 0 || state.Records < v.Frozen) {
			if err := state.Apply(e); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	what := ""
	for _, shown := range v.Layers {
		if shown.Scene != onair.SceneAuto {
			continue
		}
		what = onair.RunNothing
		if state.Phase == "" {
			continue
		}
		for _, l := range decode[OutputFrame](c.t, RenderOutput(state, bound(state, v), Setting{})).Layers {
			if l.Take == shown.Take && l.Scene != onair.SceneBug {
				what = string(l.Scene)
			}
		}
	}
	return what
}

// listedAt is what the list has on at a moment.
func listedAt(lines []onair.Run, at int64) (what string) {
	for _, run := range lines {
		if run.From <= at && (run.To == 0 || at < run.To) {
			what = run.What
		}
	}
	return what
}
