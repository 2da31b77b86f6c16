package docs_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"testing"

	"pingyi/voting"
)

var exampleLine = regexp.MustCompile(`(?m)^\{"seq":.*\}$`)

// TestBundleExamplesAreRecords takes the lines of records.jsonl that BUNDLE.md
// shows at their word: whoever writes a checker begins with them.
func TestBundleExamplesAreRecords(t *testing.T) {
	shown := exampleLine.FindAllString(read(t, "docs/BUNDLE.md"), -1)
	if len(shown) != 3 {
		t.Fatalf("BUNDLE.md shows %d lines", len(shown))
	}
	hashes := make(map[string]bool)
	for _, text := range shown {
		var line struct {
			Hash, Kind string
			Record     []byte
		}
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		if line.Record == nil {
			if !hashes[line.Hash] {
				t.Errorf("%s is not the hash of a line shown before it", line.Hash)
			}
			continue
		}
		hashes[line.Hash] = true
		sum := sha256.Sum256(append([]byte{0}, line.Record...))
		e, err := voting.Decode(line.Record)
		if err != nil || voting.Kind(e) != line.Kind || hex.EncodeToString(sum[:]) != line.Hash {
			t.Errorf("%v: the line is not true of its bytes: %s", err, text)
		}
	}
}
