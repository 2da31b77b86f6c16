package data

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestQueueHandsOutInOrderUpToTheMost(t *testing.T) {
	q := NewQueue[int](100)
	for i := range 10 {
		if err := q.Put(i); err != nil {
			t.Fatal(err)
		}
	}
	got, ok := q.Take(nil, 4)
	if !ok || !slices.Equal(got, []int{0, 1, 2, 3}) || q.Len() != 6 {
		t.Fatalf("took %v, %v, %d are left", got, ok, q.Len())
	}
	if err := q.Put(10); err != nil {
		t.Fatal(err)
	}
	// What is left over and what has come since are one batch.
	got, ok = q.Take(got, 100)
	if !ok || !slices.Equal(got, []int{4, 5, 6, 7, 8, 9, 10}) || q.Len() != 0 {
		t.Fatalf("took %v, %v, %d are left", got, ok, q.Len())
	}
}

func TestQueueIsBounded(t *testing.T) {
	q := NewQueue[int](3)
	for i := range 3 {
		if err := q.Put(i); err != nil {
			t.Fatal(err)
		}
	}
	wantErr(t, q.Put(3), ErrBusy, "putting into a full queue")
	if got, _ := q.Take(nil, 1); !slices.Equal(got, []int{0}) {
		t.Fatalf("took %v", got)
	}
	if err := q.Put(3); err != nil {
		t.Fatalf("putting after a take failed: %v", err)
	}
	wantErr(t, q.Put(4), ErrBusy, "putting into a queue full of leftovers")
}

func TestClosedQueueIsDrained(t *testing.T) {
	q := NewQueue[string](10)
	q.Put("a")
	q.Put("b")
	q.Close()
	q.Close()
	wantErr(t, q.Put("c"), ErrClosed, "putting into a closed queue")
	got, ok := q.Take(nil, 1)
	if !ok || !slices.Equal(got, []string{"a"}) {
		t.Fatalf("took %v, %v", got, ok)
	}
	got, ok = q.Take(got, 5)
	if !ok || !slices.Equal(got, []string{"b"}) {
		t.Fatalf("took %v, %v", got, ok)
	}
	for range 2 {
		if got, ok = q.Take(got, 5); ok || len(got) != 0 {
			t.Fatalf("took %v, %v from a closed and empty queue", got, ok)
		}
	}
}

func TestWaitingTakerIsWoken(t *testing.T) {
	q := NewQueue[int](10)
	taken := make(chan []int)
	go func() {
		for {
			got, ok := q.Take(nil, 10)
			if !ok {
				close(taken)
				return
			}
			taken <- got
		}
	}()
	for i := range 100 {
		if err := q.Put(i); err != nil {
			t.Fatal(err)
		}
		if got := <-taken; !slices.Equal(got, []int{i}) {
			t.Fatalf("took %v after putting %d", got, i)
		}
	}
	q.Close()
	if _, open := <-taken; open {
		t.Fatal("the taker got something from a closed queue")
	}
}

func TestNothingIsLostOrDoubledUnderLoad(t *testing.T) {
	const producers, each = 16, 3000
	q := NewQueue[[2]int](500)
	var wg sync.WaitGroup
	for p := range producers {
		wg.Go(func() {
			for i := 0; i < each; {
				if q.Put([2]int{p, i}) == nil {
					i++
				}
			}
		})
	}
	go func() { wg.Wait(); q.Close() }()
	var next [producers]int
	var into [][2]int
	for {
		var ok bool
		if into, ok = q.Take(into, 64); !ok {
			break
		}
		for _, v := range into {
			if next[v[0]] != v[1] {
				t.Fatalf("producer %d: item %d came where %d was due", v[0], v[1], next[v[0]])
			}
			next[v[0]]++
		}
	}
	for p, n := range next {
		if n != each {
			t.Fatalf("%d of the %d items of producer %d arrived", n, each, p)
		}
	}
}

func TestQueueBehavesLikeASlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bound := rapid.IntRange(1, 20).Draw(t, "bound")
		q := NewQueue[int](bound)
		var twin []int
		n := 0
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				err := q.Put(n)
				if full := len(twin) == bound; full != (err != nil) {
					t.Fatalf("with %d of %d waiting Put gave %v", len(twin), bound, err)
				}
				if err == nil {
					twin = append(twin, n)
				}
				n++
			},
			"take": func(t *rapid.T) {
				if len(twin) == 0 {
					t.Skip("nothing to take")
				}
				most := rapid.IntRange(1, 25).Draw(t, "most")
				got, ok := q.Take(nil, most)
				want := twin[:min(most, len(twin))]
				if !ok || !slices.Equal(got, want) {
					t.Fatalf("took %v, want %v", got, want)
				}
				twin = twin[len(want):]
			},
			"": func(t *rapid.T) {
				if q.Len() != len(twin) {
					t.Fatalf("the length is %d, want %d", q.Len(), len(twin))
				}
			},
		})
	})
}
