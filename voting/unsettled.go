package voting

import (
	"slices"

	"pingyi/voting/count"
)

// Waits is a result of a unit that may still change with ties that wait for people.
type Waits struct {
	Result string
	For    []string // the steps that the ties are of
}

// WaitsFor are the steps whose ties a result of the unit waits for; none where it is settled.
func (r Row) WaitsFor(result string) []string {
	for _, one := range r.Waits {
		if one.Result == result {
			return one.For
		}
	}
	return nil
}

// addWaits says of each row which of its results are not settled.
func (s *State) addWaits(rows []Row, result *count.Result) {
	if len(result.Pending()) == 0 {
		return
	}
	unsettled := result.Unsettled()
	for i := range rows {
		rows[i].Waits = s.Session.Rulebook.waitsIn(unsettled, rows[i].Unit.ID)
	}
}

// waitsIn are the results of a unit that are not settled, in the order of the rulebook.
func (rb Rulebook) waitsIn(unsettled count.Unsettled, unit UnitID) (all []Waits) {
	for _, name := range rb.book.Results() {
		var steps []string
		for _, p := range unsettled[rb.book.ResultTable(name)][string(unit)] {
			if !slices.Contains(steps, p.Step) {
				steps = append(steps, p.Step)
			}
		}
		if steps != nil {
			all = append(all, Waits{name, steps})
		}
	}
	return all
}

// WaitsFor are the results of a unit among those that are not settled while ties wait.
func (rb Rulebook) WaitsFor(ties []Tie, units []Unit) func(UnitID) []Waits {
	unsettled, _ := rb.unsettledBy(ties, units)
	return func(unit UnitID) []Waits { return rb.waitsIn(unsettled, unit) }
}

// unsettledBy is what may still change with ties, and the units as they are counted.
func (rb Rulebook) unsettledBy(ties []Tie, units []Unit) (count.Unsettled, []count.Unit) {
	var pending []count.Pending
	for _, tie := range ties {
		p := count.Pending{Step: tie.Step, Kind: tie.Kind, Where: tie.Where}
		for _, id := range tie.Units {
			p.Units = append(p.Units, string(id))
		}
		pending = append(pending, p)
	}
	var counted []count.Unit
	for _, unit := range units {
		counted = append(counted, unit.counted())
	}
	return rb.book.Unsettled(pending, counted), counted
}

// withhold takes from rows for the screens what is not settled: a yellow card is not shown before it is
// drawn who gets it. Who is level shares a place, and stays below the cut, as the rulebook has it;
// only what rests on the tie of another step is no place yet, and no list.
func (s *State) withhold(rows []Row) {
	rb := s.Session.Rulebook
	for i := range rows {
		row := &rows[i]
		elsewhere := func(result string) bool {
			return slices.ContainsFunc(row.WaitsFor(result), func(step string) bool { return step != rb.ResultTable(result) })
		}
		if row.WaitsFor("score") != nil {
			row.Score = Score{}
		}
		if row.WaitsFor("criterion score") != nil {
			row.Criteria = make([]Score, len(row.Criteria))
		}
		if elsewhere("rank") {
			row.Rank = 0
		}
		if elsewhere("rank in class") {
			row.RankInClass = 0
		}
		for k := range row.Named {
			if named := &row.Named[k]; named.List && elsewhere(named.Name) || !named.List && row.WaitsFor(named.Name) != nil {
				named.Cell, named.Place = Score{}, 0
			}
		}
		for k := range row.Words {
			if words := &row.Words[k]; row.WaitsFor(words.Name) != nil {
				words.Cells = make([]Score, len(words.Cells))
			}
		}
	}
}

// OpenResult is a result of which some units have no settled figure, word or place.
type OpenResult struct {
	Table string // the step that makes it
	Units []UnitID
	For   []string // the steps whose ties it waits for
}

// OpenResults are the results, but for lists, that rest on ties of other steps, in the order of the
// steps; a table with two names once.
func (rb Rulebook) OpenResults(ties []Tie, units []Unit) (all []OpenResult) {
	unsettled, counted := rb.unsettledBy(ties, units)
	for _, table := range rb.book.Steps() {
		result := slices.IndexFunc(rb.book.Results(), func(name string) bool { return rb.book.ResultTable(name) == table })
		if result < 0 {
			continue
		}
		if _, list := rb.book.Listing(rb.book.Results()[result]); list {
			continue
		}
		one := OpenResult{Table: table}
		for _, unit := range counted {
			waits := slices.DeleteFunc(slices.Clone(unsettled[table][unit.Label]), func(p count.Pending) bool { return p.Step == table })
			for _, p := range waits {
				if !slices.Contains(one.For, p.Step) {
					one.For = append(one.For, p.Step)
				}
			}
			if len(waits) > 0 {
				one.Units = append(one.Units, UnitID(unit.Label))
			}
		}
		if one.Units != nil {
			all = append(all, one)
		}
	}
	return all
}
