package data

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func TestLeafHashIsThatOfTlog(t *testing.T) {
	for n := range 700 {
		r := bytes.Repeat([]byte{byte(n)}, n)
		if LeafHash(r) != Hash(tlog.RecordHash(r)) {
			t.Fatalf("the leaf hash of %d bytes differs from tlog's", n)
		}
	}
	big := make([]byte, MaxRecord)
	if LeafHash(big) != Hash(tlog.RecordHash(big)) {
		t.Fatal("the leaf hash of the largest record differs from tlog's")
	}
}

func TestHashReadsAsHexadecimal(t *testing.T) {
	var empty frontier
	if got := empty.root().String(); got != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Fatalf("the root of the empty tree is %s", got)
	}
}

func TestLeafHashDoesNotAllocate(t *testing.T) {
	for _, n := range []int{1, 60, 255, 256, 5000, MaxRecord} {
		r := make([]byte, n)
		var h Hash
		if a := testing.AllocsPerRun(100, func() { h = LeafHash(r) }); a != 0 {
			t.Errorf("hashing %d bytes allocates %v times (%v)", n, a, h)
		}
	}
}

// oracle computes roots with tlog alone.
type oracle struct{ stored []tlog.Hash }

func (o *oracle) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, x := range at {
		out[i] = o.stored[x]
	}
	return out, nil
}

func (o *oracle) add(t *testing.T, n uint64, record []byte) {
	t.Helper()
	hashes, err := tlog.StoredHashes(int64(n), record, o)
	if err != nil {
		t.Fatal(err)
	}
	o.stored = append(o.stored, hashes...)
}

func (o *oracle) root(t *testing.T, n uint64) Hash {
	t.Helper()
	h, err := tlog.TreeHash(int64(n), o)
	if err != nil {
		t.Fatal(err)
	}
	return Hash(h)
}

func TestRootIsThatOfTlog(t *testing.T) {
	var (
		o    oracle
		f    frontier
		tree Tree
	)
	check := map[uint64]bool{}
	for range 40 {
		check[rand.Uint64N(20000)] = true
	}
	for n := uint64(0); n <= 20000; n++ {
		if n <= 300 || check[n] {
			want := o.root(t, n)
			if f.root() != want {
				t.Fatalf("the frontier's root of %d records differs from tlog's", n)
			}
			if got, err := tree.Root(n); err != nil || got != want {
				t.Fatalf("the tree's root of %d records differs from tlog's (%v)", n, err)
			}
		}
		record := []byte{byte(n), byte(n >> 8), 1}
		o.add(t, n, record)
		f.add(LeafHash(record))
		tree.Add(LeafHash(record))
	}
}

func TestEveryRecordIsProvenAndNothingElse(t *testing.T) {
	l := NewMemory()
	var heads []Head
	for i := range 40 {
		h, err := l.Append([][]byte{{byte(i), 1}, {byte(i), 2}, {byte(i), 3}})
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
	}
	tree, err := ReadTree(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range []Head{heads[0], heads[10], heads[39]} {
		for n := range h.Size {
			leaf, _ := tree.Leaf(n)
			proof, err := tree.ProveRecord(h.Size, n)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckRecord(proof, h.Size, h.Root, n, leaf); err != nil {
				t.Fatalf("the proof of record %d among %d is not accepted: %v", n, h.Size, err)
			}
			if CheckRecord(proof, h.Size, h.Root, (n+1)%h.Size, leaf) == nil {
				t.Fatalf("the proof of record %d passes for its neighbour", n)
			}
			if CheckRecord(proof, h.Size, h.Root, n, LeafHash([]byte("other"))) == nil {
				t.Fatalf("the proof of record %d passes for another record", n)
			}
		}
	}
}

func TestEarlierTreesAreProvenToBeBeginnings(t *testing.T) {
	var tree Tree
	var roots []Hash
	for n := range 65 {
		root, err := tree.Root(uint64(n))
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, root)
		tree.Add(LeafHash([]byte{byte(n), 9}))
	}
	for size := uint64(1); size < 65; size++ {
		for old := uint64(1); old <= size; old++ {
			proof, err := tree.ProveTree(size, old)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckTree(proof, size, roots[size], old, roots[old]); err != nil {
				t.Fatalf("the proof of %d within %d is not accepted: %v", old, size, err)
			}
			if CheckTree(proof, size, roots[size], old, roots[old-1]) == nil {
				t.Fatalf("the proof of %d within %d passes for another tree", old, size)
			}
		}
	}
}

func TestProofsBeyondTheTreeAreRefused(t *testing.T) {
	var tree Tree
	tree.Add(LeafHash([]byte{1}))
	for name, err := range map[string]error{
		"root":       second(tree.Root(2)),
		"leaf":       second(tree.Leaf(1)),
		"record":     second(tree.ProveRecord(1, 1)),
		"size":       second(tree.ProveRecord(2, 0)),
		"tree":       second(tree.ProveTree(2, 1)),
		"empty tree": second(tree.ProveTree(1, 0)),
		"check":      CheckRecord(nil, 1, Hash{}, 1, Hash{}),
		"check tree": CheckTree(nil, 1, Hash{}, 2, Hash{}),
	} {
		wantErr(t, err, ErrRange, name)
	}
}

func second[T any](_ T, err error) error { return err }
