package count

import "slices"

// Into picks those lines of an explanation that a figure went into, the figure itself first and
// each below those that it was made of; what else they were made of is left out. There are none
// where the figure has no part in what was explained.
func Into(lines []Line, table string, at ...string) []Line {
	place := make([]int, len(lines)) // of each line in what comes out, counted from 1
	var picked []Line
	var rests func(n int) bool
	seen := make([]bool, len(lines))
	rests = func(n int) bool {
		if seen[n] {
			return place[n] > 0
		}
		seen[n] = true
		line := lines[n]
		line.From = nil
		for _, from := range lines[n].From {
			if rests(from) {
				line.From = append(line.From, place[from]-1)
			}
		}
		if line.From != nil || line.Table == table && slices.Equal(line.At, at) {
			picked = append(picked, line)
			place[n] = len(picked)
		}
		return place[n] > 0
	}
	for n := range lines {
		rests(n)
	}
	return picked
}
