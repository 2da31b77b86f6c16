package app

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/onair"
	"pingyi/voting"
)

// armed is what desks are told of what waits for GO.
func (b *browser) armed() (armed *studio.ArmedStatus) {
	b.t.Helper()
	var status studio.Status
	b.json("/desk/studio/state.json").json(b.t, &status)
	return status.Armed
}

func (p *place) phaseOf(item voting.ItemID) (phase voting.ItemPhase) {
	p.t.Helper()
	if err := p.live().Look(func(s *voting.State) { phase = s.Item(item).Phase }); err != nil {
		p.t.Fatal(err)
	}
	return phase
}

// TestAnItemThatIsArmedIsSeenAtEveryDesk, with who armed it; one GO reveals it and takes its picture.
func TestAnItemThatIsArmedIsSeenAtEveryDesk(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	other := p.colleague("chen", desk.Organizer, time.Hour)
	director := p.colleague("dao", desk.Role(studio.Director), time.Hour)
	arm := fmt.Sprintf(`{"act":"arm","within":20,"action":{"kind":"item","session":%q,"item":1,"from":"pvw","on":["hall"]}}`, p.session)
	wantRefusal(t, "nothing is counted", p.desk.control(arm), http.StatusConflict, "item-unconfirmed")
	confirm1(p)
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"score-card","item":1}}`)
	wantRefusal(t, "a director has no part in the session", director.control(arm), http.StatusForbidden, "role-wrong")
	other.mustControl(arm)
	armed := p.desk.armed()
	if armed == nil || armed.By != "chen" || armed.Action.Kind != onair.ActItem || armed.Until != p.clock.Now().UnixMilli()+20_000 {
		t.Fatalf("armed is %+v", armed)
	}
	press := fmt.Sprintf(`{"act":"go","arm":%d,"id":"one"}`, armed.Number)
	wantRefusal(t, "a director goes", director.control(press), http.StatusForbidden, "role-wrong")
	p.desk.mustControl(press, press)
	p.watch("hall").picture(shows(onair.LayerLower, onair.SceneScore))
	if p.phaseOf(1) != voting.PhaseRevealed || p.desk.armed() != nil || p.onOutput("pvw") != "" {
		t.Errorf("the item is %s, armed is %+v, on the preview is%s", p.phaseOf(1), p.desk.armed(), p.onOutput("pvw"))
	}
}

// TestRestartAndPanicDisarm: and what was armed is told to be so no more.
func TestRestartAndPanicDisarm(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	confirm1(p)
	box := p.box("streamdeck", "")
	arm := fmt.Sprintf(`{"act":"arm","within":600,"action":{"kind":"item","session":%q,"item":1,"from":"pvw","on":["hall"]}}`, p.session)
	for what, disarm := range map[string]func(){
		"a restart": func() { p.restart(); box.handset = p.handset() },
		"a panic":   func() { p.desk.mustControl(`{"act":"panic"}`) },
	} {
		p.desk.mustControl(`{"act":"unpanic"}`, arm)
		number := p.desk.armed().Number
		disarm()
		if p.desk.armed() != nil {
			t.Errorf("after %s there is armed %+v", what, p.desk.armed())
		}
		wantRefusal(t, what, p.desk.control(fmt.Sprintf(`{"act":"go","arm":%d}`, number)), http.StatusConflict, "not-armed")
	}
	if p.phaseOf(1) != voting.PhaseConfirmed {
		t.Errorf("the item is %s", p.phaseOf(1))
	}
}

// TestBoxDoesNotGoInPanic: it is told that it is panic, not that nothing is armed; and a key that is pressed
// again on the heels of its arm is not told that it is done, since the panic between has disarmed it.
func TestBoxDoesNotGoInPanic(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	b.must("hall/preview/countdown", "hall/arm/take", "hall/panic")
	for _, path := range []string{"hall/confirm/take", "hall/confirm/reveal", "lobby,hall/confirm/take", "hall/arm/take"} {
		if a, status := b.get(path); status != http.StatusConflict || a.Code != "panic" || a.MessageZH == "" || a.MessageEN == "" {
			t.Errorf("%s is answered with %d %+v", path, status, a)
		}
	}
	b.must("hall/unpanic")
	if a, status := b.get("hall/confirm/take?id=2"); status != http.StatusConflict || a.Code != "not-armed" {
		t.Errorf("after the panic it is answered with %d %+v", status, a)
	}
}

// TestArmedIsWhatItWasArmedFor, for desks and for boxes: another desk has laid something else on the
// preview, and GO is refused in words.
func TestArmedIsWhatItWasArmedFor(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	other, box := p.colleague("chen", desk.Organizer, time.Hour), p.box("streamdeck", "")
	p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"strap","item":1}}`, `{"act":"arm","within":20,"action":{"kind":"take","from":"pvw","on":["hall"]}}`)
	if armed := p.desk.armed(); len(armed.Of) != 1 || armed.Of[0].Cue.Item != 1 || armed.Other {
		t.Errorf("armed is %+v", armed)
	}
	other.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"strap","item":2}}`)
	if armed := p.desk.armed(); !armed.Other {
		t.Errorf("armed is %+v, and what is on the preview is not told to be another", armed)
	}
	wantRefusal(t, "a desk goes", p.desk.control(fmt.Sprintf(`{"act":"go","arm":%d}`, p.desk.armed().Number)), http.StatusConflict, "armed-other")
	if a, status := box.get("hall/confirm/take"); status != http.StatusConflict || a.Code != "armed-other" {
		t.Errorf("a box is answered with %d %+v", status, a)
	}
	if got := p.onOutput("hall"); got != " lower:auto" { // as a wall that was tuned has it
		t.Errorf("on the wall is%s", got)
	}
}
