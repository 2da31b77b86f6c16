package count_test

import (
	"io/fs"
	"os"
	"testing"

	"pingyi/data/sample"
	"pingyi/tests/scenarios"
	"pingyi/voting/count"
)

func parse(t testing.TB, text []byte) *count.Rulebook {
	t.Helper()
	book, err := count.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// kept reads a rulebook that may hold what is no longer accepted, such as a trim of nothing.
func kept(t testing.TB, text []byte) *count.Rulebook {
	t.Helper()
	book, err := count.ParseKept(text)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func input(t testing.TB, book *count.Rulebook, units []count.Unit) *count.Input {
	t.Helper()
	in, err := book.NewInput(units)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func result(t testing.TB, book *count.Rulebook, in *count.Input) *count.Result {
	t.Helper()
	res, err := book.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func scenario(name string) fs.FS { return os.DirFS("testdata/scenarios/" + name) }

func testdata() fs.FS { return os.DirFS("testdata") }

func read(t testing.TB, from fs.FS, name string) []byte {
	t.Helper()
	return scenarios.Read(t, from, name)
}

// The rulebooks of the scenarios count what these expect, figure for figure.

func TestWindows(t *testing.T) {
	from, err := sample.Folder("windows")
	if err != nil {
		t.Fatal(err)
	}
	scenarios.Windows(t, from, parse(t, read(t, from, "rulebook.json")))
}

func TestPledges(t *testing.T)   { ofScenario(t, "pledges", scenarios.Pledges) }
func TestDouble(t *testing.T)    { ofScenario(t, "double", scenarios.Double) }
func TestBestWorst(t *testing.T) { ofScenario(t, "best-worst", scenarios.BestWorst) }

func ofScenario(t *testing.T, name string, counts func(scenarios.T, fs.FS, *count.Rulebook)) {
	t.Helper()
	from := scenario(name)
	counts(t, from, parse(t, read(t, from, "rulebook.json")))
}
