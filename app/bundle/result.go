package bundle

import (
	"bytes"
	"encoding/json"
	"reflect"

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

// ResultIs reports whether a text is result.json of a session: byte for byte, or,
// where it was written before a result had versions, in everything that it said then.
func ResultIs(s *voting.State, said []byte) (bool, error) {
	want, err := ResultText(s)
	if err != nil || bytes.Equal(want, said) {
		return err == nil, err
	}
	var before, now map[string]any
	if json.Unmarshal(said, &before) != nil || before["version"] != nil {
		return false, nil
	}
	if err := json.Unmarshal(want, &now); err != nil {
		return false, err
	}
	dropVersion(now)
	return reflect.DeepEqual(before, now), nil
}

// dropVersion takes out of a result what the first ones did not say.
func dropVersion(result map[string]any) {
	for _, key := range []string{"version", "phase", "versions", "collected", "valid", "void", "missing", "left", "pending", "refused"} {
		delete(result, key)
	}
	units, _ := result["units"].([]any)
	for _, unit := range units {
		if fields, ok := unit.(map[string]any); ok {
			for _, key := range []string{"issued", "checked_in", "valid", "void"} {
				delete(fields, key)
			}
		}
	}
}
