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
func ResultText(s *voting.State) ([]byte, error) { return TextOf(display.ResultsOf(s)) }

// TextOf writes results of any version in the same way.
func TextOf(r display.Results) ([]byte, error) { return text(r) }

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
	drop(result, "version", "phase", "versions", "collected", "valid", "void", "missing", "left", "pending", "refused",
		"session", "secrecy", "final", "items", "scale", "categories", "rulebook", "log", "checkpoints")
	each(result, "units", func(unit map[string]any) {
		drop(unit, "issued", "checked_in", "valid", "void", "item", "department", "by_grade", "hidden")
		each(unit, "criteria", func(criterion map[string]any) { drop(criterion, "by_grade") })
	})
}

func drop(from map[string]any, keys ...string) {
	for _, key := range keys {
		delete(from, key)
	}
}

func each(from map[string]any, key string, do func(map[string]any)) {
	list, _ := from[key].([]any)
	for _, one := range list {
		if fields, ok := one.(map[string]any); ok {
			do(fields)
		}
	}
}
