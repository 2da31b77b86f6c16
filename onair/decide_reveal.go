package onair

import (
	"fmt"
	"slices"

	"pingyi/voting"
)

// approve takes the word of a scrutineer, which is about the ranking as it is sealed now.
func (d decision) approve(c Approve) ([]Event, error) {
	if d.Role != Scrutineer {
		return nil, refuse(RefusedRole, string(d.Role))
	}
	ranking, err := d.sealed(c.Session, c.List)
	if err != nil {
		return nil, err
	}
	if ranking.Binding != c.Binding {
		return nil, refuse(RefusedStale, fmt.Sprintf("version %d, %s", ranking.Version, ranking.Checkpoint))
	}
	if r := d.release(c.Session, c.List); r != nil && r.Binding == c.Binding && r.Approved != "" {
		return nothing()
	}
	return one(&Approved{Stamp: d.stamp(), Session: c.Session, List: c.List, Binding: c.Binding})
}

func (d decision) sealed(id voting.SessionID, list string) (Ranking, error) {
	if _, known := d.house.Session(id); !known {
		return Ranking{}, refuse(RefusedSession, string(id))
	}
	ranking, sealed := d.house.Ranking(id, list)
	if !sealed {
		return Ranking{}, refuse(RefusedNotSealed, list)
	}
	return ranking, nil
}

// arm looks whether the action would be allowed now. Go looks again.
func (d decision) arm(c Arm) ([]Event, error) {
	if c.Within < 1 || c.Within > MaxArmed {
		return nil, refuse(RefusedArm, fmt.Sprint(c.Within))
	}
	if d.waits(d.At) { // it would be taken back, and nobody has said so
		return nil, refuse(RefusedTimed, fmt.Sprint(d.armed.Due.At))
	}
	if _, err := d.carryOut(c.Action, nil, 0); err != nil {
		return nil, err
	}
	return one(&Armed{Stamp: d.stamp(), Action: c.Action.clone(), Until: d.At + int64(c.Within)*1000, Of: d.subject(c.Action)})
}

// subject is what an action is about now.
func (d decision) subject(a Action) *Subject {
	var of Subject
	if from := d.outputs[a.From]; from != nil {
		of.Session, of.Laid = from.session, from.laid(a.Layers)
	}
	if a.Kind == ActReveal {
		ranking, _ := d.house.Ranking(a.Session, a.List)
		of.Sealed = ranking.Binding
	}
	return &of
}

func (d decision) goAhead(c Go) ([]Event, error) {
	if c.Arm != 0 && c.Arm == d.went && (d.armed == nil || d.armed.Number != c.Arm) {
		return nil, refuse(RefusedWent, fmt.Sprint(c.Arm))
	}
	if d.armed == nil || d.armed.Number != c.Arm || d.At > d.armed.Until {
		return nil, refuse(RefusedNotArmed, fmt.Sprint(c.Arm))
	}
	if err := d.timed(c); err != nil {
		return nil, err
	}
	if err := d.heldBack(c); err != nil {
		return nil, err
	}
	events, err := d.carryOut(d.armed.Action, d.armed.Of, c.TakeAt)
	if err != nil {
		return nil, err
	}
	went := &Went{Stamp: d.stamp(), Arm: c.Arm}
	waits := d.armed.Action.Kind != ActTake && !c.Due && c.TakeAt > d.At
	if len(events) > 0 { // of an item the rest is for its session
		if r, releases := events[0].(*Released); releases {
			if err := d.paced(r); err != nil {
				return nil, err
			}
			if went.Kept = d.armed.Action.Keep && r.Groups < r.Of; went.Kept {
				went.Next = d.Revision + 1 + uint64(len(events))
			}
		}
	}
	if waits {
		return d.later(c)
	}
	return append([]Event{went}, events...), nil
}

// heldBack refuses a group at its moment where an output that shows the ranking is held by then: what was held to keep a name
// in would give it out when it is let go.
func (d decision) heldBack(c Go) error {
	a := d.armed.Action
	if !c.Due || a.Kind != ActReveal {
		return nil
	}
	for _, name := range d.order {
		if o := d.outputs[name]; o.frozen != 0 && o.session == a.Session && slices.ContainsFunc(o.lying(d.At), func(shown Shown) bool {
			return shown.Scene.reveals() && shown.List == a.List
		}) {
			return refuse(RefusedHeld, o.called())
		}
	}
	return nil
}

// paced refuses a group that would come out right behind the one before it: a name cannot be taken back,
// and whoever presses twice has not seen the first.
func (d decision) paced(e *Released) error {
	before := d.release(e.Session, e.List)
	if from := before.Due + Suspense; before.Groups > 0 && max(e.SeenAt, e.At) < from {
		return refuse(RefusedSoon, fmt.Sprint(from))
	}
	return nil
}

