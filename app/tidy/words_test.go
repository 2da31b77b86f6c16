package tidy_test

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"
)

// banned is a word that must not stand in the project. The patterns are put
// together from parts, or they would find themselves.
type banned struct {
	pattern *regexp.Regexp
	in      func(name string) bool
	because string
}

func bannedWords() []banned {
	anywhere := func(string) bool { return true }
	tests := func(name string) bool {
		return strings.HasSuffix(name, "_test.go") || strings.Contains(path.Base(name), ".test.")
	}
	return []banned{
		{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX|HA` + `CK)\b`), anywhere,
			"what is not finished is finished or left out; a note in the code is read by nobody"},
		{regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])/(wo` + `rk|fa` + `rm|ho` + `me|ro` + `ot)/[A-Za-z0-9_.]`), anywhere,
			"a path of one machine: the project must build on every other"},
		{regexp.MustCompile(`(?i)not ` + `implemented`), anywhere,
			"what is there works, and what does not work is not there"},
		{regexp.MustCompile(`(?i)\bsho` + `uld\b`), tests,
			"a test says what is, in plain words: \"a second ballot is refused\""},
	}
}

func wordBreaches(name, text string) []string {
	var found []string
	for _, word := range bannedWords() {
		if !word.in(name) {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			if hit := word.pattern.FindString(line); hit != "" {
				found = append(found, fmt.Sprintf("%s:%d: %q: %s", name, i+1, strings.TrimSpace(hit), word.because))
			}
		}
	}
	return found
}

func TestBannedWordsStayOut(t *testing.T) {
	eachFile(t, func(name, text string) { report(t, wordBreaches(name, text)) })
}
