//go:build linux

package data

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFullDiskSealsNothingAndLosesNothing(t *testing.T) {
	dir := smallDisk(t)
	k := reopenKeys(t, filepath.Join(dir, "keys"))
	defer k.Close()
	if _, err := k.Create(sealedName); err != nil {
		t.Fatal(err)
	}
	s := sealedOf(t, k)
	appendTexts(t, s, "one")
	other := filepath.Join(dir, "other")
	stuff(t, other)
	long := strings.Repeat("x", 60_000)
	for range 3 {
		wantErr(t, s.Append([]byte(long)), ErrFull, "sealing on a full disk")
		wantTexts(t, s, "one")
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	appendTexts(t, s, "two", long)
	wantTexts(t, s, "one", "two", long)
	wantTexts(t, sealedOf(t, reopenKeys(t, copyFolder(t, filepath.Join(dir, "keys")))), "one", "two", long)
}
