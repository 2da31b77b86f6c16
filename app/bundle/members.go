package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"pingyi/display"
)

// members are what an object in a result has, by name. They are those of the type that
// it is written from, so that no list beside it can be forgotten.
type members map[string]member

// member is one of them: the format that brought it, whether it is left out when it is
// empty, and what the object or the objects in it have.
type member struct {
	since    int
	optional bool
	below    members
}

// results are the members of a result.
func results() members { return membersOf(reflect.TypeFor[display.Results](), 0) }

// membersOf reads a type that came with a format; nil where it is no object and has
// none in it.
func membersOf(t reflect.Type, format int) members {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return membersOf(t.Elem(), format)
	case reflect.Struct:
	default:
		return nil
	}
	all := make(members)
	for i := range t.NumField() {
		field := t.Field(i)
		if field.Anonymous {
			maps.Copy(all, membersOf(field.Type, format))
			continue
		}
		name, how, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" {
			continue // it is for pages, and in no file
		}
		since, _ := strconv.Atoi(field.Tag.Get("since")) // without one it came with what it is in
		since = max(since, format)
		all[name] = member{since: since, optional: how == "omitempty", below: membersOf(field.Type, since)}
	}
	return all
}

// check names the members of a value that a format does not have, and those that it
// has and the value lacks.
func (m members) check(value any, where string, format int) []string {
	var all []string
	if list, is := value.([]any); is {
		for i, entry := range list {
			all = append(all, m.check(entry, where+" "+nameOf(entry, i), format)...)
		}
		return all
	}
	object, is := value.(map[string]any)
	if !is || m == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if known, there := m[name]; !there || known.since > format {
			all = append(all, fmt.Sprintf("%s has %q, which format %d does not have", where, name, format))
		} else {
			all = append(all, known.below.check(object[name], where+" "+name, format)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if _, there := object[name]; !there && m[name].since <= format && !m[name].optional {
			all = append(all, fmt.Sprintf("%s lacks %q, which format %d has", where, name, format))
		}
	}
	return all
}

// prune takes out of a value what came after a format.
func (m members) prune(value any, format int) {
	switch value := value.(type) {
	case []any:
		for _, entry := range value {
			m.prune(entry, format)
		}
	case map[string]any:
		for name, known := range m {
			if known.since > format {
				delete(value, name)
			} else if below, there := value[name]; there && known.below != nil {
				known.below.prune(below, format)
			}
		}
	}
}

// decode reads a JSON value with its numbers as they are written. A member that is
// there twice would be one thing to one reader and another to the next.
func decode(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	value, err := next(decoder)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the value")
	}
	return value, nil
}

func next(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return nextObject(decoder)
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			entry, err := next(decoder)
			if err != nil {
				return nil, err
			}
			list = append(list, entry)
		}
		_, err = decoder.Token()
		return list, err
	}
	return token, nil
}

func nextObject(decoder *json.Decoder) (any, error) {
	object := make(map[string]any)
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		key, is := name.(string)
		if _, twice := object[key]; !is || twice {
			return nil, fmt.Errorf("%v is there twice", name)
		}
		if object[key], err = next(decoder); err != nil {
			return nil, err
		}
	}
	_, err := decoder.Token()
	return object, err
}
