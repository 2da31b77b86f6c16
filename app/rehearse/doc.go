// Package rehearse drives a real server from outside, over HTTP, the way a hall
// does: an organizer at the desk and one connection per card. It knows nothing
// of the server's inside, so that what it measures and compares is what a hall
// would see.
package rehearse
