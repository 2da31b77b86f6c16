package onair

import "slices"

// An output with a delay shows what holds at a moment so much later, in the order in which it was said;
// panic it shows at once, and then nothing more of what was on its way. static/gfx/delay.js does it.

// time gives what is on from a moment and to a moment the times at which an output with a delay has
// shown it. Whatever comes sooner, as panic, or what is said after the delay was made shorter, takes away
// what was on its way. State is that after an event at now.
func (a *AsRun) time(now int64) {
	a.settle(now)
	for _, runs := range [][]Run{a.open, a.over} {
		for i := range runs {
			run := &runs[i]
			late := a.state.late(run.Output)
			if run.Air == 0 && run.Late == 0 {
				run.Late = late
			}
			run.Air = airAt(run.Air, run.From, now, late)
			if run.To != 0 {
				run.Off = airAt(run.Off, run.To, now, late)
			}
		}
	}
}

// wordWithin is how long after its end something is still said to be painted: longer than any delay, and
// than pages are silent. A page that is opened an hour later tells nothing of it.
const wordWithin = 30_000

// settle puts by what nothing can change any more.
func (a *AsRun) settle(now int64) {
	a.over = slices.DeleteFunc(a.over, func(run Run) bool {
		settled := run.To+wordWithin < now
		if settled {
			a.runs = append(a.runs, run)
		}
		return settled
	})
}

// airAt is when something of a moment is on air, where it was known before to be so at air, or not at all.
func airAt(air, moment, now, late int64) int64 {
	if air == 0 || moment >= now {
		return moment + late
	}
	return min(air, now+late)
}

// Air finds the moment of the control room whose picture an output shows at another moment, since it
// shows each so much later.
type Air struct {
	output Name
	at     int64
	state  *State
	since  int64 // of the newest event
	moment int64
	begun  bool
}

// NewAir looks what an output shows at a moment, in Unix milliseconds.
func NewAir(output Name, at int64) *Air { return &Air{output: output, at: at, state: NewState()} }

// Add folds the next event, in their order; those after the moment change nothing.
func (a *Air) Add(e Event) error {
	at := e.stamp().At
	if at <= a.at {
		a.reach(at - 1)
		a.since = at
	}
	return a.state.Apply(e)
}

// reach looks how far the output has got, by a moment up to which the state holds.
func (a *Air) reach(until int64) {
	if a.state.outputs[a.output] == nil {
		return
	}
	if moment := min(until, a.at-a.state.late(a.output)); moment >= a.since {
		a.moment, a.begun = moment, true
	}
}

// Moment is the one that the output shows; false when it shows nothing yet.
func (a *Air) Moment() (int64, bool) {
	a.reach(a.at)
	return a.moment, a.begun
}
