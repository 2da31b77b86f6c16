package onair

import (
	"fmt"
	"regexp"
	"slices"

	"pingyi/voting"
)

var (
	outputName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,15}$`)
	keyColour  = regexp.MustCompile(`^#[0-9a-f]{6}$`)
)

// Themes lists the looks of an output.
func Themes() []string { return []string{"blue", "dark", "contrast"} }

// Langs lists the languages of an output.
func Langs() []string { return []string{"zh-CN", "en"} }

func (d decision) setOutput(c SetOutput) ([]Event, error) {
	o := c.Output.clone()
	if fault := o.fault(); fault != "" {
		return nil, refuse(RefusedOutput, fault)
	}
	old := d.outputs[o.Name]
	o.Generation = d.generations[o.Name]
	if old == nil {
		if len(d.order) >= MaxOutputs {
			return nil, refuse(RefusedOutput, "name")
		}
		o.Generation++ // an output that was removed has left its addresses behind
		return one(&OutputSet{Stamp: d.stamp(), Output: o})
	}
	if _, err := d.driven([]Name{o.Name}); err != nil {
		return nil, err
	}
	if o.Class != old.Class || old.Program && !o.Program {
		o.Generation++ // who has the address was let in to see something else, or stands on program and is told rehearsals apart
	}
	if o.Program && !old.Program && old.session != "" {
		if err := d.rehearsalOn(&outputState{Output: o, unlock: old.unlock}, old.session); err != nil {
			return nil, err
		}
	}
	return one(&OutputSet{Stamp: d.stamp(), Output: o, Stays: old.stays(old.keepsAs(o), d.At)})
}

// fault names the first field with which an output cannot be run, "" when there is none.
func (o Output) fault() string {
	_, unknown := firstUnknown(o.Scenes)
	for _, check := range []struct {
		field string
		good  bool
	}{
		{"name", outputName.MatchString(string(o.Name)) && !slices.Contains(reserved(), o.Name)},
		{"title", plain(o.Title)},
		{"class", slices.Contains([]Class{Public, Preview, Sealed}, o.Class)},
		{"program", !o.Program || o.Class == Public},
		{"theme", slices.Contains(Themes(), o.Theme)},
		{"lang", slices.Contains(Langs(), o.Lang)},
		{"width", 64 <= o.Width && o.Width <= maxSize},
		{"height", 64 <= o.Height && o.Height <= maxSize},
		{"rate", 10 <= o.Rate && o.Rate <= 120},
		{"ground", o.Ground == Transparent || o.Ground == Full || keyColour.MatchString(string(o.Ground))},
		{"delay", 0 <= o.Delay && o.Delay <= 10*o.Rate},
		{"scenes", !unknown && len(o.Scenes) <= len(Kinds())},
		{"reserved", o.reservedFit()},
		{"no_mark", !o.NoMark || o.Class == Preview},
	} {
		if !check.good {
			return check.field
		}
	}
	return ""
}

// reserved are names that mean something else in an address.
func reserved() []Name { return []Name{"live", "ctl", "shell"} }

func firstUnknown(scenes []Scene) (Scene, bool) {
	for _, scene := range scenes {
		if _, known := KindOf(scene); !known {
			return scene, true
		}
	}
	return "", false
}

func (o Output) reservedFit() bool {
	for _, r := range o.Reserved {
		if r.X < 0 || r.Y < 0 || r.W <= 0 || r.H <= 0 || r.X+r.W > o.Width || r.Y+r.H > o.Height {
			return false
		}
	}
	return len(o.Reserved) <= 8
}

func (d decision) revoke(c RevokeAddress) ([]Event, error) {
	if d.outputs[c.Output] == nil {
		return nil, refuse(RefusedNoOutput, string(c.Output))
	}
	return one(&AddressRevoked{Stamp: d.stamp(), Output: c.Output, Generation: d.generations[c.Output] + 1})
}

func (d decision) remove(c RemoveOutput) ([]Event, error) {
	if _, err := d.driven([]Name{c.Output}); err != nil {
		return nil, err
	}
	return one(&OutputRemoved{Stamp: d.stamp(), Output: c.Output})
}

