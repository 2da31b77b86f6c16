package voting

import (
	"encoding/hex"
	"fmt"
)

// Tag stands for one card in one run of one item: HMAC-SHA256 of the card
// under the item's key, cut to 16 bytes. While the key exists it gives one
// ballot per card; once the key is shredded nobody can map it to a card, and
// the tags of two items never could be matched.
type Tag [16]byte

// Salt is a keyed hash of card and ballot identifier. It makes the record of a
// resend identical to the first one, hence the same receipt, and keeps the
// marks from being guessed from the receipt.
type Salt [16]byte

// String gives the tag in hexadecimal.
func (t Tag) String() string { return hex.EncodeToString(t[:]) }

// MarshalText writes the tag in hexadecimal.
func (t Tag) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads 32 hexadecimal digits.
func (t *Tag) UnmarshalText(text []byte) error { return unhex(t[:], text, "tag") }

// Marks holds one byte per criterion: the position of the chosen grade, or
// Absent. Missing is not zero, and not 不了解 either.
type Marks string

// Absent marks a criterion that was left blank.
const Absent = 0xFF

// markDigits writes grades 0 to 15 in text, and '-' for absent.
const markDigits = "0123456789abcdef"

// ParseMarks reads one character per criterion: a digit 0-9a-f for the grade,
// '-' for a blank.
func ParseMarks(text string) (Marks, error) {
	marks := make([]byte, len(text))
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			marks[i] = c - '0'
		case c >= 'a' && c <= 'f':
			marks[i] = c - 'a' + 10
		case c == '-':
			marks[i] = Absent
		default:
			return "", fmt.Errorf("read marks: character %d is not 0-9, a-f or '-'", i+1)
		}
	}
	return Marks(marks), nil
}

// String is the inverse of ParseMarks.
func (m Marks) String() string {
	text := make([]byte, len(m))
	for i := range len(m) {
		switch {
		case m[i] == Absent:
			text[i] = '-'
		case int(m[i]) < len(markDigits):
			text[i] = markDigits[m[i]]
		default:
			text[i] = '?'
		}
	}
	return string(text)
}

// empty reports whether nothing at all was marked.
func (m Marks) empty() bool {
	for i := range len(m) {
		if m[i] != Absent {
			return false
		}
	}
	return true
}

// fit reports whether the marks have one valid grade or blank per criterion.
func (m Marks) fit(criteria, grades int) bool {
	if len(m) != criteria {
		return false
	}
	for i := range len(m) {
		if m[i] != Absent && int(m[i]) >= grades {
			return false
		}
	}
	return true
}
