package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"pingyi/voting"
)

// readExpected reads expected.json, nil where the folder has none. A result that
// nothing could ever equal is a mistake in the file, not a difference.
func readExpected(fsys fs.FS, session voting.Session) (*Expected, error) {
	const name = "expected.json"
	var file File
	if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err := readFirst(fsys, &file, name); err != nil {
		return nil, err
	}
	wrong := func(format string, args ...any) Errors {
		return Errors{RowError{File: name, Code: CodeExpected, Args: []string{fmt.Sprintf(format, args...)}}}
	}
	var expected Expected
	if err := json.Unmarshal(file.Body, &expected); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			return nil, wrong("%s is another kind of value than it must be: %s", orWhole(kind.Field), kind.Value)
		}
		return nil, wrong("%v", err)
	}
	units, categories := make(map[voting.UnitID]bool), make(map[string]bool)
	for _, unit := range session.Units {
		units[unit.ID] = true
	}
	for _, category := range session.Rulebook.Categories {
		categories[category.Label] = true
	}
	for i, unit := range expected.Units {
		if !units[unit.Unit] {
			return nil, wrong("units[%d]: unit %q is not on the list, or there twice", i, unit.Unit)
		}
		delete(units, unit.Unit)
		if (unit.Score == "") != (unit.Exact == "") {
			return nil, wrong("units[%d] (%s): exact and score belong together, one is missing", i, unit.Unit)
		}
		for category, counts := range unit.Counts {
			if !categories[category] || len(counts) != len(session.Rulebook.Grades) {
				return nil, wrong("units[%d] (%s): counts of %q: no such category, or not one count for each grade", i, unit.Unit, category)
			}
		}
	}
	return &expected, nil
}

func orWhole(field string) string {
	if field == "" {
		return "the file as a whole"
	}
	return field
}
