package onair

import (
	"fmt"
	"slices"
)

// maxStood bounds what one picture is said to hold: there are seven layers, and a page cannot fill a log.
const maxStood = 32

// reportShown keeps the first word of an output about a picture: of another revision than it has told
// of, or with something in it that was to come at a moment. A page that is late tells of what has left
// the log's present already, and is written down all the same.
func (d decision) reportShown(c ReportShown) ([]Event, error) {
	o := d.outputs[c.Output]
	if o == nil {
		return nil, refuse(RefusedNoOutput, string(c.Output))
	}
	if !plain(c.Host) || !plain(c.Engine) || !plain(string(c.Only)) {
		return nil, fmt.Errorf("decide: what a page says of itself is too long or no plain text")
	}
	if c.Rev > d.Revision || !o.news(c, d.At) {
		return nothing()
	}
	return one(&WasShown{Stamp: d.stamp(), Output: c.Output, Take: c.Take, Seq: c.Seq, Painted: c.Painted, Host: c.Host, Engine: c.Engine, Only: c.Only})
}

// news reports whether the output has not told of this before.
func (o *outputState) news(c ReportShown, now int64) bool {
	if c.Rev == 0 {
		return !o.shown[c.Take] && o.on(c.Take)
	}
	if c.Rev != o.painted.Rev {
		return c.Rev > o.painted.Rev && len(c.On) <= maxStood && len(c.Waits) <= maxStood
	}
	fresh := slices.ContainsFunc(c.On, func(s Stood) bool { return !slices.Contains(o.painted.On, s) })
	return (fresh || o.unheard(c.Only, now)) && len(o.painted.On)+len(c.On) <= maxStood && len(c.Waits) <= maxStood
}

// unheard reports whether no page that paints this scene alone, or with "" every scene, has told of the picture yet, and
// there is something in it for such a page: that it has nothing to show of it is news.
func (o *outputState) unheard(only Scene, now int64) bool {
	if slices.Contains(o.told, only) {
		return false
	}
	for _, shown := range o.lying(now) {
		if only == "" || shown.Scene == only {
			return true
		}
	}
	return false
}

func (s *State) applyShown(e *WasShown) error {
	o := s.outputs[e.Output]
	if o == nil {
		return fmt.Errorf("%w: no output %q", ErrOrder, e.Output)
	}
	for _, stood := range append([]Stood{{Take: e.Take}}, e.On...) {
		o.shown[stood.Take] = o.on(stood.Take)
	}
	switch {
	case e.Rev > o.painted.Rev:
		o.painted, o.told = Painted{Rev: e.Rev, On: slices.Clone(e.On)}, []Scene{e.Only}
	case e.Rev == o.painted.Rev:
		o.told = append(o.told, e.Only)
		o.painted.On = append(o.painted.On, e.On...)
	}
	return nil
}

// late is by how much an output shows a picture later than it is told of it, in milliseconds. Panic is
// never late.
func (s *State) late(name Name) int64 {
	if o := s.outputs[name]; o != nil && !o.panic {
		return o.Late()
	}
	return 0
}

// Late is the delay of an output in milliseconds.
func (o Output) Late() int64 { return int64(o.Delay) * 1000 / int64(max(o.Rate, 1)) }
