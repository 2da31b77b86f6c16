package app

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// tape keeps every byte that comes over a socket.
type tape struct {
	mu   sync.Mutex
	text strings.Builder
}

func (r *tape) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

func (r *tape) add(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text.WriteString(text)
}

// take gives what was kept, and begins anew.
func (r *tape) take() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.text.Reset()
	return r.text.String()
}

// taped keeps what comes until the socket is closed.
func (s *liveSocket) taped() *tape {
	s.t.Helper()
	if err := s.conn.SetReadDeadline(time.Time{}); err != nil {
		s.t.Fatal(err)
	}
	kept := &tape{}
	go func() {
		for {
			var heard [4096]byte
			n, err := s.in.Read(heard[:])
			if kept.add(string(heard[:n])); err != nil {
				return
			}
		}
	}()
	return kept
}

// tape begins to keep what a page of an output is sent, until the picture for which end holds.
func (p *place) tape(name onair.Name, end func(display.OutputFrame) bool) (*tape, <-chan display.OutputFrame) {
	p.t.Helper()
	s, kept, ended := p.watch(name), &tape{}, make(chan display.OutputFrame, 1)
	go func() {
		defer close(ended)
		for {
			text, goodbye := s.hear()
			var frame display.OutputFrame
			if goodbye != 0 || json.Unmarshal([]byte(text), &frame) != nil {
				return
			}
			if frame.Output.Name != "" && end(frame) {
				ended <- frame
				return
			}
			kept.add(text)
		}
	}()
	return kept, ended
}

// TestProgramIsNotSentWhatIsNotReleased records every byte that program, preview and the wall are
// sent while a unit is voted on, counted, sealed and confirmed, with every scene on them that can
// be had, and searches it for the score and the shares.
func TestProgramIsNotSentWhatIsNotReleased(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	session := voting.SessionID(p.session)
	for _, who := range []string{"zhang", "li"} {
		a := d.act()
		a.By = who
		d.must(onair.Unlock{Act: a, Output: "pgm", Session: session})
	}
	d.tune("pgm", "pvw", "hall")
	scored := func(f display.OutputFrame) bool {
		text, err := json.Marshal(f)
		return err == nil && strings.Contains(string(text), "69.67")
	}
	public := []onair.Name{"pgm", "pvw", "hall"}
	tapes, ends := make(map[onair.Name]*tape), make(map[onair.Name]<-chan display.OutputFrame)
	for _, name := range public {
		tapes[name], ends[name] = p.tape(name, scored)
	}

	p.act(stage1, open1)
	everyScene(d, "pgm", "pvw")
	free, _ := p.cards()
	cast := map[string]string{"企业代表": "0011", "居民代表": "001"}
	for i, c := range free {
		marks := cast[c.Category]
		if marks == "" {
			continue
		}
		h := p.holding(c)
		if got := h.post("/v/ballot", ballotJSON(i+1, 1, 1, "W1", marks[:1])); got.status != http.StatusOK {
			t.Fatalf("ballot: %s", got.body)
		}
		cast[c.Category] = marks[1:]
	}
	everyScene(d, "pgm", "pvw")
	p.act(`{"act":"close","item":1}`)
	everyScene(d, "pgm", "pvw")
	p.act(`{"act":"confirm","item":1}`)
	everyScene(d, "pgm", "pvw")
	score := onair.Cue{Scene: onair.SceneScore, Item: 1}
	d.refused(onair.PutCue{Act: d.act(), On: []onair.Name{"pgm"}, Cue: score}, onair.RefusedNotReleased)
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pvw"}, Cue: score})
	d.refused(onair.Take{Act: d.act(), From: "pvw", On: []onair.Name{"pgm"}}, onair.RefusedNotReleased)
	for _, name := range public {
		kept := tapes[name].String()
		if len(kept) < 1000 {
			t.Fatalf("%s was sent %d bytes", name, len(kept))
		}
		for _, secret := range []string{"57.1", "42.9", "69.67", `permille":571`, `permille":429`} {
			if at := strings.Index(kept, secret); at >= 0 {
				t.Errorf("%s was sent %s before the reveal: …%s…", name, secret, kept[max(0, at-300):at+20])
			}
		}
	}

	p.act(`{"act":"reveal","item":1}`)
	d.must(onair.Take{Act: d.act(), From: "pvw", On: []onair.Name{"pgm"}})
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"pvw"}, Cue: score})
	for _, name := range public {
		if _, came := <-ends[name]; !came {
			t.Errorf("%s never shows what is revealed; it was sent\n%s", name, tapes[name])
		}
	}
}

// everyScene puts every scene on outputs, one after the other, with every step that is allowed.
func everyScene(d *director, on ...onair.Name) {
	for _, name := range on {
		for _, kind := range onair.Kinds() {
			for _, cue := range []onair.Cue{{Scene: kind.Scene}, {Scene: kind.Scene, Item: 1}, {Scene: kind.Scene, Item: 1, Unit: "W1", Other: "W2"}} {
				for cue.Step = 0; cue.Step < 5; cue.Step++ {
					// Refused or not: nothing of it may show what is not released.
					_, _ = d.p.app.Studio().Do(onair.PutCue{Act: d.act(), On: []onair.Name{name}, Cue: cue})
				}
			}
		}
	}
}
