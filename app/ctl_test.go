package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

const controllersPath = "/desk/director/controllers"

// box is a button box with its token.
type box struct {
	*handset
	token string
}

// box makes a controller at the desk.
func (p *place) box(name string, more string) *box {
	p.t.Helper()
	got := p.desk.do("POST", controllersPath, plainJSON, plainJSON, strings.NewReader(fmt.Sprintf(`{"act":"create","name":%q%s}`, name, more)))
	var made struct{ Token string }
	got.json(p.t, &made)
	if got.status != http.StatusOK || len(made.Token) != 26 {
		p.t.Fatalf("status %d: %s", got.status, got.body)
	}
	return &box{p.handset(), made.Token}
}

// get presses a key as a box does that can only ask for an address.
func (b *box) get(path string) (studio.CtlAnswer, int) {
	with := "?"
	if strings.Contains(path, "?") {
		with = "&"
	}
	return said(b.send("GET", "/ctl/"+path+with+"k="+b.token, ""))
}

func said(r reply) (a studio.CtlAnswer, status int) {
	if json.Unmarshal([]byte(r.body), &a) != nil {
		a.Code = "no JSON: " + r.body
	}
	return a, r.status
}

func (b *box) must(paths ...string) (last studio.CtlAnswer) {
	b.t.Helper()
	for _, path := range paths {
		answer, status := b.get(path)
		if status != http.StatusOK || !answer.OK {
			b.t.Fatalf("%s: %d %+v", path, status, answer)
		}
		last = answer
	}
	return last
}

func (p *place) tuned(on string) {
	p.t.Helper()
	p.desk.mustControl(fmt.Sprintf(`{"act":"tune","on":["pvw",%s],"session":%q}`, on, p.session))
}

func TestBoxDrivesAnOutputByItsAddresses(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall","lobby"`)
	b := p.box("streamdeck", "")
	hall, lobby := p.watch("hall"), p.watch("lobby")
	cued := b.must("hall/preview/strap?text=" + url.QueryEscape("张三") + "&text=" + url.QueryEscape("局长"))
	taken := b.must("hall,lobby/take")
	if taken.Take <= cued.Take || taken.Rev != taken.Take || taken.MessageZH == "" || taken.MessageEN == "" || taken.Code != "ok" {
		t.Errorf("a take is answered with %+v, the cue before with %+v", taken, cued)
	}
	hall.picture(shows(onair.LayerLower, onair.SceneStrap))
	lobby.picture(shows(onair.LayerLower, onair.SceneStrap))
	b.must("hall/preview/live-bars", "hall/cut", "hall/next")
	hall.picture(func(f display.OutputFrame) bool {
		return len(f.Layers) > 0 && f.Layers[0].Scene == onair.SceneBars && f.Layers[0].Step == 1 && f.Layers[0].Cut
	})
	b.must("hall/back", "hall/out/lower", "hall/blank", "hall/hold", "hall/unhold", "hall/panic")
	hall.picture(func(f display.OutputFrame) bool { return f.Panic })
	answer, status := b.get("hall/take")
	if status != http.StatusConflict || answer.OK || answer.Code != "panic" || answer.MessageZH == answer.MessageEN {
		t.Errorf("a take in panic is answered with %d %+v", status, answer)
	}
	b.must("unpanic")
	p.app.Studio().Look(func(s *onair.State) {
		if view, _ := s.View("hall", time.Now().UnixMilli()); view.Panic || len(view.Layers) > 0 {
			t.Errorf("in the end the hall is %+v", view)
		}
	})
}

func TestPressThatComesTwiceIsOne(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	b.must("hall/preview/live-bars", "hall/take")
	first, again := b.must("hall/next"), b.must("hall/next")
	if first.ID != again.ID || first.Rev != again.Rev {
		t.Errorf("a key that bounces is answered with %+v and %+v", first, again)
	}
	p.clock.move(400 * time.Millisecond)
	if later := b.must("hall/next"); later.ID == first.ID || later.Rev == first.Rev {
		t.Errorf("a second press is answered with %+v", later)
	}
	one := b.must("hall/back?id=7")
	p.clock.move(time.Minute)
	p.restart()
	b.handset = p.handset()
	if same := b.must("hall/back?id=7"); same.Rev != one.Rev {
		t.Errorf("the number 7 is carried out twice, before and after a restart: %+v, %+v", one, same)
	}
}

