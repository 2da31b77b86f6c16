package tally

import (
	"bytes"
	"encoding/json"

	"pingyi/voting/count"
)

// bookText is the text of a rulebook, as far as people are told about it.
type bookText struct {
	Title      string
	Mode       string
	Secrecy    string
	OneVote    string `json:"one_vote"`
	Ballot     map[string]any
	Categories []map[string]any
	Imported   []map[string]any
	Steps      []map[string]any
	Result     map[string]string
}

// document reads the rulebook's own text, which was checked before.
func document(book *count.Rulebook) bookText {
	var text bookText
	decoder := json.NewDecoder(bytes.NewReader(book.Translation()))
	decoder.UseNumber()
	if err := decoder.Decode(&text); err != nil {
		panic(err) // it was read as JSON
	}
	return text
}

// collect notes every text that stands as a value anywhere inside.
func collect(value any, into map[string]bool) {
	switch value := value.(type) {
	case string:
		into[value] = true
	case []any:
		for _, one := range value {
			collect(one, into)
		}
	case []map[string]any:
		for _, one := range value {
			collect(one, into)
		}
	case map[string]any:
		for _, one := range value {
			collect(one, into)
		}
	}
}
