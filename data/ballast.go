package data

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

const (
	// DefaultBallast is the size of the ballast file in bytes: room for some
	// thousands of single-record segments, enough to close an evening.
	DefaultBallast = 4 << 20
	// ballastShare: the ballast is created only where at least this many times
	// its size is free. On a disk that is all but full it would take the very
	// room it is there to give.
	ballastShare = 8
	// AmpleRoom is how much must be free before a ballast of the default size
	// is made, in bytes.
	AmpleRoom = DefaultBallast * ballastShare
)

// ballast is a file that holds nothing but room.
type ballast struct {
	path string
	size int64
}

// held reports whether the file is there with its full size.
func (b ballast) held() bool {
	info, err := os.Stat(b.path)
	return err == nil && info.Size() >= b.size && b.size > 0
}

// fill creates the file if there is ample room; having none is not an error.
func (b ballast) fill() error {
	if b.size <= 0 || b.held() || !b.ample() {
		return nil
	}
	if err := b.write(); err != nil {
		os.Remove(b.path)
		if errors.Is(err, ErrFull) {
			return nil
		}
		return fmt.Errorf("create ballast file: %w", err)
	}
	return nil
}

func (b ballast) ample() bool {
	free, err := Free(filepath.Dir(b.path))
	return err == nil && free >= uint64(b.size)*ballastShare
}

// write fills the file with noise, since a file system may store zeros as nothing.
func (b ballast) write() error {
	f, err := os.OpenFile(b.path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return diskError(err)
	}
	defer f.Close()
	block := make([]byte, 64<<10)
	noise := rand.NewChaCha8([32]byte{})
	for left := b.size; left > 0; left -= int64(len(block)) {
		block = block[:min(int64(len(block)), left)]
		if _, err := noise.Read(block); err != nil {
			return err
		}
		if _, err := f.Write(block); err != nil {
			return diskError(err)
		}
	}
	if err := f.Sync(); err != nil {
		return diskError(err)
	}
	return nil
}

// release gives the room back. Releasing twice is not an error.
func (b ballast) release() error {
	err := os.Remove(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("release ballast file: %w", diskError(err))
	}
	return syncDir(filepath.Dir(b.path))
}
