package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leaf is one value of a result, or a list whose last entry may be dropped.
type leaf struct {
	name string // as people find it: without numbers of entries and names of categories
	path []any
	drop bool
}

// leavesOf lists one leaf of each name.
func leavesOf(value any) []leaf {
	var all []leaf
	known := make(map[string]bool)
	add := func(l leaf) {
		if !known[l.name] {
			known[l.name] = true
			all = append(all, l)
		}
	}
	var walk func(value any, name string, path []any)
	walk = func(value any, name string, path []any) {
		below := func(key any, at string, entry any) {
			walk(entry, strings.TrimSpace(name+" "+at), append(slices.Clone(path), key))
		}
		switch value := value.(type) {
		case map[string]any:
			for _, key := range sortedKeys(value) {
				at := key
				if strings.HasSuffix(name, "counts") {
					at = "*"
				}
				below(key, at, value[key])
			}
		case []any:
			for i, entry := range value {
				below(i, "#", entry)
			}
			if len(value) > 0 {
				add(leaf{name + " drop", path, true})
			}
		default:
			add(leaf{name, path, false})
		}
	}
	walk(value, "", nil)
	return all
}

func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// changed is a result with one leaf otherwise.
func changed(t *testing.T, body []byte, l leaf) []byte {
	t.Helper()
	root := decoded(t, body)
	var put func(value any, path []any) any
	put = func(value any, path []any) any {
		if len(path) == 0 {
			if l.drop {
				return value.([]any)[:len(value.([]any))-1]
			}
			return otherwise(value)
		}
		switch key := path[0].(type) {
		case string:
			value.(map[string]any)[key] = put(value.(map[string]any)[key], path[1:])
		case int:
			value.([]any)[key] = put(value.([]any)[key], path[1:])
		}
		return value
	}
	text, err := json.Marshal(put(root, l.path))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decoded(t *testing.T, body []byte) any {
	t.Helper()
	var value any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// otherwise is another value of the same sort: the first digit of a text, where it has one.
func otherwise(value any) any {
	switch value := value.(type) {
	case bool:
		return !value
	case json.Number:
		n, _ := strconv.Atoi(string(value))
		return n + 1
	case string:
		if at := regexp.MustCompile(`[0-9]`).FindStringIndex(value); at != nil {
			return value[:at[0]] + string('0'+(value[at[0]]-'0'+1)%10) + value[at[1]:]
		}
		return value + "x"
	}
	return "x"
}

// smallEvenings are logs with all that a result has members for.
func smallEvenings(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"pledges":    lived(t, pledgesLog(t), correctedLife()...),
		"windows":    mixedEvening(t).log,
		"best-worst": chosenBy(t, "10", 20),
	}
}

// saidToBeUnknown are the leaves of a result that no check of the public's bundle finds
// changed, and the words of the report that name each.
func saidToBeUnknown() map[string]string {
	const withheld = "unknown whether these members of result.json say what the withheld records give: issued, checked_in and expected; "
	return map[string]string{
		"units # issued": withheld, "units # checked_in": withheld, // who could vote at the close; bounded alone
	}
}

// mayBeOlder are the leaves in which a file that was published before may part from the
// records: how far the log and the session were.
func mayBeOlder(name string) bool {
	return slices.Contains([]string{"log records", "log acted_at", "final"}, name)
}

// Whoever changes one value of a result is found, in the bundle and beside it as what was
// published, or the report says by name that it cannot know.
func TestEveryLeafOfAResultIsChecked(t *testing.T) {
	takesLong(t)
	for name, log := range smallEvenings(t) {
		for _, kind := range []string{scrutineers, publics} {
			c, report := checkOf(t, bundled(t, kind, log))
			honest := c.Result
			for _, l := range leavesOf(decoded(t, honest)) {
				other := changed(t, honest, l)
				if c.publishedIs(t, honest, other) == nil && !mayBeOlder(l.name) {
					t.Errorf("%s, %s: as what was published, nobody finds %s changed", name, kind, l.name)
				}
				if unknown, may := saidToBeUnknown()[l.name]; may && kind == publics && strings.Contains(report, unknown) {
					continue
				}
				if c.resultIs(other) == nil {
					t.Errorf("%s, %s: nobody finds %s changed", name, kind, l.name)
				}
			}
			if err := cmp.Or(c.resultIs(honest), c.publishedIs(t, honest, honest)); err != nil {
				t.Errorf("%s, %s: the honest one: %v", name, kind, err)
			}
		}
	}
}
