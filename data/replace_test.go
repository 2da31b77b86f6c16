package data

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFileIsReplacedWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.json")
	for _, content := range []string{"first", "second, longer", ""} {
		if err := WriteFile(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("the file holds %q (%v), want %q", got, err, content)
		}
		wantMode(t, path, 0o600)
	}
	if left, err := filepath.Glob(path + ".*"); err != nil || len(left) > 0 {
		t.Errorf("there is still %v (%v)", left, err)
	}
}

// TestWhatCannotBeSyncedReplacesNothing writes the draft to a device that takes
// every byte and syncs none.
func TestWhatCannotBeSyncedReplacesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.json")
	if err := WriteFile(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.DevNull, path+draftSuffix); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("new")); err == nil {
		t.Error("a file that is not on disk was said to be")
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "old" {
		t.Errorf("the file holds %q (%v), want the old content", got, err)
	}
}
