package static

import (
	"slices"
	"strings"
)

// Look is the class of the box around the grades of a row, by how much room their words want.
func (v phoneView) Look() string {
	widest := v.widestWord()
	switch {
	case v.Scale() && widest > besideNumbers:
		return "bare scale alone"
	case v.Scale():
		return "bare scale"
	case widest > halfAPhone:
		return "bare grades alone"
	case widest > besideCircle:
		return "bare grades"
	}
	return "grades"
}

// Bare reports whether the page needs the style of grades without a circle.
func (v phoneView) Bare() bool { return strings.HasPrefix(v.Look(), "bare") }

// sheetLook is Look on a form of many units, which is closer together: a few short grades
// stand side by side.
func (v phoneView) sheetLook() string {
	long := func(label string) bool { return len([]rune(label)) > 4 }
	if v.Scale() || len(v.Grades) > 5 || slices.ContainsFunc(v.Grades, long) {
		return v.Look()
	}
	return "grades short"
}

// How wide the longest word of a grade may be, as wordWidth has it: beside a circle, in half
// of a narrow phone where there is no circle, and where it has the room of two numbers.
const (
	besideCircle  = 48
	halfAPhone    = 64
	besideNumbers = 58
)

func (v phoneView) widestWord() int {
	widest := 0
	for _, label := range v.Grades {
		for _, word := range strings.Fields(label) {
			widest = max(widest, wordWidth(word))
		}
	}
	return widest
}

// wordWidth is about how wide a word of bold Latin letters is, in tenths of the height of its
// type. Where it has other letters it may be broken behind each of them.
func wordWidth(word string) int {
	widest, width := 0, 0
	for _, letter := range word {
		switch {
		case letter >= 0x2E80:
			width = 0
		case strings.ContainsRune("fijlrtI'’.,-", letter):
			width += 4
		case strings.ContainsRune("mwMW", letter):
			width += 9
		default:
			width += 6
		}
		widest = max(widest, width)
	}
	return widest
}
