package onair

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// painted has a page of program tell of a picture of the present revision, so much later.
func (r *room) painted(after int64, on ...Stood) {
	r.t.Helper()
	r.must(ReportShown{
		Act: Act{Role: OfServer, At: r.at + after}, Output: "pgm", Seq: 12, Painted: Painted{Rev: r.view("pgm").Revision, On: on}, Host: "obs", Engine: "143",
	})
}

// put takes a scene on program and gives its take.
func (r *room) put(cue Cue) uint64 {
	r.t.Helper()
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: cue})
	return r.state.Revision
}

// paints tells of each line what is known of its being seen.
func paints(runs []Run) string {
	var lines []string
	for _, run := range runs {
		paint := run.Paint()
		if paint == Unconfirmed {
			paint = "-"
		}
		lines = append(lines, fmt.Sprintf("%s/%d %s", run.What, run.Cue.Step, paint))
	}
	return strings.Join(lines, ", ")
}

func TestEveryTakeThatWasPaintedIsSaidToBe(t *testing.T) {
	r := tuned(t)
	bug, strap := r.put(Cue{Scene: SceneBug}), r.put(Cue{Scene: SceneStrap})
	r.painted(70, Stood{Take: bug}, Stood{Take: strap})
	r.at += 1000
	r.must(Next{Act: r.act(), On: []Name{"pgm"}, Layer: LayerLower}) // is gone before it is painted
	r.must(Next{Act: r.act(), On: []Name{"pgm"}, Layer: LayerLower})
	r.painted(70, Stood{Take: bug}, Stood{Take: strap, Step: 2})
	r.must(Panic{Act: r.act(), On: []Name{"pgm"}})
	if got, want := paints(r.listed("pgm")), "strap/0 painted, bug/0 painted, tuned/0 painted, strap/1 covered, strap/2 painted, panic/0 -"; got != want {
		t.Errorf("the list says %s, want %s", got, want)
	}
	for _, run := range r.listed("pgm") {
		if run.Paint() == WasPainted && (run.Host != "obs" || run.Engine != "143" || run.Seq != 12 || run.Shown != run.From+70) && run.What != RunTuned && run.Cue.Step != 2 {
			t.Errorf("of %s the list says %+v", run.What, run)
		}
	}
}

// TestWhatWaitsOnItsPageIsNotSaidToBeEmpty: a strap comes half a second after the one before, and what lies beside it is
// told of meanwhile; one that another takes the place of by then was never seen.
func TestWhatWaitsOnItsPageIsNotSaidToBeEmpty(t *testing.T) {
	r := tuned(t)
	bug, strap := r.put(Cue{Scene: SceneBug}), r.put(Cue{Scene: SceneStrap})
	tell := func(after int64, waits []uint64, on ...Stood) {
		r.must(ReportShown{
			Act: Act{Role: OfServer, At: r.at + after}, Output: "pgm", Seq: 12, Painted: Painted{Rev: r.view("pgm").Revision, On: on, Waits: waits}, Host: "obs", Engine: "143",
		})
	}
	tell(70, []uint64{strap}, Stood{Take: bug})
	if got, want := paints(r.listed("pgm")), "tuned/0 painted, bug/0 painted, strap/0 -"; got != want {
		t.Errorf("while it waits the list says %s, want %s", got, want)
	}
	tell(700, nil, Stood{Take: bug}, Stood{Take: strap})
	next := r.put(Cue{Scene: SceneStrap, Text: []string{"another"}})
	tell(800, []uint64{next}, Stood{Take: bug})
	last := r.put(Cue{Scene: SceneStrap, Text: []string{"a third"}})
	tell(1400, nil, Stood{Take: bug}, Stood{Take: last})
	if got, want := paints(r.listed("pgm")), "strap/0 painted, strap/0 covered, tuned/0 painted, bug/0 painted, strap/0 painted"; got != want {
		t.Errorf("the list says %s, want %s", got, want)
	}
}

