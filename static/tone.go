package static

import "strconv"

// Tones are the colours of grades on the phone, the desk and paper, the best grade
// first: steps of tokens.css for those with an opinion, "none" for the others. The
// walls have the same steps in gfx/looks.js, so that a grade that is blue in the
// hand is blue everywhere.
func Tones(opinion []bool) []string {
	of, place := 0, 0
	for _, has := range opinion {
		if has {
			of++
		}
	}
	tones := make([]string, len(opinion))
	for i, has := range opinion {
		tones[i] = "none"
		if has {
			tones[i] = tone(place, of)
			place++
		}
	}
	return tones
}

// tone gives one of five steps from blue (0, best) over neutral (2) to orange
// (4). The middle one is only for more than four grades: with three, as in good,
// fair, bad, the second is still on the good side.
func tone(place, of int) string {
	switch {
	case of <= 1:
		return "0"
	case of == 3 && place == 1:
		return "1"
	case of == 4:
		return [...]string{"0", "1", "3", "4"}[place]
	}
	return strconv.Itoa((place*8/(of-1) + 1) / 2)
}
