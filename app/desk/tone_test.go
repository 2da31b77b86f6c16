package desk

import (
	"testing"

	"pingyi/display"
)

// TestGradeHasTheSameColourAtTheDeskAsOnThePhone has the table of the phone's
// test and of the screens'.
func TestGradeHasTheSameColourAtTheDeskAsOnThePhone(t *testing.T) {
	for _, want := range []string{"0", "04", "014", "0134", "01234", "012234", "0112334"} {
		bars := make([]display.Bar, len(want))
		for i := range bars {
			bars[i].InBase = true
		}
		bars = append(bars, display.Bar{})
		got := ""
		for _, bar := range toned(bars) {
			got += bar.Tone
		}
		if got != want+"none" {
			t.Errorf("%d grades and one without an opinion have the colours %s, want %s", len(want), got, want)
		}
	}
}
