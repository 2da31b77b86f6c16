package data

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"

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
)

const insertSegment = "INSERT INTO segment (first, number, count, prev, hash, body) VALUES (?, ?, ?, ?, ?, ?)"

// sqliteWriter is the one connection that writes.
type sqliteWriter struct {
	connection
	insert *sqlite3.SQLiteStmt
	args   [6]driver.NamedValue
}

// openWriter opens the database for writing and creates the table if fresh.
func openWriter(path string, fresh bool) (*sqliteWriter, error) {
	conn, err := connect(path, checkpointPages)
	if err != nil {
		return nil, err
	}
	w := &sqliteWriter{connection: conn}
	if err := w.prepare(path, fresh); err != nil {
		w.conn.Close()
		return nil, err
	}
	return w, nil
}

func (w *sqliteWriter) prepare(path string, fresh bool) error {
	if err := w.settle(path); err != nil {
		return err
	}
	if fresh {
		if err := w.create(path, schema, applicationID, formatVersion); err != nil {
			return err
		}
	}
	if err := w.checkFormat(path, "a log", applicationID, formatVersion); err != nil {
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

func (w *sqliteWriter) close() error {
	return errors.Join(w.insert.Close(), w.conn.Close())
}
