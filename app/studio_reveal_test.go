package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// finished is a place whose evening is over and counted: three units in places that nobody shares.
// The result is not confirmed yet.
func finished(t *testing.T) *place {
	t.Helper()
	p := announced(t)
	for item := 1; item <= 3; item++ {
		p.reveals(item)
	}
	p.act(`{"act":"end"}`,
		`{"act":"figures","table":"日常","source":"函","cells":[{"at":["W1"],"value":"90"},{"at":["W2"],"value":"80"},{"at":["W3"],"value":"95"}]}`)
	return p
}

// reveals has an item voted on and revealed.
func (p *place) reveals(item int) {
	p.t.Helper()
	for _, act := range []string{"stage", "open", "close", "confirm", "reveal"} {
		p.act(fmt.Sprintf(`{"act":%q,"item":%d,"seconds":600}`, act, item))
	}
}

// announced is a place whose scores come out when all is over.
func announced(t *testing.T) *place {
	t.Helper()
	p := servePlace(t, nil)
	p.desk = p.organizer()
	answer := p.desk.upload(plainJSON, map[string]string{"units": resultUnits, "roster": deskRoster(), "rulebook": resultRulebook, "rehearsal": "1"})
	var made struct{ ID string }
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	return p
}

// named lists the units that the reveal on a picture has given out.
func named(f display.OutputFrame) string {
	for _, l := range f.Layers {
		if l.Scene != onair.SceneReveal {
			continue
		}
		var scene display.RevealScene
		if text, err := json.Marshal(l.Data); err != nil || json.Unmarshal(text, &scene) != nil {
			return "?"
		}
		names := fmt.Sprint(scene.Released, ":")
		for _, row := range scene.Rows {
			names += " " + row.Name
		}
		return names
	}
	return ""
}

func reveals(f display.OutputFrame) bool { return named(f) != "" }

