package app

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// another publishes one more session, live or in rehearsal.
func (p *place) another(rehearsal string) string {
	p.t.Helper()
	files := map[string]string{"units": deskUnits, "roster": phoneRoster(), "rulebook": phoneRulebook()}
	if rehearsal != "" {
		files["rehearsal"] = rehearsal
	}
	var made struct{ ID string }
	p.desk.upload("application/json", files).json(p.t, &made)
	p.desk.must(made.ID, `{"act":"issue"}`, `{"act":"publish"}`)
	return made.ID
}

// tunedTo is the session that an output shows, and what lies on it.
func (p *place) tunedTo(name onair.Name) (id string, layers int) {
	p.app.Studio().Look(func(s *onair.State) {
		view, _ := s.View(name, time.Now().UnixMilli())
		id, layers = string(view.Session), len(view.Layers)
	})
	return id, layers
}

// Nobody sets anything up, and nobody directs.
func TestWallFollowsTheEveningByItself(t *testing.T) {
	p := publishPlace(t, nil)
	hall := p.watch("hall")
	hall.picture(shows(onair.LayerQR, onair.SceneJoin))
	p.act(stage1)
	hall.picture(shows(onair.LayerLower, onair.SceneCountdown))
	p.act(open1)
	hall.picture(func(f display.OutputFrame) bool {
		return shows(onair.LayerLower, onair.SceneCountdown)(f) && shows(onair.LayerBug, onair.SceneBug)(f)
	})
	p.act(`{"act":"close","item":1}`, `{"act":"confirm","item":1}`, `{"act":"reveal","item":1}`)
	hall.picture(shows(onair.LayerLower, onair.SceneScore))
	p.act(`{"act":"scene","scene":"board"}`)
	hall.picture(shows(onair.LayerFull, onair.SceneBoard))
	p.act(`{"act":"scene","scene":"blank"}`)
	hall.picture(empty)
	if session, layers := p.tunedTo("pgm"); session != "" || layers != 0 {
		t.Errorf("a rehearsal has gone to the program by itself: %s, %d", session, layers)
	}
}

func TestProgramFollowsALiveSessionUntilSomebodyDirects(t *testing.T) {
	p := publishPlace(t, nil)
	live := p.another("")
	program := p.watch("pgm")
	program.picture(func(f display.OutputFrame) bool { return shows(onair.LayerQR, onair.SceneJoin)(f) && !f.Output.Mark })
	d := p.director()
	d.must(onair.Blank{Act: d.act(), On: []onair.Name{"pgm"}})
	program.picture(empty)
	d.must(onair.Tune{Act: d.act(), On: []onair.Name{"pgm"}})
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneLineup}})
	p.another("")
	if session, layers := p.tunedTo("pgm"); session != "" || layers != 1 {
		t.Errorf("somebody directs the program, and it went to %s with %d scenes, beside %s", session, layers, live)
	}
}

// TestProgramThatWasClearedDoesNotBeginAnew: whoever has cleared it wants it clear, and it begins by itself once.
func TestProgramThatWasClearedDoesNotBeginAnew(t *testing.T) {
	p := publishPlace(t, nil)
	live := p.another("")
	d := p.director()
	d.must(onair.Blank{Act: d.act(), On: []onair.Name{"pgm"}})
	d.must(onair.Tune{Act: d.act(), On: []onair.Name{"pgm"}})
	p.desk.must(live, stage1)
	p.another("")
	p.restart()
	p.another("")
	if session, layers := p.tunedTo("pgm"); session != "" || layers != 0 {
		t.Errorf("it was cleared, and went to %s with %d scenes by itself", session, layers)
	}
}

// Two halls, or one with a session of this evening and one of the next: what is shown is not taken
// away by what is prepared, and a new evening needs no control room.
func TestWallGoesFromOneSessionToTheNext(t *testing.T) {
	p := publishPlace(t, nil)
	next := p.another("1")
	first := p.session
	want := func(moment, session string) {
		t.Helper()
		if got, _ := p.tunedTo("hall"); got != session {
			t.Errorf("%s the wall shows %s, want %s", moment, got, session)
		}
	}
	want("while the next is published", first)
	p.act(stage1, `{"act":"end"}`)
	want("at the end", first)
	p.desk.must(next, stage1)
	want("when the next begins", next)
	p.session = next
	p.desk.must(p.another("1"), stage1)
	want("when a third begins beside it", next)
}

// The desk of a session says where its screens are, to those who may see it, and has them show it.
func TestDeskLeadsToTheScreens(t *testing.T) {
	p := publishPlace(t, nil)
	link := regexp.MustCompile(`value="(http[^"]+/gfx/[a-z]+#[^"]*)"`)
	links := func(b *browser, session string) (all []string) {
		for _, found := range link.FindAllStringSubmatch(b.page("/desk/s/"+session).body, -1) {
			all = append(all, found[1])
		}
		return all
	}
	hall, _ := p.app.Studio().Address("hall")
	preview, _ := p.app.Studio().Address("pvw")
	if got := strings.Join(links(p.desk, p.session), " "); got != hall+" "+preview {
		t.Errorf("the desk of a rehearsal leads to %s", got)
	}
	live, program := p.another(""), ""
	if program, _ = p.app.Studio().Address("pgm"); strings.Join(links(p.desk, live), " ") != hall+" "+program {
		t.Errorf("the desk of a live session leads to %s", links(p.desk, live))
	}
	scrutineer := p.colleague("li", desk.Scrutineer, time.Hour)
	if got := links(scrutineer, live); len(got) > 0 || strings.Contains(scrutineer.page("/desk/s/"+live).body, "/gfx/") {
		t.Errorf("a scrutineer is told %s", got)
	}
	show := func(b *browser, output string) int {
		return b.form("/desk/s/"+live+"/screens", url.Values{"output": {output}}).status
	}
	if status := show(scrutineer, "hall"); status != http.StatusForbidden {
		t.Errorf("a scrutineer changes the wall: status %d", status)
	}
	if got, _ := p.tunedTo("hall"); got != p.session {
		t.Fatalf("the wall shows %s", got)
	}
	if status := show(p.desk, "hall"); status != http.StatusSeeOther {
		t.Errorf("status %d", status)
	}
	p.watch("hall").picture(func(f display.OutputFrame) bool { return f.Session != nil && f.Session.ID == voting.SessionID(live) })
	if status := show(p.desk, "nowhere"); status != http.StatusNotFound {
		t.Errorf("an output that is not there: status %d", status)
	}
	if strings.Contains(p.logs.String(), p.token("hall")) {
		t.Error("the address of the wall stands in the log lines")
	}
}
