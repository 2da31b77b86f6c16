package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
)

// seers says who sees an output of each class: o is an organizer, s a scrutineer, d a director. A sealed
// one has the numbers before their release.
func seers() map[onair.Name]string {
	return map[onair.Name]string{"pgm": "od", "pvw": "od", "hall": "od", "sealed": "s"}
}

// TestOutputIsSeenByThoseItsClassIsFor tries every way to an output that a log-in opens, for each role and each class.
func TestOutputIsSeenByThoseItsClassIsFor(t *testing.T) {
	p := publishPlace(t, nil)
	people := p.people()
	people["nobody"] = &browser{t: t, base: p.base(), http: http.DefaultClient}
	for output, roles := range seers() {
		for role, person := range people {
			in := strings.Contains(roles, role)
			if all := person.json("/desk/studio/addresses.json"); strings.Contains(all.body, p.token(output)) != in {
				t.Errorf("of the addresses %s is told %s: want %s in it: %t", role, all.body, output, in)
			}
			for _, file := range []string{"shell.html", "spx.html", "ograf.zip"} {
				if got := person.json("/gfx/" + string(output) + "/" + file); (got.status == http.StatusOK) != in {
					t.Errorf("%s of %s answers %s with %d", file, output, role, got.status)
				}
			}
		}
	}
}

// TestPagesTellNoAddressOfAnOutput: an address comes from one place, which knows whom it is for.
func TestPagesTellNoAddressOfAnOutput(t *testing.T) {
	p := publishPlace(t, nil)
	secret := p.token("sealed")
	for role, person := range p.people() {
		for _, path := range []string{
			"/desk", "/desk/director", "/desk/director/outputs", "/desk/director/controllers", "/desk/director/asrun", "/desk/director/asrun.csv", "/desk/s/" + p.session, "/desk/s/" + p.session + "/life",
			"/desk/s/" + p.session + "/state.json", "/desk/s/" + p.session + "/cues.json", "/desk/studio/state.json", "/gfx/sealed", "/dev/gallery/desk",
		} {
			if got := person.page(path); strings.Contains(got.body, secret) {
				t.Errorf("%s tells %s the address of the sealed output", path, role)
			}
		}
	}
}

// onSealed is what a status tells to lie on the sealed output.
func onSealed(t *testing.T, text string) (layers int, steps string) {
	t.Helper()
	var status studio.Status
	if err := json.Unmarshal([]byte(text), &status); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, o := range status.Outputs {
		if o.Name == "sealed" {
			return len(o.Layers), fmt.Sprint(o.Layers)
		}
	}
	t.Fatalf("no sealed output in %s", text)
	return 0, ""
}

// TestWhatLiesOnASealedOutputIsToldToThoseWhoSeeIt: by the page, and by the socket of the desk, on which a
// status goes to many.
func TestWhatLiesOnASealedOutputIsToldToThoseWhoSeeIt(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("sealed")
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"sealed"}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{"张三"}}})
	for role, person := range p.people() {
		want := strings.Contains(seers()["sealed"], role)
		if layers, all := onSealed(t, person.json("/desk/studio/state.json").body); (layers > 0) != want {
			t.Errorf("%s is told that %d layers lie on it: %s", role, layers, all)
		}
		s, status := (&handset{t: t, base: p.base(), http: person.http, jar: person.http.Jar.(*plainJar)}).live("/desk/studio/live", p.base())
		if status != http.StatusSwitchingProtocols {
			t.Fatalf("%s: status %d", role, status)
		}
		for told := 0; told < 2; told++ { // the first, and the one after a change
			text, _ := s.shown()
			if layers, all := onSealed(t, text); (layers > 0) != want {
				t.Errorf("the socket tells %s that %d layers lie on it: %s", role, layers, all)
			}
			d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{role, fmt.Sprint(told)}}})
		}
	}
	if got := p.desk.may(`{"act":"cue","on":["sealed"],"cue":{"scene":"strap","text":["张三"]}}`); got[0].Code != "" || got[0].Steps != 0 {
		t.Errorf("an organizer who sets it up is told %+v", got)
	}
}

// TestSealedOutputHasNoOtherWayOut: a token of its page opens the page, and neither a feed nor what button boxes ask.
func TestSealedOutputHasNoOtherWayOut(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("sealed", "pvw", "hall")
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pvw"}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{"张三"}}})
	for _, view := range display.TableViews() {
		for _, ending := range []string{"json", "csv", "vmix.json", "txt"} {
			if got, body := p.fetch(http.MethodGet, p.feedPath("sealed", view+"."+ending)); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s.%s: %d %s", view, ending, got.StatusCode, body)
			}
		}
	}
	b := p.box("streamdeck", "")
	for _, path := range []string{"/ctl/status?out=sealed&", "/ctl/buttons.json?out=sealed&", "/button/take.png?out=sealed&"} {
		if got := b.send("GET", path+"k="+b.token, ""); got.status != http.StatusConflict {
			t.Errorf("%s is answered with %d %s", path, got.status, got.body)
		}
	}
	if s, _ := b.live("/ctl/live?out=sealed&k="+b.token, ""); s != nil {
		if _, goodbye := s.hear(); goodbye != 4101 {
			t.Errorf("a box looks at it: %d", goodbye)
		}
	}
	for _, press := range []string{"sealed/take", "hall,sealed/take", "sealed/blank", "sealed/next", "sealed/arm/take", "hall/take?from=sealed"} {
		if answer, status := b.get(press); status != http.StatusConflict || answer.Code != string(onair.RefusedNoOutput) || answer.Seq != 0 && press != "hall/take?from=sealed" && press != "hall,sealed/take" {
			t.Errorf("%s is answered with %d %+v", press, status, answer)
		}
	}
	b.must("sealed/panic")
}

// TestADirectorIsToldOfAChoiceWhatThePublicIs: the reveal of the form gives out nothing of its lists, and the log-in of a
// director has them no sooner; those who count see them.
func TestADirectorIsToldOfAChoiceWhatThePublicIs(t *testing.T) {
	f := formats()[3]
	p := f.publish(t, t.TempDir())
	f.vote(p.listening(t.TempDir()))
	p.act(`{"act":"reveal","item":1}`, `{"act":"end"}`, `{"act":"scene","scene":"board"}`)
	told := func() (told string) {
		for _, role := range []string{"d", "o", "s"} {
			state := p.people()[role].json("/desk/s/" + p.session + "/state.json").body
			if strings.Contains(state, `"list":"十佳"`) || strings.Contains(state, f.known) {
				told += role
			}
		}
		return told
	}
	if got := told(); got != "os" {
		t.Errorf("the form is revealed, and of its lists are told %q", got)
	}
	p.act(`{"act":"confirm-result"}`)
	if got := told(); got != "os" {
		t.Errorf("the result is confirmed, and of its lists are told %q", got)
	}
	p.act(`{"act":"announce"}`)
	if got := told(); got != "dos" {
		t.Errorf("the result is announced, and of its lists are told %q", got)
	}
}
