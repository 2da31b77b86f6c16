package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// folder is a bundle that is being written, under a name that nobody takes for
// one. sums are the lines of SHA256SUMS.
type folder struct {
	path, out string
	public    bool
	sums      []string
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

// write writes one file and what it hashes to.
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
	sum := sha256.New()
	if err := fill(io.MultiWriter(file, sum)); err != nil {
		return err
	}
	f.sums = append(f.sums, fmt.Sprintf("%s  %s\n", hex.EncodeToString(sum.Sum(nil)), name))
	return file.Sync()
}

func (f *folder) put(name string, body []byte) error {
	return f.write(name, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// finish writes the sums and moves the folder to its place. It returns the hash
// of the sums, which fixes all files.
func (f *folder) finish(rehearsal bool) (string, error) {
	slices.SortFunc(f.sums, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	body := strings.Join(f.sums, "")
	if rehearsal {
		body = "# " + rehearsalMark + "\n" + body
	}
	if err := f.put(fileSums, []byte(body)); err != nil {
		return "", err
	}
	if err := f.allow(); err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:]), os.Rename(f.path, f.out)
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