func TestATakeThatIsToComeIsNotSaidToBePaintedBefore(t *testing.T) {
	r := tuned(t)
	bars := r.put(Cue{Scene: SceneBars})
	r.must(PutCue{Act: r.act(), On: []Name{"pgm"}, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 5000})
	board := r.state.Revision
	r.painted(80, Stood{Take: bars})
	if got, want := paints(r.listed("pgm")), "live-bars/0 painted, tuned/0 painted, board/0 -"; got != want {
		t.Errorf("before the moment the list says %s, want %s", got, want)
	}
	r.painted(5040, Stood{Take: board})
	if got, want := paints(r.listed("pgm")), "live-bars/0 painted, tuned/0 painted, board/0 painted"; got != want {
		t.Errorf("after the moment the list says %s, want %s", got, want)
	}
	before := len(r.log)
	r.painted(7000, Stood{Take: board})
	if len(r.log) != before {
		t.Error("what a page says again is written down again")
	}
}

func TestWhatHadNothingToShowIsNotCovered(t *testing.T) {
	r := tuned(t)
	r.put(Cue{Scene: SceneBug})
	r.painted(70)
	r.at += 1000
	r.must(Out{Act: r.act(), On: []Name{"pgm"}})
	r.painted(70)
	if got, want := paints(r.listed("pgm")), "bug/0 empty, tuned/0 painted"; got != want {
		t.Errorf("the list says %s, want %s", got, want)
	}
}

// TestAPageForOneSceneTellsNothingOfOthers: a host may load a page for each scene. What one leaves out is not empty for
// that, not even until the page that is for it speaks; and where that one has nothing to show, it says so.
func TestAPageForOneSceneTellsNothingOfOthers(t *testing.T) {
	r := tuned(t)
	bug, strap := r.put(Cue{Scene: SceneBug}), r.put(Cue{Scene: SceneStrap})
	says := func(after int64, only Scene, on ...Stood) {
		t.Helper()
		r.must(ReportShown{
			Act: Act{Role: OfServer, At: r.at + after}, Output: "pgm", Seq: 12, Painted: Painted{Rev: r.view("pgm").Revision, On: on}, Host: "ograf", Only: only,
		})
	}
	want := func(moment, want string) {
		t.Helper()
		if got := paints(r.listed("pgm")); got != want {
			t.Errorf("%s the list says %s, want %s", moment, got, want)
		}
	}
	says(50, SceneBoard)
	want("by the page of a scene that was not taken", "tuned/0 painted, bug/0 -, strap/0 -")
	says(60, SceneBug, Stood{Take: bug})
	want("by the page of the bug", "tuned/0 painted, bug/0 painted, strap/0 -")
	says(70, SceneStrap)
	want("by the page of the strap", "tuned/0 painted, bug/0 painted, strap/0 empty")
	says(80, SceneStrap, Stood{Take: strap})
	want("by another of its pages", "tuned/0 painted, bug/0 painted, strap/0 painted")
	before := len(r.log)
	says(90, SceneBug, Stood{Take: bug})
	says(95, SceneStrap)
	says(99, SceneCrawl)
	if len(r.log) != before {
		t.Error("what was told already, and what nobody has to know, is written down")
	}
}

func TestAPageThatIsOpenedLongAfterTellsNothingOfWhatIsOver(t *testing.T) {
	r := tuned(t)
	r.put(Cue{Scene: SceneBug})
	r.must(Blank{Act: r.act(), On: []Name{"pgm"}})
	r.at += 3_600_000
	r.put(Cue{Scene: SceneStrap})
	r.painted(70)
	if got := paints(r.listed("pgm")); !strings.HasPrefix(got, "bug/0 -") && !strings.Contains(got, ", bug/0 -") {
		t.Errorf("the list says %s", got)
	}
}

