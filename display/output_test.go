package display

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/onair"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

func (h *hall) frame(v onair.View) OutputFrame { return decode[OutputFrame](h.t, h.output(v)) }

// on is a view with several cues, each on the layer of its scene.
func on(cues ...onair.Cue) onair.View {
	v := view(onair.Public, onair.Cue{Scene: onair.SceneLineup})
	v.Layers = make(map[onair.Layer]onair.Shown)
	for i, cue := range cues {
		kind, _ := onair.KindOf(cue.Scene)
		v.Layers[kind.Layer] = onair.Shown{Cue: cue, Take: uint64(i + 1)}
	}
	return v
}

func scenesOn(f OutputFrame) (told string) {
	for _, l := range f.Layers {
		told += fmt.Sprintf("%s:%s ", l.Layer, l.Scene)
	}
	return strings.TrimSpace(told)
}

func TestLayersLieFromTheBottomToTheTop(t *testing.T) {
	h := newHall(t, plan{})
	all := []onair.Cue{{Scene: onair.SceneLineup}, {Scene: onair.SceneJoin}, {Scene: onair.SceneBug}, {Scene: onair.SceneBoard}, {Scene: onair.SceneTurnout}, {Scene: onair.SceneStrap}, {Scene: onair.SceneCrawl}}
	if got, want := scenesOn(h.frame(on(all...))), "full:board side:turnout lower:strap bug:bug ticker:crawl qr:join-qr alert:lineup"; got != want {
		t.Errorf("the layers are %s, want %s", got, want)
	}
}

// Auto is what the session's own screens show, on the layer of that scene.
func TestAutoFollowsTheRundown(t *testing.T) {
	h, auto := newHall(t, plan{}), on(onair.Cue{Scene: onair.SceneAuto}, onair.Cue{Scene: onair.SceneBug})
	want := func(moment, layers string) {
		t.Helper()
		if got := scenesOn(h.frame(auto)); got != layers {
			t.Errorf("%s: %s is on, want %s", moment, got, layers)
		}
	}
	want("before the first item", "bug:bug qr:join-qr")
	h.stage(1)
	want("on stage", "lower:countdown bug:bug")
	h.open(1)
	h.votes(6)
	want("live", "lower:live-bars bug:bug")
	h.close(1)
	h.reveal(1)
	want("revealed", "lower:score-card bug:bug")
	h.cue(voting.SceneBoard, 0)
	want("the board is cued", "full:board bug:bug")
	h.cue(voting.SceneBlank, 0)
	want("blank", "bug:bug")
	if _, released := StepsOf(h.state, onair.Cue{Scene: onair.SceneAuto}, onair.Public); !released {
		t.Error("auto may not be taken while the screens are blank")
	}
	h.cue(voting.SceneAuto, 0)
	auto.Output.Scenes = []onair.Scene{onair.SceneBug, onair.SceneCountdown, onair.SceneAuto}
	want("a score card is not allowed", "bug:bug")
}

// What has nothing to show yet waits: with the clock of the item on stage, before the first with the
// invitation. Beside an item it says in the corner whose evening it is.
func TestAutoWaitsForWhatIsNotThereYet(t *testing.T) {
	h, auto := newHall(t, plan{reveal: voting.RevealClosed}), on(onair.Cue{Scene: onair.SceneAuto})
	want := func(moment string, cued voting.Scene, layers string) {
		t.Helper()
		h.cue(cued, 0)
		if got := scenesOn(h.frame(auto)); got != layers {
			t.Errorf("%s with %s cued: %s is on, want %s", moment, cued, got, layers)
		}
	}
	for _, scene := range []voting.Scene{voting.SceneAuto, voting.SceneCountdown, voting.SceneBars, voting.SceneScore} {
		want("before the first item", scene, "qr:join-qr")
	}
	h.stage(1)
	h.open(1)
	h.votes(6)
	for _, scene := range []voting.Scene{voting.SceneAuto, voting.SceneBars, voting.SceneScore} {
		want("open", scene, "lower:countdown bug:bug")
	}
	h.close(1)
	want("closed", voting.SceneBars, "lower:live-bars bug:bug")
	want("closed", voting.SceneScore, "lower:countdown bug:bug")
	h.reveal(1)
	want("revealed", voting.SceneScore, "lower:score-card bug:bug")
	want("revealed", voting.SceneBoard, "full:board")
	auto.Output.Scenes = []onair.Scene{onair.SceneAuto, onair.SceneScore}
	want("without corners", voting.SceneScore, "lower:score-card")
}

