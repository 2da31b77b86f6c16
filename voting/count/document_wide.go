package count

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// fullWidth is the problem of a text with punctuation from a Chinese keyboard. What
// reads JSON names the first byte of such a character, which nobody sees in the text.
func fullWidth(text []byte, from int64, err error) (Problem, bool) {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return Problem{}, false
	}
	_, said, _ := strings.Cut(syntax.Error(), "invalid character '")
	first, _ := utf8.DecodeRuneInString(said)
	if first < utf8.RuneSelf || first > 0xff {
		return Problem{}, false
	}
	at := bytes.IndexByte(text[from:], byte(first))
	if at < 0 {
		return Problem{}, false
	}
	at += int(from)
	character, _ := utf8.DecodeRune(text[at:])
	row := text[bytes.LastIndexByte(text[:at], '\n')+1 : at]
	n, column := bytes.Count(text[:at], []byte("\n"))+1, utf8.RuneCount(row)+1
	p := Problem{
		Path: "(text)", Line: n, Mend: fmt.Sprintf("Mend line %d", n),
		Reason: fmt.Sprintf("this is not JSON: line %d, column %d has %q, which does not belong there", n, column, string(character)),
	}
	if half := halfWidth(character); half != 0 {
		p.Mend = "Use the half-width one: " + string(half)
	}
	return p, true
}

// halfWidth is the character that JSON has where a Chinese keyboard writes this one,
// 0 when there is none.
func halfWidth(c rune) rune {
	switch c {
	case '“', '”', '„', '‘', '’', '「', '」':
		return '"'
	case '、', '，':
		return ','
	case '。':
		return '.'
	case '【', '［':
		return '['
	case '】', '］':
		return ']'
	}
	if c >= '！' && c <= '～' { // the letters, digits and signs of a keyboard, full-width
		return c - '！' + '!'
	}
	return 0
}