// carryOut decides an action as if it were asked for now. What it was armed for must be there still.
func (d decision) carryOut(a Action, of *Subject, at int64) ([]Event, error) {
	switch a.Kind {
	case ActTake:
		return d.take(Take{From: a.From, On: a.On, Layers: a.Layers, Cut: a.Cut, TakeAt: at, Of: of})
	case ActReveal:
		return d.reveal(a, of, at)
	case ActItem:
		if err := d.soon(at); err != nil { // its take would be refused when all is revealed
			return nil, err
		}
		return nil, d.revealItem(a, of)
	}
	return nil, refuse(RefusedArm, string(a.Kind))
}

// revealItem looks whether an item can be revealed, by somebody who runs its session, and whether its
// picture could come on after that.
func (d decision) revealItem(a Action, of *Subject) error {
	if d.Role != Organizer {
		return refuse(RefusedRole, string(d.Role))
	}
	if _, known := d.house.Session(a.Session); !known {
		return refuse(RefusedSession, string(a.Session))
	}
	outputs, err := d.driven(append(slices.Clone(a.On), a.From))
	if err != nil {
		return err
	}
	if err := free(outputs[:len(a.On)]); err != nil {
		return err
	}
	if err := d.seen(a.Session); err != nil {
		return err
	}
	if d.house.Phase(a.Session, a.Item) != voting.PhaseConfirmed || a.Item == 0 {
		return refuse(RefusedItem, fmt.Sprint(a.Item))
	}
	if !outputs[len(a.On)].still(of, a.Layers) {
		return refuse(RefusedOther, string(a.From))
	}
	return nil
}

// seen refuses to release anything of a session that a public output in panic would show: it cannot
// be taken back, and nobody would see it.
func (d decision) seen(session voting.SessionID) error {
	for _, name := range d.order {
		if o := d.outputs[name]; o.panic && o.Class == Public && o.session == session {
			return refuse(RefusedPanic, o.called())
		}
	}
	return nil
}

// reveal releases the next group of a ranking. It takes a scrutineer's word about this very
// version and checkpoint, and another person who releases.
func (d decision) reveal(a Action, of *Subject, at int64) ([]Event, error) {
	if err := d.reaches(a); err != nil {
		return nil, err
	}
	if err := d.soon(at); err != nil {
		return nil, err
	}
	ranking, err := d.sealed(a.Session, a.List)
	if err == nil {
		err = d.seen(a.Session)
	}
	if err != nil {
		return nil, err
	}
	r := d.release(a.Session, a.List)
	older, shows := d.older(a, ranking.Version)
	switch {
	case d.carried(a.Session, a.List, ranking.Version):
		return nil, refuse(RefusedStep, fmt.Sprint(ranking.Groups+1))
	case r == nil || r.Approved == "":
		return nil, refuse(RefusedSecond, a.List)
	case r.Binding != ranking.Binding:
		return nil, refuse(RefusedStale, fmt.Sprintf("version %d, %s", ranking.Version, ranking.Checkpoint))
	case r.Approved == d.By:
		return nil, refuse(RefusedSecond, d.By)
	case d.unchecked(a.Session, ranking):
		return nil, refuse(RefusedNames, ranking.Names)
	case r.Due > d.At:
		return nil, refuse(RefusedWaiting, fmt.Sprint(r.Due))
	case shows:
		return nil, refuse(RefusedOlder, string(older))
	case of != nil && of.Sealed != ranking.Binding:
		return nil, refuse(RefusedOther, a.List)
	case r.Groups >= ranking.Groups:
		return nil, refuse(RefusedStep, fmt.Sprint(r.Groups+1))
	}
	facts, _ := d.house.Session(a.Session)
	return one(&Released{
		Stamp: d.stamp(), Session: a.Session, List: a.List, Binding: ranking.Binding, Groups: r.Groups + 1, Of: ranking.Groups,
		Approved: r.Approved, Record: facts.Record, SeenAt: at,
	})
}

// reaches refuses a release that somebody else's output shows, or would by a moment to come.
func (d decision) reaches(a Action) error {
	for _, name := range d.order {
		o := d.outputs[name]
		shows := false
		for _, shown := range o.lying(d.At) {
			shows = shows || shown.Scene == SceneAuto || shown.Scene.reveals() && shown.List == a.List
		}
		if o.lease != "" && o.lease != d.Controller && o.session == a.Session && shows {
			return refuse(RefusedLease, fmt.Sprintf("%s: %s", o.called(), o.lease))
		}
	}
	return nil
}
