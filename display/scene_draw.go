package display

import (
	"fmt"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// drawing is a scene with its data, nil where there is nothing to be seen.
type drawing struct {
	data        any
	about       []string // what the picture is of, for its key
	step, steps int
	end         int  // the true number of steps, where a frame may not tell it
	released    bool // the readers may see what the cue is about
}

// one is a drawing of a single step.
func one(data any, released bool, about ...string) drawing {
	return paged(data, released, 0, 1, about...)
}

// paged is a drawing of several steps; a step beyond the end is the last.
func paged(data any, released bool, step, steps int, about ...string) drawing {
	return drawing{data, about, inside(step, steps), steps, steps, released}
}

func inside(step, steps int) int { return min(max(step, 0), max(steps, 1)-1) }

// draw gives the data of a cue. Where no session is tuned in there is but what needs none.
func (o output) draw(cue onair.Cue) drawing {
	switch cue.Scene {
	case onair.SceneStrap:
		return o.strap(cue)
	case onair.SceneCrawl:
		return o.crawl(cue)
	case onair.SceneLineup:
		return o.lineup(cue)
	}
	if o.Phase == "" {
		return drawing{}
	}
	if resolved, ok := o.resolve(cue); !ok {
		return drawing{released: true}
	} else if resolved.Scene != cue.Scene {
		d := o.draw(resolved)
		d.released = true // the rundown shows what may be shown
		return d
	}
	scenes := map[onair.Scene]func(onair.Cue) drawing{
		onair.SceneBug: o.bug, onair.SceneJoin: o.join, onair.SceneCountdown: o.countdown, onair.SceneTurnout: o.checkedIn,
		onair.SceneBars: o.liveBars, onair.SceneScore: o.scoreCard, onair.SceneReveal: o.reveal, onair.SceneBoard: o.ranks,
		onair.SceneVersus: o.versus, onair.ScenePledge: o.pledge, onair.SceneVerdict: o.verdict, onair.SceneDims: o.dims,
		onair.SceneTen: o.ten, onair.ScenePlate: o.plate,
	}
	if scene, known := scenes[cue.Scene]; known {
		return scene(cue)
	}
	return drawing{}
}

// subject is what a cue is about: an item, and of a whole form one of its units.
type subject struct {
	item *voting.ItemState // nil before the first
	unit voting.Unit
	Named
}

// Named says what a picture is about: who, under whom, and as which item of the rundown.
type Named struct {
	Name   string `json:"name"`
	Place  string `json:"place"`  // the department above
	Number int    `json:"number"` // of the item, 0 without any
}

// subject finds what a cue names: an item, or the one of a unit, or the one on stage.
func (o output) subject(cue onair.Cue) subject {
	item := o.current()
	switch {
	case cue.Item != 0:
		item = o.Item(cue.Item)
	case cue.Unit != "":
		at := slices.IndexFunc(o.Items, func(item voting.ItemState) bool { return item.Whole() || item.Unit == cue.Unit })
		if item = nil; at >= 0 {
			item = &o.Items[at]
		}
	}
	if item == nil {
		return subject{Named: Named{Name: o.State.Session.Title}}
	}
	s := subject{item: item, unit: o.Unit(item.Unit), Named: Named{Name: o.name(item), Number: int(item.ID)}}
	if item.Whole() && cue.Unit != "" {
		s.unit = o.Unit(cue.Unit)
		s.Name = s.unit.Name
	}
	s.Place = string(s.unit.Department)
	return s
}

// key says it in the key of a picture. A run that was set aside is another picture.
func (s subject) key() []string {
	if s.item == nil {
		return []string{"0", "0"}
	}
	key := []string{fmt.Sprint(s.item.ID), fmt.Sprint(s.item.Run)}
	if s.item.Whole() && s.unit.ID != "" {
		key = append(key, string(s.unit.ID))
	}
	return key
}

// state is where the item stands, in the words of a picture.
func (s subject) state() string {
	if s.item == nil {
		return "ready"
	}
	switch s.item.Phase {
	case voting.PhaseWaiting, voting.PhaseOnStage:
		return "ready"
	}
	return string(s.item.Phase)
}

// seal is the short code of the item, empty until its tally is sealed.
func (s subject) seal() string {
	if s.item == nil || s.item.Seal == nil {
		return ""
	}
	return s.item.Seal.Code
}

// places are the units in their places among all, or in their class, as the readers may see them, none while
// places await the announcement. Who has a score that everybody knows, and a place that is yet to come out, is not there.
func (o output) places(place func(voting.Row) int) []voting.Row {
	rows := o.seen()
	if o.out().begun == nil {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row voting.Row) bool { return row.Score.Has() && place(row) == 0 })
}

// seen are those of whom the readers may see the score, be their place out or not.
func (o output) seen() []voting.Row {
	version, whole := o.audience.ranking(o.State)
	out := o.out()
	switch {
	case whole:
		return o.counted.outcome(o.State, version).Rows
	case out.begun != nil:
		return out.rows
	}
	return o.openly()
}

// row finds a unit among them.
func (o output) row(unit voting.UnitID) (rows []voting.Row, row voting.Row, found bool) {
	return find(o.seen(), unit)
}

func find(rows []voting.Row, unit voting.UnitID) ([]voting.Row, voting.Row, bool) {
	at := slices.IndexFunc(rows, func(row voting.Row) bool { return row.Unit.ID == unit })
	if at < 0 || unit == "" {
		return rows, voting.Row{}, false
	}
	return rows, rows[at], true
}

// tally is what was counted on a subject, false while the readers may not see it. What was
// said of all units of a form together is of nobody, and the ticks of a choice are what its lists are made of.
func (o output) tally(s subject) (voting.Tally, bool) {
	switch {
	case s.item == nil || s.item.Whole() && o.chooses():
		return voting.Tally{}, false
	case s.item.Whole():
		rows := o.seen()
		if o.audience != Desk { // scores may wait, or be out alone; what the hall said is there by its own reveal
			rows = o.revealed(o.State)
		}
		_, row, found := find(rows, s.unit.ID)
		return row.Tally, found
	}
	return o.audience.counts(s.item, o.State.Session.Rulebook.Reveal)
}

// newestSeal is the checkpoint with the longest log among the items that were confirmed: the
// result rests on all that lies before it.
func (o output) newestSeal() string {
	var size uint64
	code := ""
	for i := range o.Items {
		item := &o.Items[i]
		confirmed := item.Phase == voting.PhaseConfirmed || item.Phase == voting.PhaseRevealed
		if confirmed && item.Seal != nil && item.Seal.Size >= size {
			size, code = item.Seal.Size, item.Seal.Code
		}
	}
	return code
}
