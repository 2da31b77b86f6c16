package tally_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"pingyi/app/tally"
	"pingyi/voting/count"
)

// unpack reads a file, unpacked when its name ends with .gz.
func unpack(t testing.TB, path string) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err == nil && strings.HasSuffix(path, ".gz") {
		var packed *gzip.Reader
		if packed, err = gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, err = io.ReadAll(packed)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// newPass reads beforehand all but the ballots.
func newPass(t testing.TB, job tally.Job) *pass {
	book, err := tally.ReadRulebook(job.Rulebook)
	if err != nil {
		t.Fatal(err)
	}
	var units []count.Unit
	for _, row := range table(t, job.Units) {
		units = append(units, count.Unit{Label: row[0], Class: row[2]})
	}
	p := &pass{book: book}
	if p.in, err = book.NewInput(units); err != nil {
		t.Fatal(err)
	}
	p.who(t, job.Roster)
	return p
}

// table reads a table without its head.
func table(t testing.TB, path string) [][]string {
	rows, err := csv.NewReader(bytes.NewReader(unpack(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// who reads the roster: a mark cannot be counted before its category is known.
func (p *pass) who(t testing.TB, roster string) {
	at := make(map[string]int)
	for i, label := range p.book.Labels("category") {
		at[label] = i
	}
	rows := table(t, roster)
	p.category = make(map[string]int, len(rows))
	for _, row := range rows {
		p.category[row[0]] = at[row[1]]
	}
}

// run decodes and counts, as tightly as Go allows: where each mark belongs is
// known beforehand, and nothing is checked.
func (p *pass) run(t testing.TB, path string) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // nothing was written
	cells, _, stride := p.in.Counts("marks")
	clear(cells)
	criteria := stride[0] / stride[1]
	offsets := make([]int32, len(cells)/criteria/stride[1]*criteria)
	for i := range offsets {
		offsets[i] = int32(i/criteria*stride[0] + i%criteria*stride[1])
	}
	lines := bufio.NewReaderSize(f, 1<<16)
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil {
			return
		}
		rep, marks, _ := bytes.Cut(line[:len(line)-1], []byte(" "))
		own := cells[p.category[string(rep)]*stride[2]:]
		for i, mark := range marks {
			if mark != '-' {
				own[int(offsets[i])+int(mark-'0')]++
			}
		}
	}
}

// steps works through the rulebook once the counts are there.
func (p *pass) steps(t testing.TB) {
	if _, err := p.book.Run(p.in); err != nil {
		t.Fatal(err)
	}
}

// stopwatch keeps the best time: what disturbs a measurement only adds to it.
type stopwatch struct{ best time.Duration }

func (s *stopwatch) time(do func()) {
	began := spent()
	do()
	if took := spent() - began; s.best == 0 || took < s.best {
		s.best = took
	}
}

// spent is what the processors have worked for this program, collecting its garbage included:
// unlike the clock on the wall it does not run while others have them.
func spent() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // there is no such process, of itself
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func (s *stopwatch) ms() float64 { return float64(s.best.Microseconds()) / 1000 }
