package data

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// diskError names the cause of a failed file operation by the contract's
// errors: ErrFull when there is no room, ErrFatal when the disk failed, and err
// alone when it is neither (no permission, a path that is not there).
func diskError(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, syscall.EIO):
		return fmt.Errorf("%w: %w", ErrFatal, err)
	}
	return err
}

// Free returns how many bytes can still be written to the disk that holds dir.
func Free(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("ask for free room: %w", err)
	}
	return s.Bavail * uint64(s.Bsize), nil
}

// syncDir makes the creation, renaming or removal of files in dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync directory: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync directory %s: %w: %w", dir, ErrFatal, err)
	}
	return nil
}

// lockFile takes the lock of a log, or returns ErrLocked. The kernel lets it go
// with unlockFile and when the process ends, however it ends.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock file: %w", diskError(err))
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("lock %s: another process is writing: %w", filepath.Base(path), ErrLocked)
	}
	return nil, fmt.Errorf("lock %s: %w", filepath.Base(path), err)
}

// unlockFile gives the lock up. Closing alone would not: another process that
// this one has just forked holds the same open file until it runs its program.
func unlockFile(f *os.File) error {
	return errors.Join(syscall.Flock(int(f.Fd()), syscall.LOCK_UN), f.Close())
}
