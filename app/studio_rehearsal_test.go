package app

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/display"
	"pingyi/onair"
)

// TestRehearsalGoesToProgramByTwoLogIns asks as desks do: one person with two desks is one person,
// and a button box is nobody.
func TestRehearsalGoesToProgramByTwoLogIns(t *testing.T) {
	p := publishPlace(t, nil)
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	tune := fmt.Sprintf(`{"act":"tune","on":["pgm"],"session":%q}`, p.session)
	unlock := func(id string) string {
		return fmt.Sprintf(`{"act":"unlock","controller":"desk-%s","id":%q,"output":"pgm","session":%q}`, id, id, p.session)
	}
	refused := func(what string) {
		t.Helper()
		wantRefusal(t, what, p.desk.control(tune), http.StatusForbidden, "rehearsal-on-program")
	}
	refused("nobody has unlocked it")
	p.desk.mustControl(unlock("1"))
	wantRefusal(t, "the same person at another desk", p.desk.control(unlock("2")), http.StatusForbidden, "wants-second-person")
	refused("one person has unlocked it")
	b := p.box("streamdeck", "")
	for _, verb := range []string{"unlock", "tune", "approve", "revoke"} {
		if a, status := b.get("pgm/" + verb); status != http.StatusNotFound || a.Code != "ctl-unknown" {
			t.Errorf("a box that says %s is answered with %d %+v", verb, status, a)
		}
	}
	li.mustControl(unlock("3"))
	p.desk.mustControl(tune)
	pgm := p.watch("pgm")
	p.desk.mustControl(`{"act":"cue","on":["pgm"],"cue":{"scene":"bug"}}`)
	if f := pgm.picture(shows(onair.LayerBug, onair.SceneBug)); !f.Output.Mark || !f.Session.Rehearsal {
		t.Errorf("a rehearsal on program has no mark: %+v", f.Output)
	}
	p.desk.mustControl(`{"act":"tune","on":["pgm"],"session":""}`)
	pgm.picture(func(f display.OutputFrame) bool { return f.Session == nil })
	refused("another evening of the same rehearsal")
}
