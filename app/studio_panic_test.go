package app

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// stuck keeps the teller of the place's session from everything until it is let go.
func (p *place) stuck() (letGo func()) {
	p.t.Helper()
	holds, free := make(chan struct{}), make(chan struct{})
	gone := make(chan error, 1)
	session := p.live()
	go func() {
		gone <- session.Look(func(*voting.State) {
			close(holds)
			<-free
		})
	}()
	<-holds
	letGo = sync.OnceFunc(func() {
		close(free)
		if err := <-gone; err != nil {
			p.t.Error(err)
		}
	})
	p.t.Cleanup(letGo)
	return letGo
}

// started does something that is going to wait, and gives its answer when it is there.
func started[T any](do func() T) <-chan T {
	answer := make(chan T, 1)
	go func() { answer <- do() }()
	return answer
}

// soon is an answer for which nobody may have to wait.
func soon[T any](t *testing.T, what string, answer <-chan T) (got T) {
	t.Helper()
	select {
	case got = <-answer:
	case <-time.After(20 * time.Second):
		t.Fatalf("%s waits for a session that is stuck", what)
	}
	return got
}

// TestPanicWaitsForNobody: while acts wait for a session that does not answer, at each of the places
// where they can, panic is carried out, shown, and told to the desks.
func TestPanicWaitsForNobody(t *testing.T) {
	for name, act := range map[string]string{
		"an act that asks the session":    `{"act":"cue","on":["hall"],"cue":{"scene":"countdown"}}`,
		"an act that the session paints":  `{"act":"hold-pages","on":["hall"],"layer":"bug","hold":true}`,
		"a question about what may be":    `may`,
		"a result that phones wait for":   `phones`,
		"a graphics system that looks in": `feed`,
	} {
		t.Run(name, func(t *testing.T) {
			p := publishPlace(t, nil)
			p.tuned(`"hall","lobby"`)
			box := p.box("streamdeck", "")
			p.desk.mustControl(`{"act":"cue","on":["hall","lobby"],"cue":{"scene":"bug"}}`)
			hall, lobby := p.watch("hall"), p.watch("lobby")
			hall.picture(shows(onair.LayerBug, onair.SceneBug))
			letGo := p.stuck()
			var waits <-chan reply
			switch act {
			case "may":
				waits = started(func() reply {
					p.desk.may(`{"act":"cue","on":["hall"],"cue":{"scene":"countdown"}}`)
					return reply{status: http.StatusOK}
				})
			case "phones":
				waits = started(func() reply {
					_, err := p.app.Studio().Do(onair.ReleasePhones{Act: onair.Act{Role: onair.OfServer}, PhonesRelease: onair.PhonesRelease{Session: voting.SessionID(p.session), Item: 1, Run: 1}})
					return reply{status: http.StatusOK, body: fmt.Sprint(err)}
				})
			case "feed":
				token := p.token("hall")
				waits = started(func() reply {
					answer, _ := p.fetch(http.MethodGet, "/feed/hall/board.json?k="+token)
					return reply{status: answer.StatusCode}
				})
			default:
				waits = started(func() reply { return p.desk.control(act) })
			}
			p.until("it waits for the session", func() bool { return p.live().Waiting() > 0 })

			if got := soon(t, "panic", started(func() reply { return p.desk.control(`{"act":"panic","on":["hall"]}`) })); got.status != http.StatusOK {
				t.Errorf("panic is answered with %d %s", got.status, got.body)
			}
			if f := hall.picture(empty); !f.Panic {
				t.Errorf("in panic the hall shows %+v", f)
			}
			if a := soon(t, "the key of a box", started(func() studio.CtlAnswer { a, _ := box.get("panic"); return a })); !a.OK {
				t.Errorf("the key is answered with %+v", a)
			}
			lobby.picture(empty)
			p.until("desks are told", func() bool {
				for _, o := range p.app.Studio().Status().Outputs {
					if o.Name == "lobby" && o.Panic {
						return true
					}
				}
				return false
			})
			select {
			case got := <-waits:
				t.Fatalf("nothing was stuck: %+v", got)
			default:
			}

			letGo()
			got := <-waits
			if act[0] == '{' && act[8] == 'c' {
				wantRefusal(t, "what was decided before the panic", got, http.StatusConflict, "panic")
			} else if got.status != http.StatusOK {
				t.Errorf("let go, it is answered with %d %s", got.status, got.body)
			}
			p.app.Studio().Look(func(s *onair.State) {
				if v, _ := s.View("hall", time.Now().UnixMilli()); !v.Panic || len(v.Layers) > 0 {
					t.Errorf("in the end the hall is %+v", v)
				}
			})
		})
	}
}

