package count

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// Version 1 of a rulebook says its steps in sentences. Sessions that were held by
// one must be read for ever, and keep the hash that was printed with their result;
// so its canonical form stays what it was: these fields, in this order.
type gradedOne struct {
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

// canonicalOne writes a rulebook of version 1 in its canonical form. What the
// session does where the text says nothing is written down in it.
func canonicalOne(content []byte) ([]byte, error) {
	content = bytes.TrimPrefix(content, []byte(byteOrderMark))
	if chosenOne(content) {
		return canonicalChoice(content)
	}
	var one gradedOne
	if err := strictJSON(content, &one); err != nil {
		return nil, err
	}
	one.Reveal, one.OneVote = saidOne(one.Mode, one.Reveal, one.OneVote)
	return json.Marshal(one)
}

// keepOne keeps what a rulebook of version 1 is known by. The translation read
// all of it before.
func (b *Rulebook) keepOne(text []byte, problems *notes) {
	one, err := canonicalOne(text)
	if err == nil {
		b.one = one
		b.sentences, err = sentencesOne(one)
	}
	if err != nil {
		problems.add(Problem{Path: "(text)", Reason: "this cannot be kept as a rulebook of version 1: " + err.Error(), Mend: `Write it as version 2, with "rulebook": 2`})
	}
}

// saidOne is what a session does where the text says nothing.
func saidOne(mode, reveal, oneVote string) (string, string) {
	if reveal == "" {
		reveal = RevealLive
		if strings.HasPrefix(mode, ModeSelfPaced) {
			reveal = RevealHeld
		}
	}
	if oneVote == "" {
		oneVote = LastVoteCounts
	}
	return reveal, oneVote
}

// sentencesOne are the steps of version 1 as they are written.
func sentencesOne(text []byte) ([]string, error) {
	if chosenOne(text) {
		var one choiceOne
		err := strictJSON(text, &one)
		return append(one.Score, one.TenBest, one.TenWorst), err
	}
	var one gradedOne
	err := strictJSON(text, &one)
	return one.Pipeline, err
}

func strictJSON(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the value")
	}
	return nil
}

// choiceOne is a rulebook of version 1 by which units are chosen: the best and the
// worst. No session was held by one before; its canonical form is this one.
type choiceOne struct {
	Title    string    `json:"title"`
	Mode     string    `json:"mode"`
	Secrecy  string    `json:"secrecy"`
	OneVote  string    `json:"one_vote"`
	Reveal   string    `json:"reveal"`
	Ballot   ballotOne `json:"ballot"`
	Score    []string  `json:"score"`
	TenBest  string    `json:"ten_best"`
	TenWorst string    `json:"ten_worst"`
}

type ballotOne struct {
	Best      limitsOne `json:"best"`
	Worst     limitsOne `json:"worst"`
	OverVote  string    `json:"over_vote"`
	UnderVote string    `json:"under_vote"`
}

type limitsOne struct {
	AtMost  int `json:"at_most"`
	AtLeast int `json:"at_least,omitempty"`
}

// chosenOne tells the two shapes of version 1 apart.
func chosenOne(content []byte) bool {
	var shape struct {
		Ballot json.RawMessage `json:"ballot"`
	}
	return json.Unmarshal(content, &shape) == nil && shape.Ballot != nil
}

func canonicalChoice(content []byte) ([]byte, error) {
	var one choiceOne
	if err := strictJSON(content, &one); err != nil {
		return nil, err
	}
	one.Reveal, one.OneVote = saidOne(one.Mode, one.Reveal, one.OneVote)
	return json.Marshal(one)
}
