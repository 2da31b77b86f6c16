package onair

import (
	"slices"

	"pingyi/voting"
)

// Name names an output, such as "pgm": a-z, 0-9 and '-', at most 16, and begins with a letter.
type Name string

// Class is what the readers of an output may see.
type Class string

// The classes.
const (
	Public  Class = "public"  // program, hall, stage, lobby: what the public may see now
	Preview Class = "preview" // the director's preview: the same, and the mark of a rehearsal may be left off
	Sealed  Class = "sealed"  // scrutineers: what the desk may see, before it is public
)

// Ground is what lies behind the graphics of an output.
type Ground string

// The grounds; any other is a key colour such as "#00b140".
const (
	Transparent Ground = "transparent"
	Full        Ground = "full" // a whole picture, as on a wall
)

// Rect is a part of the picture that graphics leave free, in its pixels.
type Rect struct {
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// Output is a screen with an address of its own.
type Output struct {
	Name     Name    `json:"name"`
	Title    string  `json:"title"` // as people in the control room call it
	Class    Class   `json:"class"`
	Program  bool    `json:"program,omitempty"` // it goes to viewers: a rehearsal needs two people to be let on
	Theme    string  `json:"theme"`             // blue, dark, contrast
	Lang     string  `json:"lang"`              // zh-CN, en
	Width    int     `json:"width"`
	Height   int     `json:"height"`
	Rate     int     `json:"rate"` // pictures a second of its chain, the unit of Delay
	Ground   Ground  `json:"ground"`
	Delay    int     `json:"delay,omitempty"`    // in pictures
	Scenes   []Scene `json:"scenes,omitempty"`   // what may be shown; empty is all
	Reserved []Rect  `json:"reserved,omitempty"` // of the station's own bug and subtitles
	NoMark   bool    `json:"no_mark,omitempty"`  // of a preview alone: no mark of a rehearsal

	Generation uint32 `json:"generation"` // of its address; one more makes the address before void
}

// Cue is a scene with what it is about. What a scene does not need is left zero.
type Cue struct {
	Scene Scene         `json:"scene"`
	Item  voting.ItemID `json:"item,omitempty"` // 0 is the one on stage
	Unit  voting.UnitID `json:"unit,omitempty"`
	Other voting.UnitID `json:"other,omitempty"` // versus: the right one
	List  string        `json:"list,omitempty"`  // ten, reveal, board: a list or title of the rulebook
	Text  []string      `json:"text,omitempty"`  // strap: name and lines; crawl: its items
	Step  int           `json:"step"`            // from 0; pages are steps
	Hold  bool          `json:"hold,omitempty"`  // pages do not turn by themselves
}

// Shown is a cue on a layer of an output.
type Shown struct {
	Cue
	Take   uint64 `json:"take"`             // number of the take, the revision that put it there
	At     int64  `json:"at"`               // Unix milliseconds from which it is to be seen
	Cut    bool   `json:"cut,omitempty"`    // without its way in
	Record uint64 `json:"record"`           // position in the session's log on which it was decided
	Every  int    `json:"every,omitempty"`  // seconds for which each page stands; 0 until it is turned
	Turned int64  `json:"turned,omitempty"` // Unix milliseconds since which this page stands
	Turner string `json:"turner,omitempty"` // who has had pages turn by themselves
	Ends   int64  `json:"ends,omitempty"`   // Unix milliseconds at which it goes out by itself; 0 for never
	Ender  string `json:"ender,omitempty"`  // who has started the plan that says so
	Tight  int64  `json:"tight,omitempty"`  // milliseconds by which At was too near for what stood to leave before

	Version int `json:"version,omitempty"` // of a ranking, as of Laid
	Out     int `json:"out,omitempty"`
}

// Free reports whether a cue is about no session, so that it can be on an output which shows none
// and stays when another is tuned in, unless one of the two is a rehearsal: the line-up card, words of one's own, and what follows the
// rundown of whichever session it is.
func (c Cue) Free() bool {
	switch c.Scene {
	case SceneLineup, SceneAuto:
		return true
	case SceneStrap, SceneCrawl:
		return len(c.Text) > 0 && c.Item == 0 && c.Unit == ""
	}
	return false
}

// About reports whether two cues are the same scene about the same, at whichever step.
func (c Cue) About(other Cue) bool {
	return c.Scene == other.Scene && c.Item == other.Item && c.Unit == other.Unit && c.Other == other.Other && c.List == other.List &&
		slices.Equal(c.Text, other.Text)
}

// called is what people call it, as a refusal says it.
func (o Output) called() string {
	if o.Title != "" {
		return o.Title
	}
	return string(o.Name)
}

// house tells the screens of the house, which follow whatever session there is, from those that a person puts on air.
func (o Output) house() bool { return o.Class == Public && !o.Program }

// allows reports whether an output is for a scene.
func (o Output) allows(scene Scene) bool {
	return len(o.Scenes) == 0 || slices.Contains(o.Scenes, scene)
}
