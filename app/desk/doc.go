// Package desk is the side of those who run a session and of those who confirm
// it: accounts and who may do what, a session from its files, the acts of an
// evening, cards to print, results. An act is refused when it was decided on an
// older picture, and while an item is open no page says how it is going, unless
// every screen does.
package desk
