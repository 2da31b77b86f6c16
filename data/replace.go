package data

import (
	"fmt"
	"os"
	"path/filepath"
)

// WriteFile replaces a file in one step and returns once it is on disk: after a
// power cut there is the old content or the new one, whole. Only the owner may
// read it. Beside it stands path.draft meanwhile. Errors: ErrFull, ErrFatal.
func WriteFile(path string, content []byte) error {
	if err := replace(path, path+draftSuffix, content); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// replace writes a draft, syncs it, puts it in its place and syncs the folder.
// Renamed without the first sync, a file may be empty after a power cut.
func replace(path, draft string, content []byte) error {
	if err := writeSynced(draft, content); err != nil {
		os.Remove(draft)
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return diskError(err)
	}
	return syncDir(filepath.Dir(path))
}

func writeSynced(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return diskError(err)
	}
	defer f.Close()
	if _, err := f.Write(content); err != nil {
		return diskError(err)
	}
	if err := f.Sync(); err != nil {
		return diskError(err) // nothing of it is in use yet
	}
	return nil
}
