package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pingyi/app/live"
	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// director acts in the control room.
type director struct {
	t *testing.T
	p *place
	n int
}

func (d *director) act() onair.Act {
	d.n++
	return onair.Act{By: "zhang", Role: onair.Director, Controller: "desk", ID: fmt.Sprint("wish ", d.n), At: d.p.clock.Now().UnixMilli()}
}

func (d *director) must(c onair.Command) uint64 {
	d.t.Helper()
	answer, err := d.p.app.Studio().Do(c)
	if err != nil {
		d.t.Fatalf("%T: %v", c, err)
	}
	return answer.Revision
}

func (d *director) refused(c onair.Command, code onair.Code) {
	d.t.Helper()
	if _, err := d.p.app.Studio().Do(c); !errors.Is(err, onair.Refusal{Code: code}) {
		d.t.Errorf("%T gives %v, want %s", c, err, code)
	}
}

// tune puts the session of the place on outputs.
func (d *director) tune(on ...onair.Name) {
	d.t.Helper()
	d.must(onair.Tune{Act: d.act(), On: on, Session: voting.SessionID(d.p.session)})
}

func (p *place) director() *director { return &director{t: p.t, p: p} }

// token is what stands behind # in the address of an output.
func (p *place) token(name onair.Name) string {
	p.t.Helper()
	address, ok := p.app.Studio().Address(name)
	if !ok {
		p.t.Fatalf("there is no output %s", name)
	}
	_, token, _ := strings.Cut(address, "#")
	return token
}

// watch opens the socket of an output, as its page does, and hears the server's clock.
func (p *place) watch(name onair.Name) *liveSocket { return p.watchAs(name, "obs") }

func (p *place) watchAs(name onair.Name, host string) *liveSocket {
	p.t.Helper()
	s, status := p.handset().live("/gfx/live", "null") // as a page from a file says
	if status != http.StatusSwitchingProtocols {
		p.t.Fatalf("status %d", status)
	}
	s.say(fmt.Sprintf(`{"out":%q,"token":%q,"host":%q,"build":"7"}`, name, p.token(name), host))
	if clock := s.next(); !strings.HasPrefix(clock, `{"now":`) {
		p.t.Fatalf("the socket begins with %s", clock)
	}
	return s
}

// picture is the next picture for which want holds.
func (s *liveSocket) picture(want func(display.OutputFrame) bool) display.OutputFrame {
	s.t.Helper()
	for {
		text, goodbye := s.hear()
		if goodbye != 0 {
			s.t.Fatalf("the socket ends with %d", goodbye)
		}
		var frame display.OutputFrame
		if err := json.Unmarshal([]byte(text), &frame); err != nil {
			s.t.Fatalf("%v: %s", err, text)
		}
		if frame.Output.Name != "" && want(frame) {
			return frame
		}
	}
}

func shows(layer onair.Layer, scene onair.Scene) func(display.OutputFrame) bool {
	return func(f display.OutputFrame) bool {
		for _, l := range f.Layers {
			if l.Layer == layer && l.Scene == scene {
				return true
			}
		}
		return false
	}
}

func empty(f display.OutputFrame) bool { return len(f.Layers) == 0 }

func TestOutputShowsWhatIsTaken(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	hall, preview := p.watch("hall"), p.watch("pvw")
	if first := preview.picture(empty); first.Session != nil || first.Seq != 0 {
		t.Errorf("an output without a session shows %+v", first)
	}
	d.tune("hall", "pvw")
	if tuned := hall.picture(shows(onair.LayerQR, onair.SceneJoin)); !tuned.Output.Mark || tuned.Session == nil || tuned.Seq == 0 {
		t.Errorf("a rehearsal is tuned in, and the wall shows %+v", tuned)
	}
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pvw"}, Cue: onair.Cue{Scene: onair.SceneCountdown}})
	preview.picture(shows(onair.LayerLower, onair.SceneCountdown))
	take := d.must(onair.Take{Act: d.act(), From: "pvw", On: []onair.Name{"hall"}})
	if f := hall.picture(shows(onair.LayerLower, onair.SceneCountdown)); f.Layers[0].Take != take || f.Rev != take {
		t.Errorf("take %d shows as %+v at revision %d", take, f.Layers[0], f.Rev)
	}
	preview.picture(empty)

	p.act(stage1, open1)
	hall.picture(func(f display.OutputFrame) bool { return f.Phase == voting.Running })
	d.must(onair.Panic{Act: d.act()})
	if f := hall.picture(empty); !f.Panic {
		t.Errorf("in panic it shows %+v", f)
	}
}

