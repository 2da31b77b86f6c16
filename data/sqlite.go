package data

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// SQLiteConfig says where a log is kept.
type SQLiteConfig struct {
	// Path is the database file. Beside it stand Path-wal and Path-shm, which
	// are SQLite's, and Path.head, Path.lock and Path.ballast. The directory
	// must exist. A copy of the log is the database, its -wal and its .head.
	Path string
	// ReadOnly opens without the lock, also while another process is writing,
	// and also a damaged log. It shows the log as it was when it was opened.
	ReadOnly bool
	// Ballast is the size of the ballast file in bytes: 0 for DefaultBallast,
	// negative for none.
	Ballast int64
}

// SQLite is a log in an SQLite database with a head file beside it.
type SQLite struct {
	path     string
	readers  *sql.DB
	head     atomic.Pointer[Head]
	damage   error  // ReadOnly: why the log is not whole
	caughtUp uint64 // how far the head file was behind at opening

	gate struct {
		mu     sync.Mutex
		closed bool
		inside sync.WaitGroup // Reads
	}

	writing sync.Mutex // held by Append, Checkpoint and Close; guards what follows
	lock    *os.File
	writer  *sqliteWriter // nil: ReadOnly, or closed
	heads   *headWriter
	build   *builder
	tail    tail
	fatal   error
	ballast ballast
}

var _ Log = (*SQLite)(nil)

// OpenSQLite opens the log at c.Path, creating it unless c.ReadOnly.
//
// Opening for writing verifies every segment and compares with the head file.
// It returns ErrLocked when another process writes, ErrCorrupt when anything
// that was acknowledged is missing or changed, and ErrFull or ErrFatal as the
// disk has it. On a full disk it gives up the ballast before it gives up.
//
// With ReadOnly a damaged log opens: its head is that of the part that could be
// verified, Damage says what is wrong, and Read ends with that error.
func OpenSQLite(c SQLiteConfig) (*SQLite, error) {
	if c.Ballast == 0 {
		c.Ballast = DefaultBallast
	}
	l := &SQLite{path: c.Path, tail: newTail(), build: newBuilder(),
		ballast: ballast{path: c.Path + ".ballast", size: c.Ballast}}
	var err error
	if c.ReadOnly {
		err = l.openReadOnly()
	} else {
		err = l.openWriting()
		if errors.Is(err, ErrFull) && l.ballast.held() {
			if err = l.ballast.release(); err == nil {
				err = l.openWriting()
			}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open log %s: %w", filepath.Base(c.Path), err)
	}
	return l, nil
}

func (l *SQLite) openReadOnly() error {
	if _, err := os.Stat(l.path); err != nil {
		return err
	}
	// The head file first: whatever it says now was committed before.
	last, err := readLastHead(l.path + ".head")
	if err != nil {
		return err
	}
	if l.readers, err = openReaders(l.path); err != nil {
		return err
	}
	_, err = l.verify(last)
	switch {
	case errors.Is(err, ErrCorrupt):
		l.damage = err
	case err != nil:
		l.readers.Close()
		return err
	}
	l.publish()
	return nil
}

func (l *SQLite) openWriting() (err error) {
	if l.lock, err = lockFile(l.path + ".lock"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			l.release()
		}
	}()
	last, err := readLastHead(l.path + ".head")
	if err != nil {
		return err
	}
	fresh, err := l.openDatabase(last)
	if err != nil {
		return err
	}
	var missing []headEntry
	if !fresh {
		// Verified through a connection that cannot write, before one that can.
		if missing, err = l.verify(last); err != nil {
			return err
		}
	}
	if l.writer, err = openWriter(l.path, fresh); err != nil {
		return err
	}
	if l.heads, err = openHeadWriter(l.path + ".head"); err != nil {
		return err
	}
	if err = l.heads.catchUp(missing); err != nil {
		return err
	}
	if err = l.heads.reserve(l.tail.head.Segments + 1); err != nil {
		return err
	}
	if err = l.ballast.fill(); err != nil {
		return err
	}
	l.caughtUp = uint64(len(missing))
	l.publish()
	return syncDir(filepath.Dir(l.path))
}

// openDatabase opens the readers, creates the file if there is none, and
// reports whether the table is still to be made.
func (l *SQLite) openDatabase(last headEntry) (fresh bool, err error) {
	if fileSize(l.path) == 0 {
		// SQLite would delete a write-ahead log that has lost its database.
		if last.number > 0 || fileSize(l.path+"-wal") > 0 {
			return false, fmt.Errorf("database is gone, %s: %w", lost(last), ErrCorrupt)
		}
		f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return false, diskError(err)
		}
		f.Close()
		fresh = true
	}
	if l.readers, err = openReaders(l.path); err != nil {
		return false, err
	}
	if fresh {
		return true, nil
	}
	has, err := hasTable(l.readers, l.path)
	if err != nil {
		return false, err
	}
	if !has && last.number > 0 {
		return false, fmt.Errorf("database is empty, %s: %w", lost(last), ErrCorrupt)
	}
	return !has, nil
}

func lost(last headEntry) string {
	return fmt.Sprintf("but segment %d with %d records in all was acknowledged", last.number, last.size)
}

// verify reads the whole database into l.tail, checking every segment, and
// compares it with the last entry of the head file. It returns the entries that
// the head file does not have yet. After an error l.tail stands behind the last
// good segment.
func (l *SQLite) verify(last headEntry) (missing []headEntry, err error) {
	l.tail = newTail()
	chain := newChainer()
	err = eachSegment(l.readers, l.path, 0, func(s *segment) error {
		if s.number == last.number && (s.hash != last.chain || s.first+s.count != last.size) {
			return fmt.Errorf("segment %d is not the one that was acknowledged: %w", s.number, ErrCorrupt)
		}
		if err := l.tail.accept(chain, s); err != nil {
			return err
		}
		if s.number > last.number {
			missing = append(missing, headEntry{number: s.number, size: s.first + s.count, chain: s.hash})
		}
		return nil
	})
	if err == nil && l.tail.head.Segments < last.number {
		err = fmt.Errorf("database ends with segment %d and a size of %d, %s: acknowledged records are missing, restore them from a copy: %w",
			l.tail.head.Segments, l.tail.head.Size, lost(last), ErrCorrupt)
	}
	return missing, err
}

func (l *SQLite) publish() {
	head := l.tail.head
	l.head.Store(&head)
}

// release closes whatever is open, and the lock last.
func (l *SQLite) release() error {
	var errs []error
	if l.writer != nil {
		errs = append(errs, l.writer.close())
	}
	if l.heads != nil {
		errs = append(errs, l.heads.file.Close())
	}
	if l.readers != nil {
		errs = append(errs, l.readers.Close())
	}
	if l.lock != nil {
		errs = append(errs, unlockFile(l.lock))
	}
	l.writer, l.heads, l.lock, l.readers = nil, nil, nil, nil
	return errors.Join(errs...)
}
