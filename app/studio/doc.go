// Package studio is the control room as the server runs it: the one writer of its log, the
// addresses and pictures of the outputs, and what the pages report back.
//
//	command ──▶ onair.Decide ──▶ log.Append ──▶ State.Apply ──▶ answer
//	                │ asks                          │ views
//	                ▼                               ▼
//	             sessions ── their tellers paint ──▶ outlets ──▶ sockets
//
// The room is slow: some thousand acts in an evening. So one lock does what a teller does for a
// session, and nothing is shown or answered that is not on disk.
//
// A picture that numbers can move is painted by the teller of its session, which owns the state.
// One that stands still is painted here: in panic, held, or without a session.
package studio
