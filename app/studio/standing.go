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
	StandsWaits    Standing = "waits"    // it has not, and there is time: the way, the delay of the output, and that a strap waits for the one before

	// StandsUnpainted: each page shows what it is for, and something that was taken is left out by all of them.
	StandsUnpainted Standing = "unpainted"
	StandsShown     Standing = "shown" // what it should now; more may be to come at a moment
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
	from   time.Time     // since when all is to be seen of that which has come at a moment
	comes  []coming      // all that comes, or has come, at one
	scenes []onair.Scene // of that, from the bottom up; nil where every page paints all of it
}

// owedOf tells what the pages of an output owe. The studio is locked.
func (s *Studio) owedOf(view onair.View) owed {
	out := s.outlets[view.Output.Name]
	if out == nil {
		return owed{}
	}
	delay := time.Duration(view.Output.Delay) * time.Second / time.Duration(max(view.Output.Rate, 1))
	if straps(view) {
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

// coming is a take or a group of a ranking, by the revision of its act, with the moment from which viewers have it.
type coming struct {
	act uint64
	at  time.Time
}

// wait has pages owe what came at a moment that is over: a take, or a group of a ranking that the output shows. What is to come
// is nothing that they owe yet.
func (o *owed) wait(view onair.View, releases []onair.Release) {
	if view.Panic {
		return
	}
	comes := func(act uint64, at int64) {
		moment := coming{act, time.UnixMilli(at + view.Output.Late())}
		o.comes = append(o.comes, moment)
		if moment.at.UnixMilli() <= view.At && moment.at.After(o.from) {
			o.from = moment.at
		}
	}
	for _, shown := range view.Layers {
		comes(shown.Take, shown.At)
	}
	for _, r := range releases {
		if view.Shows(r) && r.Groups > 0 {
			comes(r.Act, r.Due)
		}
	}
	by := o.from.Add(answer)
	if straps(view) {
		by = by.Add(betweenStraps) // it may have been told too late to have room made for it
	}
	if by.After(o.by) {
		o.by = by
	}
}

// straps reports whether a strap stands, which may have waited for the one before.
func straps(view onair.View) bool {
	return view.Standing(view.At).Layers[onair.LayerLower].Scene == onair.SceneStrap
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

// holding lists what is yet to be seen on an output where everything else is: takes that its pages say so of, and takes and
// groups of a ranking whose moment is to come, by the revisions of their acts.
func holding(view onair.View, o owed, pages []Page, now time.Time) (takes []uint64) {
	bare := slices.Clone(pages)
	for i := range bare {
		if bare[i].Output == view.Output.Name {
			takes = append(takes, bare[i].Waits...)
			takes = append(takes, bare[i].yetToSee(o)...)
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

// yetToSee is what a page has said nothing of since its moment.
func (p Page) yetToSee(o owed) (acts []uint64) {
	for _, c := range o.comes {
		if p.Heard.Before(c.at) {
			acts = append(acts, c.act)
		}
	}
	return acts
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
