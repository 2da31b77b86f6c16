package data

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// stages are the files of a list of sealed texts as they stood before each
// Append and after it.
func stages(t *testing.T, texts []string) (dir string, files, heads [][]byte) {
	t.Helper()
	k, dir := testSealed(t)
	read := func(suffix string) []byte {
		raw, err := os.ReadFile(filepath.Join(dir, sealedName+suffix))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for i := range len(texts) + 1 {
		files, heads = append(files, read(sealedSuffix)), append(heads, read(sealedHeadSuffix))
		if i < len(texts) {
			appendTexts(t, sealedOf(t, k), texts[i])
		}
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, files, heads
}

// wantAfterKill puts the files there as a kill left them, and sees that the texts
// are there, and that the list goes on, twice.
func wantAfterKill(t *testing.T, dir string, file, head []byte, want ...string) {
	t.Helper()
	edit(t, filepath.Join(dir, sealedName+sealedSuffix), func([]byte) []byte { return file })
	edit(t, filepath.Join(dir, sealedName+sealedHeadSuffix), func([]byte) []byte { return head })
	for range 2 {
		k := reopenKeys(t, dir)
		wantTexts(t, sealedOf(t, k), want...)
		want = append(want[:len(want):len(want)], "later")
		appendTexts(t, sealedOf(t, k), "later")
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
	}
	k := reopenKeys(t, dir)
	defer k.Close()
	wantTexts(t, sealedOf(t, k), want...)
}

// TestKillAtEveryBoundaryLosesNoChunkThatWasAcknowledged goes through all that a
// kill, or a power cut, can leave of an Append: nothing, a part of the chunk, a
// chunk in which a block never arrived, the whole chunk without a word of it in
// the head file, a part of that word, everything.
func TestKillAtEveryBoundaryLosesNoChunkThatWasAcknowledged(t *testing.T) {
	t.Parallel()
	texts := []string{"one", "", "three and a bit more"}
	dir, files, heads := stages(t, texts)
	for i := range texts {
		before, after := files[i], files[i+1]
		for cut := len(before); cut < len(after); cut += 3 {
			wantAfterKill(t, dir, after[:cut], heads[i], texts[:i]...)
		}
		holed := bytes.Clone(after)
		clear(holed[len(before)+sealedLength+3 : len(after)-5])
		wantAfterKill(t, dir, holed, heads[i], texts[:i]...)
		clear(holed[len(before):])
		wantAfterKill(t, dir, holed, heads[i], texts[:i]...)
		wantAfterKill(t, dir, append(bytes.Clone(before), "rubbish"...), heads[i], texts[:i]...)

		wantAfterKill(t, dir, after, heads[i], texts[:i+1]...)
		for cut := 1; cut < headEntrySize; cut += 9 {
			torn := make([]byte, len(heads[i+1]))
			copy(torn, heads[i+1][:i*headEntrySize+cut])
			wantAfterKill(t, dir, after, torn, texts[:i+1]...)
		}
		wantAfterKill(t, dir, after, heads[i+1], texts[:i+1]...)
	}
}

// sealedVictimEnv names the keys under which this test program, started again,
// is to seal numbers until it is killed.
const sealedVictimEnv = "PINGYI_TEST_SEALED_VICTIM"

func sealUntilKilled(dir string, acks io.Writer) error {
	k, err := OpenKeys(dir)
	if err != nil {
		return err
	}
	s, err := k.Sealed(sealedName)
	if err != nil {
		return err
	}
	for {
		n := s.last.number + 1
		err := s.Append(append(binary.BigEndian.AppendUint64(nil, n), make([]byte, n*577%9000)...))
		if err == nil {
			_, err = fmt.Fprintln(acks, n)
		}
		if err != nil {
			return err
		}
	}
}

func TestKilledProcessLosesNoSealedTextThatItAcknowledged(t *testing.T) {
	t.Parallel()
	k, dir := testKeys(t)
	if _, err := k.Create(sealedName); err != nil {
		t.Fatal(err)
	}
	for round := range 6 {
		acked := killAfter(t, sealedVictimEnv, dir, 10+round*23)
		k := reopenKeys(t, dir)
		last := uint64(0)
		err := sealedOf(t, k).Each(func(text []byte) error {
			if last++; binary.BigEndian.Uint64(text) != last {
				return fmt.Errorf("text %d is not the one that was sealed", last)
			}
			return nil
		})
		if err != nil || last < acked || last > acked+1 {
			t.Fatalf("round %d: %d was acknowledged, %d is there (%v)", round, acked, last, err)
		}
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
