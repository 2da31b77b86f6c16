package desk

import (
	"slices"

	"pingyi/display"
	"pingyi/voting"
)

// alsoColumn is one more result of every unit, beside score, places and lists.
type alsoColumn struct {
	Result, Table, Title string
	Words                bool
}

// alsoCell is that of one unit; without a text it has none, or it is not told.
type alsoCell struct{ Text, Why, Unsettled string }

// alsoColumns lists what the rulebook gives of a unit and the page does not have elsewhere, in
// the order of its steps; a table with two names once.
func alsoColumns(rb voting.Rulebook, lang string) (all []alsoColumn) {
	order := rb.ResultTables()
	for _, name := range rb.Results() {
		table := rb.ResultTable(name)
		_, list := rb.ListTable(name)
		known := list || slices.Contains([]string{"score", "rank", "rank in class", "criterion score"}, name)
		twice := slices.ContainsFunc(all, func(c alsoColumn) bool { return c.Table == table })
		if !known && !twice && slices.Equal(rb.ResultAxes(name), []string{"unit"}) {
			all = append(all, alsoColumn{name, table, rb.NameIn(lang, table), rb.SaysWords(name)})
		}
	}
	slices.SortStableFunc(all, func(a, b alsoColumn) int {
		return slices.Index(order, a.Table) - slices.Index(order, b.Table)
	})
	return all
}

// addAlso takes up those results of a unit.
func (r *resultRow) addAlso(columns []alsoColumn, named []display.NamedResult) {
	for _, column := range columns {
		var cell alsoCell
		for _, one := range named {
			if one.Name == column.Table && one.Text != "" {
				cell = alsoCell{Text: display.Approximate(one.Text), Why: r.Why(column.Result), Unsettled: r.Unsettled(column.Result)}
			}
		}
		r.Also = append(r.Also, cell)
	}
}

// BothRanks reports whether units have a place among all and one in their class.
func (v *resultsView) BothRanks() bool { return v.RankedAll && v.RankedInClass }

// ClassColumn reports whether classes are not said by the groups of rows already.
func (v *resultsView) ClassColumn() bool { return v.RankedAll && v.Classed }

// Columns is how many columns the table of places has.
func (v *resultsView) Columns() int {
	n := 3 + len(v.Also) // place, unit, score
	for _, also := range []bool{v.BothRanks(), v.ClassColumn(), v.HasBlanks, v.Varied()} {
		if also {
			n++
		}
	}
	if !v.Form {
		n += 5
	}
	if v.Lists {
		n += len(v.Grades)
	}
	return n
}

// HeatColumns is how many columns the table by criterion has.
func (v *resultsView) HeatColumns() int { return 3 + len(v.criteria) }

// Varied reports whether not everybody could vote on every unit. On a form the number
// stands above all rows where they could.
func (v *resultsView) Varied() bool {
	return !v.Form || slices.ContainsFunc(v.Units, func(r resultRow) bool { return r.Expected != v.Units[0].Expected })
}

// Short reports whether the table of places has so few columns that paper has room
// for two of it.
func (v *resultsView) Short() bool { return v.Columns() <= 5 }

// Broad reports whether it has so many that it wants a page across.
func (v *resultsView) Broad() bool { return v.Columns() > 12 }

// Divided reports whether there is more than one category to break counts down by.
func (v *resultsView) Divided() bool { return len(v.Categories) > 1 }
