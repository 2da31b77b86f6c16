package app

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pingyi/onair"
)

// inPanic reports whether an output is.
func (p *place) inPanic(name onair.Name) (is bool) {
	p.app.Studio().Look(func(s *onair.State) {
		view, _ := s.View(name, time.Now().UnixMilli())
		is = view.Panic
	})
	return is
}

// TestKeyWithANumberInItsAddressStillPanics: it was typed in once and pressed in the rehearsal, and has to work that evening.
func TestKeyWithANumberInItsAddressStillPanics(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	b.must("stage/panic?id=p1")
	b.must("stage/unpanic")
	b.must("stage/panic?id=p1")
	if !p.inPanic("stage") {
		t.Error("the number was used before, and there is no panic")
	}
	b.must("panic?id=p1")
	if !p.inPanic("hall") {
		t.Error("the number was used for another output, and there is no panic")
	}
}

func TestDeskPanicsUnderANumberThatWasUsed(t *testing.T) {
	p := publishPlace(t, nil)
	p.desk.mustControl(`{"act":"panic","on":["hall"],"id":"1"}`, `{"act":"unpanic","id":"2"}`, `{"act":"panic","on":["hall"],"id":"1"}`)
	if !p.inPanic("hall") {
		t.Error("there is no panic")
	}
	wantRefusal(t, "another act under its number", p.desk.control(`{"act":"unpanic","id":"1"}`), http.StatusConflict, "number-used")
}

// TestOnlyAPressThatChangedSomethingIsRemembered, as COMPANION.md says: one that was refused may be tried again.
func TestOnlyAPressThatChangedSomethingIsRemembered(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	if a, status := b.get("hall/take?id=a"); status != http.StatusConflict || a.Code != "nothing-cued" {
		t.Errorf("with nothing to take it is answered with %d %+v", status, a)
	}
	b.must("hall/out?id=b", "hall/out?id=c", "hall/preview/bug", "hall/take?id=a")
	if on := p.onOutput("hall"); on != " bug:bug" {
		t.Errorf("what was refused and is sent again leaves %q", on)
	}
	b.must("hall/out?id=b") // it took off what followed the rundown
	if on := p.onOutput("hall"); on != " bug:bug" {
		t.Errorf("what was done and is sent again leaves %q", on)
	}
	b.must("hall/out?id=c") // nothing was on then
	if on := p.onOutput("hall"); on != "" {
		t.Errorf("what changed nothing and is sent again leaves %q", on)
	}
}

// TestNumberOfAnotherPressIsSaidToBe: "done" would be a lie. The same press once more is the same, however it is sent.
func TestNumberOfAnotherPressIsSaidToBe(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall","lobby"`)
	b := p.box("streamdeck", `,"extend":true`)
	p.act(stage1, open1)
	b.must("hall/preview/live-bars", "hall/take?id=a", "hall/next?id=b&expect=0", "hall/next?id=b", "hall/countdown/add/15?id=c", "hall/countdown/add/15?id=c")
	for _, path := range []string{
		"hall/out?id=a", "lobby/take?id=a", "hall/back?id=b", "lobby/next?id=b", "hall/countdown/add/30?id=c", "hall/countdown/add/30?id=a", "hall/out?id=c",
	} {
		p.later()
		if a, status := b.get(path); status != http.StatusConflict || a.Code != "number-used" || a.MessageZH == a.MessageEN {
			t.Errorf("%s is answered with %d %+v", path, status, a)
		}
	}
}

// TestAMomentThatIsReckonedAnewIsTheSameAct: who sends again says now and three seconds once more, and now is another.
func TestAMomentThatIsReckonedAnewIsTheSameAct(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	b.must("hall/preview/lineup")
	at := time.Now().UnixMilli()
	take := func(more int64) string {
		return fmt.Sprintf(`{"act":"take","from":"pvw","on":["hall"],"id":"t","at":%d}`, at+more)
	}
	p.desk.mustControl(take(3_000), take(3_700))
	wantRefusal(t, "another take under its number", p.desk.control(`{"act":"take","from":"pvw","on":["hall"],"id":"t","cut":true}`), http.StatusConflict, "number-used")
	b.must("hall/preview/join-qr")
	b.must(fmt.Sprintf("hall/take?id=t&at=%d", at+4_000), fmt.Sprintf("hall/take?id=t&at=%d", at+4_700))
}
