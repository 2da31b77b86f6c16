package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

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

// Stated is result.json of a bundle, member by member, of the format that it was
// written in. It is read as what it says and not as how it is spelt, and by the rules
// of its own format: what a later one adds was not left out.
type Stated struct {
	Format int
	result map[string]any
}

// ReadStated reads a result. An error is one of JSON, or a format that came later;
// differences name the members that its format does not have, and those that it wants.
func ReadStated(body []byte) (s Stated, differences []string, err error) {
	value, err := decode(body)
	if err != nil {
		return s, nil, fmt.Errorf("%s: %w", fileResult, Fault(err))
	}
	result, is := value.(map[string]any)
	if !is {
		return s, nil, fmt.Errorf("%s: is no object", fileResult)
	}
	s.result = result
	if s.Format, err = formatOf(result); err != nil {
		return s, nil, fmt.Errorf("%s: %w", fileResult, err)
	}
	return s, results().check(result, fileResult, s.Format), nil
}

// formatOf is the format that a result says it has. The first two said nothing; what
// tells them apart is that the second has versions.
func formatOf(result map[string]any) (int, error) {
	said, there := result["format"]
	if _, versions := result["version"]; !there && versions {
		return 1, nil
	} else if !there {
		return 0, nil
	}
	for format := 2; format <= display.Format; format++ {
		if said == json.Number(fmt.Sprint(format)) {
			return format, nil
		}
	}
	return 0, fmt.Errorf("format %s; this program knows those up to %d", brief(said), display.Format)
}

// Differences compares every member with what the records of a session give, hidden
// as the format hides.
func (s Stated) Differences(state *voting.State) ([]string, error) {
	want, err := text(display.ResultsIn(state, state.ShownVersion().Number, s.Format))
	if err != nil {
		return nil, err
	}
	counted, err := decode(want)
	if err != nil {
		return nil, err
	}
	results().prune(counted, s.Format)
	delete(counted.(map[string]any), "format")
	said := maps.Clone(s.result)
	delete(said, "format") // that of the records is this program's
	return compare(fileResult, counted, said), nil
}

// compare names every place at which two values part.
func compare(where string, counted, said any) []string {
	switch counted := counted.(type) {
	case map[string]any:
		if said, is := said.(map[string]any); is {
			return compareMembers(where, counted, said)
		}
	case []any:
		if said, is := said.([]any); is && len(said) == len(counted) {
			var all []string
			for i := range counted {
				all = append(all, compare(where+" "+nameOf(counted[i], i), counted[i], said[i])...)
			}
			return all
		}
	default:
		if counted == said {
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: the records give %s, it says %s", where, brief(counted), brief(said))}
}

func compareMembers(where string, counted, said map[string]any) []string {
	var all []string
	both := maps.Clone(counted)
	maps.Copy(both, said)
	for _, name := range slices.Sorted(maps.Keys(both)) {
		value, gives := counted[name]
		other, says := said[name]
		switch at := where + " " + name; {
		case !gives:
			all = append(all, fmt.Sprintf("%s: the records give none, it says %s", at, brief(other)))
		case !says:
			all = append(all, fmt.Sprintf("%s: the records give %s, it says none", at, brief(value)))
		default:
			all = append(all, compare(at, value, other)...)
		}
	}
	return all
}

// nameOf is by what people find an entry of a list.
func nameOf(entry any, i int) string {
	fields, _ := entry.(map[string]any)
	for _, key := range []string{"unit", "criterion"} {
		if name, is := fields[key].(string); is {
			return name
		}
	}
	return fmt.Sprint(i)
}

// brief is a value as a line has room for it.
func brief(value any) string {
	const room = 120
	body, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	if runes := bytes.Runes(body); len(runes) > room {
		return string(runes[:room]) + "…"
	}
	return string(body)
}
