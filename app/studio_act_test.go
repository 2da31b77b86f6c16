package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/onair"
)

// control sends one act to the control room.
func (b *browser) control(body string) reply {
	b.t.Helper()
	return b.do("POST", "/desk/studio/act", "application/json", "application/json", strings.NewReader(body))
}

func (b *browser) mustControl(bodies ...string) {
	b.t.Helper()
	for _, body := range bodies {
		if got := b.control(body); got.status != http.StatusOK {
			b.t.Fatalf("%s: status %d: %s", body, got.status, got.body)
		}
	}
}

func TestDeskDrivesTheControlRoom(t *testing.T) {
	p := publishPlace(t, nil)
	p.desk.mustControl(
		fmt.Sprintf(`{"act":"tune","on":["hall","pvw"],"session":%q}`, p.session),
		`{"act":"cue","on":["pvw"],"cue":{"scene":"strap","text":["张三","局长"]}}`,
		`{"act":"lease","output":"hall","controller":"desk-1"}`,
	)
	take := `{"act":"take","id":"wish 1","controller":"desk-1","from":"pvw","on":["hall"]}`
	first, again := p.desk.control(take), p.desk.control(take)
	if first.status != http.StatusOK || again.body != first.body {
		t.Errorf("a take is answered with %d %s, and once more with %d %s", first.status, first.body, again.status, again.body)
	}
	var status studio.Status
	p.desk.json("/desk/studio/state.json").json(t, &status)
	for _, o := range status.Outputs {
		if o.Name == "hall" && (o.Lease != "desk-1" || o.Layers[onair.LayerLower].Scene != onair.SceneStrap || string(o.Session) != p.session) {
			t.Errorf("the hall is %+v", o)
		}
	}
	wantRefusal(t, "another controller", p.desk.control(`{"act":"blank","on":["hall"]}`), http.StatusConflict, "lease-held")
	wantRefusal(t, "an old picture", p.desk.control(`{"act":"blank","on":["pvw"],"expect":1}`), http.StatusConflict, "stale")
	rare := string(rune(0x10FFFD)) // which no font has
	wantRefusal(t, "a character that nothing draws", p.desk.control(`{"act":"cue","controller":"desk-1","on":["hall"],"cue":{"scene":"strap","text":["张`+rare+`"]}}`), http.StatusConflict, "glyphs-missing")
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"strap","text":["张` + rare + `"]}}`) // where one sees it
	wantRefusal(t, "no such act", p.desk.control(`{"act":"dance"}`), http.StatusBadRequest, "bad-request")
	wantRefusal(t, "no such output", p.desk.control(`{"act":"blank","on":["tv"]}`), http.StatusNotFound, "unknown-output")
}

// TestATakeInASecondIsTimedByTheServer: the desk says in how long, and sent again it is the same moment.
func TestATakeInASecondIsTimedByTheServer(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"bug"}}`)
	take := `{"act":"take","id":"wish 1","from":"pvw","on":["hall"],"in":40000}`
	moment := func() (at int64) {
		p.app.Studio().Look(func(s *onair.State) { v, _ := s.View("hall", time.Now().UnixMilli()); at = v.Layers[onair.LayerBug].At })
		return at
	}
	before := p.app.now().UnixMilli()
	p.desk.mustControl(take)
	first, after := moment(), p.app.now().UnixMilli()
	if first < before+40_000 || first > after+40_000 {
		t.Errorf("the take is at %d, and was asked for between %d and %d", first, before, after)
	}
	if p.desk.mustControl(take); moment() != first {
		t.Errorf("sent again it is at %d, not at %d", moment(), first)
	}
	wantRefusal(t, "too far ahead", p.desk.control(`{"act":"cue","on":["hall"],"cue":{"scene":"bug"},"in":9223372036854775807}`), http.StatusBadRequest, "time-invalid")
}

func TestRolesAreKeptApartInTheControlRoom(t *testing.T) {
	p := publishPlace(t, nil)
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	wantRefusal(t, "a scrutineer cues", li.control(`{"act":"cue","on":["hall"],"cue":{"scene":"lineup"}}`), http.StatusForbidden, "forbidden")
	wantRefusal(t, "an organizer approves", p.desk.control(`{"act":"approve"}`), http.StatusForbidden, "forbidden")
	p.desk.mustControl(fmt.Sprintf(`{"act":"unlock","output":"pgm","session":%q}`, p.session))
	li.mustControl(fmt.Sprintf(`{"act":"unlock","output":"pgm","session":%q}`, p.session))
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["pgm"],"session":%q}`, p.session))
	li.mustControl(`{"act":"panic"}`)
	if got := li.page("/desk/studio/addresses.json"); strings.Contains(got.body, p.token("pgm")) {
		t.Errorf("a scrutineer is given the address of the program: %s", got.body)
	}
	if got := p.desk.json("/desk/studio/addresses.json"); !strings.Contains(got.body, "/gfx/pgm#"+p.token("pgm")) {
		t.Errorf("the addresses are %s", got.body)
	}
	stranger := &browser{t: t, base: p.base(), http: http.DefaultClient}
	wantRefusal(t, "a stranger", stranger.control(`{"act":"panic"}`), http.StatusUnauthorized, "login-failed")
}

func TestDeskIsToldHowTheControlRoomStands(t *testing.T) {
	p := publishPlace(t, nil)
	h := p.handset()
	h.jar = p.desk.http.Jar.(*plainJar)
	s, status := h.live("/desk/studio/live", p.base())
	if status != http.StatusSwitchingProtocols {
		t.Fatalf("status %d", status)
	}
	hall := p.watch("hall")
	hall.say(`{"shown":{"rev":7,"fps":49,"visible":true}}`)
	told := func(want func(studio.Status) bool) {
		t.Helper()
		for {
			var status studio.Status
			if err := json.Unmarshal([]byte(s.next()), &status); err != nil {
				t.Fatal(err)
			}
			if want(status) {
				return
			}
		}
	}
	told(func(status studio.Status) bool {
		for _, o := range status.Outputs {
			if o.Name == "hall" && len(o.Pages) == 1 && o.Pages[0].FPS == 49 {
				return true
			}
		}
		return false
	})
	p.desk.mustControl(`{"act":"panic","on":["hall"]}`)
	told(func(status studio.Status) bool {
		for _, o := range status.Outputs {
			if o.Name == "hall" && o.Panic {
				return true
			}
		}
		return false
	})
}