func TestRehearsalGoesToProgramByTwoPeople(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	session := voting.SessionID(p.session)
	d.refused(onair.Tune{Act: d.act(), On: []onair.Name{"pgm"}, Session: session}, onair.RefusedRehearsal)
	d.must(onair.Unlock{Act: d.act(), Output: "pgm", Session: session})
	d.refused(onair.Unlock{Act: d.act(), Output: "pgm", Session: session}, onair.RefusedSecond)
	d.refused(onair.Tune{Act: d.act(), On: []onair.Name{"pgm"}, Session: session}, onair.RefusedRehearsal)
	second := d.act()
	second.By = "li"
	d.must(onair.Unlock{Act: second, Output: "pgm", Session: session})
	d.tune("pgm")
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneBug}})
}

func TestPageIsTheSameForEveryOutput(t *testing.T) {
	p := servePlace(t, nil)
	page := p.handset().page("/gfx/pgm")
	if page.status != http.StatusOK || page.body != p.handset().page("/gfx/nothing").body {
		t.Errorf("status %d:\n%s", page.status, page.body)
	}
}

// restart ends the server in good order and begins another on what is on its disk.
func (p *place) restart() {
	p.t.Helper()
	if err := p.app.Close(); err != nil {
		p.t.Fatal(err)
	}
	cfg := p.app.cfg
	cfg.Listen = "127.0.0.1:0"
	again, err := prepare(cfg, p.app.logger)
	if err != nil {
		p.t.Fatal(err)
	}
	again.now, again.openLog = p.clock.Now, p.disks.open
	if err := again.open(); err != nil {
		p.t.Fatal(err)
	}
	p.app = again
	p.desk = p.organizer()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- again.Run(ctx) }()
	p.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			p.t.Errorf("the server did not stop cleanly: %v", err)
		}
	})
}

// pictureOf is what an output shows now, without its log position and the address of this very
// server.
func (p *place) pictureOf(name onair.Name) string {
	p.t.Helper()
	if err := p.live().Look(func(*voting.State) {}); err != nil { // its teller paints the phones first
		p.t.Fatal(err)
	}
	_, seen, _ := strings.Cut(string(p.app.Studio().Feed(name).Latest().Bytes), ",")
	return strings.ReplaceAll(seen, p.app.BaseURL(), "http://server")
}

func TestRestartShowsTheSamePictures(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall", "stage", "lobby", "pvw")
	p.act(stage1)
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall", "stage"}, Cue: onair.Cue{Scene: onair.SceneCountdown}})
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pvw"}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{"张三"}}})
	d.must(onair.Hold{Act: d.act(), On: []onair.Name{"stage"}})
	d.must(onair.Panic{Act: d.act(), On: []onair.Name{"lobby"}})
	hall, stage := p.pictureOf("hall"), p.pictureOf("stage")
	p.act(open1) // the held output does not show it
	before := make(map[onair.Name]string)
	for _, name := range []onair.Name{"pgm", "pvw", "hall", "stage", "lobby"} {
		before[name] = p.pictureOf(name)
	}
	if before["stage"] != stage || before["hall"] == hall {
		t.Fatalf("the hall shows\n%s\nand the held stage\n%s", before["hall"], before["stage"])
	}
	token := p.token("hall")
	p.restart()
	for name, want := range before {
		if got := p.pictureOf(name); got != want {
			t.Errorf("%s showed\n%s\nand after the restart\n%s", name, want, got)
		}
	}
	if got := p.token("hall"); got != token {
		t.Error("the hall has another address after the restart")
	}
}

