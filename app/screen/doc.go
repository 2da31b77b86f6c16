// Package screen is the side of hall and broadcast: pages that are the same for
// everybody, and the socket on which a page that shows its token is given the
// pictures of one session.
package screen
