package data

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// noteEd25519 is the algorithm byte of Ed25519 keys in the signed note format.
const noteEd25519 = 1

// Signer signs checkpoints with one Ed25519 key. Its signatures are the same
// for the same checkpoint every time.
type Signer struct {
	signer note.Signer
	vkey   string
}

// NewSigner makes a signer from a 32-byte seed, such as Keys gives. The name
// stands in every signature and must have no space and no plus sign.
func NewSigner(name string, seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("make signer %q: seed has %d bytes instead of %d", name, len(seed), ed25519.SeedSize)
	}
	private := ed25519.NewKeyFromSeed(seed)
	vkey, err := note.NewEd25519VerifierKey(name, private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("make signer %q: %w", name, err)
	}
	// The verifier key is name+hash+key, the hash being 8 digits; the signer key
	// begins with the same name and hash.
	named := vkey[:len(name)+1+8]
	secret := base64.StdEncoding.EncodeToString(append([]byte{noteEd25519}, seed...))
	signer, err := note.NewSigner("PRIVATE+KEY+" + named + "+" + secret)
	if err != nil {
		// The cause is left out: it might quote the key.
		return nil, fmt.Errorf("make signer %q: name or seed not accepted", name)
	}
	return &Signer{signer: signer, vkey: vkey}, nil
}

// VerifierKey returns the public key in the signed note format, to be printed
// and published: "name+hash+key".
func (s *Signer) VerifierKey() string { return s.vkey }

// Sign returns the C2SP tlog-checkpoint of h, a signed note: origin, size and
// root on a line each, then the signature. The origin names the log for all
// time; it is one line of text.
func (s *Signer) Sign(origin string, h Head) ([]byte, error) {
	if err := checkOrigin(origin); err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, s.signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return signed, nil
}

func checkOrigin(origin string) error {
	if origin == "" || strings.TrimSpace(origin) != origin || strings.ContainsFunc(origin, func(r rune) bool { return r < ' ' || r == '\uFFFD' }) {
		return fmt.Errorf("origin %q is not one line of text", origin)
	}
	return nil
}

// CheckVerifierKey reports what is wrong with a public key as VerifierKey writes it.
func CheckVerifierKey(vkey string) error {
	if _, err := note.NewVerifier(vkey); err != nil {
		return fmt.Errorf("%q is not a verifier key (name+hash+key, as on the printed record): %w", vkey, err)
	}
	return nil
}

// VerifyCheckpoint checks the signature of vkey on a checkpoint and returns
// what it states. Signatures by others, such as witnesses, and extension lines
// are allowed and not judged.
func VerifyCheckpoint(noteText []byte, vkey string) (origin string, size uint64, root Hash, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", 0, Hash{}, fmt.Errorf("verify checkpoint: %w", err)
	}
	n, err := note.Open(bytes.Clone(noteText), note.VerifierList(verifier))
	if err != nil {
		return "", 0, Hash{}, fmt.Errorf("verify checkpoint: %w", err)
	}
	return parseCheckpoint(n.Text)
}

func parseCheckpoint(text string) (origin string, size uint64, root Hash, err error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 {
		return "", 0, Hash{}, fmt.Errorf("verify checkpoint: %d lines instead of origin, size and root", len(lines))
	}
	if err := checkOrigin(lines[0]); err != nil {
		return "", 0, Hash{}, fmt.Errorf("verify checkpoint: %w", err)
	}
	size, err = strconv.ParseUint(lines[1], 10, 64)
	if err != nil || strconv.FormatUint(size, 10) != lines[1] {
		return "", 0, Hash{}, fmt.Errorf("verify checkpoint: %q is not a size", lines[1])
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(raw) != len(root) {
		return "", 0, Hash{}, fmt.Errorf("verify checkpoint: %q is not a root", lines[2])
	}
	return lines[0], size, Hash(raw), nil
}

// crockford leaves out I, L, O and U, which are misread on a screen.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ShortCode returns the first 40 bits of root as two groups, "XXXX-XXXX", for
// the picture on air. It tells two checkpoints apart at a glance; it does not by
// itself bind an operator, who could look for two logs with the same code. What
// binds is the signed checkpoint, or a Code of at least 6 groups.
func ShortCode(root Hash) string { return Code(root, 2) }

// Code returns the first groups*20 bits of root in Crockford base32, in groups
// of four characters; groups is 1 to 12.
func Code(root Hash, groups int) string {
	var b strings.Builder
	for i := range min(max(groups, 1), 12) * 4 {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		at := i * 5
		window := uint(root[at/8])<<8 | uint(root[at/8+1])
		b.WriteByte(crockford[window>>(11-at%8)&31])
	}
	return b.String()
}
