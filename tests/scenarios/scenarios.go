// Package scenarios holds a rulebook to the four appraisals whose results were computed
// apart from this program: it counts the ballots of a scenario by the rulebook, whatever
// its labels are called, and wants every figure that the scenario expects.
package scenarios

import "pingyi/voting/count"

// T is what is asked of a test.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func input(t T, book *count.Rulebook, units []count.Unit) *count.Input {
	t.Helper()
	in, err := book.NewInput(units)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func put(t T, in *count.Input, ballot count.Ballot) {
	t.Helper()
	if _, err := in.AddBallot(ballot); err != nil {
		t.Fatal(err)
	}
}

// counted is a result that is compared, table by table.
type counted struct {
	T
	*count.Result
}

func run(t T, book *count.Rulebook, in *count.Input) counted {
	t.Helper()
	res, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return counted{t, res}
}

// is wants a figure of a table to be printed so.
func (c counted) is(want, table string, labels ...string) {
	c.Helper()
	if got := c.Table(table).Text(labels...); got != want {
		c.Errorf("%s of %v is %q, want %q", table, labels, got, want)
	}
}

// all wants as many to have been compared as the scenario has.
func (c counted) all(got, want int) {
	c.Helper()
	if got != want {
		c.Errorf("%d of %d were compared", got, want)
	}
}
