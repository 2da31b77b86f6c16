package tally

import (
	"fmt"

	"pingyi/voting"
	"pingyi/voting/count"
)

// Validity says in sentences what makes a ballot void, or a row of one.
func Validity(book *count.Rulebook, lang string) []string {
	r, doc := reader{lang: lang}, document(book)
	var all []string
	for _, c := range book.Choices() {
		key := "valid.choice"
		if c.AtLeast == 0 {
			key = "valid.most"
		}
		all = append(all, Say(lang, key, "list", book.NameIn(lang, c.List), "least", fmt.Sprint(c.AtLeast), "most", fmt.Sprint(c.AtMost)))
	}
	over, said := doc.Ballot["over_vote"].(string)
	switch marked := len(book.Labels("grade"))+len(book.Labels("number")) > 0; {
	case len(book.Choices()) > 0 || !marked:
	case said:
		all = append(all, Say(lang, "valid."+over))
	default: // a row is void where nothing is said, and people are to know
		all = append(all, Say(lang, "valid.unsaid"))
	}
	patterns, _ := doc.Ballot["patterns"].([]any)
	for _, p := range objects(patterns) {
		if said := r.pattern(p); said != "" {
			all = append(all, said)
		}
	}
	return all
}

// ValidityOf is Validity of a rulebook as it is written; nothing of one with faults.
func ValidityOf(written []byte, lang string) []string {
	book, err := count.ParseKept(written)
	if err != nil {
		return nil
	}
	return Validity(book, lang)
}

// StepsOf reads out the steps of a rulebook as it is written, each with its name; nothing
// of an old one, which has sentences of its own.
func StepsOf(written []byte, lang string) []string {
	book, err := count.ParseKept(written)
	if err != nil || book.Old() {
		return nil
	}
	var all []string
	for _, step := range Steps(book, lang) {
		all = append(all, step.Name+" = "+step.Said)
	}
	return all
}

// NamesOf is what readers of a language call what a rulebook names, as it is written: its lists, steps,
// tables and categories; nil of one with faults.
func NamesOf(written []byte, lang string) func(string) string {
	rb, err := voting.KeptRulebook(written)
	if err != nil {
		return nil
	}
	return func(name string) string { return rb.NameIn(lang, name) }
}

// pattern says one rule for all rows.
func (r *reader) pattern(p map[string]any) string {
	if p["void_if_all_equal"] == true {
		return r.say("valid.equal")
	}
	if all := p["void_if_all"]; all != nil {
		return Say(r.lang, "valid.all", "grade", fmt.Sprint(all))
	}
	for _, key := range []string{"at_most", "at_least"} {
		quota, ok := p[key].(map[string]any)
		if !ok {
			continue
		}
		grade := fmt.Sprint(quota["grade"])
		if quota["from"] != nil {
			grade = fmt.Sprintf("%v–%v", quota["from"], quota["to"])
		}
		return Say(r.lang, "valid."+key, "grade", grade, "percent", fmt.Sprint(quota["percent"]))
	}
	return ""
}
