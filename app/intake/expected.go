package intake

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"pingyi/voting"
)

// Expected is the result of a scenario. What a file leaves out is nil, and expected
// to be anything.
type Expected struct {
	Issued    *int             `json:"issued"`
	CheckedIn *int             `json:"checked_in"`
	Collected *int             `json:"collected"` // ballots; "returned" and "cast" say the same
	Valid     *int             `json:"valid"`
	Void      *int             `json:"void"`
	Units     []ExpectedUnit   `json:"units"`
	Pledges   []ExpectedPledge `json:"pledges"`

	Lists map[string][]voting.UnitID `json:"-"` // by the table of the rulebook that makes the list
}

// ExpectedUnit is the result of one unit. Counts has by category label one
// count for each grade; Exact is a fraction "a/b" before rounding, empty like
// Score for a unit without a score. Ticks are those of a choice, by list.
type ExpectedUnit struct {
	Unit        voting.UnitID    `json:"unit"`
	Class       *voting.Class    `json:"class"`
	Counts      map[string][]int `json:"counts"`
	Exact       *string          `json:"exact"`
	Score       string           `json:"score"`
	Rank        *int             `json:"rank"`
	RankInClass *int             `json:"rank_in_class"`
	Ticks       map[string]int   `json:"-"`
}

// ExpectedPledge is the result of one pledge.
type ExpectedPledge struct {
	Pledge string           `json:"pledge"`
	Counts map[string][]int `json:"counts"`
	Score  string           `json:"score"`
}

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
	err := json.Unmarshal(file.Body, &expected)
	if err == nil {
		err = expected.readRest(file.Body, session)
	}
	if err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) {
			return nil, wrong("%s is another kind of value than it must be: %s", orWhole(kind.Field), kind.Value)
		}
		return nil, wrong("%v", err)
	}
	if what := expected.impossible(session); what != "" {
		return nil, wrong("%s", what)
	}
	return &expected, nil
}

// readRest reads what is called otherwise from rulebook to rulebook: the ticks of a
// unit by list, the lists that are made of them, and the other names of a number.
func (e *Expected) readRest(text []byte, session voting.Session) error {
	rest := struct {
		Returned *int                         `json:"returned"`
		Cast     *int                         `json:"cast"`
		Units    []map[string]json.RawMessage `json:"units"`
	}{}
	whole := make(map[string]json.RawMessage)
	if err := errors.Join(json.Unmarshal(text, &rest), json.Unmarshal(text, &whole)); err != nil {
		return err
	}
	e.Collected = cmp.Or(e.Collected, rest.Returned, rest.Cast)
	for i, unit := range rest.Units {
		for _, list := range session.Rulebook.Lists {
			ticks, said := unit[list.Label]
			if !said {
				continue
			}
			if e.Units[i].Ticks == nil {
				e.Units[i].Ticks = make(map[string]int)
			}
			n := 0
			if err := json.Unmarshal(ticks, &n); err != nil {
				return err
			}
			e.Units[i].Ticks[list.Label] = n
		}
	}
	for name, value := range whole {
		table, is := session.Rulebook.ListTable(strings.ReplaceAll(name, "_", " "))
		if !is {
			continue
		}
		if e.Lists == nil {
			e.Lists = make(map[string][]voting.UnitID)
		}
		var units []voting.UnitID
		if err := json.Unmarshal(value, &units); err != nil {
			return err
		}
		e.Lists[table] = units
	}
	return nil
}

func orWhole(field string) string {
	if field == "" {
		return "the file as a whole"
	}
	return field
}

// impossible names what this session can never come to.
func (e Expected) impossible(session voting.Session) string {
	units, pledges := make(map[voting.UnitID]bool), make(map[string]bool)
	for _, unit := range session.Units {
		units[unit.ID] = true
		for _, criterion := range unit.Criteria {
			pledges[criterion.ID] = true
		}
	}
	for i, unit := range e.Units {
		place := fmt.Sprintf("units[%d] (%s)", i, unit.Unit)
		if !units[unit.Unit] {
			return fmt.Sprintf("units[%d]: unit %q is not on the list, or there twice", i, unit.Unit)
		}
		delete(units, unit.Unit)
		if unit.Exact != nil && (unit.Score == "") != (*unit.Exact == "") {
			return place + ": exact and score belong together, one is missing"
		}
		if what := impossibleCounts(session, unit.Counts); what != "" {
			return place + ": " + what
		}
	}
	for i, pledge := range e.Pledges {
		if !pledges[pledge.Pledge] {
			return fmt.Sprintf("pledges[%d]: pledge %q is not on the list, or there twice", i, pledge.Pledge)
		}
		delete(pledges, pledge.Pledge)
		if what := impossibleCounts(session, pledge.Counts); what != "" {
			return fmt.Sprintf("pledges[%d] (%s): %s", i, pledge.Pledge, what)
		}
	}
	return ""
}

func impossibleCounts(session voting.Session, all map[string][]int) string {
	for _, category := range slices.Sorted(maps.Keys(all)) {
		known := slices.ContainsFunc(session.Rulebook.Categories, func(c voting.Category) bool { return c.Label == category })
		if !known || len(all[category]) != len(session.Rulebook.Grades) {
			return fmt.Sprintf("counts of %q: no such category, or not one count for each grade", category)
		}
	}
	return ""
}
