package data

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// openTest opens a log for writing and closes it with the test.
func openTest(t *testing.T, path string) *SQLite {
	t.Helper()
	l, err := OpenSQLite(SQLiteConfig{Path: path, Ballast: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func newTest(t *testing.T) *SQLite {
	t.Helper()
	return openTest(t, filepath.Join(t.TempDir(), "log.db"))
}

// fill appends segments of a few records each and returns all records.
func fill(t *testing.T, l *SQLite, segments, recordSize int) (all [][]byte) {
	t.Helper()
	start := int(l.Head().Size)
	for range segments {
		var batch [][]byte
		for range 3 {
			r := fmt.Appendf(nil, "%d ", start+len(all))
			r = append(r, bytes.Repeat([]byte{byte(len(all))}, recordSize)...)
			batch, all = append(batch, r), append(all, r)
		}
		if _, err := l.Append(batch); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func collect(l Log) (all [][]byte, err error) {
	err = l.Read(0, func(_ uint64, r []byte) error {
		all = append(all, bytes.Clone(r))
		return nil
	})
	return all, err
}

func wantAll(t *testing.T, l Log, want [][]byte) {
	t.Helper()
	got, err := collect(l)
	if err != nil {
		t.Fatalf("reading failed: %v", err)
	}
	if !slices.EqualFunc(got, want, bytes.Equal) {
		t.Fatalf("the log holds %d records that are not the %d acknowledged ones", len(got), len(want))
	}
}

// crashCopy copies the files of a log that is still open, as a killed process
// leaves them, and returns the path of the copy.
func crashCopy(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.db")
	for _, suffix := range []string{"", "-wal", ".head"} {
		raw, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(raw), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWriterSettingsAreThoseOfADurableLog(t *testing.T) {
	l := newTest(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "wal_autocheckpoint": "0",
		"application_id": fmt.Sprint(applicationID), "user_version": "1", "mmap_size": "0", "trusted_schema": "0"} {
		if got, err := l.writer.ask("PRAGMA " + pragma); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", pragma, got, want, err)
		}
	}
	for _, suffix := range []string{"", "-wal", ".head", ".lock"} {
		wantMode(t, l.path+suffix, 0o600)
	}
}

func TestKilledLogComesBackWhole(t *testing.T) {
	l := newTest(t)
	all := fill(t, l, 30, 200)
	if err := l.Checkpoint(); err != nil {
		t.Fatal(err)
	}
	all = append(all, fill(t, l, 30, 200)...)
	back := openTest(t, crashCopy(t, l.path))
	wantAll(t, back, all)
	if back.Head() != l.Head() || back.CaughtUp() != 0 {
		t.Fatalf("the head is %+v after %d were caught up, want %+v", back.Head(), back.CaughtUp(), l.Head())
	}
	all = append(all, fill(t, back, 2, 10)...)
	wantAll(t, back, all)
}

func TestCommittedSegmentWithoutHeadEntryIsKept(t *testing.T) {
	l := newTest(t)
	all := fill(t, l, 5, 50)
	path := crashCopy(t, l.path)
	edit(t, path+".head", func(raw []byte) []byte { clear(raw[4*headEntrySize : 5*headEntrySize]); return raw })
	back := openTest(t, path)
	if back.CaughtUp() != 1 {
		t.Fatalf("%d segments were caught up, want 1", back.CaughtUp())
	}
	wantAll(t, back, all)
	wantHead, err := readLastHead(path + ".head")
	if err != nil || wantHead.number != 5 || wantHead.chain != back.Head().Chain {
		t.Fatalf("the head file ends with %+v (%v)", wantHead, err)
	}
}

func TestLostOrDamagedHeadFileLosesNothing(t *testing.T) {
	l := newTest(t)
	all := fill(t, l, 8, 50)
	for name, damage := range map[string]func(path string) error{
		"deleted":           os.Remove,
		"emptied":           func(p string) error { return os.Truncate(p, 0) },
		"cut in the middle": func(p string) error { return os.Truncate(p, 4*headEntrySize+10) },
		"torn at the end":   func(p string) error { return os.Truncate(p, 8*headEntrySize-1) },
		"overwritten":       func(p string) error { return os.WriteFile(p, []byte(strings.Repeat("rubbish", 500)), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			path := crashCopy(t, l.path)
			if err := damage(path + ".head"); err != nil {
				t.Fatal(err)
			}
			back := openTest(t, path)
			if back.CaughtUp() == 0 {
				t.Error("nothing was said about the head file")
			}
			wantAll(t, back, all)
			more := append(slices.Clone(all), fill(t, back, 1, 10)...)
			if err := back.Close(); err != nil {
				t.Fatal(err)
			}
			back = openTest(t, path)
			wantAll(t, back, more)
			if back.CaughtUp() != 0 {
				t.Errorf("%d segments are still missing in the head file", back.CaughtUp())
			}
		})
	}
}

func TestHeadFileOfAnotherLogIsNoticed(t *testing.T) {
	l, other := newTest(t), newTest(t)
	fill(t, l, 5, 50)
	fill(t, other, 5, 51)
	path := crashCopy(t, l.path)
	raw, err := os.ReadFile(other.path + ".head")
	if err != nil {
		t.Fatal(err)
	}
	edit(t, path+".head", func([]byte) []byte { return raw })
	_, err = OpenSQLite(SQLiteConfig{Path: path})
	wantErr(t, err, ErrCorrupt, "opening with the head file of another log")
}

func TestMissingDatabaseIsNoticed(t *testing.T) {
	l := newTest(t)
	fill(t, l, 5, 50)
	for _, keepWAL := range []bool{true, false} {
		for _, empty := range []bool{true, false} {
			path := crashCopy(t, l.path)
			os.Remove(path)
			if empty {
				os.WriteFile(path, nil, 0o600)
			}
			if !keepWAL {
				os.Remove(path + "-wal")
			}
			_, err := OpenSQLite(SQLiteConfig{Path: path})
			wantErr(t, err, ErrCorrupt, "opening without the database")
			if keepWAL && fileSize(path+"-wal") == 0 {
				t.Fatal("opening destroyed the write-ahead log")
			}
		}
	}
}

func TestSecondWriterIsRefused(t *testing.T) {
	l := newTest(t)
	all := fill(t, l, 2, 20)
	_, err := OpenSQLite(SQLiteConfig{Path: l.path})
	wantErr(t, err, ErrLocked, "opening a log twice")
	reader, err := OpenSQLite(SQLiteConfig{Path: l.path, ReadOnly: true})
	if err != nil {
		t.Fatalf("reading beside the writer failed: %v", err)
	}
	defer reader.Close()
	wantAll(t, reader, all)
	if _, err := reader.Append([][]byte{{1}}); err == nil {
		t.Fatal("a log that is open for reading took a record")
	}
	fill(t, l, 1, 20)
	wantAll(t, reader, all)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	openTest(t, l.path)
}

func TestLongWriteAheadLogIsCopiedIntoTheDatabase(t *testing.T) {
	l := newTest(t)
	l.writer.limit, l.writer.every = 50, 50
	all := fill(t, l, 100, 1000)
	if fileSize(l.path) < 50*pageSize {
		t.Fatalf("the database has only %d bytes", fileSize(l.path))
	}
	if wal := fileSize(l.path + "-wal"); wal > 200*pageSize {
		t.Fatalf("the write-ahead log has grown to %d bytes", wal)
	}
	wantAll(t, openTest(t, crashCopy(t, l.path)), all)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if fileSize(l.path+"-wal") != 0 {
		t.Fatal("closing left a write-ahead log behind")
	}
	wantAll(t, openTest(t, l.path), all)
}

func TestForeignDatabaseIsRefused(t *testing.T) {
	l := newTest(t)
	fill(t, l, 1, 10)
	for _, pragma := range []string{"application_id=1", "user_version=2"} {
		path := crashCopy(t, l.path)
		other := openTest(t, path)
		if _, err := other.writer.conn.Exec("PRAGMA "+pragma, nil); err != nil {
			t.Fatal(err)
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := OpenSQLite(SQLiteConfig{Path: path})
		wantErr(t, err, ErrCorrupt, "opening with "+pragma)
	}
	_, err := OpenSQLite(SQLiteConfig{Path: filepath.Join(t.TempDir(), "none.db"), ReadOnly: true})
	wantErr(t, err, os.ErrNotExist, "reading a log that is not there")
}
