package app

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/onair"
)

// Whoever has one of these files has the address of the output.
func TestFilesForHostsAreForThoseWhoMaySeeTheAddresses(t *testing.T) {
	p := publishPlace(t, nil)
	stranger, scrutineer := &browser{t: t, base: p.base(), http: http.DefaultClient}, p.colleague("li", desk.Scrutineer, time.Hour)
	for _, name := range []string{"shell.html", "spx.html", "ograf.zip"} {
		got := p.desk.json("/gfx/pgm/" + name)
		if got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment;") || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, %v", name, got.status, got.header)
		}
		if got.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("pages of anybody may read %s", name)
		}
		wantRefusal(t, name, stranger.json("/gfx/pgm/"+name), http.StatusUnauthorized, "login-failed")
		if got := scrutineer.json("/gfx/pgm/" + name); got.status != http.StatusForbidden {
			t.Errorf("a scrutineer is given %s: %d", name, got.status)
		}
		if got := p.desk.json("/gfx/nowhere/" + name); got.status != http.StatusNotFound {
			t.Errorf("%s of no output: %d", name, got.status)
		}
	}
}

// A page from a file has the origin "null". What it may read is the same for everybody.
func TestPagesOfAnyOriginMayLoadWhatDrawsAnOutput(t *testing.T) {
	p := publishPlace(t, nil)
	h := p.handset()
	for _, path := range []string{"/gfx/load.js", "/gfx/graphic.js", p.app.site.Prefix() + "gfx/gfx.js", p.app.site.Prefix() + "gfx/gfx.css"} {
		got := h.page(path, "Origin", "null")
		if got.status != http.StatusOK || got.header.Get("Access-Control-Allow-Origin") != "*" || got.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: status %d, %v", path, got.status, got.header)
		}
	}
	for _, path := range []string{"/v/me", "/desk/studio/addresses.json", "/gfx/pgm", "/desk/studio/state.json"} {
		if got := p.desk.json(path); got.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("pages of anybody may read %s", path)
		}
	}
}

// spxOf is the definition in a template, as SPX finds it: in the first script of the page.
func spxOf(t *testing.T, page string) (definition struct {
	Description, Out, Steps, WebPlayout, DataFormat string
	DataFields                                      []struct {
		Field, FType, Value string
		Items               []struct{ Text, Value string }
	}
}) {
	t.Helper()
	_, rest, _ := strings.Cut(page, "<script>window.SPXGCTemplateDefinition = ")
	text, _, found := strings.Cut(rest, ";</script>")
	if !found || strings.Index(page, "<script") != strings.Index(page, "<script>window.SPX") {
		t.Fatalf("the definition is not the first script: %.300s", page)
	}
	if err := json.Unmarshal([]byte(text), &definition); err != nil {
		t.Fatal(err)
	}
	return definition
}

func TestSPXTemplateAsksForIDsAlone(t *testing.T) {
	p := publishPlace(t, nil)
	all := spxOf(t, p.desk.json("/gfx/pgm/spx.html").body)
	if all.Out != "manual" || all.DataFormat != "json" || all.Steps != "1" || len(all.DataFields) != 2 {
		t.Errorf("the template is %+v", all)
	}
	if field := all.DataFields[0]; field.Field != "f0" || field.FType != "dropdown" || len(field.Items) != len(onair.Kinds()) || field.Value != "all" || field.Items[0].Value != "all" {
		t.Errorf("the scene is asked for by %+v", field)
	}
	one := spxOf(t, p.desk.json("/gfx/pgm/spx.html?scene=live-bars").body)
	if one.Steps != "1" || one.DataFields[0].Value != "live-bars" || !strings.Contains(one.Description, "实时票数") {
		t.Errorf("the template of one scene is %+v", one)
	}
	if got := p.desk.json("/gfx/pgm/spx.html?scene=weather"); got.status != http.StatusNotFound {
		t.Errorf("a scene that there is not: %d", got.status)
	}
}

