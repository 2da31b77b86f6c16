package onair

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write a new file of old records")

// oldRecords are files of records, each with the evening that wrote it.
func oldRecords(t *testing.T) map[string]*room {
	return map[string]*room{
		"testdata/log-v1.golden": everyRecord(t), "testdata/log-v1-phones.golden": phoneRecords(t), "testdata/log-v1-plan.golden": planRecords(t),
		"testdata/log-v1-run.golden": runRecords(t), "testdata/log-v1-decline.golden": declineRecords(t),
		"testdata/log-v1-pages.golden": pageRecords(t), "testdata/log-v1-extend.golden": extendRecords(t),
		"testdata/log-v1-painted.golden": paintedRecords(t), "testdata/log-v1-corrected.golden": correctedRecords(t),
		"testdata/log-v1-timed.golden": timedRecords(t), "testdata/log-v1-names.golden": namesRecords(t),
		"testdata/log-v1-unnamed.golden": unnamedRecords(t), "testdata/log-v1-leaves.golden": leavesRecords(t),
		"testdata/log-v1-called-back.golden": calledBackRecords(t), "testdata/log-v1-stay.golden": stayRecords(t),
		"testdata/log-v1-said.golden": saidRecords(t),
	}
}

// everyRecord is an evening with every kind of event in it.
func everyRecord(t *testing.T) *room {
	r := tuned(t)
	pgm := []Name{"pgm"}
	second := r.act()
	second.By, second.ID = "li", "7"
	for _, c := range []Command{
		PutCue{Act: r.act(), On: []Name{"pvw"}, Cue: Cue{Scene: SceneScore, Item: 2, Step: 1}},
		Take{Act: r.act(), From: "pvw", On: pgm, Cut: true, TakeAt: r.at + 500},
		ReportShown{Act: Act{Role: OfServer, At: r.at + 90}, Output: "pgm", Take: 10, Seq: 10},
	} {
		r.must(c)
	}
	by := Stamp{At: r.at, By: "zhang", Role: Director, Controller: "desk"} // who could step then what is to come
	r.wrote(&Stepped{Stamp: by, To: []StepTo{{Place{Output: "pgm", Layer: LayerLower}, 2}}, Record: 10})
	r.wrote(&PagesHeld{Stamp: by, Pages: []Place{{Output: "pgm", Layer: LayerLower}}, Hold: true})
	for _, c := range []Command{
		PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneStrap, Text: []string{"张三 <主持人>", "第二行"}}},
		Out{Act: r.act(), On: pgm}, Hold{Act: r.act(), On: pgm}, Unhold{Act: r.act(), On: pgm}, Blank{Act: r.act(), On: []Name{"hall"}},
		approveAll(r), Arm{Act: r.act(), Action: revealAll, Within: 60}, Go{Act: second, Arm: 19}, Disarm{Act: r.act()},
		Unlock{Act: r.act(), Output: "pgm", Session: "trial"},
		TakeLease{Act: r.act(), Output: "pgm"}, GiveLease{Act: r.act(), Output: "pgm"},
		Panic{Act: r.act()}, Unpanic{Act: r.act()}, RevokeAddress{Act: r.act(), Output: "lobby"}, RemoveOutput{Act: r.act(), Output: "lobby"},
	} {
		r.must(c)
	}
	return r
}

// leavesRecords has those about what stands until the moment of something else.
func leavesRecords(t *testing.T) *room {
	r := tuned(t)
	r.put(Cue{Scene: SceneBoard})
	r.soon(r.act(), Cue{Scene: SceneDims})
	r.must(Next{Act: r.act(), On: onPgm})
	r.must(AutoPages{Act: r.act(), On: onPgm, Every: 8})
	o, _ := r.state.Output("pgm")
	o.Scenes = []Scene{SceneBoard, SceneStrap, SceneScore}
	r.must(SetOutput{Act: r.act(), Output: o})
	r.put(named("王芳"))
	r.soon(r.act(), Cue{Scene: SceneScore})
	r.must(Tune{Act: r.act(), On: onPgm, Session: "other"})
	return r
}

// saidRecords has acts with what was said under their numbers.
func saidRecords(t *testing.T) *room {
	r := tuned(t)
	r.must(Panic{Act: r.numbered("p1", "8c1f00d2"), On: onPgm})
	r.must(Unpanic{Act: r.numbered("p2", "77aa0b13"), On: onPgm})
	return r
}

// stayRecords has those of a picture that goes out by itself.
func stayRecords(t *testing.T) *room {
	r := stayed(t)
	r.at += 8_000
	r.must(r.ends())
	return r
}

// phoneRecords has the events that came later.
func phoneRecords(t *testing.T) *room {
	r := tuned(t)
	r.must(SetPhones{Act: r.act(), Phones: Phones{Offset: 400, Within: 3000}})
	r.must(ReleasePhones{Act: Act{Role: OfServer, At: r.at + 90}, PhonesRelease: PhonesRelease{"live", 2, 1}, Take: 10, Record: 12})
	return r
}

