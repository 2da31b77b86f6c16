//go:build !linux

package data

import "os"

// datasync brings the content of f to disk.
func datasync(f *os.File) error { return f.Sync() }