// TestRankingIsRevealedFromTheLastPlaceByTwoPeople: a scrutineer approves what is sealed, a
// director arms and goes, and no name is sent before its turn.
func TestRankingIsRevealedFromTheLastPlaceByTwoPeople(t *testing.T) {
	p := finished(t)
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	hall := p.watch("hall")
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["hall","pvw"],"session":%q}`, p.session))
	cue := `{"act":"cue","on":["hall"],"cue":{"scene":"reveal"}}`
	wantRefusal(t, "nobody has confirmed the result", p.desk.control(cue), http.StatusForbidden, "not-released")
	approve := func(version int, checkpoint string) reply {
		return li.control(fmt.Sprintf(`{"act":"approve","session":%q,"version":%d,"checkpoint":%q}`, p.session, version, checkpoint))
	}
	wantRefusal(t, "nothing is sealed", approve(1, "x"), http.StatusNotFound, "ranking-not-sealed")
	p.act(`{"act":"confirm-result"}`)

	var sealed onair.Binding
	if err := p.live().Look(func(s *voting.State) { sealed, _ = display.BindingOf(s) }); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, "another checkpoint", approve(1, "x"), http.StatusConflict, "stale")
	arm := fmt.Sprintf(`{"act":"arm","within":60,"action":{"kind":"reveal","session":%q,"keep":true}}`, p.session)
	wantRefusal(t, "nobody has approved", p.desk.control(arm), http.StatusForbidden, "wants-second-person")
	if got := approve(sealed.Version, sealed.Checkpoint); got.status != http.StatusOK {
		t.Fatalf("approve: %s", got.body)
	}
	p.desk.mustControl(cue, arm)
	var answer studio.Answer
	p.desk.control(arm).json(t, &answer)
	var proceed string
	if got := named(hall.picture(reveals)); got != "0:" {
		t.Fatalf("before anything is released the wall shows %q", got)
	}
	for _, want := range []string{"1: 税务窗口", "2: 税务窗口 民政窗口", "3: 税务窗口 民政窗口 供水窗口"} {
		proceed = fmt.Sprintf(`{"act":"go","arm":%d}`, answer.Revision)
		p.desk.control(proceed).json(t, &answer)
		wantRefusal(t, "the same press once more", p.desk.control(proceed), http.StatusConflict, "armed-gone")
		p.clock.move(onair.Suspense * time.Millisecond)
		// What stands on the wall already may come once more; of another act it comes with another revision.
		got := named(hall.picture(func(f display.OutputFrame) bool { return strings.HasPrefix(named(f), want[:1]) }))
		if got != want {
			t.Errorf("the wall shows %q, want %q", got, want)
		}
	}
	wantRefusal(t, "all are out", p.desk.control(fmt.Sprintf(`{"act":"go","arm":%d}`, answer.Revision)), http.StatusConflict, "not-armed")
}

// TestTimedRevealIsInNoPictureBeforeItsMoment: the name leaves the server when its moment has come. Before that its output is
// told to be shown, and that something waits there.
func TestTimedRevealIsInNoPictureBeforeItsMoment(t *testing.T) {
	p := finished(t)
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	hall := p.watch("hall")
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["hall","pvw"],"session":%q}`, p.session))
	p.act(`{"act":"confirm-result"}`)
	var sealed onair.Binding
	if err := p.live().Look(func(s *voting.State) { sealed, _ = display.BindingOf(s) }); err != nil {
		t.Fatal(err)
	}
	if got := li.control(fmt.Sprintf(`{"act":"approve","session":%q,"version":%d,"checkpoint":%q}`, p.session, sealed.Version, sealed.Checkpoint)); got.status != http.StatusOK {
		t.Fatalf("approve: %s", got.body)
	}
	p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"reveal"}}`)
	var answer studio.Answer
	p.desk.control(fmt.Sprintf(`{"act":"arm","within":60,"action":{"kind":"reveal","session":%q}}`, p.session)).json(t, &answer)
	at := p.clock.Now().UnixMilli() + 8000
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"at":%d}`, answer.Revision, at))
	out := func(f display.OutputFrame) bool { return strings.HasPrefix(named(f), "1:") }
	p.clock.move(7999 * time.Millisecond)
	p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"bug"}}`)
	before := hall.picture(func(f display.OutputFrame) bool { return reveals(f) && shows(onair.LayerBug, onair.SceneBug)(f) })
	if got := named(before); got != "0:" {
		t.Errorf("before its moment the wall shows %q", got)
	}
	p.painted(hall, before)
	for _, o := range p.app.Studio().Status().Outputs {
		if waits := slices.Contains(o.Waiting, answer.Revision); waits != (o.Name == "hall") {
			t.Errorf("before its moment %s stands at %s, and for %d there waits %v", o.Name, o.Stands, o.Due, o.Waiting)
		}
	}
	p.clock.move(time.Millisecond)
	if got := named(hall.picture(out)); got != "1: 税务窗口" {
		t.Errorf("at its moment the wall shows %q", got)
	}
}

// TestTheLastGroupDoesNotComeOutByItself where the server was begun anew before its moment: a person gives it its GO again.
func TestTheLastGroupDoesNotComeOutByItself(t *testing.T) {
	p := finished(t)
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["hall","pvw"],"session":%q}`, p.session))
	p.act(`{"act":"confirm-result"}`)
	var sealed onair.Binding
	_ = p.live().Look(func(s *voting.State) { sealed, _ = display.BindingOf(s) })
	li.control(fmt.Sprintf(`{"act":"approve","session":%q,"version":%d,"checkpoint":%q}`, p.session, sealed.Version, sealed.Checkpoint))
	p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"reveal"}}`)
	arm := func() uint64 {
		p.desk.mustControl(fmt.Sprintf(`{"act":"arm","within":60,"action":{"kind":"reveal","session":%q}}`, p.session))
		return p.desk.armed().Number
	}
	for range 2 {
		p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d}`, arm()))
		p.clock.move(onair.Suspense * time.Millisecond)
	}
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"in":20000}`, arm()))
	if st := p.box("streamdeck", "").status(t, "hall"); st.Armed != "reveal" || st.DueIn != "20" {
		t.Errorf("a box is told that %q comes in %s s", st.Armed, st.DueIn)
	}
	p.restart()
	p.clock.move(10 * time.Minute)
	out := func() (groups int) {
		p.app.Studio().Look(func(s *onair.State) {
			v, _ := s.View("hall", p.clock.Now().UnixMilli())
			groups = v.Reveals[""]
		})
		return groups
	}
	p.watch("pgm")
	p.ticks()
	if got := out(); got != 2 {
		t.Errorf("ten minutes later %d groups are out, want 2", got)
	}
	p.desk.mustControl(fmt.Sprintf(`{"act":"go","arm":%d,"in":3000}`, arm()))
	p.clock.move(3 * time.Second)
	p.until("the last group is out at its moment", func() bool { return out() == 3 })
}

// TestAClockThatIsSetBackTakesNothingOffTheAir, nor what is out back: also where the server is begun anew meanwhile.
func TestAClockThatIsSetBackTakesNothingOffTheAir(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	for _, more := range []func(){func() {}, p.restart} {
		p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"crawl","text":["开会了"]},"in":2000}`)
		p.clock.move(2100 * time.Millisecond)
		p.watch("pgm")
		p.ticks()
		p.desk.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"bug"}}`)
		p.clock.move(-3 * time.Second)
		more()
		for range 3 {
			wantRefusal(t, "it is out", p.desk.control(`{"act":"disarm"}`), http.StatusConflict, "nothing-waits")
			p.clock.move(500 * time.Millisecond)
		}
		p.desk.mustControl(`{"act":"blank","on":["hall"]}`)
		p.clock.move(10 * time.Second) // by which the clock of the room is followed again
	}
}
