package recount

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"pingyi/voting"
)

// rules is a rulebook as this package reads it, out of the text in the record.
// Version 1 has its form beside its sentences, version 2 on the ballot.
type rules struct {
	form
	OneVote    string            `json:"one_vote"`
	Categories []label           `json:"categories"`
	Pipeline   []string          `json:"pipeline"`
	RankAs     string            `json:"rank"`
	Ballot     form              `json:"ballot"`
	Steps      []json.RawMessage `json:"steps"`
	Results    map[string]string `json:"result"`

	text     []byte
	chain    *chain // nil where the scores are not worked out here
	cuts     []cut  // the lists that are made here
	oneGroup bool   // no categories are told apart, and no table has them
}

// form is what is asked, and what of an answer is void. Criteria are labels, or words
// that each unit has its own.
type form struct {
	Grades   []grade         `json:"grades"`
	Numbers  *span           `json:"numbers"`
	Criteria json.RawMessage `json:"criteria"`
	Choose   []limits        `json:"choose"`
	Patterns []pattern       `json:"patterns"`
	Best     *limits         `json:"best"` // of version 1
	Worst    *limits         `json:"worst"`
}

type grade struct {
	Label  string       `json:"label"`
	Points *json.Number `json:"points"`
	InBase *bool        `json:"in_base"`
}

// span is a scale of numbers.
type span struct{ From, To, Step json.Number }

// grades are its numbers as marks, the highest first.
func (s span) grades() []grade {
	var all []grade
	in := true
	for n := whole(string(s.To)); n.Cmp(whole(string(s.From))) >= 0; n = new(big.Int).Sub(n, whole(string(s.Step))) {
		text := strings.TrimSuffix(strings.TrimRight(quotient{n, whole("1")}.rounded(scalePlaces, ""), "0"), ".")
		points := json.Number(text)
		all = append(all, grade{Label: text, Points: &points, InBase: &in})
	}
	return all
}

type label struct {
	Label  string       `json:"label"`
	Weight *json.Number `json:"weight"`
}

// readRules reads a rulebook that a session could be made with.
func readRules(rb voting.Rulebook) rules {
	var r rules
	text, err := json.Marshal(rb)
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		panic(fmt.Sprintf("read the rulebook of a record: %v", err)) // the record was decoded before
	}
	if r.text = text; r.Pipeline == nil {
		r.form = r.Ballot
	}
	if r.Numbers != nil {
		r.Grades = append(r.Numbers.grades(), r.Grades...) // beside numbers, what takes none
	}
	if r.oneGroup = r.Categories == nil; r.oneGroup {
		r.Categories = []label{{Label: rb.Categories[0].Label}}
	}
	r.chain = r.readChain()
	r.cuts = r.readCuts()
	return r
}

// criteria are the labels of what is asked of every unit, nil where each has its
// own or where one thing alone is asked.
func (r rules) criteria() []label {
	var labels []label
	_ = json.Unmarshal(r.Criteria, &labels) // words are no list
	return labels
}

// own reports whether each unit has criteria of its own.
func (r rules) own() bool {
	var words string
	return json.Unmarshal(r.Criteria, &words) == nil && words != ""
}

// Figures names what a rulebook makes of counts, as results call it, by what works
// it out in a recount: an arithmetic of its own, or the engine of the rules again,
// on counts that were made anew.
func Figures(rb voting.Rulebook) (own, engine []string) {
	r := readRules(rb)
	for _, name := range r.figures() {
		if r.chain.has(name) || r.makes(name) {
			own = append(own, name)
		} else {
			engine = append(engine, name)
		}
	}
	return own, engine
}
