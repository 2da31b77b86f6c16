// Package tally counts an event from files alone: a rulebook, a list of units
// and ballots go in, a result comes out. There is no server and no log, so that
// a statistics office can use it as a calculator, and a stranger can count again
// what was announced.
//
//	outcome, err := tally.Count(tally.Job{Rulebook: "R.json", Units: "U.csv", Ballots: []string{"B.csv"}})
//	err = outcome.Print(os.Stdout, tally.Style{Format: "table", Lang: "zh"})
//
// Ballots are read once, one after the other; what is kept of them is the counts
// and who has voted. The formats are described in docs/COUNT.md, where every
// example is run by a test. What is wrong with a file is said with its name, row
// and column and how to mend it.
package tally
