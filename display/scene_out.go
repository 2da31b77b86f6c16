package display

import (
	"maps"
	"slices"

	"pingyi/voting"
)

// comeOut is what the control room has given out of the places of a session. From the first group on
// the places of an output are those of the result, and no interim ones: what a ranking has
// released is released for every scene, for the tables, and for who asks whether a cue may go on.
// Each ranking gives out its own places: that of all says nothing of a class, nor one of a class of all.
type comeOut struct {
	begun map[voting.Class]bool // of which ranking a group is out; "" is that of all units
	whole map[voting.Class]bool // and nobody is left who has a place on it
	rows  []voting.Row          // who is out, in the places of the result, and with no place who was revealed and is not
}

// keptOut is kept with what it follows from, since several scenes ask for it.
type keptOut struct {
	of       *voting.State
	revision uint64
	audience Audience
	reveals  map[string]int
	guard
	comeOut
}

// out is what has come out before the readers; of what was announced, and for those who see all
// places anyhow, there is nothing to give out.
func (o output) out() comeOut {
	if _, whole := o.audience.ranking(o.State); whole || len(o.Reveals) == 0 || o.Phase == "" {
		return comeOut{}
	}
	k := &o.counted.out
	if k.of != o.State || k.revision != o.State.Revision || k.audience != o.audience || !maps.Equal(k.reveals, o.Reveals) || !k.same(o.guard()) {
		*k = keptOut{o.State, o.State.Revision, o.audience, maps.Clone(o.Reveals), o.guard(), o.comeOut()}
	}
	return k.comeOut
}

func (o output) comeOut() comeOut {
	c := comeOut{begun: make(map[voting.Class]bool), whole: make(map[voting.Class]bool)}
	placed := make(map[voting.Class]map[voting.UnitID]bool)
	for _, board := range o.boards() {
		q := o.queue(string(board), false)
		if q.blocked() {
			continue
		}
		groups := o.audience.released(q.version, len(q.groups), o.Reveals[q.key])
		c.begun[board], c.whole[board] = groups > 0, groups == len(q.groups)
		placed[board] = make(map[voting.UnitID]bool)
		for _, row := range slices.Concat(q.groups[:groups]...) {
			placed[board][row.Unit] = true
		}
	}
	scored := o.scoredByList()
	if !slices.Contains(slices.Collect(maps.Values(c.begun)), true) && len(scored) == 0 {
		return comeOut{}
	}
	revealed := o.openly()
	for _, row := range o.counted.outcome(o.State, o.ShownVersion().Number).Rows {
		_, own, seen := find(revealed, row.Unit.ID)
		inAll, inClass := placed[""][row.Unit.ID], row.Unit.Class != "" && placed[row.Unit.Class][row.Unit.ID]
		rank, class := row.Rank, row.RankInClass
		switch {
		case !inAll && !inClass && !scored[row.Unit.ID]:
			if row = own; !seen {
				continue
			}
		default: // the ranking gave out its score and its place; all else of it is as its own reveal gave it out
			row.Criteria, row.Named, row.Words = nil, own.Named, own.Words
			if o.State.Session.Rulebook.OwnCounts("criterion score") {
				row.Criteria = own.Criteria
			}
		}
		row.Rank, row.RankInClass = 0, 0
		if inAll {
			row.Rank = rank
		}
		switch {
		case inClass:
			row.RankInClass = class
		case seen && !c.touches(o, row.Unit):
			row.RankInClass = own.RankInClass
		}
		c.rows = append(c.rows, row)
	}
	return c
}

// touches reports whether the interim places of a unit are none any more, since those of the result come out. Where all
// units are ranked every ranking has them in common with that, and tells of their order.
func (c comeOut) touches(o output, unit voting.Unit) bool {
	return c.begun != nil && (o.State.Session.Rulebook.RanksAll() || o.chooses() || c.begun[unit.Class])
}

// boards are the rankings that units have places on: one of all units, and one for each class.
func (o output) boards() (all []voting.Class) {
	rb := o.State.Session.Rulebook
	if rb.RanksAll() {
		all = append(all, "")
	}
	if rb.ResultTable("rank in class") != "" {
		all = append(all, classNames(&o.State.Session)...)
	}
	return all
}

// official reports whether the places of a ranking are those of the result, as far as they are out.
func (o output) official(board voting.Class) bool {
	if version, whole := o.audience.ranking(o.State); whole {
		return o.Version(version).Phase() != voting.VersionPreparing
	}
	return o.out().begun[board]
}

// settled reports whether the places of a unit, if it has any, are those of the result.
func (o output) settled(unit voting.Unit) bool {
	if _, whole := o.audience.ranking(o.State); whole {
		return o.official("")
	}
	return o.out().touches(o, unit)
}

// among puts in how many units have a place. While places are yet to come out it is not told how
// many have none.
func (o output) among(result *Result, unit voting.Unit) {
	out := o.out()
	if !out.touches(o, unit) {
		return
	}
	all, class := 0, 0
	for _, row := range o.counted.outcome(o.State, o.ShownVersion().Number).Rows {
		all++
		if row.Unit.Class == unit.Class {
			class++
		}
	}
	of := func(n *int, board voting.Class, units int) {
		switch {
		case !out.begun[board]:
			*n = 0
		case !out.whole[board]:
			*n = units
		}
	}
	of(&result.Of, "", all)
	of(&result.OfClass, unit.Class, class)
}
