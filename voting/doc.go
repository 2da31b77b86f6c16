// Package voting holds the rules of an open appraisal session and nothing else.
//
// A session is an ordered log of events. Two functions carry the whole package:
//
//	Decide(state, command)  turns a wish into events, or into a Refusal
//	State.Apply(event)      folds an event into the state
//
// Nothing else decides. What a screen shows, what a receipt proves and what an
// auditor recounts are all computed from the same fold, so they cannot disagree.
//
// The fold counts ballots. What the counts come to is worked out by voting/count,
// which knows rulebooks and nothing of a session.
//
// The package promises:
//
//  1. It does no input or output, reads no clock and draws no random number.
//     Time, tags and salts arrive as fields of commands.
//  2. The same events in the same order give the same state on every machine.
//  3. Events that Decide returned always apply; ballots of one open item with
//     different tags commute, so a batch may be ordered by tag.
//  4. Apply checks the order of things that the counts rest on: a log with a
//     ballot after the close, a card issued twice or other rules does not fold.
//  5. Scores are exact rationals. They are rounded only where the rulebook
//     says, and never pass through a float.
//  6. An event that was written once can be read for ever: old logs in
//     testdata are decoded by every later version.
//
// A State is not safe for use by several goroutines; it has one owner.
package voting