func TestBoxMayPostInstead(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	at := p.clock.Now().UnixMilli() + 5000
	if a, status := said(b.send("POST", "/ctl/hall/preview/strap", `{"text":["张三","局长"],"item":1}`, "Content-Type", plainJSON, "Authorization", "Bearer "+b.token)); status != http.StatusOK || !a.OK {
		t.Errorf("JSON is answered with %d %+v", status, a)
	}
	form := url.Values{"k": {b.token}, "at": {fmt.Sprint(at)}}.Encode()
	if a, status := said(b.send("POST", "/ctl/hall/take", form, "Content-Type", "application/x-www-form-urlencoded")); status != http.StatusOK || !a.OK {
		t.Errorf("a form is answered with %d %+v", status, a)
	}
	p.app.Studio().Look(func(s *onair.State) {
		if view, _ := s.View("hall", time.Now().UnixMilli()); view.Layers[onair.LayerLower].At != at || view.Layers[onair.LayerLower].Item != 1 {
			t.Errorf("a take for %d is %+v", at, view.Layers)
		}
	})
	if a, status := said(b.send("POST", "/ctl/hall/blank", form, "Origin", "https://elsewhere.example", "Content-Type", "application/x-www-form-urlencoded")); status != http.StatusForbidden {
		t.Errorf("a foreign page is answered with %d %+v", status, a)
	}
	for method, header := range map[string][]string{"HEAD": nil, "GET": {"Sec-Purpose", "prefetch;prerender"}, "DELETE": nil} {
		before := p.app.Studio().Status().Revision
		if got := b.send(method, "/ctl/hall/blank?k="+b.token, "", header...); got.status != http.StatusBadRequest || p.app.Studio().Status().Revision != before {
			t.Errorf("%s %v is answered with %d and changes something", method, header, got.status)
		}
	}
}

// TestSeveralOutputsAreTakenForOneInstant: walls and program reveal together, and their pages have
// the picture before.
func TestSeveralOutputsAreTakenForOneInstant(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall","lobby","stage"`)
	b := p.box("streamdeck", "")
	at := p.clock.Now().UnixMilli() + 1500
	b.must("hall/preview/bug", "hall,lobby,stage/take?in=1500")
	for _, name := range []onair.Name{"hall", "lobby", "stage"} {
		f := p.watch(name).picture(shows(onair.LayerBug, onair.SceneBug))
		for _, l := range f.Layers {
			if l.Layer == onair.LayerBug && l.At != at {
				t.Errorf("%s shows it at %d, want %d", name, l.At, at)
			}
		}
	}
}

// TestBoxIsToldNoMoreThanThePublic keeps every byte that a box is given while a result is sealed, and
// looks for it.
func TestBoxIsToldNoMoreThanThePublic(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	free, _ := p.cards()
	p.act(stage1, open1)
	for n, card := range free[:3] {
		p.holding(card).post("/v/ballot", ballotJSON(n+1, 1, 1, "W1", "0"))
	}
	p.act(close1, `{"act":"confirm","item":1}`)
	b.must("hall/preview/score-card?item=1")
	if a, status := b.get("hall/take"); status != http.StatusConflict || a.Code != "not-released" {
		t.Errorf("a take of a sealed result: %d %+v", status, a)
	}
	var given strings.Builder
	for _, path := range []string{"/ctl/status?out=hall&k=", "/ctl/buttons.json?out=hall&k="} {
		given.WriteString(b.send("GET", path+b.token, "").body)
	}
	var numbers display.Numbers
	if err := p.live().Look(func(s *voting.State) { numbers = display.AtDesk(s, s.Item(1)) }); err != nil || numbers.Result == nil {
		t.Fatalf("the desk has no result (%v)", err)
	}
	if strings.Contains(given.String(), numbers.Result.Score) {
		t.Errorf("the score %s is in\n%s", numbers.Result.Score, given.String())
	}
}

