package data

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func testSigner(t *testing.T, name string) *Signer {
	t.Helper()
	s, err := NewSigner(name, bytes.Repeat([]byte{7}, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCheckpointIsTheExpectedText(t *testing.T) {
	h := Head{Size: 1234, Root: LeafHash([]byte("root"))}
	signed, err := testSigner(t, "teller.example").Sign("pingyi.example/2026-01 评议", h)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(signed), "\n")
	if lines[0] != "pingyi.example/2026-01 评议" || lines[1] != "1234" || len(lines[2]) != 44 || lines[3] != "" ||
		!strings.HasPrefix(lines[4], "— teller.example ") || len(lines) != 6 {
		t.Fatalf("the checkpoint reads %q", lines)
	}
}

func TestCheckpointVerifiesAndSigningRepeatsItself(t *testing.T) {
	s := testSigner(t, "teller.example")
	for _, size := range []uint64{0, 1, 1 << 40} {
		h := Head{Size: size, Root: LeafHash([]byte{byte(size)})}
		signed, err := s.Sign("a log", h)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := testSigner(t, "teller.example").Sign("a log", h)
		if !bytes.Equal(signed, again) {
			t.Fatal("the same key signed the same checkpoint in two ways")
		}
		origin, gotSize, root, err := VerifyCheckpoint(signed, s.VerifierKey())
		if err != nil || origin != "a log" || gotSize != size || root != h.Root {
			t.Fatalf("a checkpoint of %d came back as %q %d %v (%v)", size, origin, gotSize, root, err)
		}
	}
}

func TestAlteredCheckpointIsRefused(t *testing.T) {
	s := testSigner(t, "teller.example")
	signed, err := s.Sign("a log", Head{Size: 77, Root: LeafHash([]byte("r"))})
	if err != nil {
		t.Fatal(err)
	}
	statement := bytes.Index(signed, []byte("\n\n"))
	for i := range signed {
		for bit := range 8 {
			bad := bytes.Clone(signed)
			bad[i] ^= 1 << bit
			origin, size, root, err := VerifyCheckpoint(bad, s.VerifierKey())
			if err != nil {
				continue
			}
			// The last base64 digit of a signature has bits that mean nothing.
			if i <= statement || origin != "a log" || size != 77 || root != LeafHash([]byte("r")) {
				t.Fatalf("flipping bit %d of byte %d was not noticed", bit, i)
			}
		}
	}
	seed := make([]byte, KeySize)
	rand.Read(seed)
	other, err := NewSigner("teller.example", seed)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := VerifyCheckpoint(signed, other.VerifierKey()); err == nil {
		t.Fatal("a checkpoint passed under another key of the same name")
	}
}

func TestCheckpointTextThatIsNotOneIsRefused(t *testing.T) {
	s := testSigner(t, "teller")
	root := "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	for _, text := range []string{
		"a log\n12\n", "a log\n012\n" + root + "\n", "a log\n-1\n" + root + "\n", "a log\n+1\n" + root + "\n",
		"a log\n1\nAAAA\n", "a log\n1\n" + root[:43] + "\n", "a log\n99999999999999999999\n" + root + "\n", " a log\n1\n" + root + "\n",
	} {
		signed, err := note.Sign(&note.Note{Text: text}, s.signer)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := VerifyCheckpoint(signed, s.VerifierKey()); err == nil {
			t.Errorf("%q passed as a checkpoint", text)
		}
	}
	for _, origin := range []string{"", "two\nlines", " edge", "tab\there"} {
		if _, err := s.Sign(origin, Head{}); err == nil {
			t.Errorf("origin %q was accepted", origin)
		}
	}
	for name, seed := range map[string][]byte{"short": make([]byte, 31), "a b": make([]byte, 32), "a+b": make([]byte, 32), "": make([]byte, 32)} {
		if _, err := NewSigner(name, seed); err == nil {
			t.Errorf("signer name %q with %d seed bytes was accepted", name, len(seed))
		}
	}
}

func TestExtensionLinesAndFurtherSignaturesAreAllowed(t *testing.T) {
	s, w := testSigner(t, "teller"), testSigner(t, "witness")
	text := "a log\n5\n" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nan extension\n"
	signed, err := note.Sign(&note.Note{Text: text}, s.signer, w.signer)
	if err != nil {
		t.Fatal(err)
	}
	for _, vkey := range []string{s.VerifierKey(), w.VerifierKey()} {
		if origin, size, _, err := VerifyCheckpoint(signed, vkey); err != nil || origin != "a log" || size != 5 {
			t.Fatalf("got %q %d (%v)", origin, size, err)
		}
	}
}

func TestShortCode(t *testing.T) {
	var root Hash // five bits at a time it counts 0, 1, 2 … 31
	for i := range 32 {
		for bit := range 5 {
			at := i*5 + bit
			if i>>(4-bit)&1 == 1 {
				root[at/8] |= 0x80 >> (at % 8)
			}
		}
	}
	if got := ShortCode(root); got != "0123-4567" {
		t.Fatalf("the short code is %s", got)
	}
	if got := Code(root, 8); got != "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ" {
		t.Fatalf("eight groups are %s", got)
	}
	if got := Code(Hash(bytes.Repeat([]byte{255}, 32)), 99); len(got) != 12*5-1 || strings.Trim(got, "Z-") != "" {
		t.Fatalf("the longest code is %s", got)
	}
}
