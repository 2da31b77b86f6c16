package tally

import (
	"slices"
	"strings"
)

// Slot is one of the things that a question may name, with the words for it.
type Slot struct {
	Said  *string           // what was named, "" for nothing so far
	Words map[string]string // what may be written, and what it means
}

// Fill finds out what the words of a question name, whatever order they have: each of them fits into one of
// the slots, and labels may have spaces in them. Where words fit into several slots an earlier one goes
// before, and in it a longer word. False, with nothing filled, where something is left over.
func Fill(text string, slots ...Slot) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return true
	}
	for _, slot := range slots {
		if *slot.Said != "" {
			continue
		}
		for _, word := range beginning(text, slot.Words) {
			*slot.Said = slot.Words[word]
			if Fill(text[len(word):], slots...) {
				return true
			}
			*slot.Said = ""
		}
	}
	return false
}

// beginning are the words with which a text begins, the longest first.
func beginning[M any](text string, words map[string]M) (all []string) {
	for word := range words {
		if after, ok := strings.CutPrefix(text, word); ok && word != "" && (after == "" || after[0] == ' ') {
			all = append(all, word)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

// Naming is one way to read a question: a name, and the words beside it.
type Naming struct{ Name, Rest string }

// Namings are the ways to read a question with some names, of which one stands anywhere in it: at its
// beginning first, and a longer name before a shorter one.
func Namings[M any](asked string, names map[string]M) (all []Naming) {
	asked = strings.TrimSpace(asked)
	for at := range len(asked) {
		if at > 0 && asked[at-1] != ' ' || asked[at] == ' ' {
			continue
		}
		for _, name := range beginning(asked[at:], names) {
			all = append(all, Naming{name, strings.TrimSpace(asked[:at] + asked[at+len(name):])})
		}
	}
	return all
}
