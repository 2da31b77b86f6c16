package voting_test

import (
	"testing"

	"pingyi/voting"
)

// TestNotAllIsNeverAll: a share of those who came or voted is rounded down, so that neither all nor a bound is
// shown before it is reached.
func TestNotAllIsNeverAll(t *testing.T) {
	for _, c := range []struct{ n, of, want int }{
		{2499, 2500, 999}, {449, 450, 997}, {450, 450, 1000}, {1249, 2501, 499}, {2, 3, 666}, {1, 2001, 0}, {0, 7, 0}, {0, 0, 0}, {3, 0, 0}, {8, 7, 1000},
	} {
		if got := voting.PartOf(c.n, c.of); got != c.want {
			t.Errorf("%d of %d is %d thousandths, want %d", c.n, c.of, got, c.want)
		}
	}
}
