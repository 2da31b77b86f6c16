package data

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"
)

func TestFullDiskStoresNothingAndGoesOnWhenThereIsRoom(t *testing.T) {
	l := newTest(t)
	all := fill(t, l, 10, 500)
	pages, err := l.writer.ask("PRAGMA page_count")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.writer.ask("PRAGMA max_page_count=" + pages); err != nil {
		t.Fatal(err)
	}
	head := l.Head()
	big := [][]byte{bytes.Repeat([]byte{9}, 60_000)}
	for range 3 {
		_, err := l.Append(big)
		wantErr(t, err, ErrFull, "appending to a full disk")
		if errors.Is(err, ErrFatal) {
			t.Fatal("a full disk counts as a failed disk")
		}
	}
	if l.Head() != head {
		t.Fatal("a failed append changed the head")
	}
	wantAll(t, l, all)
	wantAll(t, openTest(t, crashCopy(t, l.path)), all)
	if _, err := l.writer.ask("PRAGMA max_page_count=1000000"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Append(big); err != nil {
		t.Fatalf("appending after room was made failed: %v", err)
	}
	all = append(all, big...)
	wantAll(t, l, all)
	wantAll(t, openTest(t, crashCopy(t, l.path)), all)
}

// failingFile is a head file on a disk that fails.
type failingFile struct {
	syncFile
	sync, write error
}

func (f *failingFile) Datasync() error {
	if f.sync != nil {
		return f.sync
	}
	return f.syncFile.Datasync()
}

func (f *failingFile) WriteAt(p []byte, at int64) (int, error) {
	if f.write != nil {
		return 0, f.write
	}
	return f.syncFile.WriteAt(p, at)
}

func TestFailedSyncIsFatalForEver(t *testing.T) {
	for name, broken := range map[string]*failingFile{
		"sync":               {sync: syscall.EIO},
		"write":              {write: syscall.EIO},
		"write without room": {write: syscall.ENOSPC}, // on a file system that promises room and has none
	} {
		t.Run(name, func(t *testing.T) {
			l := newTest(t)
			all := fill(t, l, 4, 50)
			head := l.Head()
			broken.syncFile = l.heads.file
			l.heads.file = broken
			_, err := l.Append([][]byte{[]byte("never acknowledged")})
			wantErr(t, err, ErrFatal, "appending to a failing disk")
			broken.sync, broken.write = nil, nil
			_, err = l.Append([][]byte{[]byte("after it")})
			wantErr(t, err, ErrFatal, "appending once the disk works again")
			wantErr(t, l.Checkpoint(), ErrFatal, "a checkpoint after it")
			if l.Head() != head {
				t.Fatal("an unacknowledged segment is in the head")
			}
			wantAll(t, l, all)
			back := openTest(t, crashCopy(t, l.path))
			got, err := collect(back)
			if err != nil || len(got) < len(all) || len(got) > len(all)+1 || !slices.EqualFunc(got[:len(all)], all, bytes.Equal) {
				t.Fatalf("after the restart there are %d records of %d (%v)", len(got), len(all), err)
			}
			wantErr(t, l.Close(), ErrFatal, "closing after it")
			_, err = OpenSQLite(SQLiteConfig{Path: l.path})
			wantErr(t, err, ErrLocked, "opening again in the same process")
		})
	}
}

func TestHeadFileThatCannotGrowIsFullBeforeAnythingIsStored(t *testing.T) {
	l := newTest(t)
	all := fill(t, l, 2, 50)
	l.heads.room = 2 * headEntrySize
	file := &failingFile{syncFile: l.heads.file, write: syscall.ENOSPC}
	l.heads.file = file
	_, err := l.Append([][]byte{{1}})
	wantErr(t, err, ErrFull, "appending without room for the head file")
	wantAll(t, openTest(t, crashCopy(t, l.path)), all)
	file.write = nil
	all = append(all, fill(t, l, 1, 50)...)
	wantAll(t, l, all)
}

func TestBallastIsReleasedAndMadeAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	for range 2 {
		l, err := OpenSQLite(SQLiteConfig{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		if fileSize(path+".ballast") != DefaultBallast || !l.BallastHeld() {
			t.Fatal("there is no ballast after opening")
		}
		for range 2 {
			if err := l.ReleaseBallast(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(path + ".ballast"); !errors.Is(err, os.ErrNotExist) || l.BallastHeld() {
			t.Fatalf("the ballast is still there: %v", err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	huge := ballast{path: path + ".huge", size: 1 << 60}
	if err := huge.fill(); err != nil || fileSize(huge.path) != 0 {
		t.Fatalf("a ballast without room left %d bytes (%v)", fileSize(huge.path), err)
	}
}

func TestDiskErrorsAreNamed(t *testing.T) {
	sq := func(code sqlite3.ErrNo, extended sqlite3.ErrNoExtended, errno syscall.Errno) error {
		return fmt.Errorf("wrapped: %w", sqlite3.Error{Code: code, ExtendedCode: extended, SystemErrno: errno})
	}
	here := t.TempDir()
	for _, c := range []struct {
		name      string
		err, want error
	}{
		{"write to a full disk", writeError(sq(sqlite3.ErrFull, 0, 0)), ErrFull},
		{"write beside another writer", writeError(sq(sqlite3.ErrBusy, 0, 0)), ErrLocked},
		{"write to a damaged file", writeError(sq(sqlite3.ErrCorrupt, 0, 0)), ErrCorrupt},
		{"write to a damaged file", writeError(sq(sqlite3.ErrCorrupt, 0, 0)), ErrFatal},
		{"failed sync", writeError(sq(sqlite3.ErrIoErr, sqlite3.ErrIoErrFsync, syscall.EIO)), ErrFatal},
		{"write refused for a reason not known", writeError(errors.New("other")), ErrFatal},
		{"read of a damaged file", readError(here, sq(sqlite3.ErrNotADB, 0, 0)), ErrCorrupt},
		{"read of an unusable file", readError(here, sq(sqlite3.ErrCantOpen, 0, 0)), ErrCorrupt},
		{"read of a file that ends early", readError(here, sq(sqlite3.ErrIoErr, sqlite3.ErrIoErrShortRead, 0)), ErrCorrupt},
		{"read beside a writer that holds on", readError(here, sq(sqlite3.ErrBusy, 0, 0)), ErrLocked},
		{"read that needs room", readError(here, sq(sqlite3.ErrFull, 0, 0)), ErrFull},
		{"shared memory that needs room", readError(here, sq(sqlite3.ErrIoErr, sqlite3.ErrIoErrSHMSize, 0)), ErrFull},
		{"failed read", readError(here, sq(sqlite3.ErrIoErr, sqlite3.ErrIoErrRead, syscall.EIO)), ErrFatal},
		{"file without room", diskError(syscall.ENOSPC), ErrFull},
		{"file over its quota", diskError(syscall.EDQUOT), ErrFull},
		{"file on a failing disk", diskError(syscall.EIO), ErrFatal},
	} {
		wantErr(t, c.err, c.want, c.name)
	}
	for name, err := range map[string]error{
		"a full disk":           writeError(sq(sqlite3.ErrFull, 0, 0)),
		"another writer":        writeError(sq(sqlite3.ErrBusy, 0, 0)),
		"a file that is absent": diskError(syscall.ENOENT),
		"lack of memory":        readError(here, sq(sqlite3.ErrNomem, 0, 0)),
		"a file not ours":       readError(filepath.Join(here, "none"), sq(sqlite3.ErrCantOpen, 0, 0)),
	} {
		if errors.Is(err, ErrFatal) || errors.Is(err, ErrCorrupt) {
			t.Errorf("%s counts as %v", name, err)
		}
	}
}

// TestClosedLogIsFreeAtOnce keeps a copy of the lock's open file, as a process
// has that was forked a moment before.
func TestClosedLogIsFreeAtOnce(t *testing.T) {
	l := newTest(t)
	forked, err := syscall.Dup(int(l.lock.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(forked)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	openTest(t, l.path)
}
