package count_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// mutated calls do with the rulebook as often as it has values: each time changed
// at one place, and put back.
func mutated(value any, path string, change func(holder any, key any), do func(path string)) {
	switch holder := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(holder)) {
			was := holder[key]
			change(holder, key)
			do(path + "." + key)
			holder[key] = was
			mutated(was, path+"."+key, change, do)
		}
	case []any:
		for i, was := range holder {
			change(holder, i)
			do(fmt.Sprintf("%s[%d]", path, i))
			holder[i] = was
			mutated(was, fmt.Sprintf("%s[%d]", path, i), change, do)
		}
	}
}

// whole is a rulebook in which every kind of key is there.
func wholeBook(t *testing.T) any {
	var document any
	decoder := json.NewDecoder(strings.NewReader(string(read(t, testdata(), "refused.json"))))
	decoder.UseNumber()
	if err := decoder.Decode(&document); err != nil {
		t.Fatal(err)
	}
	return document
}

func parsed(t *testing.T, document any) error {
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	_, err = count.Parse(text)
	return err
}

// TestNothingIsLeftOutSilently: a key that is not there is either refused, or it is
// one of those below, where leaving it out is a rule of its own that docs/RULEBOOK.md
// states. A new key that may be left out has to be added here.
func TestNothingIsLeftOutSilently(t *testing.T) {
	stated := []string{
		"secrecy",                        // the engine counts all the same; a session refuses
		"choose", "patterns", "headline", // none
		"seats",             // nothing is said of them
		"at_least",          // of a choice: none need be chosen; of a band: its other side is open
		"round",             // exact
		"ties",              // shared
		"only_if", "not_on", // everybody is let in
		"cap", // no limit
	}
	document := wholeBook(t)
	accepted := map[string]bool{}
	mutated(document, "", func(holder, key any) {
		if object, ok := holder.(map[string]any); ok {
			delete(object, key.(string))
		}
	}, func(path string) {
		key := path[strings.LastIndexAny(path, ".]")+1:]
		if key == "" || parsed(t, document) != nil {
			return
		}
		if accepted[key] = true; !slices.Contains(stated, key) && !strings.HasPrefix(path, ".result.") {
			t.Errorf("without %s the rulebook is taken, and nothing says what that means", path)
		}
	})
	if len(accepted) < 5 {
		t.Errorf("only %v may be left out", accepted)
	}
}

// TestNothingIsTakenForAnotherThing: no value may be of another kind. What is null,
// an empty text, a list or an object in the wrong place is refused.
func TestNothingIsTakenForAnotherThing(t *testing.T) {
	document := wholeBook(t)
	places := 0
	for _, wrong := range []any{nil, "", json.Number("-1.5"), true, []any{}, map[string]any{}} {
		var was any
		mutated(document, "", func(holder, key any) {
			switch holder := holder.(type) {
			case map[string]any:
				was, holder[key.(string)] = holder[key.(string)], wrong
			case []any:
				was, holder[key.(int)] = holder[key.(int)], wrong
			}
		}, func(path string) {
			if _, scalar := was.(string); !scalar && wrong != nil && reflect.TypeOf(was) == reflect.TypeOf(wrong) && reflect.TypeOf(was).Comparable() {
				return // another number, or another flag
			}
			if list, ok := wrong.([]any); ok && len(list) == 0 && strings.HasPrefix(path, ".imported") && strings.HasSuffix(path, ".axes") {
				return // a figure without an axis is one for the whole event
			}
			places++
			if err := parsed(t, document); err == nil {
				t.Errorf("%v at %s is taken", wrong, path)
			} else if strings.Contains(err.Error(), "%!") {
				t.Errorf("%v at %s is refused with %v", wrong, path, err)
			}
		})
	}
	if places < 900 {
		t.Errorf("only %d changes were tried", places)
	}
}
