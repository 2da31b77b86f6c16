package bundle

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// The files of a bundle.
const (
	fileReadme   = "README.txt"
	fileSession  = "session.json"
	fileRulebook = "rulebook.json"
	fileRecords  = "records.jsonl"
	fileResult   = "result.json"
	fileVerifier = "verifier.txt"
	fileSums     = "SHA256SUMS"
	checkpoints  = "checkpoints"
)

// rehearsalMark stands in every file of a rehearsal that has room for it.
const rehearsalMark = "演练 REHEARSAL"

// noteName is where the checkpoint of a run is kept.
func noteName(item, run int) string {
	return fmt.Sprintf("%s/item-%04d-run-%d.txt", checkpoints, item, run)
}

// resultNoteName is where a checkpoint of the result is kept; they are numbered in the
// order of the log, from 1.
func resultNoteName(n int) string { return fmt.Sprintf("%s/result-%04d.txt", checkpoints, n) }

// folder is a bundle that is being written, under a name that nobody takes for
// one.
type folder struct {
	path, out string
	public    bool
}

// newFolder begins a bundle beside the place where it is to stand, so that it
// can be moved there in one step.
func newFolder(out string, public bool) (*folder, error) {
	if _, err := os.Lstat(out); !errors.Is(err, os.ErrNotExist) {
		return nil, errors.Join(fmt.Errorf("%s: is there already; a bundle is written to a new folder", out), err)
	}
	path, err := os.MkdirTemp(filepath.Dir(out), ".bundle-")
	if err != nil {
		return nil, err
	}
	f := &folder{path: path, out: out, public: public}
	if err := os.Mkdir(filepath.Join(path, checkpoints), 0o700); err != nil {
		return nil, errors.Join(err, f.remove())
	}
	return f, nil
}

func (f *folder) remove() error { return os.RemoveAll(f.path) }

// write writes one file.
func (f *folder) write(name string, fill func(io.Writer) error) (err error) {
	file, err := os.OpenFile(filepath.Join(f.path, filepath.FromSlash(name)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	if err := fill(file); err != nil {
		return err
	}
	return file.Sync()
}

// finish moves the folder to its place.
func (f *folder) finish() error {
	if err := f.allow(); err != nil {
		return err
	}
	return os.Rename(f.path, f.out)
}

// allow lets everybody read what is for everybody.
func (f *folder) allow() error {
	if !f.public {
		return nil
	}
	return filepath.WalkDir(f.path, func(path string, entry os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return os.Chmod(path, 0o755)
		}
		return os.Chmod(path, 0o644)
	})
}