// A host has the scenes that the output may show, and no others.
func TestHostsAreOfferedWhatTheOutputShows(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.must(onair.SetOutput{Act: d.act(), Output: onair.Output{
		Name: "wall-2", Title: "大屏 <2>", Class: onair.Public, Theme: "blue", Lang: "en", Width: 1920, Height: 1080, Rate: 50, Ground: onair.Full,
		Scenes: []onair.Scene{onair.SceneBoard, onair.SceneLineup},
	}})
	if field := spxOf(t, p.desk.json("/gfx/wall-2/spx.html").body).DataFields[0]; len(field.Items) != 3 || field.Items[1].Text != "Ranking" {
		t.Errorf("SPX offers %+v", field.Items)
	}
	body := p.desk.json("/gfx/wall-2/ograf.zip").body
	packed, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range packed.File {
		names = append(names, f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || strings.HasSuffix(f.Name, ".mjs") && !strings.Contains(string(text), p.token("wall-2")) {
			t.Errorf("%s: %v, %.200s", f.Name, err, text)
		}
	}
	if got := strings.Join(names, " "); got != "pingyi-wall-2/pingyi-wall-2-board.mjs pingyi-wall-2/pingyi-wall-2-board.ograf.json pingyi-wall-2/pingyi-wall-2-lineup.mjs pingyi-wall-2/pingyi-wall-2-lineup.ograf.json" {
		t.Errorf("the package has %s", got)
	}
}

// A file that was handed out is as void as the address that it holds.
func TestARevokedAddressIsInNoFileAnyMore(t *testing.T) {
	p := publishPlace(t, nil)
	before := p.token("pgm")
	d := p.director()
	d.must(onair.RevokeAddress{Act: d.act(), Output: "pgm"})
	if got := p.desk.json("/gfx/pgm/shell.html").body; strings.Contains(got, before) || !strings.Contains(got, p.token("pgm")) {
		t.Errorf("the file is %s", got)
	}
}

// graphicVersions are the versions of the graphics of an output by their ids, as the package says now. It holds
// that the token is in no manifest.
func (p *place) graphicVersions(name onair.Name) map[string]string {
	p.t.Helper()
	body := p.desk.json("/gfx/" + string(name) + "/ograf.zip").body
	packed, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		p.t.Fatal(err)
	}
	versions := make(map[string]string)
	for _, f := range packed.File {
		if !strings.HasSuffix(f.Name, ".ograf.json") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			p.t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		var manifest struct{ ID, Version string }
		if err == nil {
			err = json.Unmarshal(text, &manifest)
		}
		if err != nil || !regexp.MustCompile(`^20[0-9]{12}-[0-9a-f]{16}$`).MatchString(manifest.Version) || strings.Contains(string(text), p.token(name)) {
			p.t.Errorf("%s: %v\n%s", f.Name, err, text)
		}
		versions[manifest.ID] = manifest.Version
	}
	return versions
}

// A renderer keeps the class that it has of an id in a version, so a package that is to replace another has to have
// another version, and a higher one, since a renderer may take the highest of those it has; and one that is the same must have the same,
// also after a restart.
func TestAGraphicThatIsAnotherHasAHigherVersion(t *testing.T) {
	p := publishPlace(t, nil)
	first := p.graphicVersions("pgm")
	if len(first) != len(onair.Kinds())-1 {
		t.Fatalf("the package has %v", first)
	}
	revoke := func() {
		d := p.director()
		d.must(onair.RevokeAddress{Act: onair.Act{By: "zhang", Role: onair.Director, Controller: "desk", ID: "revoke", At: p.clock.Now().UnixMilli()}, Output: "pgm"})
	}
	set := func(n string, change func(*onair.Output)) {
		p.director().must(onair.SetOutput{Act: onair.Act{By: "zhang", Role: onair.Director, Controller: "desk", ID: n, At: p.clock.Now().UnixMilli()}, Output: p.output("pgm", change)})
	}
	before, title := first, p.output("pgm", func(*onair.Output) {}).Title
	for _, c := range []struct {
		what    string
		change  func()
		another bool
	}{
		{"fetched again", func() {}, false},
		{"a minute later", func() { p.clock.move(time.Minute) }, false},
		{"after the address was revoked", revoke, true},
		{"after a restart", func() {
			called := p.app.site.BaseURL
			p.restart()
			p.app.site.BaseURL = called // another port is only the test's
		}, false},
		{"after the server moved", func() { p.app.site.BaseURL = "https://pingyi.example.gov.cn" }, true},
		{"after it moved again while its clock went back", func() { p.clock.move(-time.Hour); p.app.site.BaseURL = "https://pingyi.example.cn" }, true},
		{"after scenes were taken from the output", func() {
			set("scenes", func(o *onair.Output) { o.Scenes = []onair.Scene{onair.SceneBoard, onair.SceneBars} })
		}, false},
		{"after the output got another title", func() { set("title", func(o *onair.Output) { o.Title = "二套播出" }) }, true},
		{"after it got back the title of before", func() { set("title again", func(o *onair.Output) { o.Title = title }) }, true},
	} {
		c.change()
		after := p.graphicVersions("pgm")
		for id, version := range after {
			if (version != before[id]) != c.another || version < before[id] {
				t.Errorf("%s, %s has version %s, and had %s", c.what, id, version, before[id])
			}
		}
		before = after
	}
	if got := p.graphicVersions("hall"); got["pingyi-hall-board"] == "" || got["pingyi-hall-board"] == before["pingyi-pgm-board"] {
		t.Errorf("of the hall the versions are %v", got)
	}
}

// output is an output as it is, with a change.
func (p *place) output(name onair.Name, change func(*onair.Output)) (o onair.Output) {
	p.app.Studio().Look(func(s *onair.State) { o, _ = s.Output(name) })
	change(&o)
	return o
}
