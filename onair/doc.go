// Package onair is the control room: which outputs there are and what each may see, what is on
// each of their layers, and which commands of a director are allowed.
//
// The room is an ordered log of events, as a session is. Two functions carry it:
//
//	Decide(state, house, command)  turns a wish into events, or into a Refusal
//	State.Apply(event)             folds an event into the state
//
// What Decide needs to know of a session it asks a House for; what it found is in the event, so
// that Apply asks nobody. The package promises:
//
//  1. It is pure: no clock, no I/O, no randomness. Times come in commands, in Unix milliseconds.
//  2. The same events in the same order give the same state on every machine. What a scene puts
//     out when it comes in is in the event, so that a later version of this list changes nothing.
//  3. A wish that is repeated under the same number by the same controller changes nothing.
//  4. Panic needs nothing: no lease, no current picture. Every other act may be refused.
//  5. An event that was written once can be read for ever.
//
// A State is not safe for use by several goroutines; it has one owner.
package onair
