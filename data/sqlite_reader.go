package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// maxReaders bounds how many Reads run at once; further ones wait.
const maxReaders = 4

// readerPragmas keep damage from being acted on and a mapped file from
// turning a read error into a crash.
const readerPragmas = `
PRAGMA busy_timeout=5000;
PRAGMA query_only=ON;
PRAGMA mmap_size=0;
PRAGMA trusted_schema=OFF;
PRAGMA cell_size_check=ON;`

const selectSegments = `SELECT first, number, count, prev, hash, body FROM segment
WHERE first >= (SELECT coalesce(max(first), 0) FROM segment WHERE first <= ?) ORDER BY first`

// connector opens read-only connections for database/sql.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// openReaders returns a pool of read-only connections, none of them open yet.
func openReaders(path string) (*sql.DB, error) {
	query := "mode=ro"
	if frozen(path) {
		query = "immutable=1"
	}
	dsn, err := fileURI(path, query)
	if err != nil {
		return nil, err
	}
	d := &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(readerPragmas, nil)
		return err
	}}
	db := sql.OpenDB(connector{driver: d, dsn: dsn})
	db.SetMaxOpenConns(maxReaders)
	db.SetMaxIdleConns(maxReaders)
	return db, nil
}

// frozen reports whether path lies where nothing can be written (a disc, a
// protected folder) and has no write-ahead log beside it. SQLite then reads it
// only when told that nobody will change it.
func frozen(path string) bool {
	const mayWrite = 2
	return syscall.Access(filepath.Dir(path), mayWrite) != nil && fileSize(path+"-wal") == 0
}

// fileSize returns 0 for a file that is not there.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func fileURI(path, query string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", path, err)
	}
	u := url.URL{Scheme: "file", Path: abs, RawQuery: query}
	return u.String(), nil
}

// errStop ends eachSegment early without being an error of the reading.
var errStop = errors.New("stop reading")

// eachSegment calls fn for the segment that holds record from and for all after
// it, in order, as one snapshot. The body is valid during the call only. It does
// not verify anything. An error of fn is returned as it is, errStop as nil.
func eachSegment(db *sql.DB, path string, from uint64, fn func(*segment) error) error {
	rows, err := db.Query(selectSegments, int64(from))
	if err != nil {
		return readError(path, err)
	}
	defer rows.Close()
	var (
		s                    segment
		first, number, count int64
		prev, hash, body     sql.RawBytes
	)
	for rows.Next() {
		if err := rows.Scan(&first, &number, &count, &prev, &hash, &body); err != nil {
			return fmt.Errorf("segment after %d: %w: %w", s.number, ErrCorrupt, err)
		}
		if first < 0 || number < 0 || count < 0 || len(prev) != len(s.prev) || len(hash) != len(s.hash) {
			return fmt.Errorf("segment after %d has impossible values: %w", s.number, ErrCorrupt)
		}
		s = segment{first: uint64(first), number: uint64(number), count: uint64(count),
			prev: Hash(prev), hash: Hash(hash), body: body}
		if err := fn(&s); err != nil {
			if errors.Is(err, errStop) {
				return nil
			}
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("segment after %d: %w", s.number, readError(path, err))
	}
	return nil
}

// hasTable reports whether the database holds anything at all; a process that
// ended while it created the log leaves a database without a table.
func hasTable(db *sql.DB, path string) (bool, error) {
	var n int
	if err := db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&n); err != nil {
		return false, readError(path, err)
	}
	return n > 0, nil
}
