package bundle

import (
	"encoding/json"

	"pingyi/display"
	"pingyi/voting"
)

// text writes a value as the files of a bundle have it: indented, for people.
func text(value any) ([]byte, error) {
	body, err := json.MarshalIndent(value, "", " ")
	return append(body, '\n'), err
}

// ResultText is result.json of a session, byte for byte.
func ResultText(s *voting.State) ([]byte, error) { return text(display.ResultsOf(s)) }
