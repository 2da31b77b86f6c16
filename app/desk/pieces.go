package desk

import (
	"fmt"
	"regexp"
)

// piece is a part of a sentence; a number has the address that explains it.
type piece struct{ Text, Why string }

var placeholder = regexp.MustCompile(`\{([a-z-]+)\}`)

// pieces fills a sentence of the page, in which some values lead to how they came about.
func (p deskPage) pieces(key string, linked map[string]piece, pairs ...any) (all []piece) {
	filling := make(map[string]string)
	for i := 0; i+1 < len(pairs); i += 2 {
		filling[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	text, last := p.words["desk."+key], 0
	plain := func(words string) {
		if n := len(all) - 1; n >= 0 && all[n].Why == "" {
			all[n].Text += words
		} else if words != "" {
			all = append(all, piece{Text: words})
		}
	}
	for _, at := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		plain(text[last:at[0]])
		name := text[at[2]:at[3]]
		if one, is := linked[name]; is {
			all = append(all, one)
		} else {
			plain(filling[name])
		}
		last = at[1]
	}
	plain(text[last:])
	return all
}

// together is a sentence without its links.
func together(pieces []piece) (text string) {
	for _, one := range pieces {
		text += one.Text
	}
	return text
}
