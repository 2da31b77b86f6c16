package data

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"
)

//go:embed schema.sql
var schema string

const (
	// applicationID marks the file as a log of this program: "pyLG".
	applicationID = 0x70794c47
	// formatVersion is raised when schema.sql or the segment format changes.
	formatVersion = 1
	// checkpointPages is how long the write-ahead log may grow, in pages,
	// before it is copied into the database.
	checkpointPages = 10_000
	pageSize        = 4096
)

const insertSegment = "INSERT INTO segment (first, number, count, prev, hash, body) VALUES (?, ?, ?, ?, ?, ?)"

// writerSettings are set and then read back: a writer whose commits might
// return before they are on disk must not start. The driver's own default for
// synchronous does exactly that.
var writerSettings = []struct{ name, set, want string }{
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"busy_timeout", "5000", "5000"},
	{"wal_autocheckpoint", "0", "0"}, // done by checkpoint, where a failed sync is seen
	{"journal_size_limit", "67108864", "67108864"},
	{"mmap_size", "0", "0"},
	{"trusted_schema", "OFF", "0"},
	{"cell_size_check", "ON", "1"},
	{"fullfsync", "ON", "1"},
}

// sqliteWriter is the one connection that writes. It is the driver's connection
// itself: database/sql may reopen and repeat on its own, and after a failed sync
// both would be wrong.
type sqliteWriter struct {
	conn   *sqlite3.SQLiteConn
	insert *sqlite3.SQLiteStmt
	args   [6]driver.NamedValue
	pages  int // estimated length of the write-ahead log
	limit  int // length at which the next checkpoint is due
	every  int // pages between two checkpoints
}

// openWriter opens the database for writing and creates the table if fresh.
func openWriter(path string, fresh bool) (*sqliteWriter, error) {
	dsn, err := fileURI(path, "mode=rw")
	if err != nil {
		return nil, err
	}
	conn, err := (&sqlite3.SQLiteDriver{}).Open(dsn)
	if err != nil {
		return nil, readError(path, err)
	}
	w := &sqliteWriter{conn: conn.(*sqlite3.SQLiteConn), limit: checkpointPages, every: checkpointPages}
	if err := w.prepare(path, fresh); err != nil {
		w.conn.Close()
		return nil, err
	}
	return w, nil
}

func (w *sqliteWriter) prepare(path string, fresh bool) error {
	for _, s := range writerSettings {
		if _, err := w.conn.Exec("PRAGMA "+s.name+"="+s.set, nil); err != nil {
			return fmt.Errorf("set %s: %w", s.name, readError(path, err))
		}
		got, err := w.ask("PRAGMA " + s.name)
		if err != nil {
			return fmt.Errorf("read back %s: %w", s.name, readError(path, err))
		}
		if got != s.want {
			return fmt.Errorf("set %s to %s: it remains %s", s.name, s.want, got)
		}
	}
	if fresh {
		if err := w.create(path); err != nil {
			return err
		}
	}
	if err := w.checkFormat(path); err != nil {
		return err
	}
	stmt, err := w.conn.Prepare(insertSegment)
	if err != nil {
		return fmt.Errorf("prepare insert: %w", readError(path, err))
	}
	w.insert = stmt.(*sqlite3.SQLiteStmt)
	for i := range w.args {
		w.args[i].Ordinal = i + 1
	}
	return nil
}

// create makes the table and copies it into the database file at once, so that
// no later damage to the write-ahead log can make the log look new.
func (w *sqliteWriter) create(path string) error {
	script := fmt.Sprintf("BEGIN IMMEDIATE;\n%s\nPRAGMA application_id=%d;\nPRAGMA user_version=%d;\nCOMMIT;",
		schema, applicationID, formatVersion)
	if _, err := w.conn.Exec(script, nil); err != nil {
		return fmt.Errorf("create table: %w", readError(path, err))
	}
	if _, err := w.ask("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("create table: %w", readError(path, err))
	}
	return nil
}

func (w *sqliteWriter) checkFormat(path string) error {
	for _, c := range []struct {
		pragma string
		want   string
	}{{"application_id", fmt.Sprint(applicationID)}, {"user_version", fmt.Sprint(formatVersion)}} {
		got, err := w.ask("PRAGMA " + c.pragma)
		if err != nil {
			return fmt.Errorf("read %s: %w", c.pragma, readError(path, err))
		}
		if got != c.want {
			return fmt.Errorf("%s is %s instead of %s: not a log, of another format, or %w", c.pragma, got, c.want, ErrCorrupt)
		}
	}
	return nil
}

// ask returns the first value of the first row as text.
func (w *sqliteWriter) ask(query string) (string, error) {
	rows, err := w.conn.Query(query, nil)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	row := make([]driver.Value, len(rows.Columns()))
	if err := rows.Next(row); err != nil {
		if errors.Is(err, io.EOF) {
			return "", fmt.Errorf("%s: no answer", query)
		}
		return "", err
	}
	if b, ok := row[0].([]byte); ok {
		return string(b), nil
	}
	return fmt.Sprint(row[0]), nil
}

// store commits s; when it returns nil, s is on disk.
func (w *sqliteWriter) store(s *segment) error {
	w.args[0].Value = int64(s.first)
	w.args[1].Value = int64(s.number)
	w.args[2].Value = int64(s.count)
	w.args[3].Value = s.prev[:]
	w.args[4].Value = s.hash[:]
	w.args[5].Value = s.body
	// One statement outside a transaction is its own transaction.
	if _, err := w.insert.ExecContext(context.Background(), w.args[:]); err != nil {
		return writeError(err)
	}
	w.pages += len(s.body)/pageSize + 3
	return nil
}

// due reports whether the write-ahead log has grown long.
func (w *sqliteWriter) due() bool { return w.pages >= w.limit }

// checkpoint copies the write-ahead log into the database. SQLite would do it by
// itself after a commit, but would then swallow a failed sync. A full disk or a
// reader in the way is no error: the records stay where they are, and it is
// tried again later.
func (w *sqliteWriter) checkpoint(mode string) error {
	_, err := w.ask("PRAGMA wal_checkpoint(" + mode + ")")
	if err == nil {
		w.pages, w.limit = 0, w.every
		return nil
	}
	err = fmt.Errorf("checkpoint: %w", writeError(err))
	if errors.Is(err, ErrFull) || errors.Is(err, ErrLocked) {
		w.limit = w.pages + w.every
		return nil
	}
	return err
}

func (w *sqliteWriter) close() error {
	return errors.Join(w.insert.Close(), w.conn.Close())
}
