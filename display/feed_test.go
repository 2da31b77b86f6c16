package display

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestFeedIsEmptyBeforeTheFirstFrame(t *testing.T) {
	f := NewFeed()
	if got := f.Latest(); got.Seq != 0 || got.Bytes != nil {
		t.Fatalf("a new feed shows %d %q", got.Seq, got.Bytes)
	}
}

func TestNextGivesTheCurrentFrameAtOnce(t *testing.T) {
	f := NewFeed()
	f.Publish(7, []byte("seven"))
	f.Publish(9, []byte("nine"))
	for _, after := range []uint64{0, 7, 8} {
		got, err := f.Next(t.Context(), after)
		if err != nil || got.Seq != 9 || string(got.Bytes) != "nine" {
			t.Fatalf("after %d came %d %q, %v", after, got.Seq, got.Bytes, err)
		}
	}
	if got := f.Latest(); got.Seq != 9 || string(got.Bytes) != "nine" {
		t.Fatalf("latest is %d %q", got.Seq, got.Bytes)
	}
}

func TestNextWaitsForANewerFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		f.Publish(1, []byte("one"))
		var got Frame
		go func() { got, _ = f.Next(t.Context(), 1) }()
		synctest.Wait()
		if got.Seq != 0 {
			t.Fatalf("came back with %d although nothing is newer than 1", got.Seq)
		}
		f.Publish(2, []byte("two"))
		synctest.Wait()
		if got.Seq != 2 || string(got.Bytes) != "two" {
			t.Fatalf("woke up to %d %q", got.Seq, got.Bytes)
		}
	})
}

func TestNextWaitsOverFramesThatAreNotNewEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		var got Frame
		go func() { got, _ = f.Next(t.Context(), 5) }()
		synctest.Wait()
		f.Publish(4, nil)
		f.Publish(5, nil)
		synctest.Wait()
		if got.Seq != 0 {
			t.Fatalf("asked for more than 5, got %d", got.Seq)
		}
		f.Publish(6, nil)
		synctest.Wait()
		if got.Seq != 6 {
			t.Fatalf("asked for more than 5, got %d", got.Seq)
		}
	})
}

func TestPublishNeverTurnsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		if f.Publish(0, []byte("nothing")) {
			t.Fatal("took a frame at position 0, which means no frame")
		}
		if !f.Publish(5, []byte("five")) {
			t.Fatal("refused the first frame")
		}
		_, again := f.Watch()
		if f.Publish(5, []byte("other five")) || f.Publish(4, []byte("four")) {
			t.Fatal("took a frame that is not newer")
		}
		select {
		case <-again:
			t.Fatal("woke readers for a frame that was not taken")
		default:
		}
		if got := f.Latest(); string(got.Bytes) != "five" {
			t.Fatalf("latest is %q", got.Bytes)
		}
	})
}

func TestSlowReaderSkipsToTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		var seen []uint64
		go func() {
			var last uint64
			for last < 35 {
				frame, err := f.Next(t.Context(), last)
				if err != nil {
					t.Error(err)
					return
				}
				last = frame.Seq
				seen = append(seen, last)
				time.Sleep(time.Second)
			}
		}()
		for seq := uint64(1); seq <= 35; seq++ {
			f.Publish(seq, nil)
			time.Sleep(101 * time.Millisecond)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := fmt.Sprint(seen); got != "[1 10 20 30 35]" {
			t.Fatalf("saw %s", got)
		}
	})
}

func TestNextEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		start := time.Now()
		got, err := f.Next(ctx, 0)
		if !errors.Is(err, context.DeadlineExceeded) || got.Seq != 0 || got.Bytes != nil {
			t.Fatalf("got %d %q, %v", got.Seq, got.Bytes, err)
		}
		if waited := time.Since(start); waited != time.Hour {
			t.Fatalf("waited %v", waited)
		}
		// The feed is as good as before, and the reader left nothing in it that runs.
		f.Publish(1, nil)
		if got, err := f.Next(t.Context(), 0); err != nil || got.Seq != 1 {
			t.Fatalf("got %d, %v", got.Seq, err)
		}
	})
}

