package tally_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"pingyi/app/tally"
	"pingyi/voting/count"
)

// most is how often the pass fits into the whole, soon the milliseconds from counts to
// results, and enough are the turns in which best times are found; fewer show that it
// runs, and nothing more.
const (
	most   = 1.5
	soon   = 50
	enough = 30
)

// BenchmarkTenThousandSheets measures the double scenario, repeated until there
// are 10,000 ballots of 163 units by five criteria: everything from the files to
// the printed result, against one pass over the ballots that only decodes and counts
// the marks, and against the steps alone. They alternate within one run, so that the
// ratio does not depend on what else the machine does. It fails where the ratio or
// the results are over their bounds.
func BenchmarkTenThousandSheets(b *testing.B) {
	job, sheets := tenThousand(b)
	pass := newPass(b, job)
	var whole, bare, steps stopwatch
	turns := 0
	for ; b.Loop(); turns++ {
		whole.time(func() { countAndPrint(b, job) })
		bare.time(func() { pass.run(b, sheets) })
		steps.time(func() { pass.steps(b) })
	}
	b.ReportMetric(whole.ms(), "ms/count")
	b.ReportMetric(bare.ms(), "ms/pass")
	b.ReportMetric(steps.ms(), "ms/steps")
	b.ReportMetric(whole.ms()/bare.ms(), "count/pass")
	b.ReportMetric(steps.ms()/bare.ms(), "steps/pass")
	b.ReportMetric(0, "ns/op")
	if ratio := whole.ms() / bare.ms(); ratio > most && turns >= enough {
		b.Errorf("a count takes %.2f times one pass over its ballots, and may take %v", ratio, most)
	}
	if took := steps.ms(); took > soon && turns >= enough {
		b.Errorf("results stand %.0f ms after the counts, and may take %d", took, soon)
	}
}

func countAndPrint(t testing.TB, job tally.Job) {
	outcome, err := tally.Count(job)
	if err == nil {
		err = outcome.Print(io.Discard, tally.Style{Format: "csv", Lang: "zh"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// tenThousand writes the files of the evening, unpacked.
func tenThousand(t testing.TB) (tally.Job, string) {
	const folder = "../../voting/count/testdata/scenarios/double/"
	to := t.TempDir()
	write := func(name string, body []byte) string {
		path := filepath.Join(to, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	lines := bytes.SplitAfter(unpack(t, folder+"ballots.txt.gz"), []byte("\n"))
	var sheets bytes.Buffer
	for i := range 10_000 {
		line := lines[i%9294]
		_, marks, _ := bytes.Cut(line, []byte(" "))
		sheets.WriteString(number(i) + " ")
		sheets.Write(marks)
	}
	path := write("ballots.txt", sheets.Bytes())
	return tally.Job{
		Rulebook: folder + "rulebook.json", Units: write("units.csv", unpack(t, folder+"units.csv.gz")),
		Roster: write("representatives.csv", unpack(t, folder+"representatives.csv.gz")), Ballots: []string{path},
	}, path
}

// number is what the roster calls its representatives.
func number(i int) string {
	digits := []byte("X00000")
	for at, n := 5, i+1; n > 0; at, n = at-1, n/10 {
		digits[at] += byte(n % 10)
	}
	return string(digits)
}

// pass is one pass written by hand: it knows the file and checks nothing.
type pass struct {
	book     *count.Rulebook
	in       *count.Input
	category map[string]int // of each representative, known beforehand
}
