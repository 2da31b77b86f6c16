//go:build linux

package data

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// smallDisk is a file system of 40 MiB with nothing on it: enough for the
// ballast to be made. Only root may mount one; elsewhere the test is skipped.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=40m"); err != nil {
		t.Skipf("a small disk cannot be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// stuff takes all the room that a disk has left.
func stuff(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 1<<20); len(block) > 0; {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			block = block[:len(block)/2]
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestBallastMakesRoomOnAFullDisk(t *testing.T) {
	dir := smallDisk(t)
	l, err := OpenSQLite(SQLiteConfig{Path: filepath.Join(dir, "log.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	all := fill(t, l, 3, 500)
	other := filepath.Join(dir, "other")
	stuff(t, other)
	big := [][]byte{bytes.Repeat([]byte{9}, 60_000)}
	for range 3 {
		_, err := l.Append(big)
		wantErr(t, err, ErrFull, "appending to a full disk")
	}
	if free, err := Free(dir); err != nil || free >= 60_000 {
		t.Fatalf("%d bytes are free, %v", free, err)
	}
	if err := l.RestoreBallast(); err != nil || !l.BallastHeld() {
		t.Fatalf("restoring the ballast that is there: %v", err)
	}
	if err := l.ReleaseBallast(); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if _, err := l.Append(big); err != nil {
			t.Fatalf("appending in the room of the ballast: %v", err)
		}
		all = append(all, big...)
	}
	if err := l.RestoreBallast(); err != nil || l.BallastHeld() {
		t.Fatalf("the ballast takes the room that it was to give, %v", err)
	}
	wantAll(t, l, all)
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	if err := l.RestoreBallast(); err != nil || !l.BallastHeld() || fileSize(l.path+".ballast") != DefaultBallast {
		t.Fatalf("with ample room the ballast is not made again: %v", err)
	}
	all = append(all, fill(t, l, 3, 500)...)
	wantAll(t, l, all)
	wantAll(t, openTest(t, crashCopy(t, l.path)), all)
}
