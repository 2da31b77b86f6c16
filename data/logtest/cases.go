package logtest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pingyi/data"
)

func newIsEmpty(t *testing.T, l data.Log) {
	if got, want := l.Head(), HeadOf(t, nil); got != want {
		t.Fatalf("the head of a new log is %+v, want %+v", got, want)
	}
	wantRecords(t, ReadAll(t, l, 0), nil)
}

func order(t *testing.T, l data.Log) {
	var want [][]byte
	for i, n := range []int{1, 3, 1, 40, 2, 1000, 1} {
		b := batch(len(want), n)
		want = append(want, b...)
		h := mustAppend(t, l, b)
		if h.Size != uint64(len(want)) || h.Segments != uint64(i+1) {
			t.Fatalf("after %d records in %d batches the head is %+v", len(want), i+1, h)
		}
	}
	wantRecords(t, ReadAll(t, l, 0), want)
}

func oneSegment(t *testing.T, l data.Log) {
	a := mustAppend(t, l, batch(0, 10))
	b := mustAppend(t, l, batch(10, 1))
	if a.Segments != 1 || b.Segments != 2 {
		t.Fatalf("two batches made %d and then %d segments", a.Segments, b.Segments)
	}
	if a.Chain == b.Chain || a.Root == b.Root {
		t.Fatal("the head did not change with a new segment")
	}
}

func emptyRefused(t *testing.T, l data.Log) {
	before := mustAppend(t, l, batch(0, 2))
	for name, records := range map[string][][]byte{
		"no batch": nil, "an empty batch": {},
		"an empty record": {record(2), {}}, "a missing record": {nil},
	} {
		_, err := l.Append(records)
		wantErr(t, err, data.ErrEmpty, name)
	}
	if l.Head() != before {
		t.Fatal("a refused batch changed the head")
	}
	mustAppend(t, l, batch(2, 1))
	wantRecords(t, ReadAll(t, l, 0), batch(0, 3))
}

func tooLargeRefused(t *testing.T, l data.Log) {
	before := mustAppend(t, l, batch(0, 2))
	_, err := l.Append([][]byte{record(2), make([]byte, data.MaxRecord+1)})
	wantErr(t, err, data.ErrTooLarge, "a record of one byte too much")
	full := bytes.Repeat([]byte{1}, data.MaxRecord)
	_, err = l.Append(slices.Repeat([][]byte{full}, data.MaxSegment/data.MaxRecord))
	wantErr(t, err, data.ErrTooLarge, "a segment of some bytes too much")
	if l.Head() != before {
		t.Fatal("a refused batch changed the head")
	}
	mustAppend(t, l, batch(2, 1))
	wantRecords(t, ReadAll(t, l, 0), batch(0, 3))
}

func largestAccepted(t *testing.T, l data.Log) {
	full := bytes.Repeat([]byte{7}, data.MaxRecord)
	batches := [][][]byte{{full}, slices.Repeat([][]byte{full}, data.MaxSegment/data.MaxRecord-1), {{0}}}
	for _, b := range batches {
		mustAppend(t, l, b)
	}
	wantRecords(t, ReadAll(t, l, 0), slices.Concat(batches...))
	if got, want := l.Head(), HeadOf(t, batches); got != want {
		t.Fatalf("the head is %+v, want %+v", got, want)
	}
}

func readFromAnywhere(t *testing.T, l data.Log) {
	for i := range 6 {
		mustAppend(t, l, batch(i*5, 5))
	}
	for from := range uint64(31) {
		wantRecords(t, ReadAll(t, l, from), batch(int(from), 30-int(from)))
	}
}

func readBeyond(t *testing.T, l data.Log) {
	never := func(uint64, []byte) error { t.Error("a record was delivered that is not there"); return nil }
	wantErr(t, l.Read(1, never), data.ErrRange, "reading from record 1 of an empty log")
	mustAppend(t, l, batch(0, 3))
	if err := l.Read(3, never); err != nil {
		t.Fatalf("reading from the very end failed: %v", err)
	}
	wantErr(t, l.Read(4, never), data.ErrRange, "reading from record 4 of 3")
}

func readerStops(t *testing.T, l data.Log) {
	mustAppend(t, l, batch(0, 8))
	mustAppend(t, l, batch(8, 8))
	for _, at := range []uint64{0, 5, 7, 8, 15} {
		stop, seen := errors.New("that is enough"), 0
		err := l.Read(0, func(seq uint64, _ []byte) error {
			seen++
			if seq == at {
				return stop
			}
			return nil
		})
		if err != stop || seen != int(at)+1 {
			t.Fatalf("stopping at record %d: %d records were delivered and %v came back", at, seen, err)
		}
	}
}

