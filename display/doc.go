// Package display decides what is shown of a session and to whom. It does not
// know how a picture travels.
//
// Render turns the fold of the log into one whole picture for one audience, as
// JSON. A Hub keeps one Feed for each audience; a Feed is a watched latest
// value, from which any number of sockets read. RenderOutput does the same for an
// output of the control room, whose class says which audience reads it.
//
// The package promises:
//
//  1. Render and RenderOutput are pure: the same state gives the same bytes on every machine.
//  2. A number that an audience may not see yet is not in its bytes. The gate
//     is in audience.go and nowhere else; a screen cannot undo it.
//  3. A frame is state and never a difference, so a reader may skip frames and
//     a screen that comes back needs only the newest one.
//  4. The size of a frame does not grow with the number of voters, and the
//     phones' frame does not change when a ballot arrives.
package display