func TestTokenOfABoxIsNobodysElse(t *testing.T) {
	p := publishPlace(t, nil)
	b := p.box("streamdeck", "")
	li := p.colleague("li", desk.Scrutineer, time.Hour)
	if got := li.do("POST", controllersPath, plainJSON, plainJSON, strings.NewReader(`{"act":"create","name":"x"}`)); got.status != http.StatusForbidden {
		t.Errorf("a scrutineer makes a controller: %d", got.status)
	}
	kept, err := os.ReadFile(filepath.Join(p.app.cfg.KeysDir, studio.ControllersFile))
	if err != nil || bytes.Contains(kept, []byte(b.token)) || !bytes.Contains(kept, []byte("streamdeck")) {
		t.Errorf("on disk is %s (%v)", kept, err)
	}
	if page := p.desk.page(controllersPath); page.status != http.StatusOK || strings.Contains(page.body, b.token) || !strings.Contains(page.body, "streamdeck") {
		t.Errorf("the page of the controllers is %d:\n%s", page.status, page.body)
	}
	b.must("panic")
	stranger := &box{p.handset(), strings.Repeat("a", 26)}
	for _, path := range []string{"hall/blank", "status", "buttons.json"} {
		if a, status := stranger.get(path); status != http.StatusUnauthorized || a.Code != "ctl-token" || a.Rev != 0 {
			t.Errorf("%s without a token is answered with %d %+v", path, status, a)
		}
	}
	if strings.Contains(p.logs.String(), b.token) {
		t.Error("the token is in the log of the server")
	}
	s, status := b.live("/ctl/live?k="+b.token, "")
	if status != http.StatusSwitchingProtocols {
		t.Fatalf("status %d", status)
	}
	s.hear()
	if got := p.desk.do("POST", controllersPath, plainJSON, plainJSON, strings.NewReader(`{"act":"revoke","name":"streamdeck"}`)); got.status != http.StatusOK {
		t.Fatalf("revoke: %d %s", got.status, got.body)
	}
	if a, status := b.get("unpanic"); status != http.StatusUnauthorized {
		t.Errorf("a revoked token is answered with %d %+v", status, a)
	}
	for goodbye := 0; goodbye != 4101; {
		if _, goodbye = s.hear(); goodbye != 0 && goodbye != 4101 {
			t.Fatalf("the socket of a revoked token ends with %d", goodbye)
		}
	}
}

func TestOneBoxCannotKeepTheRoomBusy(t *testing.T) {
	p := publishPlace(t, nil)
	b, other := p.box("stuck", ""), p.box("other", "")
	refused := 0
	for range 40 {
		if _, status := b.get("hall/blank"); status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 20 {
		t.Errorf("of 40 presses at once %d are refused, want 20", refused)
	}
	b.must("panic")
	other.must("unpanic")
	p.clock.move(time.Second)
	b.must("hall/blank")
}

func TestBoxArmsAndGoes(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	b.must("hall/preview/countdown", "hall/arm/take?within=10")
	for what, path := range map[string]string{"another output": "lobby/confirm/take", "another action": "hall/confirm/reveal", "other layers": "hall/confirm/take?layers=bug"} {
		if a, status := b.get(path); status != http.StatusConflict || a.Code != "not-armed" {
			t.Errorf("%s: answered with %d %+v", what, status, a)
		}
	}
	b.must("hall/confirm/take")
	p.clock.move(time.Second)
	b.must("hall/preview/countdown", "hall/arm/take?within=10&id=second")
	p.clock.move(11 * time.Second)
	if a, status := b.get("hall/confirm/take"); status != http.StatusConflict || a.Code != "not-armed" {
		t.Errorf("after its time it is answered with %d %+v", status, a)
	}
	if a, status := b.get("hall/arm/reveal"); status != http.StatusConflict || a.Code != "ranking-not-sealed" {
		t.Errorf("a reveal of nothing: %d %+v", status, a)
	}
}

func TestMacroStopsWhereItIsRefused(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	macros := func(text string) reply {
		body, _ := json.Marshal(map[string]string{"act": "macros", "macros": text})
		return p.desk.do("POST", controllersPath, plainJSON, plainJSON, bytes.NewReader(body))
	}
	for _, bad := range []string{"loop: macro/loop", "x: pgm/dance", "x:", "X: pgm/take", "x: pgm/take\nx: pgm/cut"} {
		wantRefusal(t, bad, macros(bad), http.StatusBadRequest, "macro-invalid")
	}
	if got := macros("bars: hall/preview/live-bars hall/take hall/next\nbad: hall/blank hall/take hall/panic"); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.body)
	}
	p.restart()
	b.handset = p.handset()
	b.must("macro/bars")
	p.app.Studio().Look(func(s *onair.State) {
		if view, _ := s.View("hall", time.Now().UnixMilli()); view.Layers[onair.LayerLower].Scene != onair.SceneBars || view.Layers[onair.LayerLower].Step != 1 {
			t.Errorf("the macro leaves %+v", view.Layers)
		}
	})
	a, status := b.get("hall/macro/bad")
	if status != http.StatusConflict || a.Code != "nothing-cued" || !strings.Contains(a.MessageEN, "2: hall/take") {
		t.Errorf("a macro that is refused: %d %+v", status, a)
	}
	if a, status := b.get("macro/none"); status != http.StatusNotFound || a.Code != "ctl-no-macro" {
		t.Errorf("no such macro: %d %+v", status, a)
	}
}

