package data

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// LeafHash returns the RFC 6962 leaf hash of a record: SHA-256 over a zero byte
// and the record. It does not allocate.
func LeafHash(r []byte) Hash {
	var buf [256]byte
	if len(r) < len(buf) {
		n := copy(buf[1:], r)
		return sha256.Sum256(buf[:1+n])
	}
	h := sha256.New()
	h.Write(buf[:1])
	h.Write(r)
	var leaf Hash
	h.Sum(leaf[:0])
	return leaf
}

func nodeHash(left, right *Hash) Hash {
	var buf [1 + 2*sha256.Size]byte
	buf[0] = 1
	copy(buf[1:], left[:])
	copy(buf[1+sha256.Size:], right[:])
	return sha256.Sum256(buf[:])
}

// frontier is the right edge of a Merkle tree: the roots of the complete
// subtrees its size is made of, one for each bit set. It is all that adding a
// leaf needs.
type frontier struct {
	size  uint64
	nodes [64]Hash // nodes[i] is in use when bit i of size is set
}

func (f *frontier) add(leaf Hash) {
	level := bits.TrailingZeros64(^f.size)
	for i := range level {
		leaf = nodeHash(&f.nodes[i], &leaf)
	}
	f.nodes[level] = leaf
	f.size++
}

// root returns the tree hash, which for no leaves is the SHA-256 of nothing.
func (f *frontier) root() Hash {
	if f.size == 0 {
		return sha256.Sum256(nil)
	}
	level := bits.TrailingZeros64(f.size)
	root := f.nodes[level]
	for rest := f.size &^ (1 << level); rest != 0; rest &= rest - 1 {
		root = nodeHash(&f.nodes[bits.TrailingZeros64(rest)], &root)
	}
	return root
}

// Tree keeps every node of the Merkle tree, 64 bytes a record, and so can prove
// any record and any earlier size. The zero value is an empty tree. It is not
// safe for concurrent use while leaves are being added.
type Tree struct {
	levels [][]Hash // levels[i][n] covers the records from n<<i, 1<<i of them
}

// ReadTree reads the whole log and returns its tree. It returns what Read returns.
func ReadTree(l Log) (*Tree, error) {
	t := new(Tree)
	err := l.Read(0, func(_ uint64, record Record) error {
		t.Add(LeafHash(record))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read tree: %w", err)
	}
	return t, nil
}

// Add appends the leaf hash of the next record.
func (t *Tree) Add(leaf Hash) {
	for level := 0; ; level++ {
		if level == len(t.levels) {
			t.levels = append(t.levels, nil)
		}
		nodes := append(t.levels[level], leaf)
		t.levels[level] = nodes
		if len(nodes)%2 != 0 {
			return
		}
		leaf = nodeHash(&nodes[len(nodes)-2], &nodes[len(nodes)-1])
	}
}

// Size returns the number of leaves.
func (t *Tree) Size() uint64 {
	if len(t.levels) == 0 {
		return 0
	}
	return uint64(len(t.levels[0]))
}

// Leaf returns the leaf hash of record n, or ErrRange.
func (t *Tree) Leaf(n uint64) (Hash, error) {
	if n >= t.Size() {
		return Hash{}, fmt.Errorf("leaf %d of %d: %w", n, t.Size(), ErrRange)
	}
	return t.levels[0][n], nil
}

// Root returns the tree hash of the first size records, or ErrRange.
func (t *Tree) Root(size uint64) (Hash, error) {
	if size > t.Size() {
		return Hash{}, fmt.Errorf("root of %d records out of %d: %w", size, t.Size(), ErrRange)
	}
	h, err := tlog.TreeHash(int64(size), tlog.HashReaderFunc(t.stored))
	if err != nil {
		return Hash{}, fmt.Errorf("root of %d records: %w", size, err)
	}
	return Hash(h), nil
}

// ProveRecord returns the RFC 6962 audit path of record n in the tree of the
// first size records, or ErrRange.
func (t *Tree) ProveRecord(size, n uint64) ([]Hash, error) {
	if size > t.Size() || n >= size {
		return nil, fmt.Errorf("prove record %d among %d of %d: %w", n, size, t.Size(), ErrRange)
	}
	p, err := tlog.ProveRecord(int64(size), int64(n), tlog.HashReaderFunc(t.stored))
	if err != nil {
		return nil, fmt.Errorf("prove record %d among %d: %w", n, size, err)
	}
	return ownHashes(p), nil
}

// ProveTree returns the RFC 6962 consistency proof between the trees of the
// first old and the first size records, or ErrRange. old is at least 1.
func (t *Tree) ProveTree(size, old uint64) ([]Hash, error) {
	if size > t.Size() || old > size || old == 0 {
		return nil, fmt.Errorf("prove tree of %d within %d of %d: %w", old, size, t.Size(), ErrRange)
	}
	p, err := tlog.ProveTree(int64(size), int64(old), tlog.HashReaderFunc(t.stored))
	if err != nil {
		return nil, fmt.Errorf("prove tree of %d within %d: %w", old, size, err)
	}
	return ownHashes(p), nil
}

// stored answers tlog's question for nodes by their place in its own numbering.
func (t *Tree) stored(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		if level >= len(t.levels) || n >= int64(len(t.levels[level])) {
			return nil, fmt.Errorf("tree node %d at level %d: %w", n, level, ErrRange)
		}
		out[i] = tlog.Hash(t.levels[level][n])
	}
	return out, nil
}

// CheckRecord reports whether proof shows that leaf is record n of the tree
// with that size and root. A nil error means it does.
func CheckRecord(proof []Hash, size uint64, root Hash, n uint64, leaf Hash) error {
	if size > 1<<62 || n >= size {
		return fmt.Errorf("check record %d among %d: %w", n, size, ErrRange)
	}
	err := tlog.CheckRecord(tlogHashes(proof), int64(size), tlog.Hash(root), int64(n), tlog.Hash(leaf))
	if err != nil {
		return fmt.Errorf("check record %d among %d: %w", n, size, err)
	}
	return nil
}

// CheckTree reports whether proof shows that the tree with size and root
// begins with the tree of old records and oldRoot. A nil error means it does.
func CheckTree(proof []Hash, size uint64, root Hash, old uint64, oldRoot Hash) error {
	if size > 1<<62 || old > size || old == 0 {
		return fmt.Errorf("check tree of %d within %d: %w", old, size, ErrRange)
	}
	err := tlog.CheckTree(tlogHashes(proof), int64(size), tlog.Hash(root), int64(old), tlog.Hash(oldRoot))
	if err != nil {
		return fmt.Errorf("check tree of %d within %d: %w", old, size, err)
	}
	return nil
}

func ownHashes(in []tlog.Hash) []Hash {
	out := make([]Hash, len(in))
	for i, h := range in {
		out[i] = Hash(h)
	}
	return out
}

func tlogHashes(in []Hash) []tlog.Hash {
	out := make([]tlog.Hash, len(in))
	for i, h := range in {
		out[i] = tlog.Hash(h)
	}
	return out
}
