package chart

import "fmt"

// Patterns is an element that a page of pictures holds once. Its sheet fills the
// grades with what is in it, where colours cannot be told apart: white lines over
// the colour of a grade, the best one plain. They are gradients and no patterns,
// because a browser writes those into a PDF as thousands of small bitmaps.
func Patterns() string {
	made := `<svg class="chart-patterns" aria-hidden="true" focusable="false"><defs>`
	for i, to := range []string{`x2="4" y2="4"`, `x2="5" y2="0"`, `x2="4" y2="-4"`, `x2="0" y2="3"`} {
		made += fmt.Sprintf(`<linearGradient id="chart-%d" class="s%d" gradientUnits="userSpaceOnUse" x1="0" y1="0" %s spreadMethod="repeat">`+
			`<stop offset=".75"/><stop offset=".75" class="line"/></linearGradient>`, i+1, i+1, to)
	}
	return made + `</defs></svg>`
}
