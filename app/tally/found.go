package tally

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// foundKeys begin the sentences in which other packages say, in English alone, what
// they find in a log or a bundle. Their English in the words is the pattern by which
// they are known again.
const foundKeys = "tools.found."

// Interpreter says in one language what was found.
type Interpreter struct{ known []foundSentence }

// foundSentence is one that is known, and what it is in the other language.
type foundSentence struct {
	english *regexp.Regexp
	names   []string // of its values, in their order
	letters int      // how much of it is not a value
	said    string
}

// NewInterpreter makes one. In English everything stays as it is.
func NewInterpreter(lang string) *Interpreter {
	if lang != "zh" {
		return new(Interpreter)
	}
	return &Interpreter{known: foundSentences(toolWords["en"], toolWords[lang])}
}

// foundSentences are those that say most of their own first: they are tried before
// others that would take more of them for a value.
func foundSentences(english, other map[string]string) []foundSentence {
	value := regexp.MustCompile(`\\\{([a-z]+)\\\}`)
	var all []foundSentence
	for _, key := range slices.Sorted(maps.Keys(english)) {
		if !strings.HasPrefix(key, foundKeys) {
			continue
		}
		quoted := regexp.QuoteMeta(english[key])
		s := foundSentence{said: other[key], letters: len(value.ReplaceAllString(quoted, ""))}
		for _, name := range value.FindAllStringSubmatch(quoted, -1) {
			s.names = append(s.names, name[1])
		}
		pattern := value.ReplaceAllStringFunc(quoted, func(found string) string { return foundValue(value.FindStringSubmatch(found)[1]) })
		s.english = regexp.MustCompile(`(?s)^` + pattern + `$`)
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b foundSentence) int { return cmp.Compare(b.letters, a.letters) })
	return all
}

// Say is what was found. A sentence that nobody knows stays as it is.
func (i *Interpreter) Say(text string) string {
	for _, known := range i.known {
		values := known.english.FindStringSubmatch(text)
		if values == nil {
			continue
		}
		pairs := make([]string, 0, 2*len(known.names))
		for n, name := range known.names {
			value := values[n+1]
			if foundInside(name) {
				value = i.Say(value)
			}
			pairs = append(pairs, "{"+name+"}", value)
		}
		return strings.NewReplacer(pairs...).Replace(known.said)
	}
	return text
}

// foundValue is what a value may look like. A number and a kind of record are one word;
// so what stands before them is not taken for a part of them.
func foundValue(name string) string {
	if slices.Contains([]string{"n", "m", "o", "r", "i", "size", "act", "at", "from"}, name) {
		return `(\S+)`
	}
	return `(.+?)`
}

// foundInside names the values that are sentences or words of the program themselves;
// others are names and numbers, which nobody translates.
func foundInside(name string) bool {
	return slices.Contains([]string{"why", "what", "counted", "said", "by", "act", "at", "from"}, name)
}
