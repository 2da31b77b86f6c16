// Package logtest is the contract of data.Log as tests. Every kind of log runs
// the same suite with one call of Run.
package logtest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"testing"

	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"

	"pingyi/data"
)

// Run tests the contract. open returns a new, empty log. reopen closes l,
// opens the same log again and returns it; it is nil for a log that does not
// outlive its Close.
func Run(t *testing.T, open func(t *testing.T) data.Log, reopen func(t *testing.T, l data.Log) data.Log) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(t *testing.T, l data.Log)
	}{
		{"a new log is empty", newIsEmpty},
		{"records come back in order without gaps", order},
		{"a batch is one segment with its records together", oneSegment},
		{"an empty batch or record is refused and stores nothing", emptyRefused},
		{"what is too large is refused and stores nothing", tooLargeRefused},
		{"the largest record and segment are accepted", largestAccepted},
		{"reading begins at any record", readFromAnywhere},
		{"reading beyond the end is refused", readBeyond},
		{"an error of the reader's function ends the reading", readerStops},
		{"the head equals an independent computation", headRecomputed},
		{"leaf hashes are those of the records", leavesMatch},
		{"the caller may reuse the records", recordsReused},
		{"readers run beside the writer", readersBesideWriter},
		{"appending from inside a reading does not disturb it", appendInsideRead},
		{"a closed log refuses everything but its head", closedRefuses},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t)
			defer l.Close()
			c.run(t, l)
		})
	}
	if reopen == nil {
		return
	}
	t.Run("a reopened log goes on where it ended", func(t *testing.T) {
		l := open(t)
		defer func() { l.Close() }()
		goesOn(t, &l, reopen)
	})
}

// record makes the record for number n; records differ in content and length.
func record(n int) []byte {
	return fmt.Appendf(nil, "record %d %s", n, bytes.Repeat([]byte{'x'}, n*7%90))
}

func batch(from, n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = record(from + i)
	}
	return out
}

func mustAppend(t *testing.T, l data.Log, records [][]byte) data.Head {
	t.Helper()
	h, err := l.Append(records)
	if err != nil {
		t.Fatalf("appending %d records failed: %v", len(records), err)
	}
	if got := l.Head(); got != h {
		t.Fatalf("Head is %+v after Append returned %+v", got, h)
	}
	return h
}

// ReadAll reads the log from the given record on and checks the numbering.
func ReadAll(t *testing.T, l data.Log, from uint64) [][]byte {
	t.Helper()
	var out [][]byte
	next := from
	err := l.Read(from, func(seq uint64, r []byte) error {
		if seq != next {
			t.Fatalf("record %d was delivered where %d was due", seq, next)
		}
		next++
		out = append(out, bytes.Clone(r))
		return nil
	})
	if err != nil {
		t.Fatalf("reading from %d failed: %v", from, err)
	}
	return out
}

func wantRecords(t *testing.T, got, want [][]byte) {
	t.Helper()
	if !slices.EqualFunc(got, want, bytes.Equal) {
		t.Fatalf("the log holds %d records that are not the %d appended ones", len(got), len(want))
	}
}

// HeadOf computes, without the package under test, the head of a log to which
// these batches were appended: the tree with tlog, the chain from its
// description in the package comment.
func HeadOf(t *testing.T, batches [][][]byte) data.Head {
	t.Helper()
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, x := range at {
			out[i] = stored[x]
		}
		return out, nil
	})
	var h data.Head
	for _, b := range batches {
		first := h.Size
		var body []byte
		for _, r := range b {
			hashes, err := tlog.StoredHashes(int64(h.Size), r, reader)
			if err != nil {
				t.Fatal(err)
			}
			stored = append(stored, hashes...)
			body = append(binary.AppendUvarint(body, uint64(len(r))), r...)
			h.Size++
		}
		h.Segments++
		in := []byte("pingyi/segment/1\n")
		in = binary.BigEndian.AppendUint64(in, h.Segments)
		in = binary.BigEndian.AppendUint64(in, first)
		in = binary.BigEndian.AppendUint64(in, uint64(len(b)))
		in = append(in, h.Chain[:]...)
		h.Chain = sha256.Sum256(append(in, body...))
	}
	root, err := tlog.TreeHash(int64(h.Size), reader)
	if err != nil {
		t.Fatal(err)
	}
	h.Root = data.Hash(root)
	return h
}

func wantErr(t *testing.T, err, want error, doing string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%s gave %v, want %v", doing, err, want)
	}
}
