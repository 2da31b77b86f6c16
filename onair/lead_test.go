package onair

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// lines tells what was on program, in milliseconds since the evening began.
func (r *room) lines() string {
	r.t.Helper()
	var lines []string
	for _, run := range r.listed("pgm") {
		if run.Take != 0 {
			lines = append(lines, fmt.Sprintf("%s %d-%d", run.What, run.From-evening, max(run.To-evening, 0)))
		}
	}
	return strings.Join(lines, ", ")
}

// stands is the take that can be seen on program at a moment, 0 for none.
func (r *room) stands(at int64) (take uint64) {
	for _, shown := range r.view("pgm").Standing(at).Layers {
		take = shown.Take
	}
	return take
}

// named is the strap of somebody.
func named(name string) Cue { return Cue{Scene: SceneStrap, Text: []string{name}} }

// TestWhatStandsMakesRoomForAMoment: what comes is to be seen on every output alike then, so what it takes the place of has
// left by that, and as-run list and replay say so.
func TestWhatStandsMakesRoomForAMoment(t *testing.T) {
	same := map[Scene]Picture{SceneAuto: {SceneScore, "score-card|s|1"}, SceneScore: {SceneScore, "score-card|s|1"}}
	for name, c := range map[string]struct {
		stands, comes Cue
		cut           bool
		pictures      map[Scene]Picture
		at, want      int64
	}{
		"a strap for another":               {stands: named("王芳"), comes: named("李明"), at: 3000, want: 2280},
		"a strap for something else there":  {stands: named("王芳"), comes: Cue{Scene: SceneBars}, at: 3000, want: 2780},
		"something else there for a strap":  {stands: Cue{Scene: SceneBars}, comes: named("李明"), at: 3000, want: 2780},
		"another page of what stands":       {stands: Cue{Scene: SceneBoard}, comes: Cue{Scene: SceneBoard, Step: 1}, at: 3000, want: 3000},
		"the same about something else":     {stands: Cue{Scene: SceneScore, Item: 1}, comes: Cue{Scene: SceneScore, Item: 2}, at: 3000, want: 2780},
		"a strap for what comes elsewhere":  {stands: named("王芳"), comes: Cue{Scene: SceneBoard}, at: 3000, want: 3000},
		"for what is cut in":                {stands: named("王芳"), comes: named("李明"), cut: true, at: 3000, want: 3000},
		"too late for that: at once":        {stands: named("王芳"), comes: named("李明"), at: 1300, want: 1000},
		"the rundown for what it shows":     {stands: Cue{Scene: SceneAuto}, comes: Cue{Scene: SceneScore, Item: 1}, pictures: same, at: 3000, want: 3000},
		"the rundown for what it shows not": {stands: Cue{Scene: SceneAuto}, comes: Cue{Scene: SceneBars}, pictures: same, at: 3000, want: 2780},
	} {
		r := tuned(t)
		r.house.pictures = c.pictures
		old := r.put(c.stands)
		r.at += 1000
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: c.comes, Cut: c.cut, TakeAt: evening + c.at})
		comes := r.state.Revision
		if got, want := r.lines(), fmt.Sprintf("%s 0-%d, %s %d-0", c.stands.Scene, c.want, c.comes.Scene, c.at); got != want {
			t.Errorf("%s: the list says %s, want %s", name, got, want)
		}
		for after := int64(1000); after <= c.at; after++ {
			want := comes
			switch {
			case after < c.want:
				want = old
			case after < c.at:
				want = 0
			}
			if stands := r.stands(evening + after); stands != want {
				t.Fatalf("%s: at %d take %d is to be seen, want %d", name, after, stands, want)
			}
		}
		if next := r.state.Next(r.at); next != evening+c.want && c.want > 1000 {
			t.Errorf("%s: the next moment is %d, want %d", name, next-evening, c.want)
		}
	}
}

// TestAMomentThatIsTooNearIsToldAsSuch: what was to leave before has no time for that, and the desk says so.
func TestAMomentThatIsTooNearIsToldAsSuch(t *testing.T) {
	for name, c := range map[string]struct {
		stands Cue
		ahead  int64
		want   int64
	}{
		"a strap for a strap":              {stands: named("王芳"), ahead: 300, want: 420},
		"a strap for something else there": {stands: Cue{Scene: SceneBars}, ahead: 100, want: 120},
		"with time for all of it":          {stands: named("王芳"), ahead: 720},
		"at once, where nothing was set":   {stands: named("王芳")},
		"where nothing stands is no hurry": {stands: Cue{Scene: SceneBug}, ahead: 1},
	} {
		r := tuned(t)
		r.put(c.stands)
		r.at += 1000
		r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: named("李明"), TakeAt: r.at + c.ahead})
		if got := r.view("pgm").Layers[LayerLower].Tight; got != c.want {
			t.Errorf("%s: it is too near by %d ms, want %d", name, got, c.want)
		}
	}
}

