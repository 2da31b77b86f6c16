package feed

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb18030 encodes valid UTF-8. It has every character of Unicode, rare ones of names as well, so
// nothing is lost. The library gives characters of private use, which registers of names and
// stations' own fonts have, codes of four bytes; the standard has two for them.
func gb18030(text []byte) []byte {
	var out bytes.Buffer
	rest := string(text)
	for rest != "" {
		at := strings.IndexFunc(rest, func(r rune) bool { return privateCode(r) != 0 })
		if at < 0 {
			at = len(rest)
		}
		encoded, err := simplifiedchinese.GB18030.NewEncoder().String(rest[:at])
		if err != nil {
			panic(fmt.Sprintf("feed: GB18030: %v", err)) // the text is UTF-8, see plain
		}
		out.WriteString(encoded)
		for rest = rest[at:]; rest != ""; {
			r := []rune(rest[:3])[0] // all of private use are three bytes
			code := privateCode(r)
			if code == 0 {
				break
			}
			out.Write([]byte{byte(code >> 8), byte(code)})
			rest = rest[3:]
		}
	}
	return out.Bytes()
}

// The areas for the users' own characters: their first and last, the first row of codes, the
// first code in a row, and how many a row has.
var userAreas = []struct {
	first, last     rune
	row, cell, wide rune
}{
	{0xe000, 0xe233, 0xaa, 0xa1, 94},
	{0xe234, 0xe4c5, 0xf8, 0xa1, 94},
	{0xe4c6, 0xe765, 0xa1, 0x40, 96},
}

// gaps are codes between others that the standard keeps free: first and last character, and the
// code of the first.
var gaps = []struct{ first, last, code rune }{
	{0xe766, 0xe76b, 0xa2ab}, {0xe76d, 0xe76d, 0xa2e4}, {0xe76e, 0xe76f, 0xa2ef}, {0xe770, 0xe771, 0xa2fd}, {0xe772, 0xe77c, 0xa4f4},
	{0xe77d, 0xe784, 0xa5f7}, {0xe785, 0xe78c, 0xa6b9}, {0xe78d, 0xe793, 0xa6d9}, {0xe794, 0xe795, 0xa6ec}, {0xe796, 0xe796, 0xa6f3},
	{0xe797, 0xe79f, 0xa6f6}, {0xe7a0, 0xe7ae, 0xa7c2}, {0xe7af, 0xe7bb, 0xa7f2}, {0xe7bc, 0xe7c6, 0xa896}, {0xe7c7, 0xe7c7, 0xa8bc},
	{0xe7c9, 0xe7cc, 0xa8c1}, {0xe7cd, 0xe7e1, 0xa8ea}, {0xe7e2, 0xe7e2, 0xa958}, {0xe7e3, 0xe7e3, 0xa95b}, {0xe7e4, 0xe7e6, 0xa95d},
	{0xe7f4, 0xe800, 0xa997}, {0xe801, 0xe80f, 0xa9f0}, {0xe810, 0xe814, 0xd7fa}, {0xe816, 0xe818, 0xfe51}, {0xe81e, 0xe81e, 0xfe59},
	{0xe826, 0xe826, 0xfe61}, {0xe82b, 0xe82c, 0xfe66}, {0xe831, 0xe832, 0xfe6c}, {0xe83b, 0xe83b, 0xfe76}, {0xe843, 0xe843, 0xfe7e},
	{0xe854, 0xe855, 0xfe90}, {0xe864, 0xe864, 0xfea0},
}

// privateCode is the code of two bytes of a character of private use; 0 for any other character.
func privateCode(r rune) rune {
	if r < 0xe000 || r > 0xe864 {
		return 0
	}
	for _, area := range userAreas {
		if r >= area.first && r <= area.last {
			cell := area.cell + (r-area.first)%area.wide
			if area.cell < 0x7f && cell >= 0x7f { // which no code ends with
				cell++
			}
			return (area.row+(r-area.first)/area.wide)<<8 | cell
		}
	}
	for _, gap := range gaps {
		if r >= gap.first && r <= gap.last {
			return gap.code + r - gap.first
		}
	}
	return 0
}
