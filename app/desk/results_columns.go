package desk

import "slices"

// BothRanks reports whether units have a place among all and one in their class.
func (v *resultsView) BothRanks() bool { return v.RankedAll && v.RankedInClass }

// ClassColumn reports whether classes are not said by the groups of rows already.
func (v *resultsView) ClassColumn() bool { return v.RankedAll && v.Classed }

// Columns is how many columns the table of places has.
func (v *resultsView) Columns() int {
	n := 3 // place, unit, score
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

// Divided reports whether there is more than one category to break counts down by.
func (v *resultsView) Divided() bool { return len(v.Categories) > 1 }
