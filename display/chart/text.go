package chart

import (
	"strings"
	"unicode"
)

// escape makes a text safe in an element and in an attribute. What no XML may
// hold is left out, and so are the marks that turn the direction of what follows.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r == '\'':
			b.WriteString("&#39;")
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Bidi_Control, r), !printable(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// printable leaves out control characters and what stands for no character.
func printable(r rune) bool {
	return r >= ' ' && (r < 0x7f || r > 0x9f) && (r < 0xd800 || r > 0xdfff) && r&0xfffe != 0xfffe
}

// width estimates how wide a text is, in hundredths of its size. The letters of
// Chinese are squares; others are taken a little wider than most fonts have them.
func width(text string) int {
	sum := 0
	for _, r := range text {
		sum += letterWidth(r)
	}
	return sum
}

func letterWidth(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Bidi_Control, r), !printable(r):
		return 0
	case r >= 0x1100:
		return 100
	case unicode.IsUpper(r):
		return 72
	}
	return 58
}

// wrap breaks a text into at most two lines of the given widths, in hundredths of
// the letters' size. What is left over ends in an ellipsis; the second result then
// is the whole text.
func wrap(text string, first, second int) (lines []string, full string) {
	text = strings.Join(strings.Fields(text), " ")
	if width(text) <= first {
		return []string{text}, ""
	}
	head, rest := cut(text, first)
	if width(rest) <= second {
		return []string{head, rest}, ""
	}
	tail, _ := cut(rest, second-100)
	return []string{head, tail + "…"}, text
}

// cut takes from a text what fits, if need be in the middle of a long word.
func cut(text string, room int) (head, rest string) {
	used, space := 0, 0
	for i, r := range text {
		if r == ' ' {
			space = i
		}
		if used += letterWidth(r); used > room {
			if space > i/2 && r < 0x1100 {
				i = space
			}
			return text[:i], strings.TrimPrefix(text[i:], " ")
		}
	}
	return text, ""
}
