package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pingyi/app/studio"
	"pingyi/onair"
)

// status is how an output stands, as a box is told.
func (b *box) status(t *testing.T, out string) studio.CtlStatus {
	t.Helper()
	var st studio.CtlStatus
	got := b.send("GET", "/ctl/status?out="+out+"&k="+b.token, "")
	got.json(t, &st)
	var flat map[string]string
	if json.Unmarshal([]byte(got.body), &flat) != nil {
		t.Errorf("not one flat object of texts: %s", got.body)
	}
	return st
}

func TestStatusTellsHowAnOutputStands(t *testing.T) {
	p := publishPlace(t, nil)
	b := p.box("streamdeck", "")
	if st := b.status(t, ""); st.Output != "pgm" || st.PgmScene != "" || st.Phase != "" || st.Outputs != "1" || st.OutputsOK != "0" || st.Panic != "false" {
		t.Errorf("before anything it is %+v", st)
	}
	p.tuned(`"hall"`)
	p.act(stage1, open1)
	b.must("hall/preview/live-bars", "hall/take", "hall/next", "hall/preview/bug")
	st := b.status(t, "hall")
	if st.PgmScene != "live-bars" || st.PgmItem != "1" || st.PgmStep != "1" || st.PgmSteps != "3" || st.PvwScene != "bug" || st.Phase != "running" ||
		st.ItemPhase != "open" || st.Rehearsal != "true" || st.Released != "false" || st.Countdown == "0" || st.Armed != "" {
		t.Errorf("while a vote is open it is %+v", st)
	}
	free, _ := p.cards()
	p.holding(free[0]).post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0"))
	if err := p.live().PaintOutputs(); err != nil {
		t.Fatal(err)
	}
	b.must("hall/arm/take", "hall/hold")
	if st := b.status(t, "hall"); st.Armed != "take" || st.Hold != "true" {
		t.Errorf("armed and held it is %+v", st)
	}
	if got := b.send("GET", "/ctl/status?out=sealed&k="+b.token, ""); got.status != http.StatusConflict {
		t.Errorf("of what is sealed it tells %d %s", got.status, got.body)
	}
}

