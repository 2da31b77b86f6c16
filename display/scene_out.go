package display

import (
	"maps"
	"slices"

	"pingyi/voting"
)

// comeOut is what the control room has given out of the places of a board. From the first group on
// the places of an output are those of the result, and no interim ones: what the ranking has
// released is released for every scene, for the tables, and for who asks whether a cue may go on.
type comeOut struct {
	begun map[voting.Class]bool // of which board a group is out; "" is that of all units
	all   bool                  // and nobody is left who has a place on one of them
	rows  []voting.Row          // who is out, in the places of the result, and with no place who was revealed and is not
}

// keptOut is kept with what it follows from, since several scenes ask for it.
type keptOut struct {
	of       *voting.State
	revision uint64
	audience Audience
	reveals  map[string]int
	comeOut
}

// out is what has come out before the readers; of what was announced, and for those who see all
// places anyhow, there is nothing to give out.
func (o output) out() comeOut {
	if _, whole := o.audience.ranking(o.State); whole || len(o.Reveals) == 0 || o.Phase == "" {
		return comeOut{}
	}
	k := &o.counted.out
	if k.of != o.State || k.revision != o.State.Revision || k.audience != o.audience || !maps.Equal(k.reveals, o.Reveals) {
		*k = keptOut{o.State, o.State.Revision, o.audience, maps.Clone(o.Reveals), o.comeOut()}
	}
	return k.comeOut
}

func (o output) comeOut() comeOut {
	c := comeOut{begun: make(map[voting.Class]bool), all: true}
	placed := make(map[voting.UnitID]bool)
	for _, board := range o.boards() {
		q := o.queue(string(board), false)
		if q.blocked() {
			continue
		}
		groups := o.audience.released(q.version, len(q.groups), o.Reveals[q.key])
		c.begun[board] = groups > 0
		c.all = c.all && (groups == len(q.groups) || groups == 0)
		for _, row := range slices.Concat(q.groups[:groups]...) {
			placed[row.Unit] = true
		}
	}
	scored := o.scoredByList()
	if len(placed)+len(scored) == 0 {
		return comeOut{}
	}
	var revealed []voting.Row
	if !o.AwaitsAnnouncement() && !o.chooses() {
		revealed = o.revealed(o.State)
	}
	for _, row := range o.counted.outcome(o.State, o.ShownVersion().Number).Rows {
		_, own, seen := find(revealed, row.Unit.ID)
		switch {
		case placed[row.Unit.ID]:
			if !seen { // the ranking gave out its score and its place, and nothing else
				row.Criteria, row.Named, row.Words = nil, nil, nil
			}
			c.rows = append(c.rows, row)
		case seen:
			if c.begun[o.boardOfUnit(row.Unit)] { // the interim place is none any more, the other is not out
				own.Rank, own.RankInClass = 0, 0
			}
			c.rows = append(c.rows, own)
		case scored[row.Unit.ID]: // its list gave out the score, and no place among all
			row.Criteria, row.Named, row.Words, row.Rank, row.RankInClass = nil, nil, nil, 0, 0
			c.rows = append(c.rows, row)
		}
	}
	return c
}

// boards are the rankings that the board consists of: one of all units, or one for each class.
func (o output) boards() []voting.Class {
	if o.State.Session.Rulebook.RanksAll() {
		return []voting.Class{""}
	}
	return classesOfSession(&o.State.Session)
}

// boardOfUnit is the one that a unit has its place on.
func (o output) boardOfUnit(unit voting.Unit) voting.Class {
	if o.State.Session.Rulebook.RanksAll() {
		return ""
	}
	return unit.Class
}

// awaited reports whether a unit has a score that everybody knows, and a place that is yet to come out.
func awaited(row voting.Row) bool { return row.Score.Has() && row.Rank == 0 && row.RankInClass == 0 }

// official reports whether the place of a unit is the one that it has in the result.
func (o output) official(unit voting.Unit) bool {
	if version, whole := o.audience.ranking(o.State); whole {
		return o.Version(version).Phase() != voting.VersionPreparing
	}
	return o.out().begun[o.boardOfUnit(unit)]
}

// among puts in how many units have a place. While places are yet to come out it is not told how
// many have none.
func (o output) among(result *Result, unit voting.Unit) {
	out := o.out()
	switch begun := out.begun[o.boardOfUnit(unit)]; {
	case !begun && o.chooses(): // it has no place, and who else came out by a list is not all
		result.Of, result.OfClass = 0, 0
		return
	case !begun || out.all:
		return
	}
	result.Of, result.OfClass = 0, 0
	for _, row := range o.counted.outcome(o.State, o.ShownVersion().Number).Rows {
		result.Of++
		if row.Unit.Class == unit.Class {
			result.OfClass++
		}
	}
}
