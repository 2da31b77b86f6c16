package desk

import (
	"pingyi/app/export"
	"pingyi/app/tally"
	"pingyi/voting"
	"pingyi/voting/count"
)

// inWords tells the rulebook: what is asked, and every step. An old one is told in
// its own sentences, as far as there are words for all of them.
func (v *resultsView) inWords(rb voting.Rulebook) {
	book, err := count.ParseKept(rb.Canonical())
	if err != nil {
		return // it was read before
	}
	v.Rules = rulesInWords(v.deskPage, book)
	for _, written := range rb.Steps {
		said := export.Said(v.words, written)
		if said == written { // without words
			v.Steps = nil
			break
		}
		v.Steps = append(v.Steps, step{tally.Step{Said: said}, written})
	}
	if v.Steps != nil {
		return
	}
	for _, read := range tally.Steps(book, intakeLanguage(v.Lang)) {
		v.Steps = append(v.Steps, step{Step: read})
	}
}
