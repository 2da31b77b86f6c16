package display

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"pingyi/onair"
	"pingyi/voting"
)

// PledgeScene is what a unit promised, in its own words, a page at a time.
type PledgeScene struct {
	Named
	Page  int      `json:"page"` // from 0
	Pages int      `json:"pages"`
	Text  []string `json:"text"`  // a sentence or a part of one each
	Group string   `json:"group"` // the heading of the pledge
	Grade string   `json:"grade,omitempty"`
}

const (
	pageWidth  = 80    // of a page, in half widths: a character of Chinese is two
	pledgeText = 4_000 // bytes of one pledge that are laid out
)

// pledgePage is a page before it is shown.
type pledgePage struct {
	of    int // which criterion of the unit it is, -1 of none
	group string
	lines []string
}

func (o output) pledge(cue onair.Cue) drawing {
	about := o.subject(cue)
	s := PledgeScene{Named: about.Named, Text: []string{}}
	var pages []pledgePage
	for _, pledge := range o.pledges(cue, about) {
		for _, lines := range Paged(pledge.Label) {
			pages = append(pages, pledgePage{slices.Index(about.unit.Criteria, pledge), pledge.Group, lines})
		}
	}
	s.Pages = max(1, len(pages))
	s.Page = inside(cue.Step, s.Pages)
	if len(pages) > 0 {
		page := pages[s.Page]
		s.Text, s.Group = page.lines, page.group
		s.Grade = o.pledgeGrade(about, page.of)
	}
	return paged(s, true, cue.Step, s.Pages, append(about.key(), cue.List, fmt.Sprint(s.Page))...)
}

// pledgeGrade is the word for one pledge of a unit; where the rulebook has none for each, the
// one for the unit.
func (o output) pledgeGrade(about subject, k int) string {
	finding, judged := o.finding("", k >= 0)
	if !judged {
		finding, judged = o.finding("", false)
	}
	word := ""
	if judged {
		word, _ = o.word(about, finding, k)
	}
	return word
}

// pledges are what is shown: the words of the cue, or the one of its name, or all of the unit's.
// Criteria that everybody has are nobody's pledges.
func (o output) pledges(cue onair.Cue, about subject) []voting.Criterion {
	if len(cue.Text) > 0 {
		return []voting.Criterion{{Label: strings.Join(cue.Text, "")}}
	}
	own := about.unit.Criteria
	if k := o.criterion(about.unit, cue.List); k >= 0 && k < len(own) {
		return own[k : k+1]
	}
	return own
}

// Paged lays a text out: pages of about forty characters that break between sentences,
// lines that are a sentence each. A sentence that is longer than a page breaks where it
// pauses, or where it must. All words stay, in their order.
func Paged(text string) [][]string {
	var pages [][]string
	room := 0
	for _, line := range linesOf(cutBytes(text, pledgeText)) {
		if n := width(line); n > room {
			pages, room = append(pages, nil), pageWidth
		}
		room -= width(line)
		pages[len(pages)-1] = append(pages[len(pages)-1], line)
	}
	return pages
}

// linesOf splits a text at the ends of sentences, and what is wider than a page further.
func linesOf(text string) []string {
	var lines []string
	for _, sentence := range splitAfter(text, ends) {
		if width(sentence) <= pageWidth {
			lines = append(lines, sentence)
			continue
		}
		line := ""
		for _, piece := range splitAfter(sentence, pauses) {
			if line != "" && width(line)+width(piece) > pageWidth {
				lines, line = append(lines, line), ""
			}
			for line += piece; width(line) > pageWidth; {
				at := fitting(line)
				lines, line = append(lines, strings.TrimSpace(line[:at])), strings.TrimSpace(line[at:])
			}
		}
		lines = append(lines, line)
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// splitAfter divides a text behind each mark, which stays with what it ends, along with
// the marks that close a quotation.
func splitAfter(text string, marks func(before, mark, after rune) bool) []string {
	var parts []string
	runes := []rune(text)
	from := 0
	for i, r := range runes {
		var before, after rune
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		if marks(before, r, after) {
			parts, from = append(parts, strings.TrimSpace(string(runes[from:i+1]))), i+1
		}
	}
	return append(parts, strings.TrimSpace(string(runes[from:])))
}

const closing = "”’」』）)\"'。；！？!?;…"

// ends tells the end of a sentence. A full stop of Latin is one only before a space.
func ends(before, mark, after rune) bool {
	switch {
	case strings.ContainsRune(closing, after):
		return false
	case strings.ContainsRune("。；！？…\n", mark):
		return true
	case strings.ContainsRune("”’」』", mark):
		return strings.ContainsRune("。！？…", before)
	case strings.ContainsRune(".;!?", mark):
		return after == ' ' || after == 0 || after == '\n'
	}
	return false
}

// pauses tells where a long sentence may break.
func pauses(_, mark, after rune) bool {
	switch {
	case strings.ContainsRune(closing, after):
		return false
	case strings.ContainsRune("，、：", mark):
		return true
	}
	return mark == ' ' || strings.ContainsRune(",:", mark) && after == ' '
}

// width is how wide a text is in half widths. Everything beyond Latin is taken as wide.
func width(text string) int {
	n := 0
	for _, r := range text {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}

// fitting is how many bytes of a text fit on a page.
func fitting(text string) int {
	n := 0
	for at, r := range text {
		w := 1
		if r >= 0x1100 {
			w = 2
		}
		if n += w; n > pageWidth {
			return at
		}
	}
	return len(text)
}

// cutBytes shortens a text to so many bytes, between characters.
func cutBytes(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
