package data

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func testKeys(t *testing.T) (*Keys, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "keys")
	return reopenKeys(t, dir), dir
}

func reopenKeys(t *testing.T, dir string) *Keys {
	t.Helper()
	k, err := OpenKeys(dir)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func wantErr(t *testing.T, err, want error, doing string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%s gave %v, want %v", doing, err, want)
	}
}

func TestKeyOutlivesARestart(t *testing.T) {
	k, dir := testKeys(t)
	_, err := k.Get("item-1")
	wantErr(t, err, ErrNoKey, "getting a key that never was")
	key, err := k.Create("item-1")
	if err != nil || len(key) != KeySize {
		t.Fatalf("creating gave %d bytes and %v", len(key), err)
	}
	_, err = k.Create("item-1")
	wantErr(t, err, ErrKeyKnown, "creating a key twice")
	other, err := k.GetOrCreate("item-2")
	if err != nil || bytes.Equal(key, other) {
		t.Fatalf("two keys are equal (%v)", err)
	}
	k = reopenKeys(t, dir)
	for range 2 {
		if got, err := k.GetOrCreate("item-1"); err != nil || !bytes.Equal(got, key) {
			t.Fatalf("the key changed (%v)", err)
		}
	}
	if names, err := k.Names(); err != nil || !slices.Equal(names, []string{"item-1", "item-2"}) {
		t.Fatalf("the names are %v (%v)", names, err)
	}
	wantMode(t, dir, 0o700)
	wantMode(t, filepath.Join(dir, "item-1.key"), 0o600)
}

func wantMode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != want {
		t.Fatalf("%s has mode %v, want %v (%v)", path, info.Mode().Perm(), want, err)
	}
}

func wantShredded(t *testing.T, k *Keys, dir, name string, key []byte) {
	t.Helper()
	_, err := k.Get(name)
	wantErr(t, err, ErrShredded, "getting a shredded key")
	_, err = k.Create(name)
	wantErr(t, err, ErrShredded, "creating a shredded key")
	_, err = k.GetOrCreate(name)
	wantErr(t, err, ErrShredded, "getting or creating a shredded key")
	if err := k.Shred(name); err != nil {
		t.Fatalf("shredding twice failed: %v", err)
	}
	if names, err := k.Names(); err != nil || slices.Contains(names, name) {
		t.Fatalf("a shredded key is listed: %v (%v)", names, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil || bytes.Contains(raw, key) {
			t.Fatalf("%s still holds the shredded key (%v)", f.Name(), err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, name+".shredded")); err != nil || info.Size() != 0 {
		t.Fatalf("the tombstone is missing or not empty: %v", err)
	}
}

func TestShreddedKeyIsGoneForEver(t *testing.T) {
	k, dir := testKeys(t)
	key, err := k.Create("a.b-c")
	if err != nil {
		t.Fatal(err)
	}
	wantErr(t, k.Shred("other"), ErrNoKey, "shredding a key that never was")
	if err := k.Shred("a.b-c"); err != nil {
		t.Fatal(err)
	}
	wantShredded(t, k, dir, "a.b-c", key)
	wantShredded(t, reopenKeys(t, dir), dir, "a.b-c", key)
}

func TestShreddingOverwritesTheBlocks(t *testing.T) {
	k, dir := testKeys(t)
	key, err := k.Create("x")
	if err != nil {
		t.Fatal(err)
	}
	// A second name for the same file shows what became of its content.
	if err := os.Link(filepath.Join(dir, "x.key"), filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := k.Shred("x"); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(filepath.Join(dir, "link")); err != nil || bytes.Contains(raw, key) {
		t.Fatalf("the file itself still holds the key (%v)", err)
	}
}

func TestInterruptedShreddingIsCompletedAtOpening(t *testing.T) {
	k, dir := testKeys(t)
	key, err := k.Create("x")
	if err != nil {
		t.Fatal(err)
	}
	// As a crash between the renaming and the overwriting leaves it.
	if err := os.Rename(filepath.Join(dir, "x.key"), filepath.Join(dir, "x.shredded")); err != nil {
		t.Fatal(err)
	}
	_, err = k.Get("x")
	wantErr(t, err, ErrShredded, "getting a half shredded key")
	wantShredded(t, reopenKeys(t, dir), dir, "x", key)
}

func TestKeyPutBackBesideItsTombstoneIsShreddedAgain(t *testing.T) {
	k, dir := testKeys(t)
	key, err := k.Create("x")
	if err != nil {
		t.Fatal(err)
	}
	copied, err := os.ReadFile(filepath.Join(dir, "x.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Shred("x"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "x.key"), copied, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = k.Get("x")
	wantErr(t, err, ErrShredded, "getting a key that was put back")
	wantShredded(t, reopenKeys(t, dir), dir, "x", key)
}

func TestDamagedKeyIsNotHandedOut(t *testing.T) {
	k, dir := testKeys(t)
	if _, err := k.Create("x"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "x.key")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 4
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := k.Get("x")
		wantErr(t, err, ErrCorrupt, "getting a damaged key")
	}
	if err := os.WriteFile(path, whole[:20], 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = k.GetOrCreate("x")
	wantErr(t, err, ErrCorrupt, "getting a key that was cut short")
}

func TestUnfinishedKeyIsDropped(t *testing.T) {
	_, dir := testKeys(t)
	if err := os.WriteFile(filepath.Join(dir, "x.draft"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	k := reopenKeys(t, dir)
	_, err := k.Get("x")
	wantErr(t, err, ErrNoKey, "getting a key that was never finished")
	if _, err := k.Create("x"); err != nil {
		t.Fatal(err)
	}
}

func TestKeyNamesAreRestricted(t *testing.T) {
	k, _ := testKeys(t)
	for _, name := range []string{"", ".", "..", ".x", "a/b", "A", "a b", "票", "a\x00", "a_b", strings.Repeat("a", 101)} {
		for doing, err := range map[string]error{"creating": second(k.Create(name)), "getting": second(k.Get(name)),
			"getting or creating": second(k.GetOrCreate(name)), "shredding": k.Shred(name)} {
			if err == nil || errors.Is(err, ErrNoKey) {
				t.Errorf("%s %q was not refused: %v", doing, name, err)
			}
		}
	}
}

func TestOneOfManyCreatorsWins(t *testing.T) {
	k, _ := testKeys(t)
	var mu sync.Mutex
	var all [][]byte
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			key, err := k.GetOrCreate("x")
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, key)
		})
	}
	wg.Wait()
	for _, key := range all {
		if !bytes.Equal(key, all[0]) {
			t.Fatal("two callers were given different keys under one name")
		}
	}
}
