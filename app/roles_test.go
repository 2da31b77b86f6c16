package app

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/onair"
)

// doors are the addresses behind a log-in, with the roles that each lets in: o is an organizer, s a
// scrutineer, d a director. An address that is not here does not exist, or the test fails.
func doors() map[string]string {
	return map[string]string{
		"GET /desk": "os", "GET /desk/logged-in": "osd", "POST /desk/sessions": "o", "GET /desk/new": "o", "GET /desk/new/:programme": "o", "POST /desk/new/:programme": "o",
		"GET /desk/new/:programme/:list": "o", "GET /desk/s/:id": "os", "POST /desk/s/:id/act": "os", "GET /desk/s/:id/act": "os",
		"GET /desk/s/:id/life": "os", "POST /desk/s/:id/life": "os", "POST /desk/s/:id/figures": "o", "POST /desk/s/:id/screens": "o", "GET /desk/s/:id/figures": "os",
		"GET /desk/s/:id/figures.csv": "o", "GET /desk/s/:id/cards": "o", "GET /desk/s/:id/cards.csv": "o", "GET /desk/s/:id/cards.json": "o",
		"GET /desk/s/:id/results": "os", "GET /desk/s/:id/results.json": "os", "GET /desk/s/:id/results.css": "os", "GET /desk/s/:id/explain": "os",
		"GET /desk/s/:id/explain.json": "os", "GET /desk/s/:id/results.xlsx": "os", "GET /desk/s/:id/results.zip": "os", "GET /desk/s/:id/results.sqlite": "os",
		"GET /desk/s/:id/named.xlsx": "s", "GET /desk/s/:id/named.zip": "s", "GET /desk/s/:id/named.sqlite": "s",
		"GET /desk/s/:id/bundle-public.zip": "os", "GET /desk/s/:id/bundle-scrutineer.zip": "s",

		"GET /desk/s/:id/state.json": "osd", "GET /desk/s/:id/live": "osd", "GET /desk/s/:id/cues.json": "osd",
		"GET /desk/director": "osd", "GET /desk/director/sessions.json": "osd", "GET /desk/studio/state.json": "osd", "GET /desk/studio/live": "osd", "POST /desk/studio/act": "osd", "POST /desk/studio/may": "osd",
		"GET /desk/director/outputs": "od", "GET /desk/director/asrun": "osd", "GET /desk/director/asrun.csv": "osd", "GET /desk/studio/addresses.json": "osd",
		"GET /gfx/:name/shell.html": "od", "GET /gfx/:name/spx.html": "od", "GET /gfx/:name/ograf.zip": "od", // of pgm
		"GET /desk/director/controllers": "o", "POST /desk/director/controllers": "o",
	}
}

// people are one of each role.
func (p *place) people() map[string]*browser {
	return map[string]*browser{
		"o": p.desk, "s": p.colleague("li", desk.Scrutineer, time.Hour), "d": p.colleague("zhao", desk.Director, time.Hour),
	}
}

func TestEveryDoorOfTheDeskLetsInItsRolesAndNobodyElse(t *testing.T) {
	p := publishPlace(t, nil)
	people := p.people()
	people["nobody"] = &browser{t: t, base: p.base(), http: http.DefaultClient}
	told := doors()
	fill := strings.NewReplacer(":id", p.session, ":programme", "windows", ":list", "units.csv", ":name", "pgm")
	for _, route := range p.app.fiber.GetRoutes(true) {
		door := route.Method + " " + route.Path
		behind := strings.HasPrefix(route.Path, "/desk") || strings.HasPrefix(route.Path, "/gfx/:name/")
		if !behind || route.Method != http.MethodGet && route.Method != http.MethodPost || slices.Contains([]string{"/desk/login", "/desk/logout"}, route.Path) {
			continue
		}
		roles, known := told[door]
		if !known {
			t.Errorf("%s is not in the table: whom does it let in?", door)
		}
		delete(told, door)
		for name, person := range people {
			got := person.do(route.Method, fill.Replace(route.Path), "application/json", "application/json", strings.NewReader("{}")).status
			in := got != http.StatusForbidden && got != http.StatusUnauthorized
			if in != strings.Contains(roles, name) && !ofAct(door, got) {
				t.Errorf("%s answers %s with %d, and is for %q", door, name, got, roles)
			}
		}
	}
	for door := range told {
		t.Errorf("there is no %s", door)
	}
}

// ofAct tells where the act decides and not the address: an act of no name belongs to nobody but
// those who run things.
func ofAct(door string, status int) bool {
	return (door == "POST /desk/s/:id/act" || door == "POST /desk/s/:id/life" || door == "POST /desk/studio/act") && status == http.StatusForbidden
}

