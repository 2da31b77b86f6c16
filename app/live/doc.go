// Package live runs sessions: for each its log, its secrets, its teller with the
// clock and the keys, its cards and its pictures; and the disk that all of them
// share. It knows nothing of HTTP. A handler asks Sessions for the Session of a
// card, a screen or an address, and then
//
//	Cast  puts a ballot before the teller,
//	Do    any other command,
//	Look  reads the state,
//	Hub   gives the newest picture of an audience.
//
// The first two return when the records are on disk, or with an error that says
// why there are none. A Session is good for any number of goroutines; the state
// that fn of Look is shown is lent to it and to nobody else.
package live
