package export

import (
	"encoding/json"

	"pingyi/display"
	"pingyi/voting"
)

// Head stands before the results in a file of JSON: what is told of them, and what a bundle
// does not hold.
type Head struct {
	Unannounced  bool                 `json:"unannounced"`
	VoidByReason []voting.VoidBallots `json:"void_by_reason,omitempty"` // absent where nobody counted it, too
}

// HeadOf is the head of results.
func HeadOf(r display.Results, voids []voting.VoidBallots) Head { return Head{r.Unannounced(), voids} }

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
