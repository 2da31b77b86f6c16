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
	"pingyi/onair"
)

// may asks what would come of wishes.
func (b *browser) may(wishes ...string) (answers []struct {
	Code, Message string
	Steps         int
	Idle          bool
	Lead          int64
}) {
	b.t.Helper()
	got := b.do("POST", "/desk/studio/may", "application/json", "application/json", strings.NewReader(`{"wishes":[`+strings.Join(wishes, ",")+`]}`))
	got.json(b.t, &answers)
	return answers
}

// TestDeskIsToldWhyNotBeforeAnybodyPresses: what is asked is answered as an act would be, in
// words, and nothing is done.
func TestDeskIsToldWhyNotBeforeAnybodyPresses(t *testing.T) {
	p := publishPlace(t, nil)
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["hall","pvw"],"session":%q}`, p.session), `{"act":"blank","on":["hall"]}`)
	p.act(`{"act":"stage","item":1}`)
	var before, after studio.Status
	p.desk.json("/desk/studio/state.json").json(t, &before)
	answers := p.desk.may(
		`{"act":"cue","on":["pvw"],"cue":{"scene":"live-bars","item":1}}`,
		`{"act":"cue","on":["hall"],"cue":{"scene":"score-card","item":1}}`,
		`{"act":"take","from":"pvw","on":["hall"]}`,
		`{"act":"blank","on":["hall"]}`,
		`{"act":"dance"}`,
	)
	for i, want := range []string{"", "not-released", "nothing-cued", "", "bad-request"} {
		if answers[i].Code != want || (want == "") != (answers[i].Message == "") {
			t.Errorf("answer %d is %+v, want %q", i, answers[i], want)
		}
	}
	of := p.desk.may(`{"act":"cue","on":["hall"],"cue":{"scene":"live-bars","item":1},"session":"another"}`)[0]
	if of.Code != "other-session" || of.Message == "" {
		t.Errorf("of a cue of another session the desk is told %+v", of)
	}
	if answers[0].Steps != 3 || answers[0].Idle || !answers[3].Idle {
		t.Errorf("bars have %d steps; blanking what is empty is idle: %v", answers[0].Steps, answers[3].Idle)
	}
	if strings.Contains(answers[1].Message, "score-card") {
		t.Errorf("a person is told a name of ours: %s", answers[1].Message)
	}
	if p.desk.json("/desk/studio/state.json").json(t, &after); after.Revision != before.Revision {
		t.Error("a question has changed the room")
	}
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	if got := li.may(`{"act":"blank","on":["hall"]}`); got[0].Code != "forbidden" {
		t.Errorf("a scrutineer may blank: %+v", got)
	}
}

// TestDeskIsToldHowLongWhatStandsTakesToLeave, so that it can say of a moment what is too near for that.
func TestDeskIsToldHowLongWhatStandsTakesToLeave(t *testing.T) {
	p := publishPlace(t, nil)
	strap := func(name string) string {
		return fmt.Sprintf(`{"act":"cue","on":["hall"],"cue":{"scene":"strap","text":[%q]},"in":5000}`, name)
	}
	p.desk.mustControl(`{"act":"blank","on":["hall"]}`)
	if got := p.desk.may(strap("王芳"))[0]; got.Lead != 0 || got.Code != "" {
		t.Errorf("where nothing stands the desk is told %+v", got)
	}
	p.desk.mustControl(`{"act":"cue","on":["hall"],"cue":{"scene":"strap","text":["王芳"]}}`)
	if got := p.desk.may(strap("李明"))[0]; got.Lead != 720 {
		t.Errorf("of a strap behind a strap the desk is told %+v", got)
	}
}

// TestFramesOfADeskConfirmNothing: what a director sees on his desk has not gone out for that. The
// desks are told of the frame; the log says nothing until a page that somebody sees has spoken.
func TestFramesOfADeskConfirmNothing(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	frame, wall := p.watchAs("hall", "desk"), p.watch("hall")
	take := d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneBug}})
	said := fmt.Sprintf(`{"shown":{"rev":9,"take":%d,"visible":true}}`, take)
	confirmed := func() (was bool) {
		p.app.Studio().Look(func(s *onair.State) { was = s.WasShown("hall", take) })
		return was
	}
	heard := func(host string) bool {
		return slices.ContainsFunc(p.app.Studio().Health(), func(page studio.Page) bool { return page.Host == host && page.Take == take })
	}
	frame.say(said)
	p.until("the frame is heard", func() bool { return heard("desk") })
	if confirmed() {
		t.Error("a frame of a desk has confirmed a take")
	}
	wall.say(said)
	p.until("the wall confirms", confirmed)
}

// TestPhonesDoNotLearnFromAFrameOfADesk: the hall waits for the picture that viewers get.
func TestPhonesDoNotLearnFromAFrameOfADesk(t *testing.T) {
	p := publishPlace(t, nil)
	d, page := p.onProgram()
	d.must(onair.SetPhones{Act: d.act(), Phones: onair.Phones{Within: 60_000}})
	frame := p.watchAs("pgm", "desk")
	confirm1(p)
	p.ticks()
	p.revealBehind(1)
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: onair.Cue{Scene: onair.SceneScore, Item: 1}})
	shown := frame.picture(shows(onair.LayerLower, onair.SceneScore))
	p.painted(frame, shown)
	p.ticks()
	if !p.keptBack() {
		t.Error("phones have learned of the result from a frame on the desk")
	}
	p.painted(page, shown)
	p.until("phones learn of it from the program", func() bool { return !p.keptBack() })
}

func TestDirectorsDeskIsAPageOfItsOwn(t *testing.T) {
	p := publishPlace(t, nil)
	page := p.desk.page("/desk/director")
	policy := page.header.Get("Content-Security-Policy")
	if page.status != http.StatusOK || !strings.Contains(policy, "frame-src 'self'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("status %d, policy %q", page.status, policy)
	}
	if strings.Contains(page.body, p.token("pgm")) {
		t.Error("the page holds an address, which only organizers may be told")
	}
	_, text, _ := strings.Cut(page.body, `<script type="application/json" id="facts">`)
	text, _, _ = strings.Cut(text, "</script>")
	var facts struct {
		Person   string
		Sessions []struct{ ID string }
		Words    map[string]string
	}
	if err := json.Unmarshal([]byte(text), &facts); err != nil || len(facts.Sessions) != 1 || facts.Words["do.take"] == "" {
		t.Errorf("%v: %+v", err, facts)
	}
	for _, path := range []string{"/desk", "/desk/s/" + p.session} {
		if !strings.Contains(p.desk.page(path).body, `href="/desk/director"`) {
			t.Errorf("nothing leads from %s to the director's desk", path)
		}
	}
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	if got := li.page("/desk/director"); got.status != http.StatusOK {
		t.Errorf("a scrutineer is refused: %d", got.status)
	}
	if got := li.page("/desk/director/outputs"); got.status != http.StatusForbidden {
		t.Errorf("a scrutineer sets up outputs: %d", got.status)
	}
}

// TestCuesOfASession: a director is told what there is to show, and no figure of it.
func TestCuesOfASession(t *testing.T) {
	p := finished(t)
	type cues struct {
		Shape    string
		Units    []struct{ ID, Name string }
		Rankings []struct{ Scene, List string }
		Sealed   *struct {
			Version    int
			Checkpoint string
		}
	}
	get := func() (c cues) { p.desk.json("/desk/s/"+p.session+"/cues.json").json(t, &c); return c }
	if c := get(); c.Shape != "windows" || len(c.Units) != 3 || len(c.Rankings) == 0 || c.Rankings[0].Scene != "reveal" || c.Sealed != nil {
		t.Errorf("before it is confirmed there is %+v", c)
	}
	p.act(`{"act":"confirm-result"}`)
	if c := get(); c.Sealed == nil || c.Sealed.Version != 1 || c.Sealed.Checkpoint == "" {
		t.Errorf("sealed is %+v", c.Sealed)
	}
}