// The pages that the desk offers are those that there are on the air.
func TestAutoShowsThePageThatTheDeskHasChosen(t *testing.T) {
	units := make([]voting.Unit, 17)
	for i := range units {
		units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%02d", i+1)), Name: "窗口"}
	}
	h := newHall(t, plan{units: units})
	for i := range units {
		h.whole(voting.ItemID(i+1), 25-i, i)
	}
	pages := BoardPages(h.state)
	h.cue(voting.SceneBoard, pages-1)
	f := h.frame(on(onair.Cue{Scene: onair.SceneAuto}))
	if pages != 3 || f.Layers[0].Step != 2 || f.Layers[0].Steps != pages || !strings.Contains(fmt.Sprint(f.Layers[0].Data), "U17") {
		t.Errorf("the desk offers %d pages, and the last is %+v", pages, f.Layers[0])
	}
}

// A reveal whose score comes with the announcement says how many voted for what; the picture does
// not say that the result is out.
func TestAutoDoesNotCallAResultOutThatAwaitsItsAnnouncement(t *testing.T) {
	state := evenings.State(t, "result", "item-revealed", 2)
	look := func() OutputFrame {
		return decode[OutputFrame](t, RenderOutput(state, on(onair.Cue{Scene: onair.SceneAuto}), Setting{}))
	}
	if f := look(); scenesOn(f) != "lower:live-bars bug:bug" || strings.Contains(fmt.Sprint(f.Layers), "revealed") {
		t.Errorf("before the announcement %+v is on", f.Layers)
	}
	state.Scene = voting.SceneBoard
	if got := scenesOn(look()); got != "lower:countdown bug:bug" {
		t.Errorf("with the board cued %s is on", got)
	}
}

func TestPanicAndAnOutputThatIsNotTuned(t *testing.T) {
	h := newHall(t, plan{rehearsal: true})
	h.whole(1, 12)
	v := on(onair.Cue{Scene: onair.SceneScore}, onair.Cue{Scene: onair.SceneStrap, Text: []string{"主持人"}}, onair.Cue{Scene: onair.SceneBug})
	v.Panic = true
	if f := h.frame(v); !f.Panic || len(f.Layers) != 0 {
		t.Errorf("in a panic %s is on", scenesOn(f))
	}
	v.Panic = false
	v.Layers[onair.LayerFull] = onair.Shown{Cue: onair.Cue{Scene: onair.SceneAuto}}
	for _, kind := range onair.Kinds() {
		RenderOutput(nil, on(onair.Cue{Scene: kind.Scene, Item: 1, Unit: "A", Other: "B", List: "ten best", Step: 2}), Setting{})
	}
	f := decode[OutputFrame](t, RenderOutput(nil, on(onair.Cue{Scene: onair.SceneStrap, Text: []string{"主持人"}}, onair.Cue{Scene: onair.SceneBug}), Setting{}))
	if f.Session != nil || f.Seq != 0 || scenesOn(f) != "lower:strap" {
		t.Errorf("not tuned, the picture is %+v", f)
	}
}

// The mark of a rehearsal is on every output; a preview alone may leave it off.
func TestARehearsalIsMarked(t *testing.T) {
	for _, rehearsal := range []bool{true, false} {
		h := newHall(t, plan{rehearsal: rehearsal})
		for _, class := range []onair.Class{onair.Public, onair.Preview, onair.Sealed} {
			for _, noMark := range []bool{true, false} {
				v := view(class, onair.Cue{Scene: onair.SceneBug})
				v.Output.NoMark = noMark
				if got, want := h.frame(v).Output.Mark, rehearsal && !(noMark && class == onair.Preview); got != want {
					t.Errorf("rehearsal %t, %s, no mark %t: marked %t", rehearsal, class, noMark, got)
				}
			}
		}
	}
}

