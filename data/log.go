package data

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

const (
	// MaxRecord is the largest record in bytes.
	MaxRecord = 16 << 20
	// MaxSegment is the largest segment body in bytes: the records of one
	// Append with their length prefixes (at most 4 bytes each).
	MaxSegment = 32 << 20
)

// The errors of a log. They come wrapped with what was being done; test for
// them with errors.Is. The package comment says what each obliges the caller to.
var (
	ErrEmpty    = errors.New("nothing to store")
	ErrTooLarge = errors.New("too large")
	ErrFull     = errors.New("disk full")
	ErrLocked   = errors.New("log is in use elsewhere")
	ErrCorrupt  = errors.New("log is damaged")
	ErrFatal    = errors.New("disk failed, stop the process")
	ErrRange    = errors.New("beyond the end of the log")
	ErrClosed   = errors.New("log is closed")
)

// Record is one opaque leaf of the log: 1 to MaxRecord bytes.
type Record = []byte

// Hash is a SHA-256 value.
type Hash [sha256.Size]byte

// String returns the hash as 64 lower case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Head says how far a log reaches and fixes everything in it.
type Head struct {
	// Size is the number of records.
	Size uint64
	// Segments is the number of segments.
	Segments uint64
	// Chain is the hash of the last segment, zero when there is none.
	Chain Hash
	// Root is the RFC 6962 tree hash of the Size records.
	Root Hash
}

// Log is an append-only sequence of records. The package comment is its contract.
type Log interface {
	// Append stores the records as one segment, all or none, and returns the
	// head after it once they are on disk. One caller at a time. The records
	// may be reused by the caller afterwards. Errors: ErrEmpty for no records
	// or an empty record, ErrTooLarge, ErrFull, ErrLocked, ErrFatal, ErrClosed.
	Append(records []Record) (Head, error)

	// AppendHashed is Append, and writes the leaf hash of records[i] into
	// leaves[i], so that a caller who hands out receipts does not hash twice.
	// leaves must be nil or as long as records; after an error its content
	// means nothing.
	AppendHashed(records []Record, leaves []Hash) (Head, error)

	// Read calls fn for every record from number from up to the head at the
	// time of the call, in order, and verifies the segments as it goes: each
	// record is delivered only after the segment it stands in was verified, and
	// nil is returned only if the chain led to the head. The record is valid
	// only during the call of fn. An error of fn ends the reading and is
	// returned as it is. from may equal the size of the log, beyond it Read
	// returns ErrRange. Other errors: ErrCorrupt, ErrClosed.
	Read(from uint64, fn func(seq uint64, record Record) error) error

	// Head returns the head after the last successful Append. It never waits
	// for one under way, and still answers after Close.
	Head() Head

	// Close waits for a running Append and for all running Reads, so it must
	// not be called from inside one. Closing twice is not an error.
	Close() error
}
