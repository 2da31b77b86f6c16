package export

import (
	"encoding/json"
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// Head stands before the results in a file of JSON: what is told of them, and what a bundle
// does not hold.
type Head struct {
	Unannounced  bool                 `json:"unannounced"`
	VoidByReason []voting.VoidBallots `json:"void_by_reason,omitempty"` // absent where nobody counted it, too
	Waiting      []Waiting            `json:"waiting,omitempty"`        // the lists that are not settled, besides those that are tied themselves
	Unsettled    []Unsettled          `json:"unsettled,omitempty"`      // the places, words and figures that are not, likewise
}

// Waiting is a list that is not settled, since it rests on steps whose ties wait for people.
type Waiting struct {
	List string   `json:"list"`
	For  []string `json:"for"`
}

// Unsettled is a result of some units that may change, since it rests on steps whose ties wait for people.
type Unsettled struct {
	Result string          `json:"result"`
	Units  []voting.UnitID `json:"units"`
	For    []string        `json:"for"`
}

// UnsettledOf are the results, but for lists, that rest on the ties of results.
func UnsettledOf(r display.Results, rulebook []byte) (all []Unsettled) {
	if r.Pending == nil {
		return nil
	}
	rb, err := voting.KeptRulebook(rulebook)
	if err != nil {
		return nil
	}
	var ties []voting.Tie
	for _, tie := range r.Pending {
		ties = append(ties, voting.Tie(tie))
	}
	var units []voting.Unit
	for _, u := range r.Units {
		units = append(units, voting.Unit{ID: u.Unit, Class: u.Class})
	}
	for _, one := range rb.OpenResults(ties, units) {
		all = append(all, Unsettled{one.Table, one.Units, one.For})
	}
	return all
}

// WaitingOf are the lists that rest on the ties of results, those of an earlier tie first. The rulebook is the text that
// was kept.
func WaitingOf(r display.Results, rulebook []byte) (all []Waiting) {
	if r.Pending == nil {
		return nil
	}
	rb, err := voting.KeptRulebook(rulebook)
	if err != nil {
		return nil // then there is no result by it either
	}
	for _, tie := range r.Pending {
		for _, w := range rb.Waiting(tie.Step) {
			at := slices.IndexFunc(all, func(one Waiting) bool { return one.List == w.List })
			if at < 0 {
				at, all = len(all), append(all, Waiting{List: w.List})
			}
			if !slices.Contains(all[at].For, tie.Step) {
				all[at].For = append(all[at].For, tie.Step)
			}
		}
	}
	return all
}

// HeadOf is the head of results by a rulebook.
func HeadOf(r display.Results, voids []voting.VoidBallots, rulebook []byte) Head {
	return Head{r.Unannounced(), voids, WaitingOf(r, rulebook), UnsettledOf(r, rulebook)}
}

// Document is a file of JSON: the fields of result.json of a bundle behind the head.
type Document struct {
	Head
	display.Results
}

// Before puts the head before results that are written already, an object over several
// lines: those of a bundle stay as they were given out.
func (h Head) Before(results []byte) ([]byte, error) {
	head, err := json.MarshalIndent(h, "", " ")
	if err != nil {
		return nil, err
	}
	return append(append(head[:len(head)-len("\n}")], ','), results[len("{"):]...), nil
}
