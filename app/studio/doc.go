// Package studio is the control room as the server runs it: the one writer of its log, the
// addresses and pictures of the outputs, and what the pages report back.
//
//	command ──▶ onair.Decide ──▶ log.Append ──▶ State.Apply ──▶ answer
//	                │ asks                          │ views
//	                ▼                               ▼
//	             sessions ── their tellers paint ──▶ outlets ──▶ sockets
//
// The room is slow: some thousand acts in an evening. So a lock does what a teller's queue does for a
// session, and nothing is shown or answered that is not on disk. An act asks sessions before it is
// decided, and a session may let it wait; so it is decided on a copy of the state, and again when the
// state has become another one meanwhile. Panic asks nobody and takes no turn: it waits for the disk alone.
//
// A picture that numbers can move is painted by the teller of its session, which owns the state.
// One that stands still is painted here: in panic, held, or without a session.
package studio
