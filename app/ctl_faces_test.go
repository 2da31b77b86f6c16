package app

import (
	"fmt"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// faces are what a key looks like, by the ground of its picture.
var faces = map[color.NRGBA]string{
	{24, 24, 28, 255}: "dark", {0, 69, 110, 255}: "blue", {0, 84, 60, 255}: "green", {150, 0, 24, 255}: "red", {230, 159, 0, 255}: "amber",
	{86, 180, 233, 255}: "held", {200, 0, 0, 255}: "panic",
}

func (b *box) face(key string) string {
	b.t.Helper()
	got := b.send("GET", "/button/"+key+".png?out=hall&k="+b.token, "")
	picture, err := png.Decode(strings.NewReader(got.body))
	if err != nil {
		b.t.Fatalf("%s: %d %v", key, got.status, err)
	}
	r, g, blue, a := picture.At(8, 8).RGBA()
	return faces[color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(blue >> 8), uint8(a >> 8)}]
}

// keysOfHall are all keys that have a face, each with the address that it presses.
func keysOfHall() map[string]string {
	keys := make(map[string]string)
	for _, macro := range strings.Fields("bars later longer hour twice") {
		keys["macro-"+macro] = "macro/" + macro
	}
	for _, verb := range strings.Fields("take cut next back out blank panic unpanic hold unhold disarm arm-take confirm-take arm-reveal confirm-reveal page-next page-auto") {
		keys[verb] = "hall/" + strings.ReplaceAll(verb, "-", "/")
	}
	for _, kind := range onair.Kinds() {
		keys["scene-"+string(kind.Scene)] = "hall/preview/" + string(kind.Scene)
	}
	return keys
}

// macros are those of keysOfHall.
func (p *place) macros() {
	p.t.Helper()
	body := `{"act":"macros","macros":"bars: hall/preview/live-bars hall/take\nlater: hall/next hall/out\nlonger: hall/countdown/add/30\n` +
		`hour: hall/countdown/add/3600\ntwice: hall/countdown/add/7200 hall/countdown/add/7200"}` // a vote has four hours at most
	if got := p.desk.do("POST", controllersPath, plainJSON, plainJSON, strings.NewReader(body)); got.status != http.StatusOK {
		p.t.Fatalf("%d %s", got.status, got.body)
	}
}

// situation is how a room stands, by what was done after everything was taken off.
type situation struct {
	name string
	done []string // at the desk, by an organizer
}

// lit are the faces that say a press would be carried out, and would change something.
func lit(face string) bool { return face == "blue" || face == "amber" }

// clears has nothing on, nothing armed and nobody drive.
func (p *place) clears() {
	p.t.Helper()
	for _, act := range []string{
		`{"act":"give","output":"hall","to":""}`, `{"act":"unpanic"}`, `{"act":"unhold","on":["hall","pvw"]}`, `{"act":"disarm"}`, `{"act":"blank","on":["hall","pvw"]}`,
	} {
		if got := p.desk.control(act); got.status != http.StatusOK && !strings.Contains(got.body, "nothing-waits") && !strings.Contains(got.body, "panic") {
			p.t.Fatalf("%s: %d %s", act, got.status, got.body)
		}
	}
}

// ends is when the vote ends that is open; 0 where none is.
func (p *place) ends() (at int64) {
	p.t.Helper()
	if err := p.live().Look(func(s *voting.State) {
		if item := s.OpenItem(); item != nil {
			at = item.Deadline
		}
	}); err != nil {
		p.t.Fatal(err)
	}
	return at
}

// pressAll presses every key in a situation, and wants it to have been lit before exactly if something came of that.
func (p *place) pressAll(b *box, at situation) {
	p.t.Helper()
	for key, path := range keysOfHall() {
		p.clears()
		p.desk.mustControl(at.done...)
		p.later()
		face := b.face(key)
		before, ends := p.app.Studio().Status().Revision, p.ends()
		answer, status := b.get(path)
		did := status == http.StatusOK && (p.app.Studio().Status().Revision != before || p.ends() != ends)
		if on := face == "red" || face == "green"; face == "" || !on && lit(face) != did {
			p.t.Errorf("%s: the key %s is %q, and its press is answered with %d %s, done: %v", at.name, key, face, status, answer.Code, did)
		}
	}
}

