package data

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSealedTextIsReadWithItsKeyAndGoesWithIt(t *testing.T) {
	k, dir := testKeys(t)
	wantErr(t, k.Seal("item-1", []byte("x")), ErrNoKey, "sealing under no key")
	if _, err := k.Create("item-1"); err != nil {
		t.Fatal(err)
	}
	if text, err := k.Unseal("item-1"); text != nil || err != nil {
		t.Fatalf("before anything is sealed there is %q, %v", text, err)
	}
	for _, text := range []string{"first", "second, in its place", ""} {
		if err := k.Seal("item-1", []byte(text)); err != nil {
			t.Fatal(err)
		}
		k = reopenKeys(t, dir)
		if got, err := k.Unseal("item-1"); err != nil || string(got) != text {
			t.Errorf("sealed %q, read %q, %v", text, got, err)
		}
	}
	if err := k.Seal("item-1", []byte("in the clear")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "item-1.sealed")
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte("clear")) {
		t.Fatalf("the file reads %q, %v", raw, err)
	}
	wantMode(t, path, 0o600)
	if err := k.Shred("item-1"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("after the shredding the file is there: %v", err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil { // somebody kept a copy
		t.Fatal(err)
	}
	_, err = k.Unseal("item-1")
	wantErr(t, err, ErrShredded, "unsealing with a key that is gone")
}

func TestSealedTextOfAnotherKeyOrDamagedIsNotRead(t *testing.T) {
	k, dir := testKeys(t)
	for _, name := range []string{"item-1", "item-2"} {
		if _, err := k.Create(name); err != nil {
			t.Fatal(err)
		}
		if err := k.Seal(name, []byte("the text of "+name)); err != nil {
			t.Fatal(err)
		}
	}
	one, two := filepath.Join(dir, "item-1.sealed"), filepath.Join(dir, "item-2.sealed")
	raw, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(raw)
	flipped[len(flipped)/2] ^= 1
	for what, c := range map[string]struct {
		path string
		raw  []byte
	}{"one bit": {one, flipped}, "the end": {one, raw[:len(raw)-1]}, "all but the nonce": {one, raw[:5]}, "another's file": {two, raw}} {
		if err := os.WriteFile(c.path, c.raw, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := k.Unseal(filepath.Base(c.path[:len(c.path)-len(sealedSuffix)]))
		wantErr(t, err, ErrCorrupt, "after damage to "+what+" unsealing")
	}
}