func TestUnknownAddressesAreSaidToBe(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	for path, want := range map[string]struct {
		status int
		code   string
	}{
		"hall/dance": {404, "ctl-unknown"}, "": {404, "ctl-unknown"}, "hall/take/now": {404, "ctl-unknown"}, "hall/page/auto/5": {409, "pages-invalid"},
		"tv/blank": {409, "unknown-output"}, "hall/preview/nothing": {409, "unknown-scene"}, "hall/take?at=soon": {400, "bad-request"},
		"hall/page/auto/2": {409, "pages-invalid"}, "hall/page/auto/301": {409, "pages-invalid"}, "hall/page/auto/soon": {400, "bad-request"},
		"hall/take?in=70000": {409, "nothing-cued"}, "hall/preview/strap?item=99999": {400, "bad-request"},
	} {
		if a, status := b.get(path); status != want.status || a.Code != want.code || a.OK || a.MessageZH == "" {
			t.Errorf("%q is answered with %d %+v", path, status, a)
		}
	}
}

func TestButtonsAreListedAndDrawn(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall"`)
	b := p.box("streamdeck", "")
	var list struct{ Keys []studio.Key }
	b.send("GET", "/ctl/buttons.json?out=hall&k="+b.token, "").json(t, &list)
	pressed := 0
	for _, key := range list.Keys {
		if key.Image != "" {
			got := b.send("GET", strings.TrimPrefix(key.Image, p.app.BaseURL()), "")
			picture, err := png.Decode(strings.NewReader(got.body))
			if err != nil || picture.Bounds().Dx() != 72 || picture.Bounds().Dy() != 72 {
				t.Fatalf("%s: %d %v", key.Image, got.status, err)
			}
		}
		if strings.Contains(key.URL, "/preview/score-card?item=2&") {
			pressed++
		}
	}
	if pressed != 1 || len(list.Keys) < 34 {
		t.Errorf("%d keys, the card of the second item %d times", len(list.Keys), pressed)
	}
	idle := b.send("GET", "/button/take.png?out=hall&k="+b.token, "").body
	b.must("hall/preview/countdown")
	if ready := b.send("GET", "/button/take.png?out=hall&k="+b.token, "").body; ready == idle {
		t.Error("the key for a take does not show that something waits")
	}
	if got := b.send("GET", "/button/dance.png?k="+b.token, ""); got.status != http.StatusNotFound {
		t.Errorf("no such key: %d", got.status)
	}
	large, err := png.Decode(strings.NewReader(b.send("GET", "/button/scene-countdown.png?size=144&out=hall&k="+b.token, "").body))
	if err != nil || large.Bounds().Dx() != 144 {
		t.Errorf("a large key: %v", err)
	}
}
