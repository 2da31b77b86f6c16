package onair

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"
)

// boardOn has a board of three pages on program.
func boardOn(t *testing.T) *room {
	r := tuned(t)
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}})
	return r
}

// turn turns pages as the server does.
func (r *room) turn() Command { return TurnPages{Act: Act{Role: Sequence, At: r.at}} }

func (r *room) page() int { return r.view("pgm").Layers[LayerFull].Step }

func TestPagesTurnByThemselves(t *testing.T) {
	r := boardOn(t)
	pgm := []Name{"pgm"}
	r.must(AutoPages{Act: r.act(), On: pgm, Every: 8})
	for _, want := range []int{1, 2, 0, 1} {
		r.at += 7_999
		r.must(r.turn())
		r.at++
		r.must(r.turn())
		r.must(r.turn())
		if r.page() != want {
			t.Fatalf("page %d is on, want %d", r.page(), want)
		}
	}
	if e, err := Decode(r.log[len(r.log)-1]); err != nil || StampOf(e).By != "zhang" || StampOf(e).Role != Sequence {
		t.Errorf("the log says of it %s (%v)", r.log[len(r.log)-1], err)
	}
	r.must(Next{Act: r.act(), On: pgm}) // by hand: this page stands as long as any
	r.at += 7_999
	r.must(r.turn())
	if r.page() != 2 {
		t.Errorf("after a hand page %d is on", r.page())
	}
	r.house.verdict = func(Cue, View) Verdict { return Verdict{Code: RefusedNotReleased, Steps: 3} }
	r.at += 60_000
	if r.must(r.turn()); r.page() != 2 {
		t.Errorf("page %d is on that may not be shown", r.page())
	}
}

// TestPagesStopTurning: with whatever takes the scene off or puts another there, and with HOLD; what
// let them be stops nothing.
func TestPagesStopTurning(t *testing.T) {
	pgm := []Name{"pgm"}
	for name, c := range map[string]struct {
		do    func(r *room)
		turns bool
	}{
		"another take":     {func(r *room) { r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBoard, List: "A"}}) }, false},
		"the same again":   {func(r *room) { r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBoard}}) }, false},
		"hold and release": {func(r *room) { r.must(Hold{Act: r.act(), On: pgm}); r.must(Unhold{Act: r.act(), On: pgm}) }, false},
		"panic":            {func(r *room) { r.must(Panic{Act: r.act()}); r.must(Unpanic{Act: r.act()}) }, false},
		"out":              {func(r *room) { r.must(Out{Act: r.act(), On: pgm}) }, false},
		"pages held":       {func(r *room) { r.must(HoldPages{Act: r.act(), On: pgm, Hold: true}) }, false},
		"held, let go": {func(r *room) {
			r.must(HoldPages{Act: r.act(), On: pgm, Hold: true})
			r.must(HoldPages{Act: r.act(), On: pgm})
		}, true},
		"a corner mark": {func(r *room) { r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBug}}) }, true},
		"another lease": {func(r *room) { r.must(TakeLease{Act: r.act(), Output: "pgm"}) }, true},
		"a restart":     {func(r *room) { r.must(Restarted{Act: Act{Role: OfServer, At: r.at}}) }, true},
	} {
		r := boardOn(t)
		r.must(AutoPages{Act: r.act(), On: pgm, Every: 8})
		c.do(r)
		r.at += 8_000
		if due := r.state.PagesDue(r.at); due != c.turns {
			t.Errorf("after %s a page is to be turned: %v", name, due)
		}
		r.must(r.turn())
		if got := r.page() == 1; got != c.turns {
			t.Errorf("after %s page %d is on", name, r.page())
		}
	}
}

func TestPagesThatCannotTurnByThemselves(t *testing.T) {
	r := boardOn(t)
	pgm := []Name{"pgm"}
	for _, every := range []int{-1, 0, MinPage - 1, MaxPage + 1} {
		r.refused(AutoPages{Act: r.act(), On: pgm, Every: every}, RefusedPages)
	}
	r.refused(AutoPages{Act: r.act(), On: []Name{"pvw"}, Every: 8}, RefusedLayer)
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneReveal}})
	r.refused(AutoPages{Act: r.act(), On: pgm, Every: 8}, RefusedPages)
	r.must(Hold{Act: r.act(), On: pgm})
	r.refused(AutoPages{Act: r.act(), On: pgm, Every: 8}, RefusedHeld)
}

// TestPagesAreLikeTheirTwin plays random evenings to a board and to a twin that knows which page is on,
// since when, and for how long.
func TestPagesAreLikeTheirTwin(t *testing.T) {
	pgm := []Name{"pgm"}
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 6))
		r := boardOn(t)
		on, page, every, since, still := true, 0, int64(0), r.at, false
		for n := range 300 {
			r.at += int64(rng.IntN(2500))
			var c Command
			want := Code("")
			switch rng.IntN(14) {
			case 0:
				c = PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBoard}}
				page, every, on, still, since = 0, 0, true, false, r.at
			case 1:
				c = Out{Act: r.act(), On: pgm}
				on = false
			case 2:
				c = Panic{Act: r.act()}
				r.must(c)
				c, on = Unpanic{Act: r.act()}, false
			case 3:
				r.must(Hold{Act: r.act(), On: pgm})
				c, every = Unhold{Act: r.act(), On: pgm}, 0
			case 4, 5:
				c = AutoPages{Act: r.act(), On: pgm, Every: 3 + rng.IntN(3)}
				if on && (int64(c.(AutoPages).Every) != every || still) {
					every, since, still = int64(c.(AutoPages).Every), r.at, false
				}
				if !on {
					want = RefusedLayer
				}
			case 6:
				hold := rng.IntN(2) == 0
				c = HoldPages{Act: r.act(), On: pgm, Hold: hold}
				if on && hold != still {
					still, since = hold, r.at
				}
				if !on {
					want = RefusedLayer
				}
			case 7:
				c = Next{Act: r.act(), On: pgm}
				switch {
				case !on:
					want = RefusedLayer
				case page == 2:
					want = RefusedStep
				default:
					page++
					since = r.at
				}
			default:
				c = r.turn()
				if on && every > 0 && !still && r.at-since >= every*1000 {
					page, since = (page+1)%3, r.at
				}
			}
			if err := r.do(c); want == "" && err != nil || want != "" && !errors.Is(err, Refusal{Code: want}) {
				t.Fatalf("seed %d, turn %d: %#v gives %v, want %q", seed, n, c, err, want)
			}
			shown, is := r.view("pgm").Layers[LayerFull]
			if is != on || on && (shown.Step != page || int64(shown.Every) != every || shown.Hold != still) {
				t.Fatalf("seed %d, turn %d: after %#v there is on %+v; its twin has page %d for %d, held %v, on %v", seed, n, c, shown, page, every, still, on)
			}
		}
		if again := refold(t, r.log); !reflect.DeepEqual(again, r.state) {
			t.Fatalf("seed %d: the log folds to another state", seed)
		}
	}
}
