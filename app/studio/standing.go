package studio

import (
	"time"

	"pingyi/onair"
)

// Standing is how an output stands with what it is to show. Desks and boxes are told this one word.
type Standing string

// The words, from the worst to the best. What a page has painted and nobody sees is not on air.
const (
	StandsNobody   Standing = "nobody"   // no page looks
	StandsSilent   Standing = "silent"   // one has said nothing for long, or hears nothing
	StandsUnplayed Standing = "unplayed" // its host has not called play, or has called stop
	StandsHidden   Standing = "hidden"   // its host hides it
	StandsBehind   Standing = "behind"   // it has not shown the newest picture
	StandsShown    Standing = "shown"
)

// quiet is how long a page may say nothing: it speaks every two seconds.
const quiet = 5 * time.Second

// stands is the worst of what the pages of an output say. The frames of desks are no pages that
// anybody sees, but of a preview they are the ones that matter. In panic a page that paints nothing
// is as it should be.
func stands(view onair.View, pages []Page, now time.Time) Standing {
	worst := StandsNobody
	for _, p := range pages {
		if p.Output != view.Output.Name || p.Host == hostDesk && view.Output.Class != onair.Preview {
			continue
		}
		if one := p.standing(view, now); worst == StandsNobody || rank(one) < rank(worst) {
			worst = one
		}
	}
	return worst
}

func (p Page) standing(view onair.View, now time.Time) Standing {
	heard := p.Heard
	if heard.IsZero() {
		heard = p.Since
	}
	switch {
	case now.Sub(heard) > quiet || p.Stale:
		return StandsSilent
	case !p.Heard.IsZero() && !p.Playing && !view.Panic:
		return StandsUnplayed
	case !p.Heard.IsZero() && !p.Visible && !view.Panic:
		return StandsHidden
	case p.Heard.IsZero() || p.Rev < view.Revision:
		return StandsBehind
	}
	return StandsShown
}

func rank(s Standing) int {
	for i, other := range []Standing{StandsSilent, StandsUnplayed, StandsHidden, StandsBehind} {
		if s == other {
			return i
		}
	}
	return 4
}
