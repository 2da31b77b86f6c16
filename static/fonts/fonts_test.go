package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// list is slices.json, which the displays read.
type list struct {
	Slices []struct {
		Normal, Bold string // one file for all weights, or one to 599 and one from 600
		Has          string // the characters, as in display/glyph/coverage.txt
	}
	SHA256 map[string]string // by file, the first 16 digits
}

func readList(t *testing.T) (l list) {
	t.Helper()
	text, err := os.ReadFile("slices.json")
	if err == nil {
		err = json.Unmarshal(text, &l)
	}
	if err != nil || len(l.Slices) < 100 {
		t.Fatalf("slices.json: %d slices, %v", len(l.Slices), err)
	}
	return l
}

// unpacked reads runs of characters.
func unpacked(t *testing.T, packed string) map[rune]bool {
	t.Helper()
	has := make(map[rune]bool)
	next := rune(0)
	for part := range strings.FieldsSeq(packed) {
		gap, more, _ := strings.Cut(part+".0", ".")
		left, err := strconv.ParseInt(gap, 36, 32)
		follow, err2 := strconv.ParseInt(strings.TrimSuffix(more, ".0"), 36, 32)
		if err != nil || err2 != nil {
			t.Fatalf("%q is no run of characters", part)
		}
		next += rune(left)
		for last := next + rune(follow); next <= last; next++ {
			has[next] = true
		}
	}
	return has
}

func TestTheListHasTheHashOfEveryFile(t *testing.T) {
	l := readList(t)
	entries, err := files.ReadDir(".")
	if err != nil || len(entries) != len(l.SHA256) {
		t.Fatalf("%d files, %d hashes, %v", len(entries), len(l.SHA256), err)
	}
	total := 0
	for _, entry := range entries {
		body, ok := File(entry.Name())
		sum := sha256.Sum256(body)
		if want := l.SHA256[strings.TrimSuffix(entry.Name(), ".woff2")]; !ok || hex.EncodeToString(sum[:8]) != want {
			t.Errorf("%s is not what the list says; run .ci/fonts", entry.Name())
		}
		total += len(body)
	}
	if total > 8_000_000 {
		t.Errorf("the font has grown to %d bytes; it is in every program and every repository", total)
	}
}

// TestEverySliceHasItsCharacters opens the files and compares: what the list sends
// a display to fetch is there, no character is in two slices, and all of them
// together are what the pre-flight goes by.
func TestEverySliceHasItsCharacters(t *testing.T) {
	all := make(map[rune]bool)
	for _, slice := range readList(t).Slices {
		wanted := unpacked(t, slice.Has)
		for _, name := range []string{slice.Normal, slice.Bold} {
			if name == "" {
				continue
			}
			body, ok := File(name + ".woff2")
			has, err := charactersOf(body)
			if !ok || err != nil {
				t.Fatalf("%s: %t, %v", name, ok, err)
			}
			for r := range wanted {
				if !has[r] {
					t.Errorf("%s has no %q (%U)", name, r, r)
				}
			}
		}
		for r := range wanted {
			if all[r] {
				t.Errorf("%q (%U) is in two slices", r, r)
			}
			all[r] = true
		}
	}
	table, err := os.ReadFile("../../display/glyph/coverage.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(unpacked(t, string(table)), all) {
		t.Error("display/glyph/coverage.txt is not what the slices have; run .ci/fonts")
	}
}

func TestFiguresAreInTheSliceThatIsLoadedFirst(t *testing.T) {
	first := readList(t).Slices[0]
	has := unpacked(t, first.Has)
	for _, r := range "0123456789.,%+-−/: ABCXYZabcxyz·—" {
		if first.Normal != "latin" || !has[r] {
			t.Errorf("%s: no %q", first.Normal, r)
		}
	}
}

func TestOnlySlicesAreGivenOut(t *testing.T) {
	if body, ok := File("latin.woff2"); !ok || string(body[:4]) != "wOF2" {
		t.Error("latin.woff2 is not given out")
	}
	for _, name := range []string{"", "fonts.go", "slices.json", "OFL.txt", "../static.go", "none.woff2", "./latin.woff2", "/latin.woff2"} {
		if _, ok := File(name); ok {
			t.Errorf("%q is given out", name)
		}
	}
	licence, err := os.ReadFile("OFL.txt")
	if err != nil || !slices.Contains(strings.Split(string(licence), "\n"), "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007") {
		t.Errorf("the licence does not lie beside the font: %v", err)
	}
}
