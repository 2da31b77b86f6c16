package data

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

//go:embed drafts.sql
var draftsSchema string

const (
	draftsApplicationID = 0x70794452 // "pyDR"
	draftsFormat        = 1
	draftsCheckpoint    = 2_000 // pages of write-ahead log
)

// draftStore is the file of Drafts: one connection, and nobody else's. It is set
// like that of the log, since what it says is saved must be so.
type draftStore struct {
	connection
	selected, replaced, deleted *sqlite3.SQLiteStmt
}

func openDraftStore(path string) (*draftStore, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, diskError(err)
	}
	f.Close()
	conn, err := connect(path, draftsCheckpoint)
	if err != nil {
		return nil, err
	}
	s := &draftStore{connection: conn}
	if err = s.prepare(path); err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *draftStore) prepare(path string) error {
	// Nobody else may open it; then SQLite keeps its index of the write-ahead log in memory.
	if _, err := s.ask("PRAGMA locking_mode=EXCLUSIVE"); err != nil {
		return fmt.Errorf("lock: %w", readError(path, err))
	}
	if err := s.settle(path); err != nil {
		return err
	}
	fresh, err := s.fresh(path)
	if err != nil {
		return err
	}
	if fresh {
		if err := s.create(path, draftsSchema, draftsApplicationID, draftsFormat); err != nil {
			return err
		}
	}
	if err := s.checkFormat(path, "drafts", draftsApplicationID, draftsFormat); err != nil {
		return err
	}
	whole, err := s.ask("PRAGMA quick_check(1)")
	if err != nil {
		return fmt.Errorf("check: %w", readError(path, err))
	}
	if whole != "ok" {
		return fmt.Errorf("check: %s: %w", whole, ErrCorrupt)
	}
	return s.prepareStatements(path)
}

// fresh tells a file in which nothing was ever saved: it is new, or the process
// that made it was killed before it had made the table.
func (s *draftStore) fresh(path string) (bool, error) {
	signs, err := s.ask("SELECT (SELECT count(*) FROM sqlite_master) || ' ' || application_id FROM pragma_application_id")
	if err != nil {
		return false, fmt.Errorf("look for the table: %w", readError(path, err))
	}
	return signs == "0 0", nil
}

func (s *draftStore) prepareStatements(path string) error {
	for _, statement := range []struct {
		to   **sqlite3.SQLiteStmt
		text string
	}{
		{&s.selected, "SELECT text FROM draft WHERE owner = ?"},
		{&s.replaced, "INSERT INTO draft (owner, text) VALUES (?, ?) ON CONFLICT (owner) DO UPDATE SET text = excluded.text"},
		{&s.deleted, "DELETE FROM draft WHERE owner = ?"},
	} {
		made, err := s.conn.Prepare(statement.text)
		if err != nil {
			return fmt.Errorf("prepare: %w", readError(path, err))
		}
		*statement.to = made.(*sqlite3.SQLiteStmt)
	}
	return nil
}

// together runs fn in one transaction. When it returns nil, all of it is on disk.
func (s *draftStore) together(fn func() error) error {
	if _, err := s.conn.Exec("BEGIN IMMEDIATE", nil); err != nil {
		return fmt.Errorf("begin: %w", writeError(err))
	}
	err := fn()
	if err == nil {
		if _, err = s.conn.Exec("COMMIT", nil); err != nil {
			err = fmt.Errorf("commit: %w", writeError(err))
		}
	}
	if err != nil {
		if !s.conn.AutoCommit() { // some errors have rolled it back already
			if _, undo := s.conn.Exec("ROLLBACK", nil); undo != nil {
				err = errors.Join(err, fmt.Errorf("roll back: %w", writeError(undo)))
			}
		}
		return err
	}
	if s.due() {
		return s.checkpoint("PASSIVE")
	}
	return nil
}

// find returns what is stored for an owner, nil for nothing.
func (s *draftStore) find(row draftRow) ([]byte, error) {
	rows, err := s.selected.QueryContext(context.Background(), arguments(row[:]))
	if err != nil {
		return nil, fmt.Errorf("find: %w", writeError(err))
	}
	defer rows.Close()
	var text [1]driver.Value
	err = rows.Next(text[:])
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find: %w", writeError(err))
	}
	found, ok := text[0].([]byte)
	if !ok {
		return nil, fmt.Errorf("find: %w", ErrCorrupt)
	}
	return found, nil
}

func (s *draftStore) put(row draftRow, text []byte) error {
	if _, err := s.replaced.ExecContext(context.Background(), arguments(row[:], text)); err != nil {
		return fmt.Errorf("put: %w", writeError(err))
	}
	s.pages += len(text)/pageSize + 2
	return nil
}

func (s *draftStore) drop(row draftRow) error {
	if _, err := s.deleted.ExecContext(context.Background(), arguments(row[:])); err != nil {
		return fmt.Errorf("drop: %w", writeError(err))
	}
	s.pages += 2
	return nil
}

func arguments(values ...[]byte) []driver.NamedValue {
	named := make([]driver.NamedValue, len(values))
	for i, value := range values {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	return named
}

func (s *draftStore) close() error {
	var failed error
	for _, statement := range []*sqlite3.SQLiteStmt{s.selected, s.replaced, s.deleted} {
		if statement != nil {
			failed = errors.Join(failed, statement.Close())
		}
	}
	return errors.Join(failed, s.conn.Close())
}