func TestPageConfirmsWhatItPainted(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	hall := p.watch("hall")
	take := d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneBug}})
	frame := hall.picture(shows(onair.LayerBug, onair.SceneBug))
	hall.say(fmt.Sprintf(`{"shown":{"rev":%d,"seq":%d,"take":%d,"fps":50,"gap":22,"engine":"143","visible":true}}`, frame.Rev, frame.Seq, take))
	confirmed := func() (was bool) {
		p.app.Studio().Look(func(s *onair.State) { was = s.WasShown("hall", take) })
		return was
	}
	for late := time.After(30 * time.Second); !confirmed(); {
		select {
		case <-late:
			t.Fatal("what the page said is not written down")
		case <-time.After(5 * time.Millisecond):
		}
	}
	pages := p.app.Studio().Health()
	if len(pages) != 1 || pages[0].Output != "hall" || pages[0].Host != "obs" || pages[0].FPS != 50 || pages[0].Take != take || pages[0].Engine != "143" {
		t.Errorf("the pages are %+v", pages)
	}
	measures := p.handset().page("/metrics").body
	for _, want := range []string{`pingyi_output_pages{output="hall"} 1`, `pingyi_output_fps{output="hall"} 50`, `pingyi_output_gap_seconds{output="hall"} 0.022`} {
		if !strings.Contains(measures, want) {
			t.Errorf("the measures lack %s", want)
		}
	}
}

// TestPageConfirmsAllThatItPainted: of two takes in one picture both are written down, with the engine.
func TestPageConfirmsAllThatItPainted(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	hall := p.watch("hall")
	bug := d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneBug}})
	strap := d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{"张三"}}})
	frame := hall.picture(shows(onair.LayerLower, onair.SceneStrap))
	hall.say(fmt.Sprintf(`{"shown":{"engine":"143","visible":true,"painted":[{"rev":%d,"on":[{"take":%d},{"take":%d}]}]}}`, frame.Rev, bug, strap))
	p.until("both are written down", func() (both bool) {
		p.app.Studio().Look(func(s *onair.State) { both = s.WasShown("hall", bug) && s.WasShown("hall", strap) })
		return both
	})
}

// TestDamagedControlRoomDoesNotKeepVotesOut spoils the log of the control room.
func TestDamagedControlRoomDoesNotKeepVotesOut(t *testing.T) {
	p := publishPlace(t, nil)
	p.act(stage1, open1)
	token := p.token("hall")
	if err := p.app.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(p.app.cfg.Dir, studio.Folder, "log.db")
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(body, []byte("监票屏"), []byte("监栗屏"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	p.restart()
	if got := p.app.Studio().Feed("hall"); got != nil {
		t.Error("a control room whose log is damaged has outputs")
	}
	if _, err := p.app.Studio().Do(onair.Panic{Act: p.director().act()}); !errors.Is(err, live.ErrNotRecorded) {
		t.Errorf("and answers %v", err)
	}
	s, _ := p.handset().live("/gfx/live", "null")
	s.say(fmt.Sprintf(`{"out":"hall","token":%q}`, token))
	if _, goodbye := s.hear(); goodbye != 4001 {
		t.Errorf("a page is told %d; it is to come back", goodbye)
	}
	if answer, said := p.fetch(http.MethodGet, "/feed/hall/board.json?k="+token); answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(said, "播控") {
		t.Errorf("a graphics system is told %s %s", answer.Status, said)
	}
	free, _ := p.cards()
	if got := p.holding(free[0]).post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")); got.status != http.StatusOK {
		t.Errorf("a ballot is answered with %d: %s", got.status, got.body)
	}
}
