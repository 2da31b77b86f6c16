package display

import (
	"maps"
	"math"

	"pingyi/onair"
	"pingyi/voting"
)

// BindingOf names the result that a reveal is of: the version that the screens may show,
// and the newest checkpoint among the tallies that it rests on. It is false before a scrutineer
// has confirmed that version, and without a session.
func BindingOf(s *voting.State) (onair.Binding, bool) {
	if s.Phase == "" {
		return onair.Binding{}, false
	}
	v := s.ShownVersion()
	if v.Phase() == voting.VersionPreparing {
		return onair.Binding{}, false
	}
	binding := onair.Binding{Version: v.Number}
	var size uint64
	for i := range s.Items {
		item := &s.Items[i]
		confirmed := item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed
		if confirmed && item.Seal != nil && item.Seal.Size >= size {
			size, binding.Checkpoint = item.Seal.Size, item.Seal.Root
		}
	}
	return binding, binding.Checkpoint != ""
}

// bound takes out of a view what was released of another result than the one that holds: after a
// correction not a group of the new one is released, unless all of the one before were.
func bound(s *voting.State, v onair.View) onair.View {
	holds, sealed := BindingOf(tuned(s))
	reveals := maps.Clone(v.Reveals)
	maps.DeleteFunc(reveals, func(list string, _ int) bool { return !sealed || v.Bound[list] != holds })
	if sealed && reveals != nil {
		for list, groups := range groupsOut(v, holds.Version) {
			if groups == whole {
				reveals[list] = whole
			}
		}
	}
	v.Reveals = reveals
	return v
}

// whole is more groups than any ranking has.
const whole = math.MaxInt32

// groupsOut is how many groups of each ranking are out of a version of the result: what was given out of it, and
// the whole where the whole of a version before was.
func groupsOut(v onair.View, version int) map[string]int {
	out := make(map[string]int)
	for list, all := range v.Given {
		for _, g := range all {
			switch {
			case g.Version == version:
				out[list] = max(out[list], g.Groups)
			case g.Version < version && g.Whole:
				out[list] = whole
			}
		}
	}
	return out
}

// asTaken is the rendering of a ranking that stays as it was given out: after a correction that was announced
// its picture goes on showing the version that it was taken of, until somebody takes the corrected one. A
// preview has what would be taken.
func (o output) asTaken(shown onair.Shown) output {
	if shown.Version == 0 || o.Phase == "" || o.Output.Class == onair.Preview { // a house without its session has no version
		return o
	}
	if shown.Version < o.ShownVersion().Number && (shown.Scene == onair.SceneReveal || shown.Scene == onair.SceneTen) {
		o.taken, o.Reveals = shown.Version, groupsOut(o.View, shown.Version)
	}
	return o
}

// MayCue says whether a cue may go on an output as it is now. Who chooses what comes next may look
// at what the public may not see yet: the picture hides it.
func MayCue(s *voting.State, cue onair.Cue, on onair.View) onair.Verdict {
	return new(Outputs).MayCue(s, cue, on)
}

// MayCue is that of the package, with what these pictures have counted already: a desk asks about
// all its cues whenever something has changed, and a city is not counted for each.
func (c *Outputs) MayCue(s *voting.State, cue onair.Cue, on onair.View) onair.Verdict {
	switch {
	case cue.Item != 0 && s.Item(cue.Item) == nil:
		return onair.Verdict{Code: onair.RefusedCue, Detail: "item"}
	case cue.Unit != "" && s.Unit(cue.Unit).ID == "", cue.Other != "" && s.Unit(cue.Other).ID == "":
		return onair.Verdict{Code: onair.RefusedCue, Detail: "unit"}
	}
	if empty(s, cue) {
		return onair.Verdict{Code: onair.RefusedEmpty, Detail: string(cue.Scene)}
	}
	holds := bound(tuned(s), on)
	steps, released := c.stepsOn(s, cue, holds, false)
	if !released && on.Output.Class == onair.Public {
		if on.Guarded && c.waitsForNames(s, cue, holds) {
			return onair.Verdict{Code: onair.RefusedNames, Detail: string(cue.Scene)}
		}
		return onair.Verdict{Code: onair.RefusedNotReleased, Detail: string(cue.Scene)}
	}
	return onair.Verdict{Steps: steps}
}

// Picture is what a cue that was taken stands for on an output as it is now; the zero one where nothing is to be seen of it.
func (c *Outputs) Picture(s *voting.State, shown onair.Shown, on onair.View) onair.Picture {
	s = tuned(s)
	o := output{View: bound(s, on), picture: picture{State: s, audience: readers(on.Output.Class), revealed: c.rows}, counted: c}
	layer, _ := o.layer("", shown)
	return onair.Picture{Scene: layer.Scene, Key: layer.Key}
}

// waitsForNames reports whether a cue could go on if the names on lists had been checked.
func (c *Outputs) waitsForNames(s *voting.State, cue onair.Cue, on onair.View) bool {
	if len(listsOf(&s.Session)) == 0 {
		return false
	}
	_, released := c.stepsOn(s, cue, on, true)
	return released
}

// empty reports whether a session has nothing of what a scene is made for, now or later: a unit
// without pledges, a rulebook without a score for each criterion, without any verdict, or without the figure by
// which two are to be compared.
func empty(s *voting.State, cue onair.Cue) bool {
	o := output{picture: picture{State: tuned(s)}, counted: &Outputs{}}
	if o.Phase == "" {
		return false
	}
	rb := o.State.Session.Rulebook
	switch cue.Scene {
	case onair.ScenePledge:
		return len(o.pledges(cue, o.subject(cue))) == 0
	case onair.SceneDims:
		return !rb.Rows() || rb.ResultTable("criterion score") == ""
	case onair.SceneVersus:
		return cue.List != "" && !o.compares(cue)
	case onair.SceneVerdict:
		return len(rb.Findings()) == 0 && len(cue.Text) == 0 && o.criterion(o.subject(cue).unit, cue.List) < 0
	}
	return false
}
