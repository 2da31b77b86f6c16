package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/onair"
)

func TestPageComesInThroughACrowdOfSilentSockets(t *testing.T) {
	p := servePlace(t, nil)
	var first *liveSocket
	for n := range 150 { // of the page's own address
		s, status := p.handset().live("/gfx/live", "null")
		if status != http.StatusSwitchingProtocols {
			t.Fatalf("socket %d: status %d", n, status)
		}
		if first == nil {
			first = s
		}
	}
	p.watch("pgm").picture(empty)
	if text, goodbye := first.hear(); goodbye != 4002 && goodbye != 4003 {
		t.Errorf("who says nothing hears %q and is told %d", text, goodbye)
	}
}

func TestAnotherTokenIsNotLetIn(t *testing.T) {
	p := servePlace(t, nil)
	for hello, code := range map[string]int{
		fmt.Sprintf(`{"out":"pgm","token":%q}`, p.token("sealed")): 4101,
		fmt.Sprintf(`{"out":"gone","token":%q}`, p.token("pgm")):   4101,
		`{"out":"pgm"}`: 4102,
		`hello`:         4102,
	} {
		s, _ := p.handset().live("/gfx/live", "null")
		s.say(hello)
		if text, goodbye := s.hear(); goodbye != code {
			t.Errorf("%s is answered with %q and %d, want %d", hello, text, goodbye, code)
		}
	}
}

func TestRevokedAddressIsOfNoUse(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	old := p.token("hall")
	hall, lobby := p.watch("hall"), p.watch("lobby")
	hall.picture(shows(onair.LayerQR, onair.SceneJoin))
	d.must(onair.RevokeAddress{Act: d.act(), Output: "hall"})
	hall.endsEmpty()
	s, _ := p.handset().live("/gfx/live", "null")
	s.say(fmt.Sprintf(`{"out":"hall","token":%q}`, old))
	if _, goodbye := s.hear(); goodbye != 4101 {
		t.Errorf("the old address is answered with %d", goodbye)
	}
	p.watch("hall").picture(shows(onair.LayerQR, onair.SceneJoin))
	d.tune("lobby")
	lobby.picture(func(f display.OutputFrame) bool { return f.Session != nil })
}

// endsEmpty hears a socket out whose address is void: an empty picture is the last.
func (s *liveSocket) endsEmpty() (said []string) {
	s.t.Helper()
	for {
		text, goodbye := s.hear()
		if goodbye == 0 {
			said = append(said, text)
			continue
		}
		var last display.OutputFrame
		if goodbye != 4101 || len(said) == 0 || json.Unmarshal([]byte(said[len(said)-1]), &last) != nil || !last.Panic || len(last.Layers) > 0 {
			s.t.Errorf("whoever looks by the old address hears %q and is told %d", said, goodbye)
		}
		return said
	}
}

// TestVoidAddressTakesThePictureWithIt looks by addresses that become void while something is on,
// by each of the three ways in which that happens.
func TestVoidAddressTakesThePictureWithIt(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall", "stage", "lobby")
	for name, end := range map[onair.Name]func(onair.Output) onair.Command{
		"hall":  func(o onair.Output) onair.Command { return onair.RevokeAddress{Act: d.act(), Output: o.Name} },
		"lobby": func(o onair.Output) onair.Command { return onair.RemoveOutput{Act: d.act(), Output: o.Name} },
		"stage": func(o onair.Output) onair.Command {
			o.Class = onair.Sealed
			return onair.SetOutput{Act: d.act(), Output: o}
		},
	} {
		d.must(onair.PutCue{Act: d.act(), On: []onair.Name{name}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{"张三"}}})
		page := p.watch(name)
		page.picture(shows(onair.LayerLower, onair.SceneStrap))
		var output onair.Output
		p.app.Studio().Look(func(s *onair.State) {
			output, _ = s.Output(name)
		})
		d.must(end(output))
		if said := page.endsEmpty(); len(said) > 1 || strings.Contains(said[0], string(onair.Sealed)) {
			t.Errorf("%s: by the old address one hears of the new one: %q", name, said)
		}
	}
	d.tune("stage")
	p.watch("stage").picture(func(f display.OutputFrame) bool { return f.Output.Class == onair.Sealed && f.Session != nil })
}