func TestEveryActOfTheControlRoomIsForItsRoles(t *testing.T) {
	p := publishPlace(t, nil)
	people := p.people()
	for act, roles := range map[string]string{
		"approve": "s", "decline": "s", "check": "s", "panic": "osd", "unlock": "osd", "set-output": "od", "revoke": "od", "remove": "od", "tune": "od", "cue": "od", "take": "od", "next": "od", "back": "od",
		"hold-pages": "od", "auto-pages": "od", "out": "od", "blank": "od", "hold": "od", "unhold": "od", "unpanic": "od", "arm": "od", "go": "od", "disarm": "od", "lease": "od", "give": "od",
		"plan": "od", "ask": "od", "phones": "od", "run": "od", "proceed": "od",
	} {
		for role, person := range people {
			got := person.may(`{"act":"` + act + `","on":["pvw"],"output":"hall"}`)
			if in := got[0].Code != "forbidden"; in != strings.Contains(roles, role) {
				t.Errorf("%s by %s: %+v, want it for %q", act, role, got[0], roles)
			}
		}
	}
}

// TestDirectorDoesNothingToASealedOutput: what he does not see he does not drive.
func TestDirectorDoesNothingToASealedOutput(t *testing.T) {
	p := publishPlace(t, nil)
	zhao := p.people()["d"]
	for _, act := range []string{
		`{"act":"set-output","set":{"name":"mine","title":"我","class":"sealed"}}`, `{"act":"set-output","set":{"name":"sealed","class":"public"}}`,
		`{"act":"revoke","output":"sealed"}`, `{"act":"remove","output":"sealed"}`, `{"act":"cue","on":["sealed"],"cue":{"scene":"reveal"}}`,
		`{"act":"take","from":"sealed","on":["hall"]}`, `{"act":"arm","action":{"kind":"take","from":"pvw","on":["hall","sealed"]},"within":9}`,
		`{"act":"tune","on":["pvw","sealed"]}`, `{"act":"plan","plan":{"on":["sealed"]}}`,
	} {
		wantRefusal(t, act, zhao.control(act), http.StatusForbidden, "forbidden")
	}
	zhao.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"strap","text":["张三"]}}`, `{"act":"take","from":"pvw","on":["hall"]}`, `{"act":"blank","on":["hall"]}`, `{"act":"panic"}`, `{"act":"unpanic"}`)
}

// TestDirectorLearnsOfAResultWithThePublic: between the count and its reveal an organizer sees
// bars and score; the director's picture has the rundown, and neither.
func TestDirectorLearnsOfAResultWithThePublic(t *testing.T) {
	p := publishPlace(t, nil)
	zhao, state := p.people()["d"], "/desk/s/"+p.session+"/state.json"
	p.director().tune("pvw", "hall")
	confirm1(p)
	number := func(body string) bool { return strings.Contains(body, `"bars"`) || strings.Contains(body, `"result"`) }
	p.until("the organizer sees numbers, so that the test says something", func() bool { return number(p.desk.json(state).body) })
	p.until("the director sees that it is confirmed", func() bool { return strings.Contains(zhao.json(state).body, `"phase":"confirmed"`) })
	if body := zhao.json(state).body; number(body) || !strings.Contains(body, `"phase":"confirmed"`) || !strings.Contains(body, `"turnout":[]`) {
		t.Errorf("before the reveal the director is told %s", body)
	}
	wantRefusal(t, "a director reveals", zhao.do("POST", "/desk/s/"+p.session+"/act", "application/json", "application/json", strings.NewReader(`{"act":"reveal","item":1}`)), http.StatusForbidden, "forbidden")
	p.act(`{"act":"reveal","item":1}`)
	p.until("the director learns of the result", func() bool { return number(zhao.json(state).body) })
}

// TestDirectorWorksAtADeskOfHisOwn: logging in leads there, and what stands in the log is his role.
func TestDirectorWorksAtADeskOfHisOwn(t *testing.T) {
	server := deskServer(t)
	accounts, err := desk.OpenAccounts(server.cfg.Dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := accounts.Add("zhao", desk.Director, deskPassword); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, server)
	answer := b.form("/desk/login", map[string][]string{"name": {"zhao"}, "password": {deskPassword}})
	if answer.location != "/desk/director" {
		t.Fatalf("logging in leads to %q, status %d", answer.location, answer.status)
	}
	page := b.page("/desk/director")
	if page.status != http.StatusOK || !strings.Contains(page.body, "导播") || strings.Contains(page.body, "/desk/director/controllers") || strings.Contains(page.body, `href="/desk"`) {
		t.Errorf("the director's page has status %d:\n%s", page.status, page.body)
	}
	b.mustControl(`{"act":"cue","on":["pvw"],"cue":{"scene":"strap","text":["张三"]}}`)
	server.Studio().Look(func(s *onair.State) {
		if view, _ := s.View("pvw", time.Now().UnixMilli()); view.Layers[onair.LayerLower].Scene != onair.SceneStrap {
			t.Errorf("preview shows %+v", view.Layers)
		}
	})
	if back := b.page("/desk"); back.status != http.StatusForbidden || !strings.Contains(back.body, `href="/desk/director"`) {
		t.Errorf("a page that is not his leads nowhere: %d\n%s", back.status, back.body)
	}
}
