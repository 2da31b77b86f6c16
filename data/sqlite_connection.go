package data

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"
)

const pageSize = 4096

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

// connection is one that writes. It is the driver's connection itself:
// database/sql may reopen and repeat on its own, and after a failed sync both
// would be wrong.
type connection struct {
	conn  *sqlite3.SQLiteConn
	pages int // estimated length of the write-ahead log
	limit int // length at which the next checkpoint is due
	every int // pages between two checkpoints
}

// connect opens the database at path, which must be there.
func connect(path string, every int) (connection, error) {
	dsn, err := fileURI(path, "mode=rw")
	if err != nil {
		return connection{}, err
	}
	conn, err := (&sqlite3.SQLiteDriver{}).Open(dsn)
	if err != nil {
		return connection{}, readError(path, err)
	}
	return connection{conn: conn.(*sqlite3.SQLiteConn), limit: every, every: every}, nil
}

// settle makes the settings, and makes sure of them.
func (w *connection) settle(path string) error {
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
	return nil
}

// create makes the table and copies it into the database file at once, so that
// no later damage to the write-ahead log can make the file look new.
func (w *connection) create(path, table string, application, version int) error {
	script := fmt.Sprintf("BEGIN IMMEDIATE;\n%s\nPRAGMA application_id=%d;\nPRAGMA user_version=%d;\nCOMMIT;",
		table, application, version)
	if _, err := w.conn.Exec(script, nil); err != nil {
		return fmt.Errorf("create table: %w", readError(path, err))
	}
	if _, err := w.ask("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("create table: %w", readError(path, err))
	}
	return nil
}

func (w *connection) checkFormat(path, what string, application, version int) error {
	for _, c := range []struct {
		pragma string
		want   string
	}{{"application_id", fmt.Sprint(application)}, {"user_version", fmt.Sprint(version)}} {
		got, err := w.ask("PRAGMA " + c.pragma)
		if err != nil {
			return fmt.Errorf("read %s: %w", c.pragma, readError(path, err))
		}
		if got != c.want {
			return fmt.Errorf("%s is %s instead of %s: not %s, of another format, or %w", c.pragma, got, c.want, what, ErrCorrupt)
		}
	}
	return nil
}

// ask returns the first value of the first row as text.
func (w *connection) ask(query string) (string, error) {
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

// due reports whether the write-ahead log has grown long.
func (w *connection) due() bool { return w.pages >= w.limit }

// checkpoint copies the write-ahead log into the database. SQLite would do it by
// itself after a commit, but would then swallow a failed sync. A full disk or a
// reader in the way is no error: the records stay where they are, and it is
// tried again later.
func (w *connection) checkpoint(mode string) error {
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
