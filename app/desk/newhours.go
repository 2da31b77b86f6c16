package desk

import (
	"errors"
	"strconv"

	"pingyi/voting"
	"pingyi/voting/programme"
)

// newHours is what somebody typed about when and how long a new session is voted on.
type newHours struct{ Opens, Closes, Seconds string }

// usualHours are those of a programme: how long an item is open, where not days count.
func usualHours(p programme.Programme) newHours {
	if p.Seconds == 0 {
		return newHours{}
	}
	return newHours{Seconds: strconv.FormatInt(p.Seconds, 10)}
}

// hoursTyped takes the fields over. What has no field stays as it usually is.
func (f *newForm) hoursTyped(said func(string) string, given func(string) bool) {
	f.Opens, f.Closes = said("opens"), said("closes")
	if given("seconds") {
		f.Seconds = said("seconds")
	}
}

// Faults that are about the hours alone.
const (
	faultTime    = "time"    // no day with a time
	faultHours   = "hours"   // it closes before it opens, before now, or too late
	faultSeconds = "seconds" // no voting time that the desk offers
)

// hours reads the fields into a session that has nothing else yet but its rulebook.
// What has no field on the page, because the units come on stage, is passed over.
func (d *Desk) hours(f *newForm) (s voting.Session, faults programme.Faults) {
	wrong := func(field, code string) { faults = append(faults, programme.Fault{Field: field, Code: code}) }
	var err error
	s.Rulebook.SelfPaced = f.Settings.SelfPaced
	if s.Seconds, err = secondsOf(f.Seconds); err != nil {
		wrong("seconds", faultSeconds)
	}
	if !f.Settings.SelfPaced {
		return s, faults
	}
	if s.Opens, err = timeOf(f.Opens, "opens"); err != nil {
		wrong("opens", faultTime)
	}
	if s.Closes, err = timeOf(f.Closes, "closes"); err != nil {
		wrong("closes", faultTime)
	}
	if len(faults) == 0 && d.checkHours(s) != nil {
		wrong("closes", faultHours)
	}
	return s, faults
}

// shortestVoting is the shortest voting time that the desk offers, in seconds.
const shortestVoting = 5

var errSeconds = errors.New("not a number of seconds")

// secondsOf reads the usual voting time; nothing is 0, which fixes none.
func secondsOf(text string) (int64, error) {
	if text = programme.Figure(text); text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < shortestVoting || n > voting.MaxVotingSeconds {
		return 0, errSeconds
	}
	return n, nil
}

// HasSeconds reports whether an item has a usual voting time: not where days count.
func (v *programmeView) HasSeconds() bool { return !v.Settings.SelfPaced || v.P.Days == 0 }

// cueLine is one part of the rundown, with the time that it takes.
type cueLine struct{ What, Takes string }

// Cues are the rundown, as a list to be read.
func (v *programmeView) Cues() []cueLine {
	var all []cueLine
	for _, cue := range v.P.Rundown {
		line := cueLine{What: cue.What}
		switch {
		case cue.Vote && v.P.Days > 0:
			line.Takes = v.T("new.takes.days", "n", v.P.Days)
		case cue.Each:
			line.Takes = v.T("new.takes.each", "n", cue.Minutes)
		case cue.Minutes > 0:
			line.Takes = v.T("new.takes", "n", cue.Minutes)
		}
		all = append(all, line)
	}
	return all
}