// late gives program a delay.
func (r *room) late(pictures int) {
	r.t.Helper()
	o, _ := r.state.Output("pgm")
	o.Delay = pictures
	r.must(SetOutput{Act: r.act(), Output: o})
}

// TestTimesOfAirHaveTheDelay: a delay of two seconds, and a panic within it.
func TestTimesOfAirHaveTheDelay(t *testing.T) {
	r := tuned(t)
	r.late(100)
	r.at += 10_000
	r.put(Cue{Scene: SceneBars})
	r.at += 5000
	r.put(Cue{Scene: SceneBoard})
	r.at += 500
	r.must(Panic{Act: r.act(), On: []Name{"pgm"}})
	r.at += 500
	r.must(Unpanic{Act: r.act(), On: []Name{"pgm"}})
	var lines []string
	for _, run := range r.listed("pgm")[1:] {
		lines = append(lines, fmt.Sprintf("%s %d-%d late %d %s", run.What, run.Air-evening, run.Off-evening, run.Late, run.Paint()))
	}
	want := "live-bars 12000-15500 late 2000 , board 15500-15500 late 2000 recalled, panic 15500-18000 late 0 "
	if got := strings.Join(lines, ", "); got != want {
		t.Errorf("the list says %s, want %s", got, want)
	}
}

// TestListAndReplayAgree: whatever is done to an output with a delay that changes, what is on air at a
// moment by the list is what stands in the moment that a replay draws.
func TestListAndReplayAgree(t *testing.T) {
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 4))
		r := tuned(t)
		for range 60 {
			r.at += 1 + int64(rng.IntN(1500))
			on := []Name{"pgm"}
			switch rng.IntN(10) {
			case 0:
				r.must(Blank{Act: r.act(), On: []Name{"pgm"}})
			case 1:
				r.must(Panic{Act: r.act(), On: []Name{"pgm"}})
			case 2, 3:
				r.must(Unpanic{Act: r.act(), On: []Name{"pgm"}})
			case 4:
				r.late(rng.IntN(200))
			case 5:
				_ = r.do(Hold{Act: r.act(), On: on})
				r.must(Unhold{Act: r.act(), On: on})
			case 6, 7:
				at := r.at + int64(rng.IntN(2500))
				_ = r.do(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: SceneStrap, Text: []string{fmt.Sprint(at)}}, TakeAt: at})
			default:
				_ = r.do(PutCue{Act: r.act(), On: on, Cue: Cue{Scene: Kinds()[rng.IntN(len(Kinds()))].Scene}}) // refused in panic
			}
		}
		runs := r.listed("pgm")
		for at := int64(evening); at < r.at+5000; at += 397 {
			if got, want := r.airedAt(t, at), onAir(runs, at); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, at %d: a replay draws %v, the list has %v", seed, at-evening, got, want)
			}
		}
	}
}

// airedAt is what stands in the moment that program shows at another.
func (r *room) airedAt(t *testing.T, at int64) (takes []string) {
	air := NewAir("pgm", at)
	for _, text := range r.log {
		e, err := Decode(text)
		if err == nil && e.stamp().At <= at {
			err = air.Add(e)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	moment, begun := air.Moment()
	if !begun {
		return nil
	}
	state := NewState()
	for _, text := range r.log {
		if e, _ := Decode(text); e.stamp().At <= moment {
			_ = state.Apply(e)
		}
	}
	view, _ := state.View("pgm", moment)
	for layer, shown := range view.Standing(moment).Layers {
		takes = append(takes, fmt.Sprint(layer, " ", shown.Take))
	}
	slices.Sort(takes)
	return takes
}

// onAir is what the list has on air at a moment.
func onAir(runs []Run, at int64) (takes []string) {
	for _, run := range runs {
		if run.Take != 0 && run.Air <= at && (run.Off == 0 || at < run.Off) {
			takes = append(takes, fmt.Sprint(run.Layer, " ", run.Take))
		}
	}
	slices.Sort(takes)
	return takes
}