func (d decision) tune(c Tune) ([]Event, error) {
	outputs, err := d.driven(c.On)
	if err != nil {
		return nil, err
	}
	facts, known := d.house.Session(c.Session)
	if c.Session != "" && !known {
		return nil, refuse(RefusedSession, string(c.Session))
	}
	for _, o := range outputs {
		if err := d.rehearsalOn(o, c.Session); err != nil {
			return nil, err
		}
	}
	on := names(outputs, func(o *outputState) bool { return o.session != c.Session })
	if len(on) == 0 {
		return nothing()
	}
	cleared := names(outputs, func(o *outputState) bool { return d.crosses(o.session, c.Session) })
	tuned := &Tuned{Stamp: d.stamp(), On: on, Session: c.Session, Record: facts.Record, Cleared: cleared}
	for _, name := range on {
		o := d.outputs[name]
		tuned.Stays = append(tuned.Stays, o.stays(o.keepsTuned(slices.Contains(cleared, name)), d.At)...)
	}
	return one(tuned)
}

// crosses reports whether a rehearsal lies on one side alone. Words that were typed for it would be on air
// as those of an evening, without its mark, or those of an evening would bear the mark. A session that cannot be asked may
// have been either.
func (d decision) crosses(from, to voting.SessionID) bool {
	before, there := d.house.Session(from)
	after, known := d.house.Session(to)
	return from != "" && (!there || to != "" && !known || before.Rehearsal != after.Rehearsal)
}

// unlocksNeeded is how many different people let a rehearsal on a program output.
const unlocksNeeded = 2

// rehearsalOn refuses a rehearsal on a program output that two people have not unlocked for it, and a session that cannot be
// asked whether it is one.
func (d decision) rehearsalOn(o *outputState, session voting.SessionID) error {
	facts, known := d.house.Session(session)
	switch {
	case !o.Program || session == "" || known && !facts.Rehearsal:
		return nil
	case o.unlock.Session == session && len(o.unlock.By) >= unlocksNeeded:
		return nil
	case !known:
		return refuse(RefusedGone, o.called())
	}
	return refuse(RefusedRehearsal, o.called())
}

func (d decision) unlock(c Unlock) ([]Event, error) {
	o := d.outputs[c.Output]
	if o == nil {
		return nil, refuse(RefusedNoOutput, string(c.Output))
	}
	if _, known := d.house.Session(c.Session); !known {
		return nil, refuse(RefusedSession, string(c.Session))
	}
	if o.unlock.Session == c.Session {
		if slices.Contains(o.unlock.By, d.By) {
			return nil, refuse(RefusedSecond, d.By)
		}
		if len(o.unlock.By) >= unlocksNeeded {
			return nothing()
		}
	}
	return one(&Unlocked{Stamp: d.stamp(), Output: c.Output, Session: c.Session})
}

func (d decision) takeLease(c TakeLease) ([]Event, error) {
	o := d.outputs[c.Output]
	switch {
	case o == nil:
		return nil, refuse(RefusedNoOutput, string(c.Output))
	case d.Controller == "":
		return nil, fmt.Errorf("decide: a lease is a controller's, and the act names none")
	case o.lease == d.Controller:
		return nothing()
	case o.lease != "" && !c.Over:
		return nil, refuse(RefusedLease, fmt.Sprintf("%s: %s", o.called(), o.lease))
	}
	return one(&LeaseSet{Stamp: d.stamp(), Output: o.Name, To: d.Controller, Before: o.lease})
}

func (d decision) giveLease(c GiveLease) ([]Event, error) {
	if !plain(c.To) {
		return nil, fmt.Errorf("decide: the controller's name is too long or no plain text")
	}
	outputs, err := d.driven([]Name{c.Output})
	if err != nil {
		return nil, err
	}
	if outputs[0].lease == c.To {
		return nothing()
	}
	return one(&LeaseSet{Stamp: d.stamp(), Output: c.Output, To: c.To, Before: outputs[0].lease})
}
