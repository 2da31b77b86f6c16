package docs_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pingyi/app/export"
	"pingyi/display"
)

// fieldsOf names the fields of results.json, those of everything in it too.
func fieldsOf(t reflect.Type) []string {
	var names []string
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return fieldsOf(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			if name != "" && name != "-" {
				names = append(names, name)
			}
			names = append(names, fieldsOf(t.Field(i).Type)...)
		}
	}
	return names
}

// TestEveryFieldOfTheResultsIsInTheOneReference, and BUNDLE.md sends its readers there.
func TestEveryFieldOfTheResultsIsInTheOneReference(t *testing.T) {
	_, reference, _ := strings.Cut(read(t, "docs/EXPORTS.md"), "\n## JSON\n")
	names := append(fieldsOf(reflect.TypeFor[export.Head]()), fieldsOf(reflect.TypeFor[display.Results]())...)
	if len(names) < 60 || !slices.Contains(names, "checked_in") {
		t.Fatalf("only %d fields: %v", len(names), names)
	}
	for _, name := range names {
		if !strings.Contains(reference, "`"+name+"`") {
			t.Errorf("docs/EXPORTS.md does not say what %s is", name)
		}
	}
	if bundle := read(t, "docs/BUNDLE.md"); !strings.Contains(bundle, "(EXPORTS.md#json)") || strings.Contains(bundle, "`by_grade`") {
		t.Error("docs/BUNDLE.md does not send its readers to the list, or has one of its own")
	}
}
