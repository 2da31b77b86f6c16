// Package onair is the control room: which outputs there are and what each may see, what is on
// each of their layers, and which commands of a director are allowed. It is pure: no clock, no
// I/O, no randomness. Decide turns a command into events or a refusal, and Apply folds events
// into State. What it needs to know of a session it asks a House for.
package onair