// TestEachOutputMakesRoomForItself: the take is of one moment, whatever stood where.
func TestEachOutputMakesRoomForItself(t *testing.T) {
	r := tuned(t)
	r.must(Blank{Act: r.act(), On: []Name{"hall"}})
	r.put(named("王芳"))
	r.must(PutCue{Act: r.act(), On: []Name{"pgm", "hall"}, Cue: named("李明"), TakeAt: r.at + 2000})
	e, err := Decode(r.log[len(r.log)-1])
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(e.(*Taken).Room), "[{pgm lower 720}]"; got != want {
		t.Errorf("room is made at %s, want %s", got, want)
	}
}

// TestAMomentThatChangesAfterRoomWasMade: what has left is not told as on, and comes in again only where the take is given up.
func TestAMomentThatChangesAfterRoomWasMade(t *testing.T) {
	pgm := []Name{"pgm"}
	for name, c := range map[string]struct {
		after int64 // milliseconds; room is made at 1280
		act   func(r *room) Command
		want  string
	}{
		"moved before": {1000, func(r *room) Command {
			return PutCue{Act: r.act(), On: pgm, Cue: named("李明"), TakeAt: evening + 4000}
		}, "strap 0-3280, strap 4000-0"},
		"moved after": {1500, func(r *room) Command {
			return PutCue{Act: r.act(), On: pgm, Cue: named("李明"), TakeAt: evening + 4000}
		}, "strap 0-1280, strap 4000-0"},
		"at once after all": {1500, func(r *room) Command { return PutCue{Act: r.act(), On: pgm, Cue: named("赵敏")} }, "strap 0-1280, strap 1500-0"},
		"held before":       {1000, func(r *room) Command { return Hold{Act: r.act(), On: pgm} }, "strap 0-0"},
		"held after":        {1500, func(r *room) Command { return Hold{Act: r.act(), On: pgm} }, "strap 0-1280, strap 1500-0"},
		"off before":        {1000, func(r *room) Command { return Out{Act: r.act(), On: pgm} }, "strap 0-1000"},
		"off after":         {1500, func(r *room) Command { return Out{Act: r.act(), On: pgm} }, "strap 0-1280"},
	} {
		r := tuned(t)
		r.put(named("王芳"))
		r.must(PutCue{Act: r.act(), On: pgm, Cue: named("李明"), TakeAt: r.at + 2000})
		r.at += c.after
		r.must(c.act(r))
		if got := r.lines(); got != c.want {
			t.Errorf("%s: the list says %s, want %s", name, got, c.want)
		}
	}
}

// TestALogFromBeforeRoomWasWrittenDownIsDrawnAsItWas: it tells what stood until the moment itself.
func TestALogFromBeforeRoomWasWrittenDownIsDrawnAsItWas(t *testing.T) {
	r := tuned(t)
	old := r.put(named("王芳"))
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: named("李明"), TakeAt: r.at + 2000})
	last := len(r.log) - 1
	r.log[last] = regexp.MustCompile(`,"room":\[[^]]*\]`).ReplaceAll(r.log[last], nil)
	r.state = refold(t, r.log)
	if got, want := r.lines(), "strap 0-2000, strap 2000-0"; got != want {
		t.Errorf("the list says %s, want %s", got, want)
	}
	if take := r.stands(evening + 1999); take != old {
		t.Errorf("a moment before take %d is to be seen, want %d", take, old)
	}
}

// TestRoomIsMadeForAsLongAsAPageMoves holds what is written down to how pages move.
func TestRoomIsMadeForAsLongAsAPageMoves(t *testing.T) {
	page, err := os.ReadFile("../static/gfx/stage.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"outMs": goesOut, "betweenStraps": betweenNames} {
		if line := fmt.Sprintf("const %s = %d;\n", name, want); !strings.Contains(string(page), line) {
			t.Errorf("stage.js has no line %q", line)
		}
	}
	guide, err := os.ReadFile("../docs/BROADCAST.md")
	if err != nil {
		t.Fatal(err)
	}
	if line := fmt.Sprintf("`in=` wants %d ms or more, and %d where a strap follows a strap", spare+goesOut, spare+goesOut+betweenNames); !strings.Contains(string(guide), line) {
		t.Errorf("the engineer's page does not say %q", line)
	}
}
