package data

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func entry(n uint64) headEntry {
	return headEntry{number: n, size: n * 10, chain: LeafHash([]byte{byte(n), byte(n >> 8)})}
}

func headFileWith(t *testing.T, n uint64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.head")
	h, err := openHeadWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	defer h.file.Close()
	for i := uint64(1); i <= n; i++ {
		if err := h.reserve(i); err != nil {
			t.Fatal(err)
		}
		if err := h.write(entry(i)); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func wantLastHead(t *testing.T, path string, n uint64) {
	t.Helper()
	want := headEntry{}
	if n > 0 {
		want = entry(n)
	}
	if got, err := readLastHead(path); err != nil || got != want {
		t.Fatalf("the last entry is %+v (%v), want %+v", got, err, want)
	}
}

func TestHeadFileKeepsTheLastEntry(t *testing.T) {
	wantLastHead(t, filepath.Join(t.TempDir(), "none"), 0)
	for _, n := range []uint64{0, 1, 2, 63} {
		wantLastHead(t, headFileWith(t, n), n)
	}
}

func TestHeadFileGrowsInChunks(t *testing.T) {
	const beyond = headChunk/headEntrySize + 3
	path := headFileWith(t, 1)
	h, err := openHeadWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	var missing []headEntry
	for i := uint64(2); i <= beyond; i++ {
		missing = append(missing, entry(i))
	}
	if err := h.catchUp(missing); err != nil {
		t.Fatal(err)
	}
	h.file.Close()
	if size := fileSize(path); size != 2*headChunk {
		t.Fatalf("the file has %d bytes, want %d", size, 2*headChunk)
	}
	wantLastHead(t, path, beyond)
}

func TestTornHeadEntryIsSkipped(t *testing.T) {
	path := headFileWith(t, 5)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for bit := 0; bit < headEntrySize*8; bit += 3 {
		torn := bytes.Clone(whole)
		torn[4*headEntrySize+bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		wantLastHead(t, path, 4)
	}
	// One in the middle hides nothing: the last entry pins all before it.
	whole[2*headEntrySize] ^= 1
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	wantLastHead(t, path, 5)
	for cut := 1; cut < headEntrySize; cut++ {
		if err := os.WriteFile(path, whole[:4*headEntrySize+cut], 0o600); err != nil {
			t.Fatal(err)
		}
		wantLastHead(t, path, 4)
	}
}

func TestHeadEntryInAnotherPlaceDoesNotCount(t *testing.T) {
	path := headFileWith(t, 3)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(raw[5*headEntrySize:], raw[2*headEntrySize:3*headEntrySize])
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	wantLastHead(t, path, 3)
}
