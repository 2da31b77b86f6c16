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
// it means something. A rulebook of version 1 has one of its own, and not that of
// its translation: it keeps the hash that was printed with its results.
func (b *Rulebook) Canonical() []byte {
	if b.one != nil {
		return slices.Clone(b.one)
	}
	return b.Translation()
}

// Hash is the SHA-256 of the canonical form, in hexadecimal: the one by which a
// rulebook is known wherever it is named.
func (b *Rulebook) Hash() string { return hashOf(b.Canonical()) }

// Translation is the canonical form of version 2: of an old rulebook, of what it
// was translated to.
func (b *Rulebook) Translation() []byte {
	var out bytes.Buffer
	b.document.write(&out)
	return out.Bytes()
}

// TranslationHash is the hash of the translation of an old rulebook, "" of a
// rulebook that needed none.
func (b *Rulebook) TranslationHash() string {
	if b.one == nil {
		return ""
	}
	return hashOf(b.Translation())
}

// Sentences are the steps of a rulebook of version 1 as it says them; nil of any other.
func (b *Rulebook) Sentences() []string { return slices.Clone(b.sentences) }

// Old reports whether the rulebook is of version 1.
func (b *Rulebook) Old() bool { return b.one != nil }

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
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
