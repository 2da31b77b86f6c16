//go:build linux

package bench

import (
	"slices"
	"testing"
	"time"
)

func TestVoteIsOnAirWithTheFirstPictureThatShowsAsMany(t *testing.T) {
	begin := time.Unix(1000, 0)
	after := func(ms int) time.Time { return begin.Add(time.Duration(ms) * time.Millisecond) }
	acked := []time.Time{after(40), after(0), after(10), after(90)} // in no order
	pictures := []shown{{0, after(5)}, {2, after(30)}, {3, after(35)}, {4, after(150)}}
	// The third had been painted before its phone was told; that is no time at all.
	if got, want := lagsOf(acked, pictures), []float64{30, 20, 0, 60}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSmoothnessIsTheMedianSecondAndTheLongGaps(t *testing.T) {
	var even, halting []float64
	for i := range 301 {
		even = append(even, float64(i)*20)
		halting = append(halting, float64(i)*20+float64(i/10)*80) // every tenth gap is of 100 ms
	}
	if got := smoothnessOf(even); got.rate != 50 || got.gap != 20 {
		t.Errorf("50 pictures a second measure as %v", got)
	}
	if got := smoothnessOf(even[:101], even[:101]); got.rate != 50 || got.gap != 20 {
		t.Errorf("what lies between two stretches is counted: %v", got)
	}
	if got := smoothnessOf(halting); got.rate > 37 || got.gap != 100 {
		t.Errorf("halting pictures measure as %v", got)
	}
}
