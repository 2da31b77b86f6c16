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
	StandsBehind   Standing = "behind"   // it has not shown the newest picture, and should have
	StandsWaits    Standing = "waits"    // it has not, and there is time: the way, and the delay of the output
	StandsShown    Standing = "shown"
)

// quiet is how long a page may say nothing: it speaks every two seconds.
const quiet = 5 * time.Second

// answer is how soon a page says that it shows a picture, beside the delay of its output.
const answer = time.Second

// dueOf is when the pages of an output are to have said that they show its newest picture. The studio
// is locked.
func (s *Studio) dueOf(view onair.View) time.Time {
	out := s.outlets[view.Output.Name]
	if out == nil {
		return time.Time{}
	}
	delay := time.Duration(view.Output.Delay) * time.Second / time.Duration(max(view.Output.Rate, 1))
	if view.Panic { // which waits for nothing
		delay = 0
	}
	return out.turned.Add(delay + answer)
}

// stands is the worst of what the pages of an output say. The frames of desks are no pages that
// anybody sees, but of a preview they are the ones that matter. In panic a page that paints nothing
// is as it should be.
func stands(view onair.View, due time.Time, pages []Page, now time.Time) Standing {
	worst := StandsNobody
	for _, p := range pages {
		if p.Output != view.Output.Name || p.Host == hostDesk && view.Output.Class != onair.Preview {
			continue
		}
		if one := p.standing(view, due, now); worst == StandsNobody || rank(one) < rank(worst) {
			worst = one
		}
	}
	return worst
}

func (p Page) standing(view onair.View, due, now time.Time) Standing {
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
	case !p.Heard.IsZero() && p.Rev >= view.Revision:
		return StandsShown
	case now.Before(due):
		return StandsWaits
	}
	return StandsBehind
}

func rank(s Standing) int {
	for i, other := range []Standing{StandsSilent, StandsUnplayed, StandsHidden, StandsBehind, StandsWaits} {
		if s == other {
			return i
		}
	}
	return 5
}
