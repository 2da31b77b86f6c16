// Package data is the log: the one place where a session is kept.
//
// It knows records, not votes. A record is a string of bytes that some other
// package wrote and will read; a log is records in the order in which they were
// appended. The package imports nothing else of this program.
//
// # The contract
//
// Order. Records MUST be read back in the order in which they were appended,
// numbered from 0 without gaps. A record MUST NOT change or disappear once it
// has been acknowledged; nothing in this package deletes or rewrites one.
//
// Segments. The records of one Append are stored as one segment. A segment MUST
// be stored whole or not at all, and its records MUST stand together, in the
// order given.
//
// Durable before return. Append MUST NOT return success before the segment is
// on disk. Memory, which has no disk, is exempt and exists for tests and
// rehearsals that keep nothing.
//
// One writer. At most one process MAY hold a log open for writing, and callers
// MUST make one Append at a time. Read and Head MAY be called from any
// goroutine at any time, also while an Append is under way and from inside the
// function given to Read. A reader MUST NOT see a record whose Append has not
// returned success, save for one case: a segment that was on disk when the
// process was killed, before anybody was told, is part of the log afterwards.
//
// Proof. Segments are chained by SHA-256, and every record is a leaf of an
// RFC 6962 Merkle tree. Read MUST verify the chain as it goes. Opening for
// writing verifies the whole log, so that one flipped bit anywhere in the
// records refuses the log instead of changing a result.
//
// # What each error means
//
//   - ErrEmpty, ErrTooLarge: the caller's mistake. Nothing was stored; the log
//     goes on.
//   - ErrFull: no room on the disk. Nothing was stored. The caller MAY try the
//     same records again when there is room, for which ReleaseBallast is meant.
//   - ErrLocked: another process holds the log. Nothing was stored. The caller
//     MAY try again.
//   - ErrCorrupt: what is on disk is not what was acknowledged. The caller MUST
//     NOT take further records; the log can still be opened with ReadOnly.
//   - ErrFatal: a sync or another disk operation failed, and what reached the
//     disk is unknown. The process MUST stop and MUST NOT try again: after a
//     failed fsync the kernel may have dropped the pages and call the next
//     fsync a success. Every later Append returns ErrFatal. After a restart the
//     log holds every acknowledged record and perhaps the last, unacknowledged
//     segment.
//   - ErrRange: the caller asked for records that the log does not have.
//   - ErrClosed: the log was closed.
//
// # Format
//
// A segment body is its records, each preceded by its length as an unsigned
// varint (encoding/binary). The hash of a segment is SHA-256 over the string
// "pingyi/segment/1\n", then the number of the segment (from 1), the sequence
// number of its first record and its count of records, each as 8 bytes big
// endian, then the hash of the segment before (32 zero bytes for the first) and
// the body.
package data
