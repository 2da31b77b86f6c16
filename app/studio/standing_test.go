package studio

import (
	"testing"
	"time"

	"pingyi/onair"
)

func TestOutputStandsAsItsPagesAreSeen(t *testing.T) {
	now := time.Unix(1000, 0)
	good := Shown{Rev: 7, Visible: true, Playing: true}
	page := func(host string, said Shown, heard time.Time) Page {
		return Page{Output: "pgm", Host: host, Since: now.Add(-time.Hour), Heard: heard, Shown: said}
	}
	with := func(change func(*Shown)) Page {
		said := good
		change(&said)
		return page("obs", said, now)
	}
	unplayed, hidden := with(func(s *Shown) { s.Playing = false }), with(func(s *Shown) { s.Visible = false })
	behind := with(func(s *Shown) { s.Rev = 6 })
	fresh := Page{Output: "pgm", Host: "obs", Since: now}
	air := onair.View{Output: onair.Output{Name: "pgm", Class: onair.Public}, Revision: 7}
	panicked, preview := air, air
	panicked.Panic, preview.Output.Class = true, onair.Preview
	for name, c := range map[string]struct {
		view  onair.View
		pages []Page
		want  Standing
	}{
		"nobody":                     {air, nil, StandsNobody},
		"another output's":           {air, []Page{{Output: "hall", Since: now}}, StandsNobody},
		"shown":                      {air, []Page{page("obs", good, now)}, StandsShown},
		"just connected":             {air, []Page{fresh}, StandsBehind},
		"a host that did not play":   {air, []Page{unplayed}, StandsUnplayed},
		"a hidden source":            {air, []Page{hidden}, StandsHidden},
		"behind":                     {air, []Page{behind}, StandsBehind},
		"silent":                     {air, []Page{page("obs", good, now.Add(-6*time.Second))}, StandsSilent},
		"without a line":             {air, []Page{with(func(s *Shown) { s.Stale = true })}, StandsSilent},
		"one of two is hidden":       {air, []Page{page("obs", good, now), hidden}, StandsHidden},
		"unplayed is worse":          {air, []Page{behind, unplayed, hidden}, StandsUnplayed},
		"a desk's frame of program":  {air, []Page{page(hostDesk, good, now)}, StandsNobody},
		"a desk's frame of preview":  {preview, []Page{page(hostDesk, good, now)}, StandsShown},
		"panic with nothing painted": {panicked, []Page{unplayed, hidden}, StandsShown},
		"panic not heard":            {panicked, []Page{behind}, StandsBehind},
	} {
		if got := stands(c.view, now, c.pages, now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := stands(air, now.Add(time.Millisecond), []Page{behind}, now); got != StandsWaits {
		t.Errorf("while there is time: %s", got)
	}
}

// TestDelayIsTimeToAnswer: what an output shows five seconds later is not late for that, but panic is.
func TestDelayIsTimeToAnswer(t *testing.T) {
	now := time.Unix(1000, 0)
	s := &Studio{outlets: map[onair.Name]*outlet{"pgm": {turned: now}}}
	view := onair.View{Output: onair.Output{Name: "pgm", Rate: 50, Delay: 250}}
	if got := s.dueOf(view).Sub(now); got != 6*time.Second {
		t.Errorf("with a delay of five seconds it is due after %s", got)
	}
	view.Panic = true
	if got := s.dueOf(view).Sub(now); got != time.Second {
		t.Errorf("panic is due after %s", got)
	}
}
