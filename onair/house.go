package onair

import "pingyi/voting"

// House is how Decide learns of the sessions. It answers for one moment.
type House interface {
	// Session tells what there is to know of a session; false when there is none.
	Session(id voting.SessionID) (Facts, bool)
	// Phase is that of an item, 0 being the one on stage; "" where there is none.
	Phase(id voting.SessionID, item voting.ItemID) voting.ItemPhase
	// Cue tells whether a cue may be shown on an output as it is now, and how many steps it has.
	// The session is that which the output is tuned to, "" for none.
	Cue(cue Cue, on View) Verdict
	// Picture is what a cue that was taken stands for on an output as it is now; the zero one where that cannot be drawn.
	Picture(shown Shown, on View) Picture
	// Names are the lists whose people a cue is about, by the one name that each has; none of what is about no list.
	Names(id voting.SessionID, cue Cue) []string
	// Ranking tells of a ranking that is sealed; false when there is none, or not yet.
	Ranking(id voting.SessionID, list string) (Ranking, bool)
}

// Facts are what the room needs to know of a session.
type Facts struct {
	Rehearsal bool
	Record    uint64 // how far its log goes
	Version   int    // of the result that screens may show
}

// Verdict is what a House says of a cue: a refusal of this package, or "" and how many steps.
type Verdict struct {
	Code   Code
	Detail string
	Steps  int // at least 1
}

// Ranking is a sealed ranking: how many groups it is revealed in, and what it is. Names is the name of the list that it
// is, whatever it was asked for by; "" is a ranking and no list.
type Ranking struct {
	Groups int
	Names  string
	Binding

	Announced bool // the result that it is of: everybody on it is out, once the names were checked
}
