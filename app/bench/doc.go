// Package bench measures the program that was built, on the machine at hand.
//
// A figure in requests per second says more about the machine than about the
// program. So every figure here is a ratio: what is measured and what it is
// measured against run in the same minute, turn by turn, driven by the same
// client, and the medians of the turns are compared. Servers run in processes
// of their own, which the package starts from the program's own file; the
// client runs in this one and takes its share of the same processors, as much
// for one side as for the other.
//
// The package runs on Linux only: it reads processor time and memory from
// /proc and holds ten thousand sockets by epoll.
package bench
