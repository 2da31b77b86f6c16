package data

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// writeError names a failed write by the contract's errors. What is not known
// to have left the database unchanged is ErrFatal.
func writeError(err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%w: %w", ErrFatal, err)
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return fmt.Errorf("%w: %w: %w", ErrFatal, ErrCorrupt, err)
	}
	return fmt.Errorf("%w: %w", ErrFatal, err)
}

// readError names a failed opening or reading of the database at path. A file
// that may be read and written and still cannot be used is damaged.
func readError(path string, err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case sqlite3.ErrNomem, sqlite3.ErrInterrupt, sqlite3.ErrMisuse, sqlite3.ErrInternal:
		return err
	case sqlite3.ErrIoErr:
		return ioError(e)
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrAuth:
		if syscall.Access(path, 6) != nil { // not ours to read and write
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrCorrupt, err)
}

// ioError tells a disk that failed from one that is full and from a file that
// ends too early.
func ioError(e sqlite3.Error) error {
	switch {
	case e.ExtendedCode == sqlite3.ErrIoErrShortRead:
		return fmt.Errorf("%w: %w", ErrCorrupt, e)
	case e.SystemErrno == syscall.ENOSPC, e.ExtendedCode == sqlite3.ErrIoErrSHMSize:
		return fmt.Errorf("%w: %w", ErrFull, e)
	}
	return fmt.Errorf("%w: %w", ErrFatal, e)
}