func TestNextPrefersAFrameThatIsThereToAnEndedContext(t *testing.T) {
	f := NewFeed()
	f.Publish(1, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := f.Next(ctx, 0); err != nil || got.Seq != 1 {
		t.Fatalf("got %d, %v", got.Seq, err)
	}
}

func TestNudgeWakesWithoutANewFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		f.Publish(3, []byte("three"))
		_, again := f.Watch()
		var got Frame
		go func() { got, _ = f.Next(t.Context(), 3) }()
		synctest.Wait()
		f.Nudge()
		select {
		case <-again:
		default:
			t.Fatal("a nudge did not wake the watcher")
		}
		synctest.Wait()
		if got.Seq != 0 {
			t.Fatal("a nudge ended Next, which waits for a newer frame")
		}
		if now := f.Latest(); now.Seq != 3 || string(now.Bytes) != "three" {
			t.Fatalf("after a nudge the feed shows %d %q", now.Seq, now.Bytes)
		}
		f.Publish(4, nil)
		synctest.Wait()
		if got.Seq != 4 {
			t.Fatalf("after nudge and publish came %d", got.Seq)
		}
	})
}

func TestFrameIsEncodedOnce(t *testing.T) {
	f := NewFeed()
	f.Publish(1, []byte("one"))
	var runs atomic.Int32
	encode := func(p []byte) any {
		runs.Add(1)
		return "<" + string(p) + ">"
	}
	var readers sync.WaitGroup
	for range 100 {
		readers.Go(func() {
			if got := f.Latest().Encoded(encode); got != "<one>" {
				t.Errorf("encoded as %v", got)
			}
		})
	}
	readers.Wait()
	f.Nudge()
	f.Latest().Encoded(encode)
	if n := runs.Load(); n != 1 {
		t.Fatalf("encoded one frame %d times", n)
	}
	f.Publish(2, []byte("two"))
	if got := f.Latest().Encoded(encode); got != "<two>" || runs.Load() != 2 {
		t.Fatalf("the second frame is encoded as %v, after %d runs", got, runs.Load())
	}
	loose := Frame{Bytes: []byte("loose")}
	first, again := loose.Encoded(encode), loose.Encoded(encode)
	if first != "<loose>" || again != "<loose>" || runs.Load() != 4 {
		t.Fatalf("a frame that was never published was encoded %d times for two calls", runs.Load()-2)
	}
}

func TestTenThousandReadersAllWake(t *testing.T) {
	const readers = 10_000
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed()
		var woken atomic.Int32
		for range readers {
			go func() {
				if frame, err := f.Next(t.Context(), 0); err == nil && frame.Seq == 1 {
					woken.Add(1)
				}
			}()
		}
		synctest.Wait()
		f.Publish(1, []byte("one"))
		synctest.Wait()
		if n := woken.Load(); n != readers {
			t.Fatalf("%d of %d readers woke", n, readers)
		}
	})
}

func TestReadersSeeWholeFramesInOrderWhilePublishersRace(t *testing.T) {
	const newest = 2000
	f := NewFeed()
	var publishers, readers sync.WaitGroup
	for p := range uint64(4) {
		publishers.Go(func() {
			for seq := p + 1; seq <= newest; seq += 4 {
				f.Publish(seq, fmt.Appendf(nil, "%d", seq))
				f.Nudge()
			}
		})
	}
	for range 8 {
		readers.Go(func() {
			for last := uint64(0); last < newest; {
				frame, err := f.Next(t.Context(), last)
				if err != nil || frame.Seq <= last || string(frame.Bytes) != fmt.Sprint(frame.Seq) {
					t.Errorf("after %d came %d %q, %v", last, frame.Seq, frame.Bytes, err)
					return
				}
				last = frame.Seq
			}
		})
	}
	publishers.Wait()
	readers.Wait()
}

func BenchmarkPublishToWaitingReaders(b *testing.B) {
	for _, n := range []int{1, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f := NewFeed()
			ctx, cancel := context.WithCancel(b.Context())
			var running, round sync.WaitGroup
			for range n {
				running.Go(func() {
					var last uint64
					for {
						frame, err := f.Next(ctx, last)
						if err != nil {
							return
						}
						last = frame.Seq
						round.Done()
					}
				})
			}
			seq := uint64(0)
			for b.Loop() {
				seq++
				round.Add(n)
				f.Publish(seq, nil)
				round.Wait()
			}
			cancel()
			running.Wait()
		})
	}
}
