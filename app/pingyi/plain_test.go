package main

import (
	"strings"
	"testing"
)

// Who forges a bundle has the names in it: none of them may move the cursor, clear the screen or
// turn the line in which the verdict stands.
func TestWhatABundleSaysCannotWriteOverTheVerdict(t *testing.T) {
	t.Parallel()
	for _, character := range []string{`\u001b[2J`, `\u009b2J`, `\r`, `\u202e`} {
		folder := copied(t, "testdata/released/format-5/places-public")
		swap(t, folder, "result.json", `"unit": "W0"`, `"unit": "W0`+character+`"`)
		sums(t, folder)
		status, out, _ := say(t, "", "verify", "-lang", "en", folder)
		if status != 1 || !strings.Contains(out, "DIFFERS W0\uFFFD") || strings.ContainsAny(out, "\x1b\u009b\r\u202e") {
			t.Errorf("%s: status %d:\n%q", character, status, out)
		}
	}
}

// A result that is no whole JSON, or has a text where counts belong, is told in words.
func TestAResultThatCannotBeReadIsToldInWords(t *testing.T) {
	t.Parallel()
	for want, change := range map[string][2]string{
		"there is a string at units.counts, where another thing belongs": {`"counts": {`, `"counts": "x", "rest": {`},
		`format "5"; this program knows those up to 7`:                   {`"format": 5`, `"format": "5"`},
	} {
		folder := copied(t, "testdata/released/format-5/places-public")
		swap(t, folder, "result.json", change[0], change[1])
		if strings.Contains(change[1], "rest") {
			rewrite(t, folder, "result.json", func(body []byte) []byte {
				before, after, _ := strings.Cut(string(body), `"rest": {`)
				_, after, _ = strings.Cut(after, "},")
				return []byte(before + after)
			})
		}
		sums(t, folder)
		if status, out, _ := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, "FAILED  result.json: "+want) {
			t.Errorf("want %q, status %d:\n%s", want, status, out)
		}
	}
	folder := copied(t, "testdata/released/format-5/places-public")
	rewrite(t, folder, "result.json", func(body []byte) []byte { return body[:len(body)/2] })
	sums(t, folder)
	if status, out, _ := say(t, "", "verify", folder); status != 1 || !strings.Contains(out, "result.json：没有写完") {
		t.Errorf("half of it, status %d:\n%s", status, out)
	}
}