func headRecomputed(t *testing.T, l data.Log) {
	var batches [][][]byte
	size := 0
	for i := range 70 {
		b := batch(size, 1+i*i%9)
		size += len(b)
		batches = append(batches, b)
		if got, want := mustAppend(t, l, b), HeadOf(t, batches); got != want {
			t.Fatalf("after %d segments the head is %+v, want %+v", i+1, got, want)
		}
	}
	tree, err := data.ReadTree(l)
	if err != nil {
		t.Fatal(err)
	}
	if root, err := tree.Root(uint64(size)); err != nil || root != l.Head().Root {
		t.Fatalf("the tree read from the log has root %v (%v), the head %v", root, err, l.Head().Root)
	}
}

func leavesMatch(t *testing.T, l data.Log) {
	records := batch(0, 33)
	leaves := make([]data.Hash, len(records))
	h, err := l.AppendHashed(records, leaves)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range records {
		if leaves[i] != data.LeafHash(r) {
			t.Fatalf("leaf %d is not the hash of its record", i)
		}
	}
	if want := HeadOf(t, [][][]byte{records}); h != want {
		t.Fatalf("the head is %+v, want %+v", h, want)
	}
	if _, err := l.AppendHashed(batch(33, 2), make([]data.Hash, 1)); err == nil {
		t.Fatal("room for one leaf hash was accepted for two records")
	}
	if l.Head() != h {
		t.Fatal("a refused batch changed the head")
	}
}

func recordsReused(t *testing.T, l data.Log) {
	buf := make([]byte, 16)
	for i := range 20 {
		for j := range buf {
			buf[j] = byte(i)
		}
		mustAppend(t, l, [][]byte{buf})
	}
	for i, r := range ReadAll(t, l, 0) {
		if !bytes.Equal(r, bytes.Repeat([]byte{byte(i)}, 16)) {
			t.Fatalf("record %d was changed after it was appended", i)
		}
	}
}

// readersBesideWriter checks that each reading ends no earlier than the head
// was when it began, and that nothing is ever out of place.
func readersBesideWriter(t *testing.T, l data.Log) {
	const segments, size = 60, 5
	mustAppend(t, l, batch(0, size))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				if err := readOnce(l); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := 1; i < segments; i++ {
		mustAppend(t, l, batch(i*size, size))
	}
	close(done)
	readers.Wait()
	wantRecords(t, ReadAll(t, l, 0), batch(0, segments*size))
}

func readOnce(l data.Log) error {
	before := l.Head().Size
	n := uint64(0)
	err := l.Read(0, func(seq uint64, r []byte) error {
		if seq != n || !bytes.Equal(r, record(int(n))) {
			return fmt.Errorf("record %d is wrong or out of place", n)
		}
		n++
		return nil
	})
	if err != nil {
		return err
	}
	if after := l.Head().Size; n < before || n > after {
		return fmt.Errorf("a reading gave %d records, the log had %d before it and %d after", n, before, after)
	}
	return nil
}

func appendInsideRead(t *testing.T, l data.Log) {
	mustAppend(t, l, batch(0, 4))
	n := 0
	err := l.Read(0, func(uint64, []byte) error {
		mustAppend(t, l, batch(4+n, 1))
		n++
		return nil
	})
	if err != nil || n != 4 {
		t.Fatalf("a reading of 4 records gave %d and %v", n, err)
	}
	wantRecords(t, ReadAll(t, l, 0), batch(0, 8))
}

func closedRefuses(t *testing.T, l data.Log) {
	h := mustAppend(t, l, batch(0, 3))
	if err := l.Close(); err != nil {
		t.Fatalf("closing failed: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatalf("closing twice failed: %v", err)
	}
	_, err := l.Append(batch(3, 1))
	wantErr(t, err, data.ErrClosed, "appending to a closed log")
	err = l.Read(0, func(uint64, []byte) error { return nil })
	wantErr(t, err, data.ErrClosed, "reading a closed log")
	if l.Head() != h {
		t.Fatal("closing changed the head")
	}
}

func goesOn(t *testing.T, l *data.Log, reopen func(t *testing.T, l data.Log) data.Log) {
	var batches [][][]byte
	size := 0
	for round := range 5 {
		before := (*l).Head()
		*l = reopen(t, *l)
		if (*l).Head() != before {
			t.Fatalf("round %d: the head is %+v after reopening, it was %+v", round, (*l).Head(), before)
		}
		wantRecords(t, ReadAll(t, *l, 0), slices.Concat(batches...))
		for i := range 3 {
			b := batch(size, 1+i*4)
			size += len(b)
			batches = append(batches, b)
			mustAppend(t, *l, b)
		}
	}
	*l = reopen(t, *l)
	wantRecords(t, ReadAll(t, *l, 0), slices.Concat(batches...))
	if got, want := (*l).Head(), HeadOf(t, batches); got != want {
		t.Fatalf("the head is %+v, want %+v", got, want)
	}
}
