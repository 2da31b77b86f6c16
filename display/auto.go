package display

import (
	"pingyi/onair"
	"pingyi/voting"
)

// resolve says which scene auto stands for: the one that was cued at the session's desk, or that
// fits the item on stage, with as much of the counts as may be seen. What has nothing to show yet
// waits with the clock of the item, and before the first item with the invitation.
func (o output) resolve(cue onair.Cue) (onair.Cue, bool) {
	if cue.Scene != onair.SceneAuto {
		return cue, true
	}
	scene := onair.Scene(onAir(o.State))
	if _, known := onair.KindOf(scene); !known || o.Phase == "" {
		return cue, false // blank
	}
	if scene == onair.SceneScore && o.AwaitsAnnouncement() {
		scene = onair.SceneBars
	}
	item := o.current()
	switch {
	case scene == onair.SceneJoin || o.shown(scene, item):
	case item == nil:
		scene = onair.SceneJoin
	default:
		scene = onair.SceneCountdown
	}
	cue = onair.Cue{Scene: scene, Hold: cue.Hold}
	switch scene {
	case onair.SceneBars:
		cue.Step = barSteps - 1
	case onair.SceneBoard:
		cue.Step = o.Page
	}
	return cue, true
}

// shown reports whether a scene that auto stands for has what it is made for.
func (o output) shown(scene onair.Scene, item *voting.ItemState) bool {
	switch {
	case scene == onair.SceneBoard:
		return !o.AwaitsAnnouncement() && (o.State.Session.Rulebook.Lists == nil || o.listed())
	case item == nil:
		return false
	case scene == onair.SceneBars:
		return o.bars(item) != nil
	case scene == onair.SceneScore:
		_, visible := o.audience.scored(item, o.State.Session.Rulebook.Reveal)
		return visible && !item.Whole() // which has a score for every unit; the board shows them
	}
	return true
}

// autoBug is what lies in the corner beside an item that auto shows: whose evening it is, and
// which item of how many. A whole form goes by the name of its session already.
func (o output) autoBug(auto OutputLayer) (OutputLayer, bool) {
	item := o.current()
	switch auto.Scene {
	case onair.SceneCountdown, onair.SceneBars, onair.SceneScore:
	default:
		return OutputLayer{}, false
	}
	if item == nil || item.Whole() {
		return OutputLayer{}, false
	}
	return o.layer(onair.LayerBug, onair.Shown{Cue: onair.Cue{Scene: onair.SceneBug}, Take: auto.Take, At: auto.At, Cut: auto.Cut})
}

// standing is where the item of a subject stands. Where scores come with the announcement a reveal
// says how many voted for what, and not yet how the unit came out; where lists do, not even that.
func (o output) standing(about subject) string {
	state := about.state()
	if state == string(voting.PhaseRevealed) && (o.AwaitsAnnouncement() || o.chooses()) {
		return string(voting.PhaseConfirmed)
	}
	return state
}

// held reports whether the picture stands still. What is true of a vote for a while only is not said in it:
// that it is about to open or is open, and how long it still is. It may be given more time, or close.
func (o output) held() bool { return o.Frozen != 0 }

// closes is the moment at which an item closes, 0 where that is not to be told.
func (o output) closes(item *voting.ItemState) int64 {
	if o.held() {
		return 0
	}
	return item.Deadline
}

// within is where a subject belongs: under which department, and in which class.
func (s subject) within() string {
	switch class := string(s.unit.Class); {
	case s.Place == "" || s.Place == s.Name:
		return class
	case class == "":
		return s.Place
	default:
		return s.Place + " · " + class
	}
}
