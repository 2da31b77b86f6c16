package voting

import (
	"bytes"
	"encoding/json"

	"pingyi/voting/count"
)

// Version 1 of a rulebook says its steps in sentences. Sessions that were held by
// one must be read for ever, and keep the hash that was printed with their result;
// so its canonical form stays what it was: these fields, in this order.
type versionOne struct {
	Title      string        `json:"title"`
	Mode       string        `json:"mode"`
	Secrecy    string        `json:"secrecy"`
	OneVote    string        `json:"one_vote"`
	Reveal     string        `json:"reveal,omitempty"`
	Grades     []gradeOne    `json:"grades"`
	Criteria   criteriaOne   `json:"criteria"`
	Categories []categoryOne `json:"categories"`
	Pipeline   []string      `json:"pipeline"`
	Places     *int          `json:"places,omitempty"`
	Rank       string        `json:"rank"`
	Recusal    string        `json:"recusal,omitempty"`
}

type gradeOne struct {
	Label  string       `json:"label"`
	Points *json.Number `json:"points"`
	InBase *bool        `json:"in_base,omitempty"`
}

type categoryOne struct {
	Label  string      `json:"label"`
	Seats  int         `json:"seats"`
	Weight json.Number `json:"weight,omitempty"`
}

// criteriaOne is a list, or the sentence that each unit has its own.
type criteriaOne struct {
	listed []criterionOne
	said   string
}

type criterionOne struct {
	Label  string      `json:"label"`
	Weight json.Number `json:"weight,omitempty"`
}

func (c criteriaOne) MarshalJSON() ([]byte, error) {
	if c.said != "" {
		return json.Marshal(c.said)
	}
	return json.Marshal(c.listed)
}

func (c *criteriaOne) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte{'"'}) {
		return json.Unmarshal(text, &c.said)
	}
	return json.Unmarshal(text, &c.listed)
}

// declaresVersion tells version 2 from version 1, which had no number.
func declaresVersion(content []byte) bool {
	var shape struct {
		Rulebook json.RawMessage `json:"rulebook"`
	}
	err := json.Unmarshal(bytes.TrimPrefix(content, []byte(byteOrderMark)), &shape)
	return err == nil && shape.Rulebook != nil
}

// canonicalOne writes a rulebook of version 1 in its canonical form. What the
// session does where the text says nothing is written down in it.
func canonicalOne(content []byte) ([]byte, error) {
	var one versionOne
	if err := strictJSON(bytes.TrimPrefix(content, []byte(byteOrderMark)), &one); err != nil {
		return nil, err
	}
	if one.Reveal == "" {
		one.Reveal = count.RevealLive
	}
	if one.OneVote == "" {
		one.OneVote = count.LastVoteCounts
	}
	return json.Marshal(one)
}

// sentencesOne are the steps of version 1 as they are written.
func sentencesOne(text []byte) ([]string, error) {
	var one versionOne
	err := strictJSON(text, &one)
	return one.Pipeline, err
}
