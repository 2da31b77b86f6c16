package display

import (
	"maps"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// names reports whether a picture may say who is on a list of a version of the result: to the public only when
// somebody has said that the names were checked. Whoever counts, or chooses what comes next, sees them before.
func (o output) names(list string, version int) bool {
	g := o.guard()
	return list == "" || !g.on || slices.Contains(g.checked[list], version)
}

// named leaves out of a board the lists whose names may not be said.
func (o output) named(parts []boardPart) []boardPart {
	if o.State.Session.Rulebook.Lists == nil {
		return parts
	}
	lists := listsOf(&o.State.Session)
	version, _ := o.audience.ranking(o.State)
	parts = slices.DeleteFunc(slices.Clone(parts), func(part boardPart) bool {
		at := slices.IndexFunc(lists, func(l oneList) bool { return l.table == part.list && l.class == part.class })
		return part.list != "" && at >= 0 && !o.names(lists[at].key, version)
	})
	if len(parts) == 0 {
		return nil
	}
	return parts
}

// listed reports whether a list has anybody who may be named.
func (o output) listed() bool {
	return slices.ContainsFunc(o.partsOf(""), func(part boardPart) bool { return len(part.rows) > 0 })
}

// guard is what of a view says who may be named.
type guard struct {
	on      bool
	checked map[string][]int
}

func (o output) guard() guard {
	if o.checked || !o.Guarded || o.Output.Class != onair.Public {
		return guard{}
	}
	return guard{true, o.Checked}
}

func (g guard) same(other guard) bool {
	return g.on == other.on && maps.EqualFunc(g.checked, other.checked, slices.Equal[[]int])
}

// NamesIn are the lists whose people a picture of a cue is about, by the names that they have; none of what is about no list.
func NamesIn(s *voting.State, cue onair.Cue) (names []string) {
	switch cue.Scene {
	case onair.SceneTen, onair.SceneReveal:
		o := output{picture: picture{State: tuned(s)}, counted: new(Outputs)}
		if q := o.queue(cue.List, cue.Scene == onair.SceneTen); q.list != "" {
			names = append(names, q.list)
		}
	case onair.SceneBoard:
		for _, l := range listsOf(&s.Session) {
			if cue.List != "" && l.named(cue.List) {
				names = append(names, l.key)
			}
		}
	}
	return names
}

// NamesOf is the name of the list that a ranking is, whatever it is asked for by; "" for a ranking and no list.
func NamesOf(session *voting.Session, name string) string {
	for _, l := range listsOf(session) {
		own := name == l.key || l.class == "" && name == l.table || l.class != "" && name == l.table+"/"+string(l.class)
		if own {
			return l.key
		}
	}
	return ""
}
