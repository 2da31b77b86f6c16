package app

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/display"
	"pingyi/onair"
)

// pageOf is which page of its scene is on an output, from 0; -1 when nothing is.
func (p *place) pageOf(name onair.Name) (page int) {
	page = -1
	p.app.Studio().Look(func(s *onair.State) {
		view, _ := s.View(name, time.Now().UnixMilli())
		for _, shown := range view.Layers {
			page = shown.Step
		}
	})
	return page
}

// TestPagesTurnOnTheServer: a key of a box lets them, no desk is open, and they go on after a restart
// until something else is done.
func TestPagesTurnOnTheServer(t *testing.T) {
	p := publishPlace(t, nil)
	p.tuned(`"hall","lobby"`)
	p.watch("pgm")
	b := p.box("streamdeck", "")
	pledge := "hall/preview/pledge?item=1" + strings.Repeat("&text="+strings.Repeat("一件一件办好群众的事。", 5), 4)
	b.must(pledge, "hall,lobby/take")
	hall := p.watch("hall")
	onPage := func(step int) func(display.OutputFrame) bool {
		return func(f display.OutputFrame) bool {
			return len(f.Layers) > 0 && f.Layers[0].Step == step && f.Layers[0].Steps > 2
		}
	}
	hall.picture(onPage(0))
	b.must("hall,lobby/page/auto/5")
	p.clock.move(4900 * time.Millisecond)
	p.ticks()
	if got := p.pageOf("hall"); got != 0 {
		t.Errorf("before its time page %d is on", got)
	}
	p.clock.move(100 * time.Millisecond)
	hall.picture(onPage(1))
	p.until("the lobby turns with it", func() bool { return p.pageOf("lobby") == 1 })
	p.restart()
	p.watch("pgm")
	p.clock.move(5 * time.Second)
	p.until("it goes on after a restart", func() bool { return p.pageOf("hall") == 2 })
	p.desk.mustControl(`{"act":"hold","on":["hall"]}`)
	p.clock.move(5 * time.Second)
	p.until("the other output goes on", func() bool { return p.pageOf("lobby") != 2 })
	if got := p.pageOf("hall"); got != 2 {
		t.Errorf("held, it is on page %d", got)
	}
	p.desk.mustControl(`{"act":"unhold","on":["hall"]}`, `{"act":"auto-pages","on":["hall"],"every":3}`, `{"act":"hold-pages","on":["hall"],"hold":true}`)
	p.clock.move(time.Minute)
	p.ticks()
	if got := p.pageOf("hall"); got != 2 {
		t.Errorf("with its pages held it is on page %d", got)
	}
	wantRefusal(t, "too quick to read", p.desk.control(`{"act":"auto-pages","on":["hall"],"every":1}`), http.StatusBadRequest, "pages-invalid")
	b.handset = p.handset()
	b.must("hall/preview/countdown", "hall/take")
	if a, status := b.get("hall/page/auto"); status != http.StatusConflict || a.Code != "pages-invalid" || a.MessageZH == a.MessageEN {
		t.Errorf("what has no pages: %d %+v", status, a)
	}
}
