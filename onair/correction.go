package onair

import (
	"slices"

	"pingyi/voting"
)

// A correction of an announced result is public, and yet no picture changes by itself: what a ranking
// shows stays as it was given out until somebody takes the corrected picture. A ranking that was given
// out whole counts as given out in the version that corrects it; one that was not begins anew, since
// nobody can say which of its places were released.

// Given is how much of a version of a ranking was given out.
type Given struct {
	Version int
	Groups  int
	Whole   bool
}

func (r Release) given(now int64) Given {
	groups := r.out(now)
	return Given{r.Version, groups, r.Of > 0 && groups >= r.Of}
}

// history is what was given out of each version, the oldest first.
func (r Release) history(now int64) []Given {
	return append(slices.Clone(r.Earlier), r.given(now))
}

// Carried is the newest version that was given out whole, 0 when none was.
func (r Release) Carried(now int64) (version int) {
	for _, g := range r.history(now) {
		if g.Whole {
			version = g.Version
		}
	}
	return version
}

// rebound is a release that is to be about another result, with what was given out of the one before.
func (r Release) rebound(to Release, now int64) Release {
	to.Earlier = slices.Clone(r.Earlier)
	if g := r.given(now); g.Groups > 0 && g.Version < to.Version {
		to.Earlier = append(to.Earlier, g)
	}
	return to
}

// carried reports whether a ranking counts as given out, since a version before was given out whole.
func (d decision) carried(session voting.SessionID, list string, version int) bool {
	r := d.release(session, list)
	return r != nil && slices.ContainsFunc(r.history(d.At), func(g Given) bool { return g.Whole && g.Version < version })
}

// older finds a public output that still shows the ranking as it was before a correction: what is given out of
// the corrected one would be seen nowhere, or make two pictures say two things.
func (d decision) older(a Action, version int) (Name, bool) {
	for _, name := range d.order {
		o := d.outputs[name]
		if o.Class != Public || o.session != a.Session || o.frozen != 0 {
			continue
		}
		for _, shown := range o.lying(d.At) {
			if shown.Scene.reveals() && shown.List == a.List && 0 < shown.Version && shown.Version < version {
				return name, true
			}
		}
	}
	return "", false
}

// versioned says of what is laid on outputs of which version of the result it is, and how much of that counts
// as given out before. Outputs that show different sessions are told what holds when they are painted.
func (d decision) versioned(laid []Laid, outputs []*outputState) {
	session := outputs[0].session
	facts, known := d.house.Session(session)
	if !known || slices.ContainsFunc(outputs, func(o *outputState) bool { return o.session != session }) {
		return
	}
	for i := range laid {
		l := &laid[i]
		if !l.Cue.Scene.reveals() {
			continue
		}
		if l.Version = facts.Version; d.carried(session, l.Cue.List, l.Version) {
			ranking, _ := d.house.Ranking(session, l.Cue.List)
			l.Out = ranking.Groups
		}
	}
}

// groups is how many groups of a ranking are out in a picture of it.
func (v View) groups(shown Shown) int {
	if shown.Version == 0 {
		return v.Reveals[shown.List]
	}
	out := shown.Out
	for _, g := range v.Given[shown.List] {
		if g.Version == shown.Version {
			out = max(out, g.Groups)
		}
	}
	return out
}
