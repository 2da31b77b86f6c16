package tally

import (
	"slices"
	"strings"

	"pingyi/voting/count"
)

// givenFor is for which units somebody gave a count; "" stands for all of them. That
// nobody gave it is not zero.
type givenFor map[string]map[string]bool

func (t givenFor) note(table, unit string) {
	if t[table] == nil {
		t[table] = make(map[string]bool)
	}
	t[table][unit] = true
}

// of reports whether a count of a unit is known.
func (t givenFor) of(table, unit string) bool { return t[table][""] || t[table][unit] }

// ofAll reports whether the count of every unit is known: only then there is a
// sum over all of them.
func (t givenFor) ofAll(table string, units []unit) bool {
	return len(t[table]) > 0 && !slices.ContainsFunc(units, func(u unit) bool { return !t.of(table, u.Label) })
}

// tell notes that a part gave a count.
func (e *event) tell(table string, axes, labels []string) {
	unit := ""
	if at := slices.Index(axes, "unit"); at >= 0 {
		unit = labels[at]
	}
	e.told.note(table, unit)
	if table == tableValid {
		e.validByHand = true
	}
}

// tooMany refuses counts by hand with more marks in a row of the form than there
// are valid ballots: each of them has one mark there at most.
func (e *event) tooMany(result *count.Result) error {
	if !e.validByHand {
		return nil
	}
	valid := result.Table(tableValid)
	for _, name := range []string{tableMarks, tableTicks} {
		t := result.Table(name)
		if t == nil {
			continue
		}
		for _, row := range rowsOf(t) {
			if unit := row.at["unit"]; !e.told.of(tableValid, unit) {
				continue
			}
			var at []string
			for _, axis := range valid.Axes() {
				at = append(at, row.at[axis])
			}
			cell, err := valid.Cell(at...)
			if err != nil {
				return err
			}
			if most := cell.Value.Num().Int64(); row.marks > most {
				return NewTrouble("more-marks", "table", name, "place", strings.Join(row.labels, " · "), "n", whole(row.marks), "valid", whole(most))
			}
		}
	}
	return nil
}

// formRow is one row of the form with how many marks it got.
type formRow struct {
	labels []string
	at     map[string]string
	marks  int64
}

// rowsOf adds up a table of marks by row of the form.
func rowsOf(t *count.Table) []*formRow {
	var rows []*formRow
	known := make(map[string]*formRow)
	t.Each(func(labels []string, c count.Cell) bool {
		one := &formRow{at: make(map[string]string)}
		for k, axis := range t.Axes() {
			if slices.Contains([]string{"unit", "criterion", "category", "list"}, axis) {
				one.labels, one.at[axis] = append(one.labels, labels[k]), labels[k]
			}
		}
		key := strings.Join(one.labels, "\x00")
		if known[key] == nil {
			known[key], rows = one, append(rows, one)
		}
		known[key].marks += c.Value.Num().Int64()
		return true
	})
	return rows
}
