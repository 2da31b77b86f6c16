//go:build linux

package data

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// datasync brings the content of f to disk; unlike File.Sync it does not wait
// for a changed modification time, which costs a second journal write.
func datasync(f *os.File) error {
	for {
		err := syscall.Fdatasync(int(f.Fd()))
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("fdatasync: %w", err)
		}
	}
}
