package onair

// Code is one of the closed list of reasons for which Decide refuses. The sentences that people
// read belong to the application, in two languages.
type Code string

// The refusals. The value is stable: it travels to desks and button boxes.
const (
	RefusedStale        Code = "stale"                // decided on a picture that is no longer current
	RefusedRole         Code = "role-wrong"           // the act belongs to another role
	RefusedOutput       Code = "output-invalid"       // the output cannot be run as described
	RefusedNoOutput     Code = "unknown-output"       // no such output
	RefusedScene        Code = "unknown-scene"        // no such scene
	RefusedNotAllowed   Code = "scene-not-allowed"    // the output is not for this scene
	RefusedCue          Code = "cue-invalid"          // the scene cannot be drawn of what it is about
	RefusedEmpty        Code = "scene-empty"          // the session has nothing of what the scene shows
	RefusedSession      Code = "unknown-session"      // no such session
	RefusedNotTuned     Code = "not-tuned"            // the output shows no session
	RefusedOtherSession Code = "other-session"        // the two outputs show different sessions
	RefusedNothing      Code = "nothing-cued"         // nothing lies where it is taken from
	RefusedLayer        Code = "layer-empty"          // nothing is on the layer
	RefusedNotReleased  Code = "not-released"         // the public may not see it yet
	RefusedRehearsal    Code = "rehearsal-on-program" // a rehearsal needs two people to go there
	RefusedPanic        Code = "panic"                // the output is in panic
	RefusedHeld         Code = "held"                 // the output is held
	RefusedLease        Code = "lease-held"           // another controller drives the output
	RefusedNotArmed     Code = "not-armed"            // nothing is armed, or something else, or not any more
	RefusedOther        Code = "armed-other"          // there is something else now than what was armed
	RefusedWent         Code = "armed-gone"           // what was armed under the number has been done
	RefusedTimed        Code = "armed-waits"          // what is armed has had its GO and waits for its moment
	RefusedCutShort     Code = "cut-short"            // the server ended in the midst of it
	RefusedNoneWaits    Code = "nothing-waits"        // nothing is armed, and nothing waits for its moment
	RefusedOvertaken    Code = "overtaken"            // its controller has taken something off since it sent it
	RefusedSoon         Code = "reveal-soon"          // the group before it has only just come out
	RefusedArm          Code = "arm-invalid"          // cannot be armed, or not for so long
	RefusedSecond       Code = "wants-second-person"  // it takes two different people
	RefusedGlyphs       Code = "glyphs-missing"       // the type has no glyph for a character of the name
	RefusedStep         Code = "wrong-step"           // there is no such step
	RefusedNotSealed    Code = "ranking-not-sealed"   // there is no sealed ranking of that name
	RefusedAt           Code = "time-invalid"         // the moment has passed or is too far away
	RefusedWaiting      Code = "reveal-waiting"       // the group before it waits for its moment
	RefusedPhones       Code = "phones-invalid"       // phones cannot wait for so long
	RefusedReason       Code = "decline-reason"       // a no has no reason, or one that is too long
	RefusedPages        Code = "pages-invalid"        // has no pages that could turn by themselves, or not at that pace
	RefusedOlder        Code = "picture-older"        // an output shows the ranking as it was before a correction
	RefusedLineup       Code = "lineup-in-vote"       // the line-up card would lie over a vote that is open
	RefusedNames        Code = "names-unchecked"      // nobody has said that the names on the list were checked
	RefusedNamesOut     Code = "names-out"            // a list whose names lie on a public output
	RefusedNamesGiven   Code = "names-given"          // a list of which somebody is out already
	RefusedGone         Code = "session-gone"         // the session of the output cannot be asked whether it is a rehearsal
	RefusedItem         Code = "item-unconfirmed"     // the item is not one that can be revealed now
	RefusedNumber       Code = "number-used"          // its controller has used the number for another act
)

// Codes lists every refusal, for the test that each has its sentences.
func Codes() []Code {
	return []Code{
		RefusedStale, RefusedRole, RefusedOutput, RefusedNoOutput, RefusedScene, RefusedNotAllowed, RefusedCue, RefusedEmpty,
		RefusedSession, RefusedNotTuned, RefusedOtherSession, RefusedNothing, RefusedLayer, RefusedNotReleased,
		RefusedRehearsal, RefusedPanic, RefusedHeld, RefusedLease, RefusedNotArmed, RefusedOther, RefusedWent, RefusedTimed, RefusedCutShort, RefusedNoneWaits, RefusedOvertaken, RefusedSoon, RefusedArm, RefusedSecond,
		RefusedGlyphs, RefusedStep, RefusedNotSealed, RefusedAt, RefusedWaiting, RefusedPhones, RefusedReason, RefusedItem, RefusedPages,
		RefusedLineup, RefusedOlder, RefusedNames, RefusedNamesOut, RefusedNamesGiven, RefusedNumber, RefusedGone,
	}
}

// Refusal is the error of a command that the room does not allow. Detail names the output, field
// or person concerned.
type Refusal struct {
	Code   Code
	Detail string
}

// Error gives the code and, where there is one, the detail.
func (r Refusal) Error() string {
	if r.Detail == "" {
		return string(r.Code)
	}
	return string(r.Code) + ": " + r.Detail
}

// Is lets errors.Is match any refusal of the same code.
func (r Refusal) Is(target error) bool {
	other, ok := target.(Refusal)
	return ok && other.Code == r.Code && (other.Detail == "" || other.Detail == r.Detail)
}

func refuse(code Code, detail string) error { return Refusal{Code: code, Detail: detail} }

// AlreadyDone is the error of a wish that was carried out before, under the same number and by
// the same controller. Nothing is to be done; the answer is what it was then.
type AlreadyDone struct{ Revision uint64 }

// Error says so.
func (AlreadyDone) Error() string { return "already done" }
