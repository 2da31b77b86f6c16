package display

import (
	"fmt"
	"testing"
)

// Shares add up to 100.0, so equal counts may differ by a tenth: the earlier grade has it, in every picture and
// at every count, and never the one with fewer votes more.
func TestEqualCountsDifferByATenthAtMost(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   string
	}{
		{[]int{3, 3, 3}, "[334 333 333]"},
		{[]int{300, 300, 300}, "[334 333 333]"},
		{[]int{1, 1, 1, 1, 1, 1, 1}, "[143 143 143 143 143 143 142]"},
		{[]int{5, 1, 1}, "[714 143 143]"}, // where the sum allows it they are equal
		{[]int{4, 4}, "[500 500]"},
		{[]int{0, 0, 0}, "[0 0 0]"},
	} {
		shares := Permille(c.counts)
		if got := fmt.Sprint(shares); got != c.want {
			t.Errorf("%v: %s, want %s", c.counts, got, c.want)
		}
	}
	for a := range 20 {
		for b := range 20 {
			for c := range 20 {
				counts := []int{a, b, c}
				shares := Permille(counts)
				for i := range counts {
					for j := range counts {
						if counts[i] == counts[j] && shares[i]-shares[j] > 1 || counts[i] > counts[j] && shares[i] < shares[j] {
							t.Fatalf("%v: %v", counts, shares)
						}
					}
				}
			}
		}
	}
}