func cued(on, scene, more string) string {
	return fmt.Sprintf(`{"act":"cue","on":[%q],"cue":{"scene":%q%s}}`, on, scene, more)
}

const armHall = `{"act":"arm","within":600,"action":{"kind":"take","from":"pvw","on":["hall"]}}`

// TestAKeyIsLitExactlyWhenItsPressIsCarriedOut: all keys there are, pressed in all manner of situations along an evening.
func TestAKeyIsLitExactlyWhenItsPressIsCarriedOut(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", `,"extend":true`)
	p.macros()
	lineup := cued("pvw", "lineup", "")
	for _, at := range []situation{
		{"nothing is on", nil},
		{"the rundown is followed before the vote", []string{cued("hall", "auto", "")}},
		{"something waits", []string{lineup}},
		{"the line-up card is on", []string{cued("hall", "lineup", "")}},
		{"armed", []string{lineup, armHall}},
		{"armed, and something else was laid there since", []string{lineup, armHall, cued("pvw", "join-qr", "")}},
		{"panic", []string{lineup, `{"act":"panic"}`}},
		{"held", []string{lineup, cued("hall", "join-qr", ""), `{"act":"hold","on":["hall"]}`}},
		{"another drives", []string{lineup, cued("hall", "lineup", ""), `{"act":"lease","output":"hall"}`}},
	} {
		p.pressAll(b, at)
	}
	p.act(stage1, open1)
	for _, at := range []situation{
		{"a vote is open, the rundown is followed", []string{cued("hall", "auto", "")}},
		{"bars at their first step", []string{cued("hall", "live-bars", "")}},
		{"bars at their last step", []string{cued("hall", "live-bars", `,"step":2`)}},
		{"a result waits that is not out", []string{cued("pvw", "score-card", "")}},
	} {
		p.pressAll(b, at)
	}
	p.act(close1, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
	for _, at := range []situation{
		{"a result is on", []string{cued("hall", "score-card", ""), cued("pvw", "score-card", "")}},
		{"a board", []string{cued("hall", "board", "")}},
		{"a board whose pages turn", []string{cued("hall", "board", ""), `{"act":"auto-pages","on":["hall"],"every":8}`}},
	} {
		p.pressAll(b, at)
	}
}

func TestKeysOfARevealAreLitExactlyWhenTheirPressIsCarriedOut(t *testing.T) {
	p := finished(t)
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["hall","pvw"],"session":%q}`, p.session))
	p.act(`{"act":"confirm-result"}`)
	b := p.box("streamdeck", "")
	p.macros()
	reveal := cued("hall", "reveal", "")
	p.pressAll(b, situation{"nobody has approved", []string{reveal}})
	var sealed onair.Binding
	if err := p.live().Look(func(s *voting.State) { sealed, _ = display.BindingOf(s) }); err != nil {
		t.Fatal(err)
	}
	li.mustControl(fmt.Sprintf(`{"act":"approve","session":%q,"version":%d,"checkpoint":%q}`, p.session, sealed.Version, sealed.Checkpoint))
	p.pressAll(b, situation{"approved", []string{reveal}})
	p.pressAll(b, situation{"armed", []string{reveal, fmt.Sprintf(`{"act":"arm","within":600,"action":{"kind":"reveal","session":%q}}`, p.session)}})
	p.pressAll(b, situation{"the rundown is followed", []string{cued("hall", "auto", "")}})
}

// TestStatusTellsWhatFollowsTheRundownWithoutSteps: nobody turns them, and a panel that counts them asks for a press that is
// refused. Nor is it the line in the corner beside it.
func TestStatusTellsWhatFollowsTheRundownWithoutSteps(t *testing.T) {
	p := announced(t)
	p.tuned(`"hall"`)
	p.reveals(1)
	b := p.box("streamdeck", "")
	p.watch("hall").picture(shows(onair.LayerBug, onair.SceneBug))
	if st := b.status(t, "hall"); st.PgmScene != "live-bars" || st.PgmStep != "0" || st.PgmSteps != "1" || st.PgmItem != "1" {
		t.Errorf("%s of item %s is at step %s of %s", st.PgmScene, st.PgmItem, st.PgmStep, st.PgmSteps)
	}
}
