package main

import (
	"io"
	"strings"
	"unicode"
)

// plainText writes what a check says. A log or a bundle that somebody made may hold characters that
// move the cursor of a terminal, or turn the direction of a line: a verdict could be written over.
type plainText struct{ io.Writer }

func (p plainText) Write(text []byte) (int, error) {
	_, err := io.WriteString(p.Writer, strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return unicode.ReplacementChar
		}
		return r
	}, string(text)))
	if err != nil {
		return 0, err
	}
	return len(text), nil
}
