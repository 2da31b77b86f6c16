package studio

import (
	"slices"
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

	// StandsUnpainted: each page shows what it is for, and something that was taken is left out by all of them.
	StandsUnpainted Standing = "unpainted"
	StandsShown     Standing = "shown"
)

// quiet is how long a page may say nothing: it speaks every two seconds.
const quiet = 5 * time.Second

// answer is how soon a page says that it shows a picture, beside the delay of its output.
const answer = time.Second

// betweenStraps is how long a strap may wait on its page: that the one before is gone, and half a second more.
const betweenStraps = 700 * time.Millisecond

// owed is what the pages of an output are to show.
type owed struct {
	by     time.Time     // when they are to have said that they show its newest picture
	from   time.Time     // since when that is to be seen, where something of it comes at a moment
	scenes []onair.Scene // of that, from the bottom up; nil where every page paints all of it
}

// owedOf tells what the pages of an output owe. The studio is locked.
func (s *Studio) owedOf(view onair.View) owed {
	out := s.outlets[view.Output.Name]
	if out == nil {
		return owed{}
	}
	delay := time.Duration(view.Output.Delay) * time.Second / time.Duration(max(view.Output.Rate, 1))
	if view.Layers[onair.LayerLower].Scene == onair.SceneStrap {
		delay += betweenStraps
	}
	if view.Panic { // which waits for nothing
		delay = 0
	}
	o := owed{by: out.turned.Add(delay + answer)}
	o.wait(view, s.state.Releases())
	if s.health.parted(view.Output.Name) && !view.Panic {
		for _, layer := range s.seenOn(view.Output.Name).Layers {
			o.scenes = append(o.scenes, layer.Scene)
		}
	}
	return o
}

// wait has pages owe what comes at a moment: a take, or a group of a ranking. Before it, with the delay of the output, nothing
// that they say is about that.
func (o *owed) wait(view onair.View, releases []onair.Release) {
	if view.Panic {
		return
	}
	var from int64
	for _, shown := range view.Layers {
		from = max(from, shown.At)
	}
	for _, r := range releases {
		if r.Session == view.Session && r.Session != "" && view.Frozen == 0 {
			from = max(from, r.Due)
		}
	}
	o.from = time.UnixMilli(from + view.Output.Late())
	by := o.from.Add(answer)
	if view.Layers[onair.LayerLower].Scene == onair.SceneStrap {
		by = by.Add(betweenStraps) // it may have been told too late to have room made for it
	}
	if by.After(o.by) {
		o.by = by
	}
}

// stands is the worst of what the pages of an output say, and which of its scenes nobody paints. The
// frames of desks are no pages that anybody sees, but of a preview they are the ones that matter. In
// panic a page that paints nothing is as it should be. A host that loads a page for each scene plays
// only some of them: one that is for nothing that was taken, or for what another paints, may wait.
func stands(view onair.View, o owed, pages []Page, now time.Time) (worst Standing, unpainted []onair.Scene) {
	pages = slices.DeleteFunc(slices.Clone(pages), func(p Page) bool {
		return p.Output != view.Output.Name || p.Host == hostDesk && view.Output.Class != onair.Preview
	})
	for _, scene := range o.scenes {
		if !slices.Contains(unpainted, scene) && !slices.ContainsFunc(pages, func(p Page) bool { return p.paints(scene) && p.standing(view, o, now) == StandsShown }) {
			unpainted = append(unpainted, scene)
		}
	}
	worst = StandsNobody
	for _, p := range pages {
		if p.Only != "" && !slices.Contains(unpainted, p.Only) {
			p.Playing, p.Visible = true, true // nobody waits for it
		}
		if one := p.standing(view, o, now); worst == StandsNobody || rank(one) < rank(worst) {
			worst = one
		}
	}
	if worst == StandsShown && len(unpainted) > 0 {
		return StandsUnpainted, unpainted
	}
	return worst, nil
}

// holding lists the takes that are yet to be seen on an output where everything else is: the pages of it say so, or their
// moment is to come.
func holding(view onair.View, o owed, pages []Page, now time.Time) (takes []uint64) {
	bare := slices.Clone(pages)
	for i := range bare {
		if bare[i].Output == view.Output.Name {
			takes = append(takes, bare[i].Waits...)
			takes = append(takes, bare[i].yetToSee(view)...)
		}
		bare[i].Waits = nil
	}
	o.from = time.Time{}
	if worst, _ := stands(view, o, bare, now); worst != StandsShown {
		return nil
	}
	slices.Sort(takes)
	return slices.Compact(takes)
}

// yetToSee are the takes of which a page has said nothing since their moment.
func (p Page) yetToSee(view onair.View) (takes []uint64) {
	for _, shown := range view.Layers {
		if at := time.UnixMilli(shown.At + view.Output.Late()); p.Heard.Before(at) {
			takes = append(takes, shown.Take)
		}
	}
	return takes
}

// paints reports whether a scene is one of those that a page is for.
func (p Page) paints(scene onair.Scene) bool { return p.Only == "" || p.Only == scene }

func (p Page) standing(view onair.View, o owed, now time.Time) Standing {
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
	case !p.Heard.IsZero() && p.Rev >= view.Revision && len(p.Waits) == 0 && !p.Heard.Before(o.from):
		return StandsShown
	case now.Before(o.by):
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