// TestStatusTellsWhatWaitsForItsMoment, so that a panel counts down to what comes on by itself: a take, or an item that a
// desk has given its GO.
func TestStatusTellsWhatWaitsForItsMoment(t *testing.T) {
	p, _, arm := itemArmed(t)
	b := p.box("streamdeck", "")
	due := func(out string) string { st := b.status(t, out); return st.Armed + " " + st.Due + " " + st.DueIn }
	if got := due("pgm"); got != "item 0 0" {
		t.Errorf("armed and without GO: %s", got)
	}
	at := p.clock.Now().UnixMilli() + 20_000
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"in":20000}`, arm))
	p.clock.move(500 * time.Millisecond)
	if got, hall := due("pgm"), due("hall"); got != fmt.Sprint("item ", at, " 20") || hall != "item 0 0" {
		t.Errorf("after GO for a moment to come: %s on the program, %s on an output that it is not for", got, hall)
	}
	p.desk.mustControl(`{"act":"disarm"}`)
	at = p.clock.Now().UnixMilli() + 1_500
	b.must("pvw/blank", "hall/preview/bug", "hall/take?in=1500")
	if got, pgm := due("hall"), due("pgm"); got != fmt.Sprint(" ", at, " 2") || pgm != " 0 0" {
		t.Errorf("a take for a moment to come: %s, and %s elsewhere", got, pgm)
	}
	p.clock.move(1500 * time.Millisecond)
	if got := due("hall"); got != " 0 0" {
		t.Errorf("when it has come: %s", got)
	}
}

// TestWhatNobodySeesIsNotShown: a page that its host did not play, or hides, has heard of the take
// and paints it for nobody. Desk and box are told so in one word, and the log does not say it was on.
func TestWhatNobodySeesIsNotShown(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	page := p.watch("hall")
	b.must("hall/preview/bug", "hall/take")
	take := page.picture(shows(onair.LayerBug, onair.SceneBug)).Layers[0].Take
	stands := func() (desk, box, ok string) {
		var state studio.Status
		p.desk.json("/desk/studio/state.json").json(t, &state)
		for _, o := range state.Outputs {
			if o.Name == "hall" {
				desk = string(o.Stands)
			}
		}
		st := b.status(t, "hall")
		return desk, st.Stands, st.OutputsOK
	}
	for _, step := range []struct{ more, want, ok string }{
		{`"take":0,"visible":true,"playing":false`, "unplayed", "0"},
		{fmt.Sprintf(`"take":%d,"visible":false,"playing":true`, take), "hidden", "0"},
		{fmt.Sprintf(`"take":%d,"visible":true,"playing":true`, take), "shown", "1"},
	} {
		page.say(`{"shown":{"rev":99,` + step.more + `}}`)
		p.until("the page is "+step.want, func() bool { desk, box, ok := stands(); return desk == step.want && box == desk && ok == step.ok })
		var on bool
		p.app.Studio().Look(func(s *onair.State) { on = s.WasShown("hall", take) })
		if step.want != "shown" && on {
			t.Errorf("%s: the log says it was on", step.want)
		}
	}
}

// TestAPageForOneSceneDoesNotShowAnother: what it is to be on the picture is told of the picture, also where it
// follows the rundown.
func TestAPageForOneSceneDoesNotShowAnother(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	page := p.watch("hall")
	b.must("hall/preview/join-qr", "hall/take")
	page.picture(shows(onair.LayerQR, onair.SceneJoin))
	for _, step := range []struct{ only, want, missing string }{
		{"bug", "unpainted", "[join-qr]"}, {"join-qr", "shown", "[]"}, {"", "shown", "[]"},
	} {
		page.say(`{"shown":{"rev":99,"visible":true,"playing":true,"only":"` + step.only + `"}}`)
		p.until("the page for "+step.only+" is heard", func() bool {
			var state studio.Status
			p.desk.json("/desk/studio/state.json").json(t, &state)
			i := slices.IndexFunc(state.Outputs, func(o studio.OutputStatus) bool { return o.Name == "hall" })
			o := state.Outputs[i]
			return string(o.Stands) == step.want && fmt.Sprint(o.Missing) == step.missing && b.status(t, "hall").Stands == step.want
		})
	}
}

func TestSocketTellsABoxWhatChanges(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	s, status := b.live("/ctl/live?out=hall", "")
	if status != http.StatusSwitchingProtocols {
		t.Fatalf("status %d", status)
	}
	s.say(`{"k":"` + b.token + `"}`)
	until := func(want func(studio.CtlStatus) bool) {
		t.Helper()
		for {
			text, goodbye := s.hear()
			var st studio.CtlStatus
			if goodbye != 0 || json.Unmarshal([]byte(text), &st) != nil || !strings.Contains(text, `"countdown_s":`) {
				t.Fatalf("the socket says %q, %d: want the same members every time", text, goodbye)
			}
			if want(st) {
				return
			}
		}
	}
	until(func(st studio.CtlStatus) bool { return st.Panic == "false" })
	b.must("hall/panic")
	until(func(st studio.CtlStatus) bool { return st.Panic == "true" })
	until(func(st studio.CtlStatus) bool { return st.Panic == "true" }) // nothing changes, and it is told again

	stranger, _ := b.live("/ctl/live", "")
	stranger.say("hello")
	if _, goodbye := stranger.hear(); goodbye != 4101 {
		t.Errorf("without a token it ends with %d", goodbye)
	}
}

// TestWhatStandsUntilAMomentIsTold: of desk and box, which press for what is seen.
func TestWhatStandsUntilAMomentIsTold(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	page := p.watch("hall")
	p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"strap","item":2}}`)
	page.picture(shows(onair.LayerLower, onair.SceneStrap))
	p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"countdown"},"in":30000}`)
	p.until("the page has both", func() bool { st := b.status(t, "hall"); return st.PgmScene == "strap" && st.DueIn == "30" })
	if st := b.status(t, "hall"); st.PgmItem != "2" {
		t.Errorf("a box is told of item %s", st.PgmItem)
	}
	var state studio.Status
	p.desk.json("/desk/studio/state.json").json(t, &state)
	for _, o := range state.Outputs {
		if o.Name == "hall" && (o.Seen[onair.LayerLower].Scene != onair.SceneStrap || o.Layers[onair.LayerLower].Scene != onair.SceneCountdown || o.Due == 0) {
			t.Errorf("the desk is told of %+v, %+v to come at %d", o.Seen, o.Layers, o.Due)
		}
	}
}
