package studio

import (
	"encoding/json"
	"testing"
)

// TestDigestOfAWishIsOfWhatItSays, and of nothing else: with a further field that an act may have, one that comes once more
// behind an update would be another.
func TestDigestOfAWishIsOfWhatItSays(t *testing.T) {
	for sent, said := range map[string]string{
		`{"act":"out","id":"7","expect":3,"order":9}`:                        `{"act":"out"}`,
		`{"act":"run","run":true,"step":0}`:                                  `{"act":"run","run":true,"step":0}`,
		`{"act":"take","on":["pgm"],"at":1800000000000,"controller":"left"}`: `{"act":"take","controller":"left","on":["pgm"]}`,
		`{"act":"take","on":["pgm"],"in":3000}`:                              `{"act":"take","on":["pgm"],"in":3000}`,
		`{"act":"approve","version":2,"checkpoint":"c"}`:                     `{"act":"approve","version":2,"checkpoint":"c"}`,
	} {
		var w wish
		if err := json.Unmarshal([]byte(sent), &w); err != nil {
			t.Fatal(err)
		}
		if w.said() != digest([]byte(said)) {
			t.Errorf("of %s it is not that of %s", sent, said)
		}
	}
}
