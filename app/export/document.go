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
	Open
}

// Open is what ties that wait for people leave open.
type Open struct {
	Waiting   []Waiting   `json:"waiting,omitempty"`   // the lists that are not settled, besides those that are tied themselves
	Unsettled []Unsettled `json:"unsettled,omitempty"` // the places, words and figures that are not, likewise

	of func(voting.UnitID) []voting.Waits // the results of a unit that are not, also those that are tied themselves; nil where all are
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

// OpenOf is what the ties of results leave open. The rulebook is the text that was kept.
func OpenOf(r display.Results, rulebook []byte) Open {
	if r.Pending == nil {
		return Open{}
	}
	rb, err := voting.KeptRulebook(rulebook)
	if err != nil {
		return Open{} // then there is no result by it either
	}
	var ties []voting.Tie
	for _, tie := range r.Pending {
		ties = append(ties, voting.Tie(tie))
	}
	var units []voting.Unit
	for _, u := range r.Units {
		units = append(units, voting.Unit{ID: u.Unit, Class: u.Class})
	}
	open := Open{Waiting: waitingFor(rb, ties), of: rb.WaitsFor(ties, units)}
	for _, one := range rb.OpenResults(ties, units) {
		open.Unsettled = append(open.Unsettled, Unsettled{one.Table, one.Units, one.For})
	}
	return open
}

// waitingFor are the lists that rest on ties, those of an earlier tie first.
func waitingFor(rb voting.Rulebook, ties []voting.Tie) (all []Waiting) {
	for _, tie := range ties {
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
	return Head{r.Unannounced(), voids, OpenOf(r, rulebook)}
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
