// Package tidy has no code. Its tests read the source of the whole module and
// fail where a law of the house is broken: which room may import which, how long
// a function or a file may be, what every exported name owes its reader. The
// reason for each law is in the message of its failure.
package tidy
