package data

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const sealedName = "item.1.1"

func sealedOf(t *testing.T, k *Keys) *Sealed {
	t.Helper()
	s, err := k.Sealed(sealedName)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// testSealed makes keys with one key and seals texts under it.
func testSealed(t *testing.T, texts ...string) (*Keys, string) {
	t.Helper()
	k, dir := testKeys(t)
	if _, err := k.Create(sealedName); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	appendTexts(t, sealedOf(t, k), texts...)
	return k, dir
}

func appendTexts(t *testing.T, s *Sealed, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if err := s.Append([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
}

func wantTexts(t *testing.T, s *Sealed, want ...string) {
	t.Helper()
	var got []string
	err := s.Each(func(text []byte) error { got = append(got, string(text)); return nil })
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("there are %q (%v), want %q", got, err, want)
	}
}

func TestSealedTextsAreReadInTheirOrderAndOutliveARestart(t *testing.T) {
	k, dir := testSealed(t)
	if k.HasSealed("item.1.2") || !k.HasSealed(sealedName) {
		t.Error("the wrong key is said to have sealed texts")
	}
	wantTexts(t, sealedOf(t, k))
	want := []string{"first", "", "third"}
	appendTexts(t, sealedOf(t, k), want...)
	wantTexts(t, sealedOf(t, k), want...)
	for i := range 3 {
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
		k = reopenKeys(t, dir)
		wantTexts(t, sealedOf(t, k), want...)
		want = append(want, fmt.Sprint("after restart ", i))
		appendTexts(t, sealedOf(t, k), want[len(want)-1])
	}
	if one, other := sealedOf(t, k), sealedOf(t, k); one != other {
		t.Error("the same file was opened twice")
	}
	wantErr(t, sealedOf(t, k).Append(make([]byte, MaxSealed+1)), ErrTooLarge, "sealing a long text")
	enough := errors.New("enough")
	wantErr(t, sealedOf(t, k).Each(func([]byte) error { return enough }), enough, "reading until it is enough")
	s := sealedOf(t, k)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	wantErr(t, s.Append(nil), ErrClosed, "sealing after the end")
	wantErr(t, s.Each(nil), ErrClosed, "reading after the end")
	k = reopenKeys(t, dir)
	_, err := k.Sealed("item.9.9")
	wantErr(t, err, ErrNoKey, "sealing under a key that never was")
}

// TestAppendingCostsWhatIsAppended: ten thousand people who come one after the
// other are not ten thousand times as much to write.
func TestAppendingCostsWhatIsAppended(t *testing.T) {
	k, dir := testSealed(t)
	s := sealedOf(t, k)
	path := filepath.Join(dir, sealedName+sealedSuffix)
	var before []byte
	for range 30 {
		appendTexts(t, s, strings.Repeat("x", 1200))
		now, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(now, before) || len(now)-len(before) != 4+12+1200+16 {
			t.Fatalf("a file of %d bytes was written anew, or has %d now (%v)", len(before), len(now), err)
		}
		before = now
	}
}

func TestSealedTextsTellNothingAndGoWithTheirKey(t *testing.T) {
	k, dir := testSealed(t, "card of Li", "card of Li")
	path := filepath.Join(dir, sealedName+sealedSuffix)
	raw, err := os.ReadFile(path)
	half := len(raw) / 2
	if err != nil || bytes.Contains(raw, []byte("Li")) || bytes.Equal(raw[:half], raw[half:]) {
		t.Fatalf("the file reads %q (%v)", raw, err)
	}
	wantMode(t, path, 0o600)
	wantMode(t, path+".head", 0o600)
	copied := copyFolder(t, dir)
	s := sealedOf(t, k)
	if err := k.Shred(sealedName); err != nil {
		t.Fatal(err)
	}
	wantErr(t, s.Append(nil), ErrClosed, "sealing after the key is gone")
	wantNoSealed(t, dir)
	if err := os.WriteFile(path, raw, 0o600); err != nil { // somebody kept a copy
		t.Fatal(err)
	}
	_, err = k.Sealed(sealedName)
	wantErr(t, err, ErrShredded, "reading with a key that is gone")

	// As a crash between the renaming of the key and the removal of the files leaves it.
	if err := os.Rename(filepath.Join(copied, sealedName+keySuffix), filepath.Join(copied, sealedName+tombstoneSuffix)); err != nil {
		t.Fatal(err)
	}
	reopenKeys(t, copied)
	wantNoSealed(t, copied)
}

func wantNoSealed(t *testing.T, dir string) {
	t.Helper()
	if left, err := filepath.Glob(filepath.Join(dir, "*sealed*")); err != nil || len(left) > 0 {
		t.Fatalf("there is still %v (%v)", left, err)
	}
}

// chunks divides a file where its chunks end.
func chunks(raw []byte) (all [][]byte) {
	for len(raw) > 0 {
		n := sealedLength + int(raw[2])<<8 + int(raw[3])
		all = append(all, raw[:n])
		raw = raw[n:]
	}
	return all
}

func TestDamagedChunkIsAnErrorThatNamesIt(t *testing.T) {
	texts := []string{"one", "two", "six", "ten"}
	k, dir := testSealed(t, texts...)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	const file, head = sealedName + sealedSuffix, sealedName + sealedHeadSuffix
	raw, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	all := chunks(raw)
	damage := func(changed []byte, says string) {
		t.Helper()
		edit(t, filepath.Join(dir, file), func([]byte) []byte { return changed })
		_, err := reopenKeys(t, dir).Sealed(sealedName)
		wantErr(t, err, ErrCorrupt, "reading "+says)
		if !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q does not say %q of %s", err, says, file)
		}
	}
	for i := range raw {
		flipped := bytes.Clone(raw)
		flipped[i] ^= 1
		damage(flipped, fmt.Sprint("chunk ", i/len(all[0])+1))
	}
	for i := range len(raw) {
		says := fmt.Sprint("chunk ", i/len(all[0])+1)
		if i%len(all[0]) == 0 {
			says = fmt.Sprint("only ", i/len(all[0]))
		}
		damage(raw[:i:i], says) // whatever is missing at the end was acknowledged
	}
	damage(slices.Concat(all[1], all[0], all[2], all[3]), "chunk 1")
	damage(slices.Concat(all[0], all[2], all[1], all[3]), "chunk 2")
	damage(slices.Concat(all[0], all[2], all[3]), "chunk 2")
	damage(slices.Concat(all[0], all[1], all[1], all[2], all[3]), "chunk 3")
	damage(slices.Concat(all[0], all[1], all[2], all[2]), "chunk 4")

	edit(t, filepath.Join(dir, file), func([]byte) []byte { return raw })
	copied := copyFolder(t, dir)
	wantTexts(t, sealedOf(t, reopenKeys(t, copied)), texts...)
	if err := os.Remove(filepath.Join(copied, head)); err != nil {
		t.Fatal(err)
	}
	_, err = reopenKeys(t, copied).Sealed(sealedName)
	wantErr(t, err, ErrCorrupt, "reading without the head file")
	if err := os.Remove(filepath.Join(dir, file)); err != nil {
		t.Fatal(err)
	}
	_, err = reopenKeys(t, dir).Sealed(sealedName)
	wantErr(t, err, ErrCorrupt, "reading a file that is gone")
	if err := reopenKeys(t, dir).Shred(sealedName); err != nil {
		t.Errorf("damage stops the shredding: %v", err)
	}
	wantNoSealed(t, dir)
}

func TestChunksOfAnotherKeyAreNotRead(t *testing.T) {
	k, dir := testSealed(t, "one", "two")
	if _, err := k.Create("item.2.1"); err != nil {
		t.Fatal(err)
	}
	other, err := k.Sealed("item.2.1")
	if err != nil {
		t.Fatal(err)
	}
	appendTexts(t, other, "uno", "due")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{sealedSuffix, sealedHeadSuffix} {
		edit(t, filepath.Join(dir, "item.2.1"+suffix), func([]byte) []byte {
			raw, err := os.ReadFile(filepath.Join(dir, sealedName+suffix))
			if err != nil {
				t.Fatal(err)
			}
			return raw
		})
	}
	_, err = reopenKeys(t, dir).Sealed("item.2.1")
	wantErr(t, err, ErrCorrupt, "reading the chunks of another key")
}

func TestSealedOnAFailedDiskTakesNothingMore(t *testing.T) {
	k, _ := testSealed(t, "one")
	s := sealedOf(t, k)
	whole := s.heads.file
	s.heads.file = failingHead{}
	for range 2 {
		wantErr(t, s.Append([]byte("two")), ErrFatal, "sealing on a failed disk")
		s.heads.file = whole // it seems to be well again, and is not believed
	}
	wantTexts(t, s, "one")
}

// failingHead is a head file on a disk that fails.
type failingHead struct{ noFile }

func (failingHead) Datasync() error { return errors.New("input/output error") }
