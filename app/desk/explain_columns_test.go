package desk

import (
	"slices"
	"strings"
	"testing"

	"pingyi/app/export"
	"pingyi/display"
	"pingyi/static"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// noFigures are columns of numbers that no count comes to: numbers of things, and what the rulebook or the
// session sets.
var noFigures = []string{"item", "items", "grade_no", "list_no", "no", "run", "version", "records", "days", "points", "seats", "at_least", "at_most"}

// TestEveryColumnOfFiguresIsExplained: every number that the tables of the exports have, of each kind of session,
// is explained by the figure that it is. A column that nobody has told of here is a fault.
func TestEveryColumnOfFiguresIsExplained(t *testing.T) {
	words, err := static.WordsOf("en")
	if err != nil {
		t.Fatal(err)
	}
	met := make(map[string]int)
	for _, example := range []string{"secret", "open", "v1-pledges", "v1-secret", "choice", "form", "result"} {
		state := voting.NewState()
		for _, e := range evenings.Events(t, example) {
			if err := state.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		version := state.ShownVersion().Number
		set := export.Of(display.ResultsOfVersion(state, version), export.Also{Voids: state.VoidBy()}, words)
		for _, table := range set.Tables {
			tables := []export.Table{table}
			for _, long := range table.Beside {
				tables = append(tables, long.Table)
			}
			for _, one := range tables {
				columnsExplained(t, example, state, version, one, met)
			}
		}
	}
	for _, column := range []string{
		"result.score", "result.rank", "result.rank_in_class", "result.valid", "named_results.value", "counts.blank", "grade_counts.count", "category_counts.count",
		"criteria.score", "criterion_counts.count", "criterion_category_counts.count", "ticks.ticks", "category_ticks.ticks", "turnout.issued", "void_ballots.void", "session.valid", "figures.figure",
	} {
		if met[column] == 0 {
			t.Errorf("no example has a figure in %s", column)
		}
	}
}

// columnsExplained asks for each number of a table.
func columnsExplained(t *testing.T, example string, state *voting.State, version int, table export.Table, met map[string]int) {
	t.Helper()
	for k, column := range table.Columns {
		number := column.Type == export.Whole || column.Type == export.Decimal
		if !number || slices.Contains(noFigures, column.Name) {
			continue
		}
		where := table.Name + "." + column.Name
		for _, row := range table.Rows {
			if row[k].None {
				continue
			}
			said := make(map[string]string)
			for i, c := range table.Columns {
				said[c.Name] = row[i].Text
			}
			f := figureOf(state, table.Name, column.Name, said)
			e, found := display.Explain(state, f, version)
			last := e.Printed
			if !found || e.Why == "" && last != row[k].Text {
				t.Errorf("%s: %s is %q of %v, and %+v is explained as %q, %t", example, where, row[k].Text, said, f, last, found)
				return
			}
			met[where]++
		}
	}
}

// figureOf is the figure that stands in a column; none of a column that is not known.
func figureOf(state *voting.State, table, column string, said map[string]string) voting.Figure {
	rb, unit := state.Session.Rulebook, voting.UnitID(said["unit"])
	counts := map[string]string{
		"issued": voting.FigureIssued, "checked_in": voting.FigureCheckedIn, "expected": voting.FigureExpected, "ballots": voting.FigureCollected, "collected": voting.FigureCollected,
		"valid": voting.FigureValid, "void": voting.FigureVoid, "blank": voting.FigureBlank, "confirmed": voting.FigureConfirmed, "count": voting.FigureMarks, "ticks": voting.FigureTicks,
	}
	results := map[string]string{"rank": "rank", "rank_in_class": "rank in class", "score": "score"}
	switch {
	case table == "figures":
		return voting.GivenAt(said["subject"], rb.TableAxes(said["subject"]), strings.Split(said["place"], " / "))
	case column == "value":
		at := slices.IndexFunc(rb.ResultNames(), func(result string) bool { return rb.ResultTable(result) == said["result"] })
		return voting.Figure{Result: rb.ResultNames()[at], Unit: unit}
	case table == "criteria" && column == "score":
		return voting.Figure{Result: "criterion score", Unit: unit, Criterion: said["criterion"]}
	case results[column] != "":
		return voting.Figure{Result: results[column], Unit: unit}
	}
	f := voting.Figure{Count: counts[column], Unit: unit, Criterion: said["criterion"], Category: said["category"], Grade: said["grade"], Reason: said["void_reason"]}
	if column == "ticks" {
		f.Criterion = said["list"]
	}
	return f
}
