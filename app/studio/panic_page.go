package studio

import "pingyi/voting"

// panicFacts is what the script of panic needs on the pages that are beside the director's desk: everything can be taken
// off from these too, by the part of the desk that does it there.
type panicFacts struct {
	Lang     string            `json:"lang"`
	Person   string            `json:"person"`
	Role     voting.Role       `json:"role"`
	Words    map[string]string `json:"words"`
	Sessions []string          `json:"sessions"` // none: the script asks which there are
}

func (s *Studio) panicFacts(lang string, who Person) panicFacts {
	return panicFacts{Lang: lang, Person: who.Name, Role: who.Role, Words: s.cfg.Site.DirectorWords(lang), Sessions: []string{}}
}
