package data

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// testDrafts makes keys with one key and opens its drafts.
func testDrafts(t *testing.T) (*Keys, *Drafts, string) {
	t.Helper()
	k, dir := testKeys(t)
	if _, err := k.Create("item.1.1"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k, draftsOf(t, k), dir
}

func draftsOf(t *testing.T, k *Keys) *Drafts {
	t.Helper()
	d, err := k.Drafts("item.1.1")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// write replaces a draft whatever it was.
func write(t *testing.T, d *Drafts, owner, text string) {
	t.Helper()
	if err := d.Change([]byte(owner), func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
		t.Fatal(err)
	}
}

func wantDraft(t *testing.T, d *Drafts, owner, want string) {
	t.Helper()
	if got, err := d.Get([]byte(owner)); err != nil || string(got) != want {
		t.Fatalf("the draft of %s is %q (%v), want %q", owner, got, err, want)
	}
}

func TestDraftIsChangedInPlaceAndDropped(t *testing.T) {
	k, d, _ := testDrafts(t)
	wantDraft(t, d, "Li", "")
	write(t, d, "Li", "1--")
	write(t, d, "Wang", "")
	err := d.Change([]byte("Li"), func(before []byte) ([]byte, error) { return append(bytes.Clone(before), "12"...), nil })
	if err != nil {
		t.Fatal(err)
	}
	wantDraft(t, d, "Li", "1--12")
	mind := errors.New("changed my mind")
	wantErr(t, d.Change([]byte("Li"), func([]byte) ([]byte, error) { return []byte("x"), mind }), mind, "a change that gives up")
	wantErr(t, d.Change([]byte("Li"), func([]byte) ([]byte, error) { return make([]byte, MaxDraft+1), nil }), ErrTooLarge, "a long draft")
	wantDraft(t, d, "Li", "1--12")
	if again := draftsOf(t, k); again != d {
		t.Error("the same drafts were opened twice")
	}
	if got, err := d.Get([]byte("Wang")); err != nil || got == nil || len(got) != 0 {
		t.Errorf("an empty draft is read as %v (%v)", got, err)
	}
	if err := d.Drop([]byte("Wang")); err != nil {
		t.Fatal(err)
	}
	if err := d.Change([]byte("Li"), func([]byte) ([]byte, error) { return nil, nil }); err != nil {
		t.Fatal(err)
	}
	for _, owner := range []string{"Li", "Wang"} {
		if got, err := d.Get([]byte(owner)); err != nil || got != nil {
			t.Errorf("the dropped draft of %s is read as %v (%v)", owner, got, err)
		}
	}
}

func TestDraftsOutliveARestart(t *testing.T) {
	k, d, dir := testDrafts(t)
	if k.HasDrafts("item.1.2") || !k.HasDrafts("item.1.1") {
		t.Error("the wrong key is said to have drafts")
	}
	for i := range 300 {
		write(t, d, fmt.Sprint("card ", i), strings.Repeat("0123", 200)+fmt.Sprint(i))
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	wantErr(t, d.Change([]byte("card 1"), nil), ErrClosed, "changing after the end")
	again := reopenKeys(t, dir)
	defer again.Close()
	d = draftsOf(t, again)
	for i := range 300 {
		wantDraft(t, d, fmt.Sprint("card ", i), strings.Repeat("0123", 200)+fmt.Sprint(i))
	}
	wantMode(t, filepath.Join(dir, "item.1.1.drafts.db"), 0o600)
	_, err := again.Drafts("item.9.9")
	wantErr(t, err, ErrNoKey, "drafts under a key that never was")
}

func TestDraftsAreOnDiskWhenTheyAreAcknowledged(t *testing.T) {
	_, d, dir := testDrafts(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "locking_mode": "exclusive", "wal_autocheckpoint": "0"} {
		if got, err := d.store.ask("PRAGMA " + pragma); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", pragma, got, want, err)
		}
	}
	d.store.limit, d.store.every = 20, 20
	var copied string
	for i := range 100 { // as a kill would leave the files, before and after checkpoints
		write(t, d, fmt.Sprint(i%7), strings.Repeat("x", 500)+fmt.Sprint(i))
		if i == 60 || i == 99 {
			copied = copyFolder(t, dir)
			k := reopenKeys(t, copied)
			for back := range 7 {
				wantDraft(t, draftsOf(t, k), fmt.Sprint((i-back)%7), strings.Repeat("x", 500)+fmt.Sprint(i-back))
			}
			k.Close()
		}
	}
}

func copyFolder(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestChangesOfOneDraftFollowEachOther(t *testing.T) {
	_, d, _ := testDrafts(t)
	var all sync.WaitGroup
	for who := range 16 {
		all.Go(func() {
			for range 40 {
				for _, owner := range []string{"shared", fmt.Sprint("own ", who)} {
					err := d.Change([]byte(owner), func(before []byte) ([]byte, error) {
						n := uint32(0)
						if before != nil {
							n = binary.BigEndian.Uint32(before)
						}
						return binary.BigEndian.AppendUint32(nil, n+1), nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	wantDraft(t, d, "shared", "\x00\x00\x02\x80")
	wantDraft(t, d, "own 3", "\x00\x00\x00\x28")
}

func TestFileOfDraftsTellsNothing(t *testing.T) {
	k, d, dir := testDrafts(t)
	for i := range 50 {
		write(t, d, fmt.Sprint("card ", i), fmt.Sprint("marks of ", i))
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "item.1.1.drafts.db*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil || bytes.Contains(raw, []byte("card ")) || bytes.Contains(raw, []byte("marks of")) {
			t.Errorf("%s holds what was to be sealed (%v)", file, err)
		}
	}
	if strings.Contains(draftsSchema, "INTEGER PRIMARY KEY") || !strings.Contains(draftsSchema, "WITHOUT ROWID") {
		t.Error("rows have a number, which tells who came first")
	}
}

func TestDraftsGoWithTheirKey(t *testing.T) {
	k, d, dir := testDrafts(t)
	write(t, d, "Li", "012")
	copied := copyFolder(t, dir)
	var late sync.WaitGroup
	for range 20 { // some before and some after; nobody waits for ever
		late.Go(func() {
			if _, err := d.Get([]byte("Li")); err != nil && !errors.Is(err, ErrClosed) {
				t.Error(err)
			}
		})
	}
	if err := k.Shred("item.1.1"); err != nil {
		t.Fatal(err)
	}
	late.Wait()
	wantErr(t, d.Drop([]byte("Li")), ErrClosed, "dropping after the key is gone")
	_, err := k.Drafts("item.1.1")
	wantErr(t, err, ErrShredded, "drafts under a shredded key")
	wantNoDrafts(t, dir)

	// As a crash between the renaming of the key and the removal of the file leaves it.
	if err := os.Rename(filepath.Join(copied, "item.1.1.key"), filepath.Join(copied, "item.1.1.shredded")); err != nil {
		t.Fatal(err)
	}
	reopenKeys(t, copied)
	wantNoDrafts(t, copied)
}

func wantNoDrafts(t *testing.T, dir string) {
	t.Helper()
	if left, err := filepath.Glob(filepath.Join(dir, "*drafts*")); err != nil || len(left) > 0 {
		t.Fatalf("there is still %v (%v)", left, err)
	}
}

func TestDamagedFileOfDraftsIsRefusedByName(t *testing.T) {
	k, d, dir := testDrafts(t)
	for i := range 200 {
		write(t, d, fmt.Sprint(i), strings.Repeat("0123", 100))
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	const name = "item.1.1.drafts.db"
	for damage, change := range map[string]func([]byte) []byte{
		"rubbish":        func([]byte) []byte { return []byte(strings.Repeat("rubbish ", 1000)) },
		"cut short":      func(raw []byte) []byte { return raw[:len(raw)/2] },
		"a page lost":    func(raw []byte) []byte { clear(raw[2*pageSize : 3*pageSize]); return raw },
		"another kind":   func(raw []byte) []byte { copy(raw[68:], "pyLG"); return raw },
		"a later format": func(raw []byte) []byte { raw[63] = 9; return raw },
	} {
		t.Run(damage, func(t *testing.T) {
			copied := copyFolder(t, dir)
			edit(t, filepath.Join(copied, name), change)
			again := reopenKeys(t, copied)
			_, err := again.Drafts("item.1.1")
			wantErr(t, err, ErrCorrupt, "opening")
			if !strings.Contains(err.Error(), name) {
				t.Errorf("%q does not name the file", err)
			}
			if err := again.Shred("item.1.1"); err != nil {
				t.Errorf("a damaged file stops the shredding: %v", err)
			}
			wantNoDrafts(t, copied)
		})
	}
}

func TestDamagedDraftIsNotHandedOutAndHarmsNoOther(t *testing.T) {
	_, d, _ := testDrafts(t)
	write(t, d, "Li", "012")
	write(t, d, "Wang", "210")
	for _, text := range []string{"short", strings.Repeat("of the right length", 3)} {
		if err := d.store.put(d.row([]byte("Li")), []byte(text)); err != nil {
			t.Fatal(err)
		}
		_, err := d.Get([]byte("Li"))
		wantErr(t, err, ErrCorrupt, "reading what was not saved")
		wantDraft(t, d, "Wang", "210")
	}
	if err := d.Drop([]byte("Li")); err != nil {
		t.Fatal(err)
	}
	write(t, d, "Li", "1")
	wantDraft(t, d, "Li", "1")
	other, err := d.store.find(d.row([]byte("Wang")))
	if err == nil {
		err = d.store.put(d.row([]byte("Li")), other)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Get([]byte("Li"))
	wantErr(t, err, ErrCorrupt, "reading the draft of somebody else")
}

func TestDraftsOfAFailedDiskSaveNothingMore(t *testing.T) {
	_, d, _ := testDrafts(t)
	write(t, d, "Li", "012")
	if err := d.store.conn.Close(); err != nil { // every operation fails now
		t.Fatal(err)
	}
	for range 2 {
		err := d.Change([]byte("Li"), func([]byte) ([]byte, error) { return []byte("1"), nil })
		wantErr(t, err, ErrFatal, "changing on a failed disk")
	}
}
