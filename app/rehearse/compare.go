package rehearse

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Results is what a server counted, or what a scenario expects of it.
type Results struct {
	Issued    int          `json:"issued"`
	CheckedIn int          `json:"checked_in"`
	Phase     string       `json:"phase,omitempty"`
	Collected int          `json:"collected,omitempty"` // ballots of all items
	Valid     int          `json:"valid,omitempty"`     // those of them that count
	Void      int          `json:"void,omitempty"`      // those that do not
	Units     []UnitResult `json:"units"`

	Selections []Selection `json:"selections,omitempty"`

	Lists map[string][]string `json:"-"` // expected of the lists that the rulebook makes, by name
}

// Selection is a list that the rulebook made, in the order of its places.
type Selection struct {
	Name  string       `json:"name"`
	Units []ListedUnit `json:"units"`
}

// ListedUnit is a unit on a list. Those who are tied share a place.
type ListedUnit struct {
	Unit  string `json:"unit"`
	Place int    `json:"place"`
}

// UnitResult is one unit: counts by category and grade, the exact score as a
// fraction, the rounded score, and the ranks.
type UnitResult struct {
	Unit        string           `json:"unit"`
	Class       string           `json:"class"`
	Counts      map[string][]int `json:"counts"`
	Exact       string           `json:"exact"`
	Score       string           `json:"score"`
	Rank        int              `json:"rank"`
	RankInClass int              `json:"rank_in_class"`
	Ballots     int              `json:"ballots"`
	Ticks       map[string]int   `json:"-"` // expected, by list of a choice
	Named       []NamedResult    `json:"named,omitempty"`

	Criteria []CriterionResult `json:"criteria"` // where there are several, or the unit's own
}

// NamedResult is another result of a unit; on a list that the rulebook makes it is "1".
type NamedResult struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// CriterionResult is one criterion of a unit, or one list of a choice.
type CriterionResult struct {
	Criterion string           `json:"criterion"`
	Counts    map[string][]int `json:"counts"`
	Score     string           `json:"score"`
}

// What an expectation leaves out; nothing that is counted looks like it.
const (
	notSaid    = -1
	notWritten = "\x00"
)

// ParseResults reads expected results.
func ParseResults(text []byte) (Results, error) {
	var r Results
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("read expected results: %w", err)
	}
	return r, nil
}

// Compare lists every difference between what was expected and what was
// counted, one line each; none means that they agree to the last digit.
func Compare(want, got Results) []string {
	lines := compareTotals(want, got)
	differ := noting(&lines)
	differ("units", len(want.Units), len(got.Units))
	counted := make(map[string]UnitResult)
	for _, unit := range got.Units {
		counted[unit.Unit] = unit
	}
	for _, unit := range want.Units {
		was, there := counted[unit.Unit]
		if !there {
			lines = append(lines, unit.Unit+": expected, but not counted")
			continue
		}
		delete(counted, unit.Unit)
		compareUnit(unit, was, differ)
	}
	for _, unit := range got.Units {
		if _, left := counted[unit.Unit]; left {
			lines = append(lines, unit.Unit+": counted, but not expected")
		}
	}
	return lines
}

// noting writes down what is expected to be otherwise than it was counted.
func noting(lines *[]string) func(what string, want, got any) {
	return func(what string, want, got any) {
		if want != notSaid && want != notWritten && fmt.Sprint(want) != fmt.Sprint(got) {
			*lines = append(*lines, fmt.Sprintf("%s: expected %v, counted %v", what, orNone(want), orNone(got)))
		}
	}
}

// compareTotals compares what is said of all units together.
func compareTotals(want, got Results) []string {
	var lines []string
	differ := noting(&lines)
	differ("cards issued", want.Issued, got.Issued)
	differ("checked in", want.CheckedIn, got.CheckedIn)
	differ("ballots collected", want.Collected, got.Collected)
	differ("ballots valid", want.Valid, got.Valid)
	differ("ballots void", want.Void, got.Void)
	for _, list := range slices.Sorted(maps.Keys(want.Lists)) {
		differ(strconv.Quote(list), strings.Join(want.Lists[list], " "), strings.Join(got.onList(list, want.Lists[list]), " "))
	}
	return lines
}

// onList names the units of a list in the order of their places; those who are tied, and
// those of a list that each class has its own of, as they are expected.
func (r Results) onList(list string, expected []string) []string {
	places, lists := make(map[string]int), 0
	for _, s := range r.Selections {
		if s.Name == list {
			lists++
			for _, unit := range s.Units {
				places[unit.Unit] = unit.Place
			}
		}
	}
	var units []string
	for _, unit := range r.Units {
		if slices.Contains(unit.Named, NamedResult{Name: list, Text: "1"}) {
			units = append(units, unit.Unit)
		}
	}
	slices.SortFunc(units, func(a, b string) int {
		byPlace := 0
		if lists == 1 {
			byPlace = cmp.Compare(places[a], places[b])
		}
		return cmp.Or(byPlace, cmp.Compare(slices.Index(expected, a), slices.Index(expected, b)), cmp.Compare(a, b))
	})
	return units
}

// orNone keeps a line readable where there is no score.
func orNone(value any) any {
	if value == "" {
		return "none"
	}
	return value
}

// called quotes a name that an author gave, so that nobody takes it for a word of ours.
func called(name string) string {
	if name == "" || name == notWritten {
		return name
	}
	return strconv.Quote(name)
}

func compareUnit(want, got UnitResult, differ func(string, any, any)) {
	differ(want.Unit+" class", called(want.Class), called(got.Class))
	differ(want.Unit+" exact score", want.Exact, got.Exact)
	differ(want.Unit+" score", want.Score, got.Score)
	differ(want.Unit+" rank", want.Rank, got.Rank)
	differ(want.Unit+" rank in class", want.RankInClass, got.RankInClass)
	compareCounts(want.Unit, want.Counts, got.Counts, differ)
	counted := make(map[string]CriterionResult)
	for _, criterion := range got.Criteria {
		counted[criterion.Criterion] = criterion
	}
	for _, criterion := range want.Criteria {
		name := want.Unit + " " + strconv.Quote(criterion.Criterion)
		was := counted[criterion.Criterion]
		differ(name+" score", criterion.Score, was.Score)
		compareCounts(name, criterion.Counts, was.Counts, differ)
	}
	for _, list := range slices.Sorted(maps.Keys(want.Ticks)) {
		ticks := 0
		for _, counts := range counted[list].Counts {
			for _, n := range counts {
				ticks += n
			}
		}
		differ(want.Unit+" "+strconv.Quote(list), want.Ticks[list], ticks)
	}
	if want.Criteria != nil {
		differ(want.Unit+" criteria", len(want.Criteria), len(got.Criteria))
	}
}

// compareCounts compares every category that either of the two has; an expectation
// without counts leaves them open.
func compareCounts(name string, want, got map[string][]int, differ func(string, any, any)) {
	if want == nil {
		return
	}
	categories := slices.Collect(maps.Keys(want))
	for category := range got {
		if _, known := want[category]; !known {
			categories = append(categories, category)
		}
	}
	slices.Sort(categories)
	for _, category := range categories {
		differ(name+" "+strconv.Quote(category), want[category], got[category])
	}
}
