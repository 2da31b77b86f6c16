package card

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"strings"

	"pingyi/voting"
)

// TokenLength is the number of characters of a token: 80 bits in base32.
const TokenLength = 16

// group is how many characters of a token are written together for typing.
const group = 4

// Deck makes the tokens and identifiers of one session's cards from its card
// key. It is safe for use by several goroutines.
type Deck struct{ key []byte }

// NewDeck returns the deck of a key, of which it keeps a copy.
func NewDeck(key []byte) *Deck { return &Deck{key: append([]byte(nil), key...)} }

// Token returns what the QR code of a card holds: 16 characters A-Z and 2-7.
// Numbers and generations count from 1; a card that is printed anew gets the
// next generation and with it another token.
func (d *Deck) Token(number, generation int) string { return d.mac().token(number, generation) }

// ID returns the identifier under which the log knows the card of a token. The
// way back needs the key.
func (d *Deck) ID(token string) voting.CardID { return d.mac().id(token) }

// keyed computes keyed hashes one after the other; it serves one goroutine.
type keyed struct {
	hash hash.Hash
	sum  []byte
}

func (d *Deck) mac() *keyed { return &keyed{hash: hmac.New(sha256.New, d.key)} }

// of hashes parts under a name that keeps the uses of the key apart. Every
// part but the last has a fixed length, so no two inputs are written alike.
func (k *keyed) of(name string, parts ...[]byte) []byte {
	k.hash.Reset()
	k.hash.Write([]byte(name))
	for _, part := range parts {
		k.hash.Write(part)
	}
	k.sum = k.hash.Sum(k.sum[:0])
	return k.sum
}

func (k *keyed) token(number, generation int) string {
	return base32.StdEncoding.EncodeToString(k.of("token", pair(number, generation))[:TokenLength*5/8])
}

func (k *keyed) id(token string) voting.CardID {
	return voting.CardID(k.of("card", []byte(token))[:16])
}

func pair(a, b int) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(a)), uint32(b))
}

// Normalize reads a token as people type or paste it: in any case, in groups,
// with full-width characters, with the digits that are mistaken for letters, or
// as the whole link. It reports false when that gives no token.
func Normalize(typed string) (token string, ok bool) {
	if len(typed) > maxTyped {
		return "", false
	}
	if at := strings.LastIndexAny(typed, "#＃"); at >= 0 {
		typed = strings.TrimLeft(typed[at:], "#＃")
	}
	token = strings.Map(tokenLetter, typed)
	return token, len(token) == TokenLength && strings.IndexFunc(token, notInToken) < 0
}

// maxTyped bounds what is read as a token, in bytes; links are shorter.
const maxTyped = 512

// tokenLetter maps a typed character to the one that is meant; -1 leaves it out.
func tokenLetter(r rune) rune {
	if r >= '！' && r <= '～' {
		r = r - '！' + '!'
	}
	switch {
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A'
	case r == '0':
		return 'O'
	case r == '1':
		return 'I'
	case r == '8':
		return 'B'
	case strings.ContainsRune(" \t\r\n\u00a0\u3000\u200b-_.·–—‐‑−", r):
		return -1
	}
	return r
}

func notInToken(r rune) bool { return !(r >= 'A' && r <= 'Z' || r >= '2' && r <= '7') }

// Grouped writes a token in groups of four for reading and typing:
// ABCD-EFGH-IJKL-MNOP.
func Grouped(token string) string {
	var text strings.Builder
	for i := 0; i < len(token); i += group {
		if i > 0 {
			text.WriteByte('-')
		}
		text.WriteString(token[i:min(i+group, len(token))])
	}
	return text.String()
}