// What may be taken on a public output is what the public may see; the sealed class is a step
// ahead. Those who drive learn the true number of steps.
func TestStepsAndWhatIsReleased(t *testing.T) {
	h := ranked(t, []int{5, 9, 9, 30, -1})
	cue := func(scene onair.Scene) onair.Cue { return onair.Cue{Scene: scene, Item: 1, Unit: "U01"} }
	ask := func(c onair.Cue, class onair.Class) string {
		steps, released := StepsOf(h.state, c, class)
		return fmt.Sprint(steps, " ", released)
	}
	for scene, want := range map[onair.Scene]string{
		onair.SceneStrap: "1 true 1 true", onair.SceneJoin: "2 true 2 true", onair.SceneBars: "3 true 3 true", onair.SceneScore: "1 false 1 true",
		onair.SceneBoard: "1 false 1 true", onair.SceneVersus: "1 false 1 true", onair.SceneVerdict: "4 true 4 true", onair.ScenePlate: "1 false 1 true",
		onair.SceneReveal: "3 true 3 true", onair.SceneTen: "3 true 3 true", onair.SceneDims: "2 false 2 false",
	} {
		if got := ask(cue(scene), onair.Public) + " " + ask(cue(scene), onair.Sealed); got != want {
			t.Errorf("%s has steps and is released: %s, want %s", scene, got, want)
		}
	}
	split := cue(onair.SceneVerdict)
	split.Step = 2
	if got := ask(split, onair.Public) + " " + ask(split, onair.Sealed); got != "4 false 4 true" {
		t.Errorf("the split of a verdict: %s", got)
	}
	h.announce()
	for _, scene := range []onair.Scene{onair.SceneScore, onair.SceneBoard, onair.SceneVersus, onair.ScenePlate} {
		if got := ask(cue(scene), onair.Public); got != "1 true" {
			t.Errorf("%s after the announcement: %s", scene, got)
		}
	}
}

// Before the scrutineer has confirmed the result nothing of it can be given out, however many
// groups the control room has released; those with a sealed output see why.
func TestARevealWaitsForTheResultToBeConfirmed(t *testing.T) {
	h := newHall(t, plan{rules: orderedRules})
	h.marked(1, 20, 5)
	h.confirm(1)
	cue := onair.Cue{Scene: onair.SceneReveal}
	look := func(class onair.Class) RevealScene {
		return decode[struct{ Layers []struct{ Data RevealScene } }](t, h.output(released(view(class, cue), "", 9))).Layers[0].Data
	}
	if got := look(onair.Public); !got.Hidden || len(got.Rows) != 0 || got.Next != nil || got.Reason != "" {
		t.Errorf("the public sees %+v", got)
	}
	if got := look(onair.Sealed); got.Hidden || len(got.Rows) != 1 || got.Reason != "preparing" {
		t.Errorf("the scrutineers see %+v", got)
	}
	if _, may := StepsOf(h.state, cue, onair.Public); may || GroupsOf(h.state, "") != 0 {
		t.Error("it may be taken")
	}
}

// Where people have to draw lots nothing is given out, also to the scrutineers.
func TestARevealWaitsForADraw(t *testing.T) {
	lots := strings.Replace(orderedRules, `"style": "1224", "first": "high"`, `"style": "1224", "first": "high", "ties": ["lot"]`, 1)
	h := newHall(t, plan{rules: lots})
	for id := range voting.ItemID(3) {
		h.marked(id+1, 10, 5)
		h.confirm(id + 1)
	}
	h.finish()
	for class, reason := range map[onair.Class]string{onair.Public: "", onair.Preview: "", onair.Sealed: "ties"} {
		got := decode[struct{ Layers []struct{ Data RevealScene } }](t, h.output(released(view(class, onair.Cue{Scene: onair.SceneReveal}), "", 2))).Layers[0].Data
		if !got.Hidden || got.Reason != reason || len(got.Rows) != 0 || got.Released != 0 {
			t.Errorf("%s sees %+v", class, got)
		}
	}
}

