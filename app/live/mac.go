package live

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

// MACs makes HMAC-SHA256 values with one key, on any number of goroutines. It
// keeps keyed hashes ready and lends them: to make one costs several times as
// much as to use it, and every ballot needs three values.
type MACs struct{ pool sync.Pool }

type keyedHash struct {
	hash.Hash
	text [96]byte // what is hashed, gathered here so that the parts need not leave the caller's stack
	sum  [sha256.Size]byte
}

// NewMACs makes them for a key.
func NewMACs(key []byte) *MACs {
	return &MACs{pool: sync.Pool{New: func() any { return &keyedHash{Hash: hmac.New(sha256.New, key)} }}}
}

// Of returns the value for the parts, one after the other.
func (m *MACs) Of(parts ...[]byte) [sha256.Size]byte {
	k := m.pool.Get().(*keyedHash)
	defer m.pool.Put(k)
	text := k.text[:0]
	for _, part := range parts {
		text = append(text, part...)
	}
	k.Reset()
	k.Write(text)
	k.Sum(k.sum[:0])
	return k.sum
}
