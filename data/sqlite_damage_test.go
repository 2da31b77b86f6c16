package data

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// damaged is a log as a killed process left it, half of it in the database, half
// in the write-ahead log; or as an orderly end left it. Its files are kept in memory and put down, with
// one thing changed, for each trial.
type damaged struct {
	files map[string][]byte // suffix -> content
	all   [][]byte
	dir   string
	n     int
}

func newDamaged(t *testing.T, orderly bool) *damaged {
	t.Helper()
	l := newTest(t)
	d := &damaged{files: map[string][]byte{}, dir: t.TempDir()}
	d.all = fill(t, l, 6, 2500) // long enough to spread over pages of their own
	if err := l.Checkpoint(); err != nil {
		t.Fatal(err)
	}
	d.all = append(d.all, fill(t, l, 6, 2500)...)
	files := []string{"", "-wal", ".head"}
	if orderly {
		files = []string{"", ".head"}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, suffix := range files {
		raw, err := os.ReadFile(l.path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		d.files[suffix] = raw
	}
	return d
}

// put writes the files with one of them changed and returns their path.
func (d *damaged) put(t *testing.T, suffix string, content []byte) string {
	t.Helper()
	d.n++
	path := filepath.Join(d.dir, fmt.Sprint(d.n)+".db")
	for s, raw := range d.files {
		if s == suffix {
			raw = content
		}
		if err := os.WriteFile(path+s, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func (d *damaged) remove(t *testing.T, path string) {
	t.Helper()
	left, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range left {
		if err := os.Remove(p); err != nil {
			t.Fatal(err)
		}
	}
}

// trial opens damaged files and reports whether the damage was noticed. What
// it never accepts: a log that opens and lacks or alters anything.
func (d *damaged) trial(t *testing.T, what, path string) (noticed bool) {
	t.Helper()
	defer d.remove(t, path)
	d.readOnly(t, what, path)
	l, err := OpenSQLite(SQLiteConfig{Path: path, Ballast: -1})
	if err != nil {
		if !errors.Is(err, ErrCorrupt) {
			t.Fatalf("%s: opening gave %v, want ErrCorrupt", what, err)
		}
		return true
	}
	defer l.Close()
	got, err := collect(l)
	if err != nil {
		t.Fatalf("%s: the log opened, then reading gave %v", what, err)
	}
	if !slices.EqualFunc(got, d.all, bytes.Equal) {
		t.Fatalf("%s: the log opened with %d records instead of %d, or with other ones", what, len(got), len(d.all))
	}
	return false
}

// readOnly checks that reading a damaged log gives a true beginning of it, and
// says so when that is not all.
func (d *damaged) readOnly(t *testing.T, what, path string) {
	t.Helper()
	l, err := OpenSQLite(SQLiteConfig{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatalf("%s: opening for reading gave %v", what, err)
	}
	defer l.Close()
	got, err := collect(l)
	if !slices.EqualFunc(got, d.all[:min(len(got), len(d.all))], bytes.Equal) {
		t.Fatalf("%s: reading gave records that were never stored", what)
	}
	if len(got) < len(d.all) && !errors.Is(err, ErrCorrupt) {
		t.Fatalf("%s: reading gave %d of %d records and %v", what, len(got), len(d.all), err)
	}
	if (l.Damage() != nil) != (err != nil) {
		t.Fatalf("%s: Damage says %v, reading %v", what, l.Damage(), err)
	}
}

// flips visits one bit in every stretch of step bytes, a different one each time.
func flips(raw []byte, step int, fn func(at int)) {
	for i := 0; i*step < len(raw); i++ {
		at := i*step + i*37%min(step, len(raw)-i*step)
		raw[at] ^= 1 << (i % 8)
		fn(at)
		raw[at] ^= 1 << (i % 8)
	}
}

func TestFlippedBitAfterAKillIsNeverASilentLoss(t *testing.T) {
	t.Parallel()
	d := newDamaged(t, false)
	// Every byte of what SQLite looks at first, then samples of all regions.
	d.flipHeader(t, "-wal", 32+24)
	for _, suffix := range []string{"", "-wal"} {
		if noticed, trials := d.flipAll(t, suffix, len(d.files[suffix]), 1021); noticed*4 < trials*3 {
			t.Errorf("only %d of %d flips in %q were noticed: the test does not hit the records", noticed, trials, suffix)
		}
	}
	d.flipAll(t, ".head", 16*headEntrySize, 61)
}

func TestFlippedBitAfterAnOrderlyEndIsNeverASilentLoss(t *testing.T) {
	t.Parallel()
	d := newDamaged(t, true)
	d.flipHeader(t, "", 100)
	if noticed, trials := d.flipAll(t, "", len(d.files[""]), 2039); noticed*4 < trials*3 {
		t.Errorf("only %d of %d flips were noticed: the test does not hit the records", noticed, trials)
	}
}

func (d *damaged) flipHeader(t *testing.T, suffix string, size int) {
	t.Helper()
	d.flipAll(t, suffix, size, 1)
}

// flipAll tries one flip in every step bytes of the first size bytes.
func (d *damaged) flipAll(t *testing.T, suffix string, size, step int) (noticed, trials int) {
	t.Helper()
	raw := bytes.Clone(d.files[suffix])
	flips(raw[:size], step, func(at int) {
		trials++
		if d.trial(t, fmt.Sprintf("bit flip at byte %d of %q", at, suffix), d.put(t, suffix, raw)) {
			noticed++
		}
	})
	t.Logf("%q: %d flips in %d bytes, %d noticed, the others harmless", suffix, trials, size, noticed)
	return noticed, trials
}

func TestTruncatedFilesAreNeverASilentLoss(t *testing.T) {
	d := newDamaged(t, false)
	for _, suffix := range []string{"", "-wal"} {
		whole := d.files[suffix]
		for i := range 40 {
			cut := len(whole) * i / 40
			what := fmt.Sprintf("%q cut to %d of %d bytes", suffix, cut, len(whole))
			path := d.put(t, suffix, whole[:cut])
			if !d.trial(t, what, path) {
				t.Fatalf("%s: not noticed", what)
			}
		}
	}
}

func TestDeletedWriteAheadLogIsNoticed(t *testing.T) {
	d := newDamaged(t, false)
	path := d.put(t, "", d.files[""])
	if err := os.Remove(path + "-wal"); err != nil {
		t.Fatal(err)
	}
	if !d.trial(t, "deleted write-ahead log", path) {
		t.Fatal("half of the records are gone and nobody was told")
	}
}

// The control: without the head file the same damage goes unnoticed, which is
// what the head file is for and what makes the tests above worth something.
func TestWithoutHeadFileTheLossWouldBeSilent(t *testing.T) {
	d := newDamaged(t, false)
	path := d.put(t, "-wal", d.files["-wal"][:len(d.files["-wal"])/2])
	if err := os.Remove(path + ".head"); err != nil {
		t.Fatal(err)
	}
	l := openTest(t, path)
	got, err := collect(l)
	if err != nil || len(got) >= len(d.all) {
		t.Fatalf("%d of %d records were read (%v): the damage does no harm", len(got), len(d.all), err)
	}
}

func TestAlteredRowsAreNoticed(t *testing.T) {
	l := newTest(t)
	fill(t, l, 6, 40)
	for _, statement := range []string{
		"UPDATE segment SET body = zeroblob(length(body)) WHERE number = 3",
		"UPDATE segment SET body = substr(body, 1, length(body) - 1) WHERE number = 3",
		"UPDATE segment SET number = 7 WHERE number = 6",
		"UPDATE segment SET count = 2 WHERE number = 6",
		"UPDATE segment SET prev = zeroblob(32) WHERE number = 4",
		"UPDATE segment SET hash = zeroblob(32) WHERE number = 6",
		"UPDATE segment SET hash = zeroblob(31) WHERE number = 2",
		"UPDATE segment SET first = 100 WHERE number = 6",
		"UPDATE segment SET first = -1 WHERE number = 1",
		"DELETE FROM segment WHERE number = 6",
		"DELETE FROM segment WHERE number = 1",
		"DELETE FROM segment WHERE number = 3",
		"DELETE FROM segment",
		"DROP TABLE segment",
		"INSERT INTO segment SELECT 18, 8, 1, hash, hash, body FROM segment WHERE number = 6",
	} {
		path := crashCopy(t, l.path)
		other := openTest(t, path)
		if _, err := other.writer.conn.Exec(statement, nil); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		err := other.Read(0, func(uint64, []byte) error { return nil })
		if _, adds := bytes.CutPrefix([]byte(statement), []byte("INSERT")); !adds {
			wantErr(t, err, ErrCorrupt, "reading after "+statement)
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		_, err = OpenSQLite(SQLiteConfig{Path: path})
		wantErr(t, err, ErrCorrupt, "opening after "+statement)
	}
}
