package tally

import (
	"fmt"
	"slices"
	"strings"

	"pingyi/voting"
	"pingyi/voting/count"
)

// Rules says by which rules of a rulebook ballots are void for a reason, in a language; "" where none is.
type Rules func(lang, reason string) string

// RulesOf are the rules of a rulebook as it is written; none of one with faults.
func RulesOf(written []byte) Rules {
	book, err := count.ParseKept(written)
	if err != nil {
		return nil
	}
	return rulesIn(book)
}

func rulesIn(book *count.Rulebook) Rules {
	return func(lang, reason string) string {
		var all []string
		for _, r := range rules(book, lang) {
			if slices.Contains(r.reasons, reason) {
				all = append(all, r.said)
			}
		}
		return strings.Join(all, Say(lang, "told.rules.and"))
	}
}

// behind is the end of the sentence about ballots that are void for a reason.
func (r Rules) behind(lang string, t count.Told) string {
	at := slices.Index(t.Axes, "reason")
	if r == nil || at < 0 {
		return ""
	}
	if rules := r(lang, t.At[at]); rules != "" {
		return Say(lang, "told.rules", "rules", rules)
	}
	return ""
}

// rule is a sentence about what makes a ballot void, or a row of one, and the reasons that it gives.
type rule struct {
	said    string
	reasons []string
}

// Validity says in sentences what makes a ballot void, or a row of one.
func Validity(book *count.Rulebook, lang string) (all []string) {
	for _, r := range rules(book, lang) {
		all = append(all, r.said)
	}
	return all
}

func rules(book *count.Rulebook, lang string) []rule {
	r, doc := reader{lang: lang}, document(book)
	var all []rule
	for _, c := range book.Choices() {
		key, reasons := "valid.choice", []string{count.SpoiltOverVote, count.SpoiltUnderVote}
		if c.AtLeast == 0 {
			key, reasons = "valid.most", reasons[:1]
		}
		said := Say(lang, key, "list", book.NameIn(lang, c.List), "least", fmt.Sprint(c.AtLeast), "most", fmt.Sprint(c.AtMost))
		all = append(all, rule{said, reasons})
	}
	over, said := doc.Ballot["over_vote"].(string)
	switch marked := len(book.Labels("grade"))+len(book.Labels("number")) > 0; {
	case len(book.Choices()) > 0 || !marked:
	case said:
		all = append(all, rule{Say(lang, "valid."+over), []string{count.SpoiltOverVote}})
	default: // a row is void where nothing is said, and people are to know
		all = append(all, rule{Say(lang, "valid.unsaid"), []string{count.SpoiltOverVote}})
	}
	patterns, _ := doc.Ballot["patterns"].([]any)
	for _, p := range objects(patterns) {
		reason := count.SpoiltPattern
		if p["at_most"] != nil || p["at_least"] != nil {
			reason = count.SpoiltQuota
		}
		if said := r.pattern(p); said != "" {
			all = append(all, rule{said, []string{reason}})
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
