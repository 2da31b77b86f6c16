package data

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
)

func benchRecords(n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = bytes.Repeat([]byte{byte(i)}, 60)
	}
	return out
}

// noSync is a head file that is not synced, to show what syncing it costs.
type noSync struct{ syncFile }

func (noSync) Datasync() error { return nil }

// noFile is a head file that is not even written.
type noFile struct{}

func (noFile) WriteAt(p []byte, _ int64) (int, error) { return len(p), nil }
func (noFile) Datasync() error                        { return nil }
func (noFile) Close() error                           { return nil }

func BenchmarkAppendSQLite(b *testing.B) {
	for _, n := range []int{1, 64, 512, 1000} {
		for _, head := range []string{"synced", "unsynced", "none"} {
			b.Run(fmt.Sprintf("records=%d/head=%s", n, head), func(b *testing.B) {
				l, err := OpenSQLite(SQLiteConfig{Path: filepath.Join(b.TempDir(), "log.db"), Ballast: -1})
				if err != nil {
					b.Fatal(err)
				}
				defer l.Close()
				switch head {
				case "unsynced":
					l.heads.file = noSync{l.heads.file}
				case "none":
					l.heads.file = noFile{}
				}
				benchAppend(b, l, n)
			})
		}
	}
}

func BenchmarkAppendMemory(b *testing.B) {
	for _, n := range []int{1, 1000} {
		b.Run(fmt.Sprintf("records=%d", n), func(b *testing.B) { benchAppend(b, NewMemory(), n) })
	}
}

func benchAppend(b *testing.B, l Log, n int) {
	records, leaves := benchRecords(n), make([]Hash, n)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.AppendHashed(records, leaves); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkBuildSegment is the processor's share of an Append.
func BenchmarkBuildSegment(b *testing.B) {
	records, leaves := benchRecords(1000), make([]Hash, 1000)
	t, build := newTail(), newBuilder()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := build.build(&t, records, leaves); err != nil {
			b.Fatal(err)
		}
	}
}

func benchLog(b *testing.B, segment int) (string, int) {
	const records = 200_000
	path := filepath.Join(b.TempDir(), "log.db")
	l, err := OpenSQLite(SQLiteConfig{Path: path, Ballast: -1})
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	batch := benchRecords(segment)
	for range records / segment {
		if _, err := l.Append(batch); err != nil {
			b.Fatal(err)
		}
	}
	return path, records / segment * segment
}

func BenchmarkReplay(b *testing.B) {
	for _, segment := range []int{50, 1000} {
		path, n := benchLog(b, segment)
		b.Run(fmt.Sprintf("open/segment=%d", segment), func(b *testing.B) {
			for b.Loop() {
				l, err := OpenSQLite(SQLiteConfig{Path: path, Ballast: -1})
				if err != nil {
					b.Fatal(err)
				}
				l.Close()
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
		b.Run(fmt.Sprintf("read/segment=%d", segment), func(b *testing.B) {
			l, err := OpenSQLite(SQLiteConfig{Path: path, ReadOnly: true})
			if err != nil {
				b.Fatal(err)
			}
			defer l.Close()
			for b.Loop() {
				if err := l.Read(0, func(uint64, []byte) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// benchItem has the size of a request with its answer channel.
type benchItem [7]uint64

func BenchmarkQueue(b *testing.B) {
	for _, producers := range []int{1, 16, 512} {
		b.Run(fmt.Sprintf("slices/producers=%d", producers), func(b *testing.B) {
			q := NewQueue[benchItem](20_000)
			done := make(chan struct{})
			go func() {
				defer close(done)
				var into []benchItem
				for ok := true; ok; {
					into, ok = q.Take(into, 1000)
				}
			}()
			benchPut(b, producers, q.Put)
			q.Close()
			<-done
		})
		b.Run(fmt.Sprintf("channel/producers=%d", producers), func(b *testing.B) {
			c := make(chan benchItem, 20_000)
			done := make(chan struct{})
			go func() {
				defer close(done)
				drainChannel(c)
			}()
			benchPut(b, producers, func(v benchItem) error {
				select {
				case c <- v:
					return nil
				default:
					return ErrBusy
				}
			})
			close(c)
			<-done
		})
	}
}

func drainChannel(c chan benchItem) {
	var into []benchItem
	for v := range c {
		into = append(into[:0], v)
		for len(into) < 1000 {
			select {
			case v, ok := <-c:
				if !ok {
					return
				}
				into = append(into, v)
				continue
			default:
			}
			break
		}
	}
}

func benchPut(b *testing.B, producers int, put func(benchItem) error) {
	var wg sync.WaitGroup
	b.ResetTimer()
	for p := range producers {
		wg.Go(func() {
			for i := p; i < b.N; i += producers {
				for errors.Is(put(benchItem{}), ErrBusy) {
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "puts/s")
}
