// Package socket keeps WebSocket connections, many and cheap: one goroutine and
// a few kilobytes each, one shared wire form per frame, no queue per client.
//
// It promises that a panic in a handler ends one socket and never the process,
// that a client which takes nothing holds nobody up and is dropped, that one
// which hangs up or falls silent frees its place within a minute, and that a
// close code tells every client whether to come back.
package socket