// The releases of the ranking of all are not those of a list, also where a cue names no list.
func TestAReleaseIsOfOneListAlone(t *testing.T) {
	h := ranked(t, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	rows := func(v onair.View) int {
		return len(decode[struct{ Layers []struct{ Data RevealScene } }](t, h.output(v)).Layers[0].Data.Rows)
	}
	reveal, ten := view(onair.Public, onair.Cue{Scene: onair.SceneReveal}), view(onair.Public, onair.Cue{Scene: onair.SceneTen})
	for list, want := range map[string][2]int{"": {3, 0}, "ten best": {0, 2}, "十佳": {0, 0}, "ten worst": {0, 0}} {
		if got := [2]int{rows(released(reveal, list, 2)), rows(released(ten, list, 2))}; got != want {
			t.Errorf("two groups of %q: the ranking has %d rows, the list %d, want %d", list, got[0], got[1], want)
		}
	}
	if all, best, none := GroupsOf(h.state, ""), GroupsOf(h.state, "十佳"), GroupsOf(h.state, "无"); all != 11 || best != 10 || none != 0 {
		t.Errorf("there are %d, %d and %d groups", all, best, none)
	}
}

// A correction is in no picture of the public before it is announced, and then it says so.
func TestACorrectionIsSeenWithItsAnnouncement(t *testing.T) {
	look := func(kind string, n int) (told []string) {
		s := evenings.State(t, "result", kind, n)
		for _, scene := range []onair.Scene{onair.SceneScore, onair.SceneBoard, onair.SceneReveal, onair.ScenePlate, onair.SceneVersus} {
			frame := RenderOutput(s, released(view(onair.Public, onair.Cue{Scene: scene, Item: 1, Other: "W002"}), "", 9), Setting{})
			told = append(told, string(withoutSeq(frame)))
		}
		return told
	}
	before := look("result-certified", 1)
	for kind, n := range map[string]int{"result-corrected": 1, "figures-entered": 2, "unit-vetoed": 2, "result-confirmed": 2} {
		if now := look(kind, n); !slices.Equal(now, before) {
			t.Errorf("after %s the public sees\n%s\nbefore it was\n%s", kind, now, before)
		}
	}
	after := look("result-announced", 2)
	for i, want := range []string{`"corrected":true`, `"corrected":true`, `"version":2,"corrected":true`, `"version":2`, ``} {
		if after[i] == before[i] || !strings.Contains(after[i], want) {
			t.Errorf("announced, the picture is %s", after[i])
		}
	}
}

// What is entered for the first version is in no picture of the public before its announcement,
// and neither is half a score. What the control room releases of a confirmed ranking is given out
// by that, for every scene alike.
func TestWhatIsEnteredIsSeenWithTheFirstAnnouncement(t *testing.T) {
	scenes := []onair.Scene{onair.SceneScore, onair.SceneBoard, onair.ScenePlate, onair.SceneVersus, onair.SceneAuto, onair.SceneReveal}
	look := func(kind string, n int) (told []string) {
		s := evenings.State(t, "result", kind, n)
		s.Phase = voting.Ended // some of it is entered while the session runs
		for _, scene := range scenes {
			cue := onair.Cue{Scene: scene, Item: 1, Other: "W002"}
			told = append(told, string(withoutSeq(RenderOutput(s, released(view(onair.Public, cue), "", 9), Setting{}))))
		}
		return told
	}
	before := look("item-revealed", 2)
	for i, hidden := range []string{`"hidden":true,"name":"市教育局窗口"`, `"rows":[]`, ``, ``, `"scene":"live-bars"`, ``} {
		if !strings.Contains(before[i], hidden) {
			t.Errorf("%s is before the announcement\n%s", scenes[i], before[i])
		}
	}
	for _, kind := range []string{"figures-entered", "decision-entered", "unit-vetoed", "result-confirmed"} {
		for i, now := range look(kind, 1) {
			givenOut := kind == "result-confirmed" && scenes[i] != onair.ScenePlate && scenes[i] != onair.SceneAuto
			if now != before[i] && !givenOut {
				t.Errorf("after %s the public sees\n%s\nbefore it was\n%s", kind, now, before[i])
			}
		}
	}
	if after := look("result-announced", 1); after[0] == before[0] || after[1] == before[1] {
		t.Errorf("announced, the pictures are\n%s", after)
	}
	sealed := view(onair.Sealed, onair.Cue{Scene: onair.SceneScore, Item: 1})
	if now := RenderOutput(evenings.State(t, "result", "figures-entered", 1), sealed, Setting{}); !bytes.Contains(now, []byte(`"hidden":false`)) {
		t.Errorf("those who confirm it see\n%s", now)
	}
}

// What is counted once for several pictures is counted anew when somebody has acted.
func TestPicturesThatShareACountAreThoseOfACountOfTheirOwn(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		shared, h := &Outputs{}, newHall(t, plan{reveal: voting.RevealHeld})
		look := func() {
			for _, class := range []onair.Class{onair.Public, onair.Sealed} {
				for _, scene := range []onair.Scene{onair.SceneBoard, onair.SceneReveal, onair.ScenePlate, onair.SceneScore} {
					v := released(view(class, onair.Cue{Scene: scene, Item: 1}), "", 2)
					if one, own := shared.Render(h.state, v, Setting{}), RenderOutput(h.state, v, Setting{}); !bytes.Equal(one, own) {
						r.Fatalf("%s, %s: shared\n%s\nown\n%s", class, scene, one, own)
					}
				}
			}
		}
		h.after = func(*voting.State) {
			if rapid.IntRange(0, 29).Draw(r, "look") == 0 {
				look()
			}
		}
		for id := range voting.ItemID(3) {
			h.marked(id+1, split(r, 10, "marks")...)
			h.confirm(id + 1)
		}
		h.finish()
		look()
		h.announce()
		look()
	})
}