// TestPanicLeavesNoOutputUnpainted: an act on one output that waits for its picture while another is
// panicked gets it in the end.
func TestPanicLeavesNoOutputUnpainted(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall","lobby"`)
	p.desk.mustControl(`{"act":"cue","on":["lobby"],"cue":{"scene":"bug"}}`)
	lobby := p.watch("lobby")
	lobby.picture(shows(onair.LayerBug, onair.SceneBug))
	letGo := p.stuck()
	waits := started(func() reply { return p.desk.control(`{"act":"blank","on":["lobby"]}`) })
	p.until("the act is written down", func() (is bool) {
		p.app.Studio().Look(func(s *onair.State) { v, _ := s.View("lobby", time.Now().UnixMilli()); is = len(v.Layers) == 0 })
		return is
	})
	p.desk.mustControl(`{"act":"panic","on":["hall"]}`)
	letGo()
	<-waits
	if f := lobby.picture(empty); f.Panic {
		t.Errorf("the other output shows %+v", f)
	}
}

// TestWhatTakesOffWaitsForNoTally: while the session does not answer, and an act waits for it, OUT takes off one scene
// and leaves the other with the numbers it had, and BLANK everything; both are answered, and so are the keys of a box.
func TestWhatTakesOffWaitsForNoTally(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall","lobby"`)
	box := p.box("streamdeck", "")
	p.desk.mustControl(`{"act":"cue","on":["hall","lobby"],"cue":{"scene":"bug"}}`, `{"act":"cue","on":["hall","lobby"],"cue":{"scene":"strap","text":["张三"]}}`)
	hall, lobby := p.watch("hall"), p.watch("lobby")
	hall.picture(shows(onair.LayerLower, onair.SceneStrap))
	before := lobby.picture(shows(onair.LayerLower, onair.SceneStrap))
	letGo := p.stuck()
	waits := started(func() reply { return p.desk.control(`{"act":"cue","on":["pvw"],"cue":{"scene":"countdown"}}`) })
	p.until("an act waits for the session", func() bool { return p.live().Waiting() > 0 })

	if got := soon(t, "out", started(func() reply { return p.desk.control(`{"act":"out","on":["hall"],"layer":"lower"}`) })); got.status != http.StatusOK {
		t.Errorf("out is answered with %d %s", got.status, got.body)
	}
	off := hall.picture(func(f display.OutputFrame) bool { return !shows(onair.LayerLower, onair.SceneStrap)(f) })
	if !shows(onair.LayerBug, onair.SceneBug)(off) || off.Session == nil || off.Rev <= before.Rev {
		t.Errorf("the hall shows %+v", off)
	}
	if got := soon(t, "blank", started(func() reply { return p.desk.control(`{"act":"blank","on":["hall"]}`) })); got.status != http.StatusOK {
		t.Errorf("blank is answered with %d %s", got.status, got.body)
	}
	if f := hall.picture(empty); f.Panic || f.Session == nil {
		t.Errorf("blanked, the hall shows %+v", f)
	}
	if a := soon(t, "the key of a box", started(func() studio.CtlAnswer { a, _ := box.get("lobby/blank"); return a })); !a.OK {
		t.Errorf("the key is answered with %+v", a)
	}
	lobby.picture(empty)
	letGo()
	<-waits
	p.until("what remains is painted", func() bool { return p.live().Waiting() == 0 })
}
