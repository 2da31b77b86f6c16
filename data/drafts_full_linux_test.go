//go:build linux

package data

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFullDiskSavesNoDraftAndLosesNone(t *testing.T) {
	dir := smallDisk(t)
	k := reopenKeys(t, filepath.Join(dir, "keys"))
	defer k.Close()
	if _, err := k.Create("item.1.1"); err != nil {
		t.Fatal(err)
	}
	d := draftsOf(t, k)
	long := strings.Repeat("3", 60_000)
	write(t, d, "Li", "012")
	write(t, d, "Wang", "210")
	other := filepath.Join(dir, "other")
	stuff(t, other)
	for range 3 {
		err := d.Change([]byte("Li"), func([]byte) ([]byte, error) { return []byte(long), nil })
		wantErr(t, err, ErrFull, "saving on a full disk")
		wantDraft(t, d, "Li", "012") // which takes no room
		wantDraft(t, d, "Wang", "210")
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	write(t, d, "Li", long)
	wantDraft(t, d, "Li", long)
	wantDraft(t, draftsOf(t, k), "Wang", "210")
}
