package bundle

import (
	"slices"
	"strings"

	"pingyi/display"
	"pingyi/voting"
)

// Acts folds what the public has of a session: its settings as session.json and
// rulebook.json have them, and every act on an item or on the result. Where a ballot, a
// card or a check-in was there is only a place, so that whatever rests on those is not
// known; all the rest of a result follows.
type Acts struct{ state *voting.State }

// NewActs begins with the settings. The first record is withheld and has them too.
func NewActs(b *Bundle) (*Acts, error) {
	s, state := b.Session, voting.NewState()
	err := state.Apply(&voting.SessionCreated{Session: voting.Session{
		ID: s.ID, Title: s.Title, Rehearsal: s.Rehearsal, Rulebook: b.Rulebook, Units: s.Units, Rundown: s.Rundown, Signer: s.Signer,
	}})
	return &Acts{state}, err
}

// Follow takes the next record; e is nil where it is withheld.
func (a *Acts) Follow(seq uint64, e voting.Event) error {
	if e == nil {
		a.state.Records = seq + 1
		return nil
	}
	return a.state.Apply(e)
}

// Published is the session with the counts that a result of the public prints, to explain its figures.
func (a *Acts) Published(r display.Results) (*display.Published, *voting.State, error) {
	p, err := display.NewPublished(a.state, r)
	return p, a.state, err
}

// restsOnWithheld are the members of a result that no act says: they rest on ballots,
// cards and check-ins. Sums, and the figures that follow from counts, are worked out
// from them elsewhere; BUNDLE.md says what is left.
func restsOnWithheld() []string {
	return []string{
		"issued", "checked_in", "collected", "valid", "void", "pending", "refused", "selections",
		"categories issued", "categories checked_in",
		"units counts", "units blank", "units ballots", "units expected", "units exact", "units score", "units rank", "units rank_in_class",
		"units issued", "units checked_in", "units valid", "units void", "units named", "units by_grade", "units hidden",
		"units criteria counts", "units criteria by_grade", "units criteria blank", "units criteria exact", "units criteria score",
	}
}

// Acted names every member that the acts and the settings give otherwise, and every
// sum that its own parts do not make.
func (s Stated) Acted(a *Acts) ([]string, error) {
	number := a.state.ShownVersion().Number
	counted, err := a.version(number, s.Format)
	if err != nil {
		return nil, err
	}
	said := copied(s.result).(map[string]any)
	for _, both := range []any{any(counted), any(said)} {
		for _, path := range append(restsOnWithheld(), "format") {
			without(both, strings.Fields(path))
		}
	}
	return append(compare(fileResult, counted, said), s.sums(a.state, display.ResultsIn(a.state, number, s.Format).Units)...), nil
}

// version is what the acts give of a version of the result, as a format has it.
func (a *Acts) version(number, format int) (map[string]any, error) {
	body, err := text(display.ResultsIn(a.state, number, format))
	if err != nil {
		return nil, err
	}
	counted, err := decode(body)
	if err != nil {
		return nil, err
	}
	results().prune(counted, format)
	return counted.(map[string]any), nil
}

// copied is a value that may be changed.
func copied(value any) any {
	switch value := value.(type) {
	case map[string]any:
		all := make(map[string]any, len(value))
		for name, member := range value {
			all[name] = copied(member)
		}
		return all
	case []any:
		all := make([]any, len(value))
		for i, entry := range value {
			all[i] = copied(entry)
		}
		return all
	}
	return value
}

// without takes a member out of an object, or of every object in a list.
func without(value any, path []string) {
	switch value := value.(type) {
	case map[string]any:
		if len(path) == 1 {
			delete(value, path[0])
		} else if below, there := value[path[0]]; there {
			without(below, path[1:])
		}
	case []any:
		for _, entry := range value {
			without(entry, path)
		}
	}
}

// unitsByID finds the units of a session.
func unitsByID(units []voting.Unit) map[voting.UnitID]voting.Unit {
	all := make(map[voting.UnitID]voting.Unit, len(units))
	for _, unit := range units {
		all[unit.ID] = unit
	}
	return all
}

// rows is how many marks a valid ballot has for a unit.
func rows(rb voting.Rulebook, unit voting.Unit) int {
	return max(1, len(rb.CriteriaOf(unit)), len(rb.Lists))
}

// total adds counts up.
func total(counts []int) (n int) {
	for _, some := range counts {
		n += some
	}
	return n
}

// categoriesOf reports whether counts are there for each category and no other.
func categoriesOf(rb voting.Rulebook, counts map[string][]int) bool {
	return len(counts) == len(rb.Categories) && !slices.ContainsFunc(rb.Categories, func(c voting.Category) bool { return counts[c.Label] == nil })
}
