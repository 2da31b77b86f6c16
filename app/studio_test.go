package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

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
func (p *place) watch(name onair.Name) *liveSocket {
	p.t.Helper()
	s, status := p.handset().live("/gfx/live", "null") // as a page from a file says
	if status != http.StatusSwitchingProtocols {
		p.t.Fatalf("status %d", status)
	}
	s.say(fmt.Sprintf(`{"out":%q,"token":%q,"host":"obs","build":"7"}`, name, p.token(name)))
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
	if first := hall.picture(empty); first.Session != nil || first.Seq != 0 {
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

func TestAnotherTokenIsNotLetIn(t *testing.T) {
	p := servePlace(t, nil)
	for hello, code := range map[string]int{
		fmt.Sprintf(`{"out":"pgm","token":%q}`, p.token("sealed")): 4101,
		fmt.Sprintf(`{"out":"gone","token":%q}`, p.token("pgm")):   4101,
		`{"out":"pgm"}`: 4102,
		`hello`:         4102,
	} {
		s, _ := p.handset().live("/gfx/live", "null")
		s.say(hello)
		if text, goodbye := s.hear(); goodbye != code {
			t.Errorf("%s is answered with %q and %d, want %d", hello, text, goodbye, code)
		}
	}
}
