package onair

import (
	"fmt"
	"strings"
	"testing"
)

// steps tells what was on program with its steps, in milliseconds since the evening began.
func (r *room) steps() string {
	r.t.Helper()
	var lines []string
	for _, run := range r.listed("pgm") {
		if run.Take != 0 {
			lines = append(lines, fmt.Sprintf("%s/%d %d-%d", run.What, run.Cue.Step, run.From-evening, max(run.To-evening, 0)))
		}
	}
	return strings.Join(lines, ", ")
}

// TestTheListTellsWhatStandsUntilAMoment: names that come out in a picture that is to leave, and in one while something
// else is done, are in the list as a replay draws them.
func TestTheListTellsWhatStandsUntilAMoment(t *testing.T) {
	goes := func(in int64) func(r *room) {
		return func(r *room) {
			at := r.at + in
			if in == 0 {
				at = 0
			}
			r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
			r.must(Go{Act: r.act(), Arm: r.number(), TakeAt: at})
			r.at += 1000
		}
	}
	comes := func(r *room) { // its moment, where the group still waits for it
		if armed, is := r.state.Armed(); is && armed.Due.At != 0 {
			r.at = armed.Due.At
			_ = r.do(Go{Act: r.act(), Arm: armed.Number, TakeAt: armed.Due.At, Due: true}) // refused while it is held
		}
	}
	board := func(r *room) { r.soon(r.act(), Cue{Scene: SceneBoard}) }
	bug := func(r *room) { r.put(Cue{Scene: SceneBug}) }
	disarm := func(r *room) { r.must(Disarm{Act: r.act()}) }
	hold := func(r *room) { r.must(Hold{Act: r.act(), On: onPgm}) }
	for name, c := range map[string]struct {
		acts []func(r *room)
		want string
	}{
		"a name in what is to leave":           {[]func(*room){board, goes(0)}, "reveal/0 0-1000, reveal/1 1000-29780, board/0 30000-0"},
		"one whose moment comes before":        {[]func(*room){board, goes(5000)}, "reveal/0 0-6000, reveal/1 6000-29780, board/0 30000-0"},
		"one whose moment comes after":         {[]func(*room){board, goes(40_000)}, "reveal/0 0-29780, board/0 30000-0"},
		"one that is called back, with both":   {[]func(*room){board, goes(5000), disarm}, "reveal/0 0-0"},
		"one that waits when something comes":  {[]func(*room){goes(5000), bug}, "reveal/0 0-5000, bug/0 1000-0, reveal/1 5000-0"},
		"one that waits when a moment is set":  {[]func(*room){goes(5000), board}, "reveal/0 0-5000, reveal/1 5000-30780, board/0 31000-0"},
		"one that waits when it is held":       {[]func(*room){goes(5000), hold}, "reveal/0 0-0"},
		"what is to leave stays after all":     {[]func(*room){board, hold}, "reveal/0 0-0"},
		"something else while it is to leave":  {[]func(*room){board, bug}, "reveal/0 0-29780, bug/0 1000-0, board/0 30000-0"},
		"a name, and then it does leave later": {[]func(*room){board, goes(0), board}, "reveal/0 0-1000, reveal/1 1000-31780, board/0 32000-0"},
	} {
		r := tuned(t)
		r.must(approveAll(r))
		r.put(Cue{Scene: SceneReveal})
		for _, act := range c.acts {
			act(r)
		}
		comes(r)
		if got := r.steps(); got != c.want {
			t.Errorf("%s: the list says\n%s\nwant\n%s", name, got, c.want)
		}
		for _, run := range r.listed("pgm") { // in all of its length it is what a replay draws
			for at := run.From; run.Take != 0 && at < max(run.To, run.From+1); at += 220 {
				state := r.until(at)
				v, _ := state.View("pgm", at)
				if shown := v.Standing(at).Layers[run.Layer]; shown.Take != run.Take || shown.Scene == SceneReveal && v.groups(shown) != run.Cue.Step {
					t.Fatalf("%s: a replay of %d has take %d with %d groups, the list %d with %d", name, at-evening, shown.Take, v.groups(shown), run.Take, run.Cue.Step)
				}
			}
		}
	}
}

// until is the room as its log says of a moment.
func (r *room) until(at int64) *State {
	r.t.Helper()
	n := 0
	for _, text := range r.log {
		e, err := Decode(text)
		if err != nil {
			r.t.Fatal(err)
		}
		if e.stamp().At > at {
			break
		}
		n++
	}
	return refold(r.t, r.log[:n])
}

// TestWhatFollowsTheRundownIsToldOfOneMomentAfterTheOther: what was to come and does not is not in the list, and what is to
// come does not cover anything before.
func TestWhatFollowsTheRundownIsToldOfOneMomentAfterTheOther(t *testing.T) {
	crawl := func(r *room) { r.soon(r.act(), Cue{Scene: SceneCrawl, Text: []string{"x"}}) }
	off := func(r *room) { r.must(Out{Act: r.act(), On: onPgm, Layer: LayerTicker}) }
	bug := func(r *room) { r.put(Cue{Scene: SceneBug}) }
	board := func(r *room) { r.soon(r.act(), Cue{Scene: SceneBoard}) }
	for name, c := range map[string]struct {
		acts []func(r *room)
		want string
	}{
		"something that is to come":        {[]func(*room){crawl}, "0 auto by taken; 30000 auto,crawl by taken"},
		"and does not":                     {[]func(*room){crawl, off}, "0 auto by taken"},
		"and something else before it":     {[]func(*room){crawl, bug}, "0 auto by taken; 1000 auto,bug by taken; 30000 auto,bug,crawl by taken"},
		"something while it is to leave":   {[]func(*room){board, bug}, "0 auto by taken; 1000 auto,bug by taken"},
		"which is not to come after that":  {[]func(*room){board, crawl}, "0 auto by taken"},
		"and something comes at a time":    {[]func(*room){crawl, bug, off}, "0 auto by taken; 1000 auto,bug by taken"},
		"and what was to come is off anew": {[]func(*room){crawl, off, bug}, "0 auto by taken; 1000 auto,bug by taken"},
	} {
		r := tuned(t)
		r.put(Cue{Scene: SceneAuto})
		for _, act := range c.acts {
			act(r)
		}
		var told []string
		for _, run := range r.listed("pgm") {
			for _, v := range run.Views {
				var on []string
				for _, layer := range []Layer{LayerLower, LayerBug, LayerTicker, LayerFull} {
					if shown, is := v.View.Layers[layer]; is {
						on = append(on, string(shown.Scene))
					}
				}
				told = append(told, fmt.Sprintf("%d %s by %s", v.At-evening, strings.Join(on, ","), v.Act))
			}
		}
		if got := strings.Join(told, "; "); got != c.want {
			t.Errorf("%s: the list says\n%s\nwant\n%s", name, got, c.want)
		}
	}
}
