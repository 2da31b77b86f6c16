package display

import (
	"fmt"
	"hash/fnv"
	"strings"

	"pingyi/onair"
)

// StrapScene is a lower third: who is seen.
type StrapScene struct {
	Name   string   `json:"name"`
	Lines  []string `json:"lines"`
	Number int      `json:"number,omitempty"`
	Side   string   `json:"side"` // left, right
}

// BugScene is the mark in the corner: which round this is.
type BugScene struct {
	Title string `json:"title"`
	Item  int    `json:"item"`
	Of    int    `json:"of"`
	State string `json:"state"`          // ready, open, closed, confirmed, revealed, void
	Held  bool   `json:"held,omitempty"` // as of a countdown
	Live  bool   `json:"live"`           // false in a rehearsal
}

// CrawlScene is a line of news.
type CrawlScene struct {
	Items []CrawlItem `json:"items"`
}

// CrawlItem is one of them.
type CrawlItem struct {
	Text string `json:"text"`
}

// How much text a picture takes; what is longer is cut off, so that no cue makes a frame
// large.
const (
	strapRunes = 48
	strapLines = 3
	crawlRunes = 200
	crawlItems = 40
)

// sideRight is what a strap's cue says in List for the right-hand side.
const sideRight = "right"

func (o output) strap(cue onair.Cue) drawing {
	s := StrapScene{Lines: []string{}, Side: "left"}
	if cue.List == sideRight {
		s.Side = sideRight
	}
	var about subject
	if o.Phase != "" {
		about = o.subject(cue)
	}
	switch {
	case len(cue.Text) > 0:
		s.Name = cut(cue.Text[0], strapRunes)
		for _, line := range cue.Text[1:min(len(cue.Text), 1+strapLines)] {
			s.Lines = append(s.Lines, cut(line, strapRunes))
		}
		return one(s, true, append([]string{s.Name}, s.Lines...)...)
	case o.Phase == "":
		return drawing{}
	}
	s.Name, s.Number = about.Name, about.Number
	if about.Place != "" && about.Place != about.Name {
		s.Lines = append(s.Lines, about.Place)
	}
	return one(s, true, about.key()...)
}

func (o output) bug(cue onair.Cue) drawing {
	about := o.subject(cue)
	return one(BugScene{
		Title: o.State.Session.Title, Item: about.Number, Of: len(o.Items), State: o.standing(about), Held: o.held(), Live: !o.State.Session.Rehearsal,
	}, true)
}

// crawl has its words in its key: corrected ones are another belt, or the old ones would run on while the desk says
// that the new are on.
func (o output) crawl(cue onair.Cue) drawing {
	s := CrawlScene{Items: []CrawlItem{}}
	words := fnv.New64a()
	for _, text := range cue.Text[:min(len(cue.Text), crawlItems)] {
		if text = cut(text, crawlRunes); text != "" {
			s.Items = append(s.Items, CrawlItem{text})
			words.Write([]byte(text + "\n")) // no text has a line break
		}
	}
	return one(s, true, inLetters(words.Sum64()))
}

// inLetters writes a hash without digits: what looks for a number in a picture finds none in its key.
func inLetters(hash uint64) string {
	return strings.Map(func(r rune) rune {
		if r <= '9' {
			return r - '0' + 'g'
		}
		return r
	}, fmt.Sprintf("%x", hash))
}

// cut shortens a text to so many characters, on one line.
func cut(text string, runes int) string {
	text = strings.Join(strings.Fields(text), " ")
	n := 0
	for at := range text {
		if n == runes {
			return text[:at]
		}
		n++
	}
	return text
}