// paintedRecords has the word of a page that tells all it has painted.
func paintedRecords(t *testing.T) *room {
	r := tuned(t)
	bug, strap := r.put(Cue{Scene: SceneBug}), r.put(Cue{Scene: SceneStrap, Step: 1})
	r.painted(70, Stood{Take: bug}, Stood{Take: strap, Step: 1})
	return r
}

// planRecords has those of a plan, and of a scrutineer who is asked.
func planRecords(t *testing.T) *room {
	r := tuned(t)
	r.must(SetPlan{Act: r.act(), Plan: Plan{Session: "live", On: []Name{"pgm"}, Running: true, Steps: []PlanStep{{Cue: Cue{Scene: SceneBug}, When: WhenAfter, Seconds: 5}}}})
	r.must(Ask{Act: r.act(), Session: "live"})
	r.must(Panic{Act: r.act()})
	return r
}

// runRecords has those of a plan that the server runs.
func runRecords(t *testing.T) *room {
	r := planned(t, PlanStep{When: WhenClock, Time: "02:00:01"}) // it is 02:00 in Beijing
	r.must(r.proceed())
	r.must(r.proceed())
	r.must(RunPlan{Act: r.act(), Run: true, Step: 0})
	r.must(Restarted{Act: Act{Role: OfServer, At: r.at}})
	return r
}

// pageRecords has those of pages that turn by themselves.
func pageRecords(t *testing.T) *room {
	r := boardOn(t)
	r.must(AutoPages{Act: r.act(), On: []Name{"pgm"}, Every: 8})
	r.at += 8000
	r.must(r.turn())
	return r
}

// namesRecords has those of a list whose names were checked.
func namesRecords(t *testing.T) *room {
	r := listed(t)
	r.must(GuardNames{Act: Act{Role: OfServer, At: r.at}})
	r.must(checkWorst(r))
	return r
}

// extendRecords has that of a vote which a box gave more time to.
func extendRecords(t *testing.T) *room {
	r := tuned(t)
	r.must(extension(r, "7", 600))
	return r
}

// TestOldRecordsAreRead holds the promise that what was written once is read for ever. The file
// stays as it is; a later version gets one of its own.
func TestOldRecordsAreRead(t *testing.T) {
	kinds := make(map[string]bool)
	for file, r := range oldRecords(t) {
		if *write {
			if err := os.WriteFile(file, append(bytes.Join(r.log, []byte("\n")), '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var log [][]byte
		for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			e, err := Decode([]byte(line))
			if err != nil {
				t.Fatalf("%s: %v:\n%s", file, err, line)
			}
			kinds[EventKind(e)] = true
			log = append(log, []byte(line))
		}
		if got, want := refold(t, log), r.state; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: they fold to\n%+v, want\n%+v", file, got.Views(evening), want.Views(evening))
		}
	}
	for _, e := range blanks() {
		if !kinds[e.kind()] {
			t.Errorf("no record of kind %q", e.kind())
		}
	}
}

func TestWhatIsNoRecordIsNotRead(t *testing.T) {
	good := string(Encode(&Disarmed{Stamp: Stamp{At: 5, By: "zhang"}}))
	for _, text := range []string{
		"", "{}", "hello", good + " ", " " + good, strings.Replace(good, `"v":1`, `"v":2`, 1), strings.Replace(good, `"v":1`, `"v":0`, 1),
		strings.Replace(good, "disarmed", "danced", 1), strings.Replace(good, `"by"`, `"who"`, 1), strings.Replace(good, `"at":5`, `"at":5.0`, 1),
	} {
		if e, err := Decode([]byte(text)); !errors.Is(err, ErrFormat) {
			t.Errorf("%q is read as %v, %v", text, e, err)
		}
	}
}

func TestRecordsThatDoNotFitTogetherDoNotFold(t *testing.T) {
	for name, events := range map[string][]Event{
		"a take on nothing":     {&Taken{On: []Name{"pgm"}}},
		"a step on nothing":     {&OutputSet{Output: FirstOutputs()[0]}, &Stepped{To: []StepTo{{Place: Place{Output: "pgm", Layer: LayerBug}}}}},
		"what was not armed":    {&Went{Arm: 3}},
		"what waits for no GO":  {&Timed{Arm: 3, Due: evening}},
		"what was not approved": {&Released{Groups: 1, Of: 3}},
		"a removal of nothing":  {&OutputRemoved{Output: "pgm"}},
	} {
		s := NewState()
		var err error
		for _, e := range events {
			err = s.Apply(e)
		}
		if !errors.Is(err, ErrOrder) {
			t.Errorf("%s folds: %v", name, err)
		}
	}
}
