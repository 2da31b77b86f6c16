package tally

import (
	"strings"

	"pingyi/static"
	"pingyi/voting/count"
)

// toolWords are the words of static/words/tools.*.json by language; nobody writes
// to them.
var toolWords = map[string]map[string]string{"zh": mustWords("zh-CN"), "en": mustWords("en")}

func mustWords(lang string) map[string]string {
	words, err := static.ToolWords(lang)
	if err != nil {
		panic(err) // they are embedded
	}
	return words
}

// Say gives a sentence of the tools in one language, English for any but "zh";
// pairs of name and value fill its {name}s.
func Say(lang, key string, pairs ...string) string {
	if lang != "zh" {
		lang = "en"
	}
	text := toolWords[lang]["tools."+key]
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}

// phrase is a word in one language; one that is not known stays as it is.
func phrase(lang, key string, n ...string) string {
	if text := Say(lang, key, "n", strings.Join(n, "")); text != "" {
		return text
	}
	return key
}

// Trouble is an error whose sentence stands in the words.
type Trouble struct {
	key   string
	pairs []string
}

// NewTrouble names the sentence and what fills it.
func NewTrouble(key string, pairs ...string) *Trouble { return &Trouble{key, pairs} }

// Error is the sentence in English.
func (t *Trouble) Error() string { return t.Message("en") }

// Message is the sentence in one language.
func (t *Trouble) Message(lang string) string { return Say(lang, t.key, t.pairs...) }

// Stopped is why a rulebook gives no result: one of its steps stopped.
type Stopped struct {
	File string
	err  error
}

// Error is the message in English.
func (s *Stopped) Error() string { return s.Message("en") }

// Message is the message in one language.
func (s *Stopped) Message(lang string) string {
	why := s.err.Error()
	if lang == "zh" {
		why = count.ErrorInChinese(why)
	}
	return Say(lang, "stopped", "file", s.File, "why", why)
}

// Unwrap is what the engine said.
func (s *Stopped) Unwrap() error { return s.err }
