package studio

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/png"
	"os"
	"strings"
	"testing"

	"pingyi/onair"
)

// keysFile holds the hash of the pixels of every key in every state. Pictures are compared by what
// is seen, since another version of the library may pack them another way. UPDATE_KEYS=1 writes it
// anew: then look at a few of them.
const keysFile = "testdata/keys.txt"

func everyFace() (all []face) {
	ids := []string{"take", "cut", "next", "back", "out", "blank", "panic", "unpanic", "hold", "unhold", "arm-take", "confirm-reveal"}
	for _, kind := range onair.Kinds() {
		ids = append(ids, string(kind.Scene))
	}
	for _, id := range ids {
		for state := keyOff; state <= keyPanic; state++ {
			all = append(all, face{lines: labelOf(id), state: state}, face{lines: labelOf(id), state: state, large: true})
		}
	}
	return all
}

func TestKeysAreDrawnAsTheyWere(t *testing.T) {
	var drawn strings.Builder
	seen := make(map[string]face)
	for _, f := range everyFace() {
		picture, err := png.Decode(bytes.NewReader(f.png()))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.New()
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				r, g, b, a := picture.At(x, y).RGBA()
				sum.Write([]byte{byte(r >> 8), byte(g >> 8), byte(b >> 8), byte(a >> 8)})
			}
		}
		hash := hex.EncodeToString(sum.Sum(nil)[:8])
		if other, is := seen[hash]; is {
			t.Errorf("%v and %v look the same", f, other)
		}
		seen[hash] = f
		fmt.Fprintf(&drawn, "%s %d %t %s\n", strings.TrimSpace(f.lines[0]+" "+f.lines[1]), f.state, f.large, hash)
	}
	if os.Getenv("UPDATE_KEYS") != "" {
		if err := os.WriteFile(keysFile, []byte(drawn.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(keysFile)
	if err != nil || string(want) != drawn.String() {
		t.Errorf("the keys look another way than in %s (%v)", keysFile, err)
	}
}

func TestLabelsHaveTheirLettersAndFit(t *testing.T) {
	for _, f := range everyFace() {
		for _, line := range f.lines {
			if width := len(line)*(dotsWide+1)*2 - 2; width > keySize-20 {
				t.Errorf("%q is %d pixels wide at the smallest size that can be read", line, width)
			}
			for _, c := range line {
				if letters[c] == "" && c != ' ' {
					t.Errorf("%q: there is no letter %c", line, c)
				}
			}
		}
	}
	if got := (face{lines: labelOf("a-very-long-name-of-24ch"), large: true}).draw(); got.Bounds().Dx() != keySize {
		t.Error("a long name is not drawn")
	}
}
