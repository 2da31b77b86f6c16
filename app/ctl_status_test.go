package app

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"pingyi/app/studio"
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
