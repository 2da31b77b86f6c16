package count

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// Canonical is the one form that all spellings of this rulebook share: keys in
// order of their bytes, no spaces, 25 for 25.00. Lists keep their order, because
// it means something. A rulebook of version 1 has the canonical form of its
// translation.
func (b *Rulebook) Canonical() []byte {
	var out bytes.Buffer
	b.document.write(&out)
	return out.Bytes()
}

// Hash is the SHA-256 of the canonical form, in hexadecimal.
func (b *Rulebook) Hash() string {
	sum := sha256.Sum256(b.Canonical())
	return hex.EncodeToString(sum[:])
}

func (n *node) write(out *bytes.Buffer) {
	switch n.kind {
	case '{':
		order := slices.Sorted(slices.Values(n.keys))
		for i, key := range order {
			out.WriteByte("{,"[min(i, 1)])
			writeText(out, key)
			out.WriteByte(':')
			n.get(key).write(out)
		}
		if len(order) == 0 {
			out.WriteByte('{')
		}
		out.WriteByte('}')
	case '[':
		out.WriteByte('[')
		for i, kid := range n.kids {
			if i > 0 {
				out.WriteByte(',')
			}
			kid.write(out)
		}
		out.WriteByte(']')
	case 's':
		writeText(out, n.text)
	case 'n':
		out.WriteString(shortest(n.text))
	case 'b':
		out.WriteString(n.text)
	default:
		out.WriteString("null")
	}
}

func writeText(out *bytes.Buffer, text string) {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // a string is always encoded
	}
	out.Truncate(out.Len() - 1) // the encoder ends with a new line
}

// shortest drops the zeros that say nothing.
func shortest(number string) string {
	if strings.Contains(number, ".") {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	if number == "-0" {
		return "0"
	}
	return number
}
